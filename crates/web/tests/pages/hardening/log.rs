//! A busy story with the log wide open: nothing of people comes to stand in it, nor in an address.

use std::io::Write;
use std::sync::{Arc, LazyLock, Mutex};

use axum::http::StatusCode;
use tracing_subscriber::fmt::MakeWriter;
use xinqiao_access::Role;
use xinqiao_app::accounts::NewAccount;
use xinqiao_kernel::id::PersonId;
use xinqiao_kernel::{IdSource, Sex};
use xinqiao_store::people::Person;
use xinqiao_web::links;

use super::super::campaigns::campaign;
use super::super::world::{Browser, Page, SCHOOL, World, on_both, path};
use super::forms::{forms, links as links_of};

const LOGIN: &str = "wen.qingzhi";
const NAME: &str = "温清芷";
const PASSWORD: &str = "the right password of wen";
const WRONG: &str = "a wrong password of wen";
const PHONE: &str = "13912345678";
const NOTE: &str = "夜里两点还亮着灯";
const NUMBER: &str = "620702201103041236";
const PUPIL: &str = "薛映雪";
const KEY: &str = "key-of-the-sheet-of-wen";

/// Everything that is logged in this process, at every level, by every crate.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Kept {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

static LOG: LazyLock<Kept> = LazyLock::new(|| {
    let kept = Kept::default();
    let subscriber = tracing_subscriber::fmt().json().with_max_level(tracing::Level::TRACE).with_writer(kept.clone()).finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    kept
});

/// Which of the markers stand in a text, as they are or escaped for an address.
fn found<'a>(text: &str, markers: &[&'a str]) -> Vec<&'a str> {
    let escaped = |marker: &str| percent_encoding::utf8_percent_encode(marker, percent_encoding::NON_ALPHANUMERIC).to_string();
    markers.iter().filter(|marker| text.contains(**marker) || text.contains(&escaped(marker))).copied().collect()
}

/// A browser and the addresses that it saw.
struct Walk {
    browser: Browser,
    addresses: Vec<String>,
}

impl Walk {
    fn kept(&mut self, address: &str, page: Page) -> Page {
        self.addresses.push(address.to_owned());
        self.addresses.push(page.to.clone());
        self.addresses.extend(links_of(&page.html));
        page
    }

    async fn get(&mut self, address: &str) -> Page {
        let page = self.browser.get(address).await;
        self.kept(address, page)
    }

    async fn post(&mut self, address: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.browser.post(address, fields).await;
        self.kept(address, page)
    }
}

async fn register(world: &World) {
    let id = PersonId::new(&IdSource::seeded(77), world.app.now());
    let birth_on = Some("2011-03-04".parse().unwrap());
    let person = Person {
        id,
        place: path(SCHOOL),
        name: NAME.to_owned(),
        sex: Some(Sex::Female),
        birth_on,
        phone: Some(PHONE.to_owned()),
    };
    let mut tx = world.app.db().begin().await.unwrap();
    tx.add_person(&person, world.app.now()).await.unwrap();
    tx.commit().await.unwrap();
    let roles = [(Role::Resident, path(SCHOOL), "2026-01-01".parse().unwrap(), None)];
    let new = NewAccount { login: LOGIN, name: NAME, password: PASSWORD, person: Some(id), roles: &roles };
    world.app.create_account(&new).await.unwrap();
}

async fn resident(world: &World, walk: &mut Walk) {
    let wrong = walk.post("/login", &[("name", LOGIN), ("password", WRONG)]).await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    walk.post("/login", &[("name", LOGIN), ("password", PASSWORD), ("next", "/me")]).await.leads();
    for address in ["/", "/me", "/me/who-looked", "/me/records", "/self-tests", "/desk", "/desk/audit"] {
        walk.get(address).await;
    }
    for number in 1..=9 {
        walk.post(&links::self_test_question("phq-9", number), &[("answer", "2")]).await.leads();
    }
    walk.post("/contact", &[("time", "any"), ("phone", PHONE)]).await.leads();
    walk.post("/contact", &[("time", "any"), ("phone", "139-1234-5678-")]).await;
    let sheet = [("answers", "3,3,2,1,2,3,2,1,3,"), ("key", KEY), ("keep", "contact")];
    walk.post(&links::self_test_submit("phq-9"), &sheet).await.leads();
    walk.post(&links::self_test_submit("phq-9"), &[("answers", NOTE), ("key", KEY), ("keep", "contact")]).await;
    let _ = world;
}

