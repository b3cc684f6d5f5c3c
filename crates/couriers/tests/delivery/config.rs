//! The operator's file.

use std::os::unix::fs::PermissionsExt as _;

use xinqiao_couriers::{Configured, Fault, Sources};
use xinqiao_notices::Channel;

use super::http::egress;

fn parse(text: &str) -> Result<Configured, Vec<Fault>> {
    let egress = egress("127.0.0.1:9");
    let variable = |name: &str| (name == "SMS").then(|| "Bearer token".to_owned());
    Configured::parse(text, Sources { variable: &variable, egress: &egress })
}

const HEAD: &str = "service = \"工作平台\"\nlink = \"https://xq.example/desk\"\n";

fn faults(text: &str) -> Vec<String> {
    parse(&format!("{HEAD}{text}")).err().unwrap().iter().map(ToString::to_string).collect()
}

#[test]
fn the_ways_that_the_operator_connected_have_couriers() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("mail.secret");
    std::fs::write(&secret, "correct horse\n").unwrap();
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o600)).unwrap();
    let email = format!(
        "[email]\ncourier = \"smtp\"\nhost = \"mail.city.example\"\nport = 465\nencryption = \"implicit\"\nuser = \"desk\"\n\
         password = {{ file = {:?} }}\nfrom = \"desk@city.example\"\n",
        secret.display().to_string()
    );
    let sms = "[sms]\ncourier = \"gateway\"\nurl = \"https://sms.example/send\"\nsecret_headers = { authorization = { variable = \"SMS\" } }\n\
               body = { mobile = \"{to}\", content = \"{text}\" }\nanswer = { code = \"/code\", taken = [\"0\"] }\n";
    let found = parse(&format!("{HEAD}{email}{sms}")).ok().unwrap();
    assert_eq!(found.channels().collect::<Vec<_>>(), [Channel::Email, Channel::Sms]);
    assert!(found.courier(Channel::Wechat).is_none());
    assert_eq!((found.service.as_str(), found.link.as_str()), ("工作平台", "https://xq.example/desk"));
    // a password that others may read is refused, and is not shown
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o644)).unwrap();
    let told = faults(&email);
    assert!(told.len() == 1 && told[0].contains("chmod 600") && !told[0].contains("horse"), "{told:?}");
}

#[test]
fn every_part_that_cannot_be_used_is_told_at_once() {
    let told = faults(
        "[email]\ncourier = \"smtp\"\nhost = \"mail.city.example\"\nport = 25\nencryption = \"none\"\nfrom = \"desk@city.example\"\n\
         [sms]\ncourier = \"gateway\"\nurl = \"https://sms.example\"\nbody = { content = \"{text}\" }\n\
         [wechat]\ncourier = \"gateway\"\nurl = \"ftp://wechat.example\"\nbody = { touser = \"{to}\" }\n",
    );
    assert_eq!(
        told,
        [
            "email: encryption: without TLS mail goes to the own machine only",
            "sms: body: expected {to} somewhere",
            "wechat: url: expected an address such as https://host/path, found another scheme",
        ]
    );
}

#[test]
fn an_unknown_courier_or_key_is_a_fault_of_the_file() {
    for text in ["[email]\ncourier = \"pigeon\"\n", "[fax]\ncourier = \"file\"\n", "[sms]\ncourier = \"file\"\n"] {
        assert!(faults(text)[0].starts_with("the file: "), "{text}");
    }
}
