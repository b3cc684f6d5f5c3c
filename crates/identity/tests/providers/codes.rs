//! A gateway for codes.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use uuid::Uuid;
use xinqiao_identity::codes::CodeMessage;

use super::issuer::{SECRET, configured, now};
use super::server::{Server, header};

fn message() -> CodeMessage {
    CodeMessage {
        id: Uuid::from_u128(7),
        at: now(),
        phone: "+8613812345678".to_owned(),
        code: "012345".to_owned(),
        minutes: 5,
        signature: "甘州心理服务".to_owned(),
        text: "【甘州心理服务】验证码 012345".to_owned(),
    }
}

async fn sent(status: u16) -> (Server, Result<(), &'static str>) {
    let gateway = Server::start(move |_| (status, String::new())).await;
    let url = gateway.url();
    let text = format!("[codes]\nsender = \"http\"\nurl = \"{url}/sms\"\nsecret = {{ variable = \"SECRET\" }}\n");
    let sender = configured(&text, &gateway.host).codes.unwrap();
    let outcome = sender.send(&message()).await.map_err(|fault| fault.code());
    (gateway, outcome)
}

#[tokio::test]
async fn a_gateway_gets_the_message_signed_with_the_secret_that_it_shares() {
    let (gateway, outcome) = sent(202).await;
    assert_eq!(outcome, Ok(()));
    let asked = gateway.asked().remove(0);
    assert_eq!((asked.method.as_str(), asked.path.as_str()), ("POST", "/sms"));
    let body: serde_json::Value = serde_json::from_str(&asked.body).unwrap();
    assert_eq!((body["phone"].as_str(), body["code"].as_str()), (Some("+8613812345678"), Some("012345")));
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(format!("{}.{}", now().as_second(), asked.body).as_bytes());
    let digits: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(header(&asked.head, "xinqiao-signature"), Some(format!("t={},v1={digits}", now().as_second())));
    assert_eq!(header(&asked.head, "xinqiao-id"), Some(message().id.to_string()));
}

#[tokio::test]
async fn a_gateway_that_does_not_take_a_message_is_told() {
    for status in [302, 400, 503] {
        assert_eq!(sent(status).await.1, Err("status"), "{status}");
    }
}
