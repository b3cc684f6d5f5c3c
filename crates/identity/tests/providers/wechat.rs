//! The web sign-in of WeChat, played by a server that answers as its open platform documents it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use serde_json::json;
use xinqiao_identity::{Begun, Provider, Returned};
use xinqiao_kernel::IdSource;

use super::issuer::{BACK, SECRET, configured, now, query};
use super::server::{Asked, Said, Server};

const APP: &str = "wx0123456789abcdef";

/// Codes that were given out and have not served, with the person's two names.
type Codes = Arc<Mutex<BTreeMap<String, (String, Option<String>)>>>;

fn error(number: i64, text: &str) -> Said {
    (200, json!({ "errcode": number, "errmsg": format!("{text}, rid: 0-0-0") }).to_string())
}

/// `sns/oauth2/access_token` as it is documented: a code serves once; faults come with status 200.
fn interface(asked: &Asked, codes: &Codes) -> Said {
    if !asked.path.starts_with("/sns/oauth2/access_token?") || asked.method != "GET" {
        return (404, String::new());
    }
    let given = |name: &str| asked.parameter(name).unwrap_or_default();
    if given("appid") != APP {
        return error(40_013, "invalid appid");
    }
    if given("secret") != SECRET {
        return error(40_125, "invalid appsecret");
    }
    if given("grant_type") != "authorization_code" {
        return error(40_002, "invalid grant_type");
    }
    match given("code").as_str() {
        "" => error(41_008, "missing code"),
        "used" => error(40_163, "code been used"),
        "busy" => error(-1, "system error"),
        "page" => (200, "<html></html>".to_owned()),
        "base" => (200, json!({ "access_token": "a", "openid": "o-9", "scope": "snsapi_base" }).to_string()),
        code => match codes.lock().unwrap().remove(code) {
            None => error(40_029, "invalid code"),
            Some((open, union)) => {
                let mut answer = json!({
                    "access_token": "a", "expires_in": 7200, "refresh_token": "r", "openid": open, "scope": "snsapi_login",
                });
                if let Some(union) = union {
                    answer["unionid"] = json!(union);
                }
                (200, answer.to_string())
            }
        },
    }
}

struct World {
    server: Server,
    codes: Codes,
}

impl World {
    async fn start() -> Self {
        let codes = Codes::default();
        let known = codes.clone();
        let server = Server::start(move |asked| interface(asked, &known)).await;
        Self { server, codes }
    }

    fn provider(&self, lines: &str) -> Provider {
        let text = format!(
            "[[provider]]\ncode = \"wechat\"\nkind = \"wechat\"\nlabel = {{ zh-CN = \"微信\", en = \"WeChat\" }}\nclient_id = \"{APP}\"\n\
             secret = {{ variable = \"SECRET\" }}\nfor = [\"resident\"]\npages = \"{url}\"\ninterface = \"{url}\"\n{lines}\n",
            url = self.server.url()
        );
        configured(&text, &self.server.host).providers.remove(0)
    }

    /// Somebody scans the code and confirms on the phone.
    fn confirm(&self, code: &str, open: &str, union: Option<&str>) {
        self.codes.lock().unwrap().insert(code.to_owned(), (open.to_owned(), union.map(str::to_owned)));
    }
}

async fn begun(provider: &Provider) -> Begun {
    provider.flow.begin(BACK, &IdSource::seeded(2), now()).await.unwrap()
}

fn back(begun: &Begun, code: &str) -> Returned {
    Returned { state: Some(begun.kept.state.clone()), code: Some(code.to_owned()), ..Returned::default() }
}

async fn told(provider: &Provider, code: &str) -> String {
    let begun = begun(provider).await;
    match provider.flow.finish(&begun.kept, &back(&begun, code), now()).await {
        Ok(identity) => format!("{} {}", identity.issuer, identity.subject),
        Err(fault) => fault.to_string(),
    }
}

#[tokio::test]
async fn the_browser_goes_to_the_page_with_the_code_to_scan() {
    let world = World::start().await;
    let begun = begun(&world.provider("")).await;
    assert!(begun.address.starts_with(&format!("{}/connect/qrconnect?appid={APP}&redirect_uri=", world.server.url())));
    assert!(begun.address.ends_with(&format!("&scope=snsapi_login&state={}#wechat_redirect", begun.kept.state)));
    assert_eq!(query(&begun.address)["redirect_uri"], BACK);
}

#[tokio::test]
async fn a_code_gives_the_person_once() {
    let world = World::start().await;
    let provider = world.provider("");
    world.confirm("c-1", "o-1", Some("u-1"));
    assert_eq!(told(&provider, "c-1").await, format!("127.0.0.1/{APP} o-1"));
    assert_eq!(told(&provider, "c-1").await, "the code counts no more");
    let by_union = world.provider("by_union = true");
    world.confirm("c-2", "o-1", Some("u-1"));
    assert_eq!(told(&by_union, "c-2").await, "127.0.0.1 u-1");
    // the operator asked for the name that all applications share, and there is none
    world.confirm("c-3", "o-1", None);
    assert_eq!(told(&by_union, "c-3").await, "the provider's answer is not usable: no name of the person");
}

#[tokio::test]
async fn refusals_come_with_status_200_and_are_told_apart() {
    let world = World::start().await;
    let provider = world.provider("");
    for (code, expected) in [
        ("unknown", "the code counts no more"),
        ("used", "the code counts no more"),
        ("busy", "the provider refused: -1"),
        ("page", "the provider's answer is not usable: its form"),
        ("base", "the provider's answer is not usable: another scope"),
    ] {
        assert_eq!(told(&provider, code).await, expected, "{code}");
    }
    let wrong = |from: &str, to: &str| {
        let text = format!(
            "[[provider]]\ncode = \"wechat\"\nkind = \"wechat\"\nlabel = {{ zh-CN = \"微信\", en = \"WeChat\" }}\nclient_id = \"{APP}\"\n\
             secret = {{ variable = \"SECRET\" }}\nfor = [\"resident\"]\npages = \"{url}\"\ninterface = \"{url}\"\n",
            url = world.server.url()
        );
        configured(&text.replace(from, to), &world.server.host).providers.remove(0)
    };
    assert_eq!(told(&wrong(APP, "wx-other"), "c").await, "the provider refused: 40013");
}

#[tokio::test]
async fn another_state_asks_nobody_and_no_code_is_a_no() {
    let world = World::start().await;
    let provider = world.provider("");
    let begun = begun(&provider).await;
    let wrong = Returned { state: Some("another".to_owned()), ..back(&begun, "c-1") };
    assert_eq!(provider.flow.finish(&begun.kept, &wrong, now()).await.unwrap_err().code(), "mismatch");
    let none = Returned { code: None, ..back(&begun, "c-1") };
    assert_eq!(provider.flow.finish(&begun.kept, &none, now()).await.unwrap_err().code(), "declined");
    assert!(world.server.asked().is_empty());
}
