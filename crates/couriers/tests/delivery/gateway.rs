//! A gateway gets what the operator's template says, and its answers are understood.

use serde_json::json;
use xinqiao_couriers::{Courier as _, Gateway, GatewaySettings, Outcomes, Secret};
use xinqiao_egress::signature;
use xinqiao_notices::{Channel, Letter, Receipt, Refused, RefusedKind};

use super::http::{Server, egress};
use super::letters::{letter, refused};

fn text_message() -> Letter {
    let text = "有一项工作等您处理，请在 15:30 前登录查看。".to_owned();
    Letter { channel: Channel::Sms, to: "+8613812345678".to_owned(), subject: None, text, ..letter(7, "") }
}

fn settings(host: &str) -> GatewaySettings {
    GatewaySettings {
        channel: Channel::Sms,
        url: format!("http://{host}/send"),
        headers: vec![("x-app".to_owned(), "xq".to_owned())],
        secret_headers: vec![("authorization".to_owned(), Secret::new("Bearer token"))],
        body: json!({
            "mobiles": ["{to}"],
            "content": "【{service}】{text}",
            "serial": "{id}",
            "params": { "thing1": { "value": "{count}" }, "time2": { "value": "{due}" }, "none": "{subject}" },
            "priority": 3,
        }),
        outcomes: Outcomes {
            code: Some("/code".to_owned()),
            taken: vec!["0".to_owned()],
            permanent: vec!["4001".to_owned()],
            receipt: Some("/data/0/id".to_owned()),
        },
        sign: Some(Secret::new("shared")),
    }
}

async fn answered(status: u16, body: &'static str) -> Result<Receipt, Refused> {
    let server = Server::start(Some((status, body))).await;
    let courier = Gateway::new(settings(&server.host), egress(&server.host)).unwrap();
    courier.deliver(&text_message()).await
}

#[tokio::test]
async fn a_gateway_gets_the_letter_in_its_own_form_signed() {
    let server = Server::start(Some((200, r#"{"code":0,"data":[{"id":"m-17"}]}"#))).await;
    let courier = Gateway::new(settings(&server.host), egress(&server.host)).unwrap();
    let sent = text_message();
    assert_eq!(courier.deliver(&sent).await, Ok(Receipt { reference: Some("m-17".to_owned()) }));
    let (head, body) = server.asked().remove(0);
    let expected = json!({
        "mobiles": ["+8613812345678"],
        "content": "【工作平台】有一项工作等您处理，请在 15:30 前登录查看。",
        "serial": "00000000-0000-0000-0000-000000000007-email-1",
        "params": { "thing1": { "value": "1" }, "time2": { "value": "15:30" }, "none": "" },
        "priority": 3,
    });
    assert_eq!(serde_json::from_str::<serde_json::Value>(&body).unwrap(), expected);
    let lower = head.to_ascii_lowercase();
    assert!(head.starts_with("POST /send HTTP/1.1"));
    for line in ["authorization: bearer token", "x-app: xq", "content-type: application/json"] {
        assert!(lower.contains(line), "{head}");
    }
    assert!(head.contains(&signature(b"shared", sent.at.as_second(), body.as_bytes())), "{head}");
}

#[tokio::test]
async fn a_text_with_quotation_marks_and_braces_stays_in_its_place() {
    let server = Server::start(Some((200, r#"{"code":"0"}"#))).await;
    let courier = Gateway::new(settings(&server.host), egress(&server.host)).unwrap();
    let sent = Letter { text: "\",\"priority\":9,\"x\":\"{to}".to_owned(), ..text_message() };
    assert_eq!(courier.deliver(&sent).await, Ok(Receipt::default()));
    let body: serde_json::Value = serde_json::from_str(&server.asked()[0].1).unwrap();
    assert_eq!(body["priority"], 3);
    assert_eq!(body["content"], "【工作平台】\",\"priority\":9,\"x\":\"{to}");
}

#[tokio::test]
async fn what_a_gateway_says_is_taken_as_it_is_meant() {
    use RefusedKind::{Permanent, Temporary, Unreachable};
    for (status, body, kind, what) in [
        (200, r#"{"code":4001}"#, Permanent, "code 4001"),
        (200, r#"{"code":"busy"}"#, Temporary, "code busy"),
        (400, "", Permanent, "status 400"),
        (422, "", Permanent, "status 422"),
        (429, "", Temporary, "status 429"),
        (503, "", Temporary, "status 503"),
        (302, "", Unreachable, "status 302"),
        (401, "", Unreachable, "status 401"),
        (404, "", Unreachable, "status 404"),
    ] {
        assert_eq!(answered(status, body).await, Err(refused(kind, what)), "{status} {body}");
    }
    // an answer that nobody understands says nothing about the letter
    for body in ["", "<html>", r#"{"data":1}"#, r#"{"code":{"a":1}}"#] {
        let expected = Refused { may_have_arrived: true, ..refused(Temporary, "the answer holds no code") };
        assert_eq!(answered(200, body).await, Err(expected), "{body}");
    }
}

#[tokio::test]
async fn a_gateway_that_hangs_up_may_have_the_letter_and_one_that_is_down_has_not() {
    let server = Server::start(None).await;
    let courier = Gateway::new(settings(&server.host), egress(&server.host)).unwrap();
    let fault = courier.deliver(&text_message()).await.unwrap_err();
    assert_eq!(fault, Refused { may_have_arrived: true, ..refused(RefusedKind::Unreachable, "exchange") });
    let host = format!("127.0.0.1:{}", xinqiao_testkit::free_port());
    let fault = Gateway::new(settings(&host), egress(&host)).unwrap().deliver(&text_message()).await.unwrap_err();
    assert_eq!(fault, refused(RefusedKind::Unreachable, "connect"));
}

#[tokio::test]
async fn a_number_that_nobody_can_have_does_not_leave_the_program() {
    let server = Server::start(Some((200, "{}"))).await;
    let courier = Gateway::new(settings(&server.host), egress(&server.host)).unwrap();
    let fault = courier.deliver(&Letter { to: "13987654321".to_owned(), ..text_message() }).await.unwrap_err();
    assert_eq!(fault.kind, RefusedKind::Permanent);
    assert!(!fault.what.contains("1398"), "{}", fault.what);
    assert!(server.asked().is_empty());
}

#[test]
fn settings_that_cannot_work_are_refused() {
    let host = "127.0.0.1:9";
    let fault = |spoil: fn(&mut GatewaySettings)| {
        let mut settings = settings(host);
        spoil(&mut settings);
        Gateway::new(settings, egress(host)).err().unwrap()
    };
    assert!(fault(|one| one.url = "http://gateway.example/send".to_owned()).contains("without TLS"));
    assert!(fault(|one| one.body = json!({ "a": "{to}", "b": "{name}" })).contains("{name} is no placeholder"));
    assert!(fault(|one| one.body = json!({ "a": "{text}" })).contains("expected {to}"));
    assert!(fault(|one| one.outcomes.receipt = Some("data.id".to_owned())).contains("expected a pointer"));
    assert!(fault(|one| one.outcomes.taken.clear()).contains("answer.taken"));
    assert!(fault(|one| one.outcomes.code = None).contains("answer.code"));
    assert!(fault(|one| one.headers = vec![("a b".to_owned(), String::new())]).contains("is no header"));
    assert!(fault(|one| one.secret_headers = vec![("a".to_owned(), Secret::new("x\r\ny"))]).contains("cannot be sent"));
    assert!(fault(|one| one.channel = Channel::Email).contains("sms and wechat"));
}
