//! Forms full of what nobody types: never a fault of the program, and nothing hidden comes to stand on a page.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use xinqiao_web::links;

use super::super::campaigns::campaign;
use super::super::world::on_both;
use super::forms::{forms, links as links_of};

const ENTRANCES: [&str; 9] = [
    "/contact",
    "/me/records",
    "/self-tests/phq-9/questions/1",
    "/result",
    "/login",
    "/desk",
    "/desk/warnings",
    "/desk/campaigns/new",
    "/desk/campaigns",
];
const PAGES: usize = 20;

/// Texts that parsers, engines and pages stumble over.
fn texts() -> Vec<String> {
    vec![
        "\0".to_owned(),
        "a\0b\u{1}\u{7f}\u{85}".to_owned(),
        "长".repeat(9_000),
        "\u{202e}gnp.exe\u{2066}\u{200b}".to_owned(),
        "<script>alert(1)</script>'\"&--".to_owned(),
        "-9223372036854775809".to_owned(),
        "1e400".to_owned(),
        "9999-99-99".to_owned(),
        "../../../etc/passwd".to_owned(),
        "=cmd|' /C calc'!A0".to_owned(),
    ]
}

#[tokio::test]
async fn hostile_texts_in_any_field_are_never_a_fault_of_the_program() {
    on_both(async |world| {
        campaign(world).await;
        let mut resident = world.signed_in("xia").await;
        let sheet = [("answers", "3,3,2,1,2,3,2,1,2,"), ("key", "hostile-sheet-1"), ("keep", "contact")];
        resident.post(&links::self_test_submit("phq-9"), &sheet).await.leads();
        let mut sent = BTreeSet::new();
        for login in ["xia", "shen"] {
            let mut browser = world.signed_in(login).await;
            let mut queue: Vec<String> = ENTRANCES.map(str::to_owned).to_vec();
            let mut next = 0;
            while next < queue.len().min(PAGES) {
                let page = browser.get(&queue[next].clone()).await;
                next += 1;
                for link in links_of(&page.html) {
                    if ["/desk/signals/", "/desk/warnings/", "/desk/campaigns/", "/campaigns/"]
                        .iter()
                        .any(|way| link.starts_with(way))
                        && !queue.contains(&link)
                    {
                        queue.push(link);
                    }
                }
                for form in forms(&page.html, 0).into_iter().filter(|form| form.action != links::logout() && !form.has_file) {
                    if !sent.insert(form.action.clone()) {
                        continue;
                    }
                    for text in texts() {
                        for at in 0..form.fields.len() {
                            let fields: Vec<(&str, &str)> = form
                                .fields
                                .iter()
                                .enumerate()
                                .map(|(field, (name, value))| {
                                    (name.as_str(), if field == at { text.as_str() } else { value.as_str() })
                                })
                                .collect();
                            let answer = browser.post(&form.action, &fields).await;
                            let what = format!(
                                "{} with {:?} in {}",
                                form.action,
                                text.chars().take(20).collect::<String>(),
                                form.fields[at].0
                            );
                            assert!(!answer.status.is_server_error(), "{what}: {}", answer.status);
                            assert!(
                                !answer.html.contains(['\u{202e}', '\u{2066}', '\u{200b}', '\0', '\u{1}']),
                                "{what} is shown"
                            );
                            assert!(!answer.html.contains("<script>alert"), "{what} runs");
                        }
                    }
                }
            }
        }
        assert!(5 <= sent.len(), "{sent:?}");
        // in addresses, too
        let mut desk = world.signed_in("shen").await;
        for address in [
            "/desk/warnings/%00",
            "/desk/warnings?state=%00%E2%80%AE",
            "/self-tests/%00/questions/1",
            "/contact?until=99999999999999999999",
            "/?lang=%00",
            "/desk/audit?before=x",
            "/self-tests/phq-9/questions/99999999999999999999",
        ] {
            let status = desk.get(address).await.status;
            assert!(!status.is_server_error() && status != StatusCode::PAYLOAD_TOO_LARGE, "{address}: {status}");
        }
    })
    .await;
}
