//! Every form of the pages is sent twice, as an impatient user or a proxy does: the second time changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use xinqiao_web::links::{self, pattern as at};
use xinqiao_web::pages::desk::address::pattern as own;

use super::super::campaigns::{STUDENTS, campaign};
use super::super::world::{Browser, World, on_both};
use super::forms::{Form, forms, links as links_of};

/// What may grow at the second time: what is written down about every request.
const ABOUT_REQUESTS: [&str; 5] = ["audit", "audit_entry", "audit_seal", "session", "login_attempt"];

/// Forms whose effect lies outside the database, and the check of a file: a file that is checked twice is two previews, of which each row is taken once.
/// A password for once and a code for a device are other ones each time that they are asked for.
const NOT_SENT: [&str; 4] = [at::LOGOUT, at::CAMPAIGN_IMPORT, at::ACCOUNT_DO, at::OWN_DEVICES];

/// What somebody who knows the program reaches without links.
const ENTRANCES: [&str; 8] =
    ["/", "/result", "/desk/campaigns", "/contact", "/me/records", "/desk", "/desk/warnings", "/desk/campaigns/new"];

/// Pages that one person looks at in one walk.
const PAGES: usize = 60;
/// After how many successes a kind of form is known well enough.
const ENOUGH: usize = 2;

/// The rows of all tables.
async fn rows(world: &World) -> BTreeMap<String, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all");
    world.app.db().backup(&path, world.app.now()).await.unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let (mut tables, mut table) = (BTreeMap::new(), String::new());
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("{\"table\":\"") {
            table = name.split('"').next().unwrap().to_owned();
        } else if line.starts_with('[') && !ABOUT_REQUESTS.contains(&table.as_str()) {
            tables.entry(table.clone()).or_insert_with(Vec::new).push(line.to_owned());
        }
    }
    tables
}

/// What the second time changed, by table.
fn changed(before: &BTreeMap<String, Vec<String>>, after: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differs = names.into_iter().filter(|name| before.get(*name) != after.get(*name));
    let count = |tables: &BTreeMap<String, Vec<String>>, name: &str| tables.get(name).map_or(0, Vec::len);
    differs.map(|name| format!("{name}: {} rows, then {}", count(before, name), count(after, name))).collect()
}

async fn send(browser: &mut Browser, form: &Form) -> StatusCode {
    let fields: Vec<(&str, &str)> = form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    if form.has_file {
        let columns: Vec<(&str, &str)> = vec![("id_column", "id"), ("item_prefix", "phq")];
        return browser.upload(&form.action, Some(("ukm.csv", STUDENTS.as_bytes())), &columns).await.status;
    }
    browser.post(&form.action, &fields).await.status
}

/// How often everybody walks through everything.
const TURNS: usize = 4;

/// The pattern that an address was made from.
fn pattern(address: &str) -> String {
    let parts: Vec<&str> = address.split('?').next().unwrap().split('/').collect();
    let mut all = at::all().collect::<Vec<_>>();
    all.extend([own::WARNINGS, own::NOTICES, own::NOTICES_READ, own::CAMPAIGN_NEW, own::IMPORT_RUN]);
    let fits = |pattern: &&&str| {
        let places: Vec<&str> = pattern.split('/').collect();
        places.len() == parts.len() && places.iter().zip(&parts).all(|(place, part)| place.starts_with('{') || place == part)
    };
    all.iter()
        .filter(fits)
        .min_by_key(|pattern| pattern.matches('{').count())
        .map_or_else(|| address.to_owned(), |found| (*found).to_owned())
}

