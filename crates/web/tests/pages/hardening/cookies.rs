//! Cookies that ran out, were cut or were altered: never a fault of the program.

use axum::http::StatusCode;
use jiff::SignedDuration;
use xinqiao_web::links;

use super::super::world::{Browser, on_both};
use super::addresses;

/// Damaged versions of a value: each byte flipped in turn (a sample of a long one), cut, doubled, empty, foreign.
fn damaged(value: &str) -> Vec<String> {
    let mut all = vec![String::new(), "-".to_owned(), "%00".to_owned(), format!("{value}{value}"), "a".repeat(3_000)];
    let step = (value.len() / 40).max(1);
    for at in (0..value.len()).step_by(step) {
        let mut bytes = value.as_bytes().to_vec();
        bytes[at] = if bytes[at] == b'x' { b'7' } else { b'x' };
        all.push(String::from_utf8(bytes).unwrap());
        all.push(value[..at].to_owned());
    }
    all
}

async fn walk(browser: &mut Browser, what: &str) {
    for address in addresses().into_iter().filter(|address| *address != links::desk_events()) {
        let status = browser.get(&address).await.status;
        assert!(!status.is_server_error(), "{what}: GET {address} answers {status}");
    }
}

#[tokio::test]
async fn a_damaged_cookie_is_never_a_fault_of_the_program() {
    on_both(async |world| {
        let mut browser = world.signed_in("xia").await;
        browser.get("/?lang=en").await.ok();
        browser.get("/display/large").await.leads();
        // one test half taken, one finished
        for (code, answers) in [("gad-7", 3), ("phq-9", 9)] {
            for number in 1..=answers {
                browser.post(&links::self_test_question(code, number), &[("answer", "1")]).await.leads();
            }
        }
        browser.post(&links::self_test_question("phq-9", 10), &[("answer", "")]).await;
        let names: Vec<String> = browser.cookies.keys().cloned().collect();
        assert!(5 <= names.len(), "{names:?}");
        for name in names {
            let whole = browser.cookies[&name].clone();
            for (number, value) in damaged(&whole).into_iter().enumerate() {
                browser.cookies.insert(name.clone(), value.clone());
                // every page once for each cookie, then the page that reads it most
                if number == 0 {
                    walk(&mut browser, &format!("{name}={value}")).await;
                    browser.cookies.insert(name.clone(), value.clone());
                }
                for address in ["/", "/result", "/self-tests/gad-7", "/me", "/desk"] {
                    let status = browser.get(address).await.status;
                    assert!(!status.is_server_error(), "{name}={value}: {address} answers {status}");
                }
            }
            browser.cookies.insert(name, whole);
        }
    })
    .await;
}

#[tokio::test]
async fn a_session_that_ran_out_leads_to_signing_in_and_back_to_the_page() {
    on_both(async |world| {
        let mut browser = world.signed_in("shen").await;
        browser.get("/desk").await.ok();
        world.clock.advance(SignedDuration::from_hours(24 * 40));
        assert_eq!(browser.get("/desk/warnings").await.leads(), "/login?next=%2Fdesk%2Fwarnings");
        let posted = browser.post("/desk/notices/read", &[]).await;
        assert_eq!(posted.status, StatusCode::SEE_OTHER);
        assert!(posted.to.starts_with("/login"), "{}", posted.to);
    })
    .await;
}
