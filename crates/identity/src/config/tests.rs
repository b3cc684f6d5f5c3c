use xinqiao_egress::{Bounds, Rules};

use super::*;

const OIDC: &str = r#"
[[provider]]
code = "city"
kind = "oidc"
label = { zh-CN = "城市统一身份认证", en = "City identity" }
issuer = "https://id.city.example"
client_id = "xinqiao"
secret = { variable = "CITY_SECRET" }
for = ["staff"]
"#;

const WECHAT: &str = r#"
[[provider]]
code = "wechat"
kind = "wechat"
label = { zh-CN = "微信", en = "WeChat" }
client_id = "wx0000000000000000"
secret = { variable = "WECHAT_SECRET" }
for = ["resident"]
"#;

fn read(text: &str, is_closed: Result<(), String>) -> Result<Configured, Vec<Fault>> {
    let egress = Egress::new(Rules::parse(["127.0.0.1:9000"]).unwrap(), Bounds::default()).unwrap();
    let variable = |name: &str| name.ends_with("_SECRET").then(|| "hush".to_owned());
    Configured::parse(text, is_closed, &Sources { variable: &variable, egress: &egress, codes_file: Some("codes.jsonl".into()) })
}

fn check_refused(text: &str, expected: &str) {
    let faults = read(text, Ok(())).err().unwrap_or_else(|| panic!("taken: {text}"));
    assert!(faults[0].to_string().contains(expected), "{}", faults[0]);
}

#[test]
fn providers_stand_in_the_order_of_the_file_with_whom_they_serve() {
    let read = read(&format!("{OIDC}{WECHAT}"), Ok(())).map_err(|faults| faults[0].to_string()).unwrap();
    assert_eq!(read.providers.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["city", "wechat"]);
    let city = read.provider("city").unwrap();
    assert!(city.serves(Audience::Staff) && !city.serves(Audience::Resident));
    assert_eq!((city.label("en"), city.label("fr")), ("City identity", "城市统一身份认证"));
    assert!(read.provider("wechat").is_some() && read.provider("other").is_none());
    assert!(read.codes.is_some());
}

#[test]
fn what_cannot_be_used_is_named_with_its_provider() {
    check_refused(&OIDC.replace("\"city\"", "\"City\""), "City: expected a code");
    check_refused(&OIDC.replace("\"city\"", "\"phone\""), "the code phone is taken");
    check_refused(&format!("{OIDC}{OIDC}"), "city: the code is there twice");
    check_refused(&OIDC.replace(", en = \"City identity\"", ""), "expected a label in en");
    check_refused(&OIDC.replace("[\"staff\"]", "[]"), "expected whom it serves");
    check_refused(&OIDC.replace("https://id.city", "http://id.city"), "without TLS");
    check_refused(&OIDC.replace(".example\"", ".example/?a=1\""), "without ? and #");
    check_refused(&OIDC.replace("CITY_SECRET", "OTHER"), "the variable OTHER is not set");
    check_refused(&OIDC.replace("issuer =", "by_union = true\nissuer ="), "for kind = \"wechat\"");
    check_refused(&WECHAT.replace("for =", "scopes = []\nfor ="), "for kind = \"oidc\"");
    check_refused(&OIDC.replace("kind =", "colour = 1\nkind ="), "the file: unknown field `colour`");
}

#[test]
fn a_secret_stands_in_the_file_only_when_nobody_else_may_read_it() {
    let text = OIDC.replace("variable = \"CITY_SECRET\"", "value = \"hush-hush\"");
    assert!(read(&text, Ok(())).is_ok());
    let faults = read(&text, Err("others may read it".to_owned())).err().unwrap();
    assert!(faults[0].what.contains("others may read it") && !faults[0].what.contains("hush-hush"));
    // the same file without a secret may be read by everybody
    assert!(read(OIDC, Err("others may read it".to_owned())).is_ok());
    let both = OIDC.replace("variable = \"CITY_SECRET\"", "variable = \"CITY_SECRET\", value = \"x\"");
    check_refused(&both, "expected one of secret");
}

#[test]
fn a_fault_of_the_form_shows_no_secret() {
    let broken = OIDC.replace("{ variable = \"CITY_SECRET\" }", "{ value = \"hush-hush\" ");
    let faults = read(&broken, Ok(())).err().unwrap();
    assert!(!faults[0].to_string().contains("hush-hush"), "{}", faults[0]);
}

#[test]
fn codes_go_into_a_file_unless_the_operator_says_otherwise() {
    let sender = |text: &str| read(text, Ok(())).map(|read| read.codes.is_some());
    assert_eq!(sender(""), Ok(true));
    assert_eq!(sender("[codes]\nsender = \"console\""), Ok(true));
    assert_eq!(sender("[codes]\nsender = \"none\""), Ok(false));
    assert_eq!(
        sender("[codes]\nsender = \"http\"\nurl = \"http://127.0.0.1:9000/sms\"\nsecret = { variable = \"SMS_SECRET\" }"),
        Ok(true)
    );
    check_refused("[codes]\nsender = \"http\"\nurl = \"http://127.0.0.1:9000/sms\"", "expected the secret");
    check_refused("[codes]\nsender = \"http\"\nurl = \"http://sms.example/\"\nsecret = { variable = \"SMS_SECRET\" }", "TLS");
    check_refused("[codes]\nsignature = \"【甘州】\"", "without 【 and 】");
}