/// Walks through what somebody can reach and sends each form that was not sent on this walk, twice.
async fn walk(
    world: &World,
    browser: &mut Browser,
    turn: usize,
    sent: &mut BTreeMap<String, Vec<u16>>,
    faults: &mut Vec<String>,
) {
    let mut queue: Vec<String> = ENTRANCES.map(str::to_owned).to_vec();
    let mut seen: BTreeSet<String> = queue.iter().cloned().collect();
    let mut forms_seen = BTreeSet::new();
    let mut next = 0;
    while next < queue.len().min(PAGES) {
        let address = queue[next].clone();
        next += 1;
        let mut page = browser.get(&address).await;
        if page.status == StatusCode::SEE_OTHER && page.to.starts_with('/') && !page.to.starts_with("/login") {
            page = browser.get(&page.to.clone()).await;
        }
        for form in forms(&page.html, turn) {
            let kind = pattern(&form.action);
            // taking a consent back ends the signals that the staff of the earlier turns decide about
            if kind == at::PRIVACY_CONSENT && turn < TURNS - 1 {
                continue;
            }
            let known = sent.get(&kind).map_or(0, |statuses| statuses.iter().filter(|status| **status == 303).count());
            if NOT_SENT.contains(&kind.as_str()) || ENOUGH <= known || !forms_seen.insert(kind.clone()) {
                continue;
            }
            let first = send(browser, &form).await;
            assert!(!first.is_server_error(), "{kind} answers {first}");
            let before = rows(world).await;
            let second = send(browser, &form).await;
            assert!(!second.is_server_error(), "{kind} answers {second} the second time");
            for what in changed(&before, &rows(world).await) {
                faults.push(format!("{kind} sent twice: {what}"));
            }
            sent.entry(kind).or_default().push(first.as_u16());
        }
        for link in links_of(&page.html) {
            let is_tool = ["/display/", "/assets/", "/desk/events", "/login"].iter().any(|tool| link.starts_with(tool))
                || link.ends_with("/copy");
            if !is_tool && seen.insert(link.clone()) {
                queue.push(link);
            }
        }
    }
}

#[tokio::test]
async fn every_form_that_is_sent_twice_has_one_effect() {
    on_both(async |world| {
        campaign(world).await;
        let mut sent = BTreeMap::new();
        let mut faults = Vec::new();
        let answers = [("answers", "3,3,2,1,2,3,2,1,2,"), ("key", "replayed-sheet-1"), ("keep", "contact")];
        let mut browsers = Vec::new();
        for login in ["xia", "tian", "shen", "baizhi"] {
            let mut browser = world.signed_in(login).await;
            if ["xia", "tian"].contains(&login) {
                let submit = Form {
                    action: links::self_test_submit("phq-9"),
                    has_file: false,
                    fields: answers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
                };
                let first = send(&mut browser, &submit).await;
                let before = rows(world).await;
                send(&mut browser, &submit).await;
                faults.extend(changed(&before, &rows(world).await));
                sent.entry(at::SELF_TEST_SUBMIT.to_owned()).or_insert_with(Vec::new).push(first.as_u16());
            }
            if login == "xia" {
                for number in 1..=7 {
                    browser.post(&links::self_test_question("gad-7", number), &[("answer", "1")]).await.leads();
                }
            }
            browsers.push(browser);
        }
        for turn in 0..TURNS {
            for browser in &mut browsers {
                walk(world, browser, turn, &mut sent, &mut faults).await;
            }
        }
        println!("{sent:#?}");
        assert!(faults.is_empty(), "{faults:#?}");
        let worked: Vec<&String> = sent.iter().filter(|(_, statuses)| statuses.contains(&303)).map(|(kind, _)| kind).collect();
        println!("{} kinds of forms did their work: {worked:#?}", worked.len());
        // steps of warnings are sent twice in the stories of the use cases, files in those of the imports
        for needed in [at::SELF_TEST_SUBMIT, at::SELF_TEST_QUESTION, at::CONTACT, at::CAMPAIGNS, at::SIGNAL_CONFIRM] {
            assert!(worked.iter().any(|kind| *kind == needed), "{needed} was never sent with success: {sent:#?}");
        }
    })
    .await;
}