async fn desk(world: &World, walk: &mut Walk) {
    walk.browser.sign_in(world, "shen").await;
    let campaign = campaign(world).await;
    let bad = format!("id,name,phq1\n{NUMBER},{PUPIL},9\n{NUMBER},{PUPIL},-1\n,,\n");
    let fields = [("id_column", "id"), ("item_prefix", "phq"), ("name_column", "name")];
    walk.browser.upload(&links::campaign_import(campaign), Some(("a.csv", bad.as_bytes())), &fields).await;
    walk.browser.upload(&links::campaign_import(campaign), Some(("a.xlsx", &[b'P', b'K', 3, 4, 9, 9])), &fields).await;
    let queue = walk.get("/desk").await.ok();
    let signals: Vec<String> = links_of(&queue.html).into_iter().filter(|to| to.starts_with("/desk/signals/")).collect();
    assert!(!signals.is_empty(), "the sheet left a signal");
    for address in signals {
        let page = walk.get(&address).await;
        for form in forms(&page.html, 0).into_iter().filter(|form| form.action != links::logout()) {
            let noted: Vec<(&str, &str)> = form
                .fields
                .iter()
                .map(|(name, value)| (name.as_str(), if name == "note" { NOTE } else { value.as_str() }))
                .collect();
            walk.post(&form.action, &noted).await;
        }
    }
    for address in ["/desk/warnings", "/desk/notices", "/desk/campaigns", "/desk/nothing", "/desk/warnings/x"] {
        walk.get(address).await;
    }
}

#[tokio::test]
async fn nothing_of_people_stands_in_the_log_or_in_an_address() {
    LazyLock::force(&LOG);
    on_both(async |world| {
        register(world).await;
        let mut walk = Walk { browser: world.browser(), addresses: Vec::new() };
        resident(world, &mut walk).await;
        let mut secrets: Vec<String> = walk.browser.cookies.values().filter(|value| 16 <= value.len()).cloned().collect();
        desk(world, &mut walk).await;
        secrets.push(walk.browser.cookies["xq_session"].clone());
        // the database goes away under a request
        let session = walk.browser.cookies["xq_session"].clone();
        world.app.db().close().await;
        let failed = walk.get("/desk").await;
        assert!(failed.status.is_server_error());
        secrets.push(session);

        let mut markers = vec![LOGIN, NAME, PASSWORD, WRONG, PHONE, NOTE, NUMBER, PUPIL, KEY, "3,3,2,1,2,3,2,1,3", "2_2_2_2"];
        markers.extend(secrets.iter().map(String::as_str));
        let log = String::from_utf8_lossy(&LOG.0.lock().unwrap()).into_owned();
        assert!(log.contains("sign-in failed") && log.contains("a request failed"), "the story is in the log");
        assert!(10 < log.lines().count());
        for line in log.lines() {
            let stands = found(line, &markers);
            assert!(stands.is_empty(), "{stands:?} in the log: {line}");
        }
        for address in &walk.addresses {
            let stands = found(address, &markers);
            assert!(stands.is_empty(), "{stands:?} in the address {address}");
        }
    })
    .await;
}

#[test]
fn a_marker_that_is_logged_or_put_into_an_address_would_be_found() {
    let markers = [NAME, PHONE];
    let kept = Kept::default();
    let subscriber = tracing_subscriber::fmt().json().with_max_level(tracing::Level::TRACE).with_writer(kept.clone()).finish();
    tracing::subscriber::with_default(subscriber, || tracing::trace!(who = NAME, phone = %PHONE, "planted"));
    let log = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
    assert_eq!(found(&log, &markers), markers);
    assert_eq!(found("/desk?q=%E6%B8%A9%E6%B8%85%E8%8A%B7", &markers), [NAME]);
    assert!(found("nothing", &markers).is_empty());
}
