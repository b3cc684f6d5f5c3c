//! No personal data of the city can be read from what lies on the disk: the SQLite file, its write-ahead log, a backup.

use std::collections::BTreeSet;
use std::path::Path;

use xinqiao_access::Role;
use xinqiao_app::accounts::NewAccount;
use xinqiao_app::people::PeopleFound;
use xinqiao_kernel::place::PlacePath;

use super::tests::{Built, UNTIL, app, built, caller, options};
use super::*;
use crate::people::Maker;
use crate::places::City;

/// Finds many short texts in a large file, each length in one pass.
struct Scan {
    wanted: BTreeSet<Vec<u8>>,
    lengths: BTreeSet<usize>,
    begins: Vec<bool>,
}

impl Scan {
    fn for_texts<'a>(texts: impl IntoIterator<Item = &'a String>) -> Self {
        let wanted: BTreeSet<Vec<u8>> = texts.into_iter().map(|text| text.as_bytes().to_vec()).collect();
        let mut begins = vec![false; 65_536];
        for text in &wanted {
            begins[usize::from(text[0]) * 256 + usize::from(text[1])] = true;
        }
        Self { lengths: wanted.iter().map(Vec::len).collect(), wanted, begins }
    }

    /// The wanted texts that stand in the bytes.
    fn found(&self, bytes: &[u8]) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for at in 0..bytes.len().saturating_sub(1) {
            if !self.begins[usize::from(bytes[at]) * 256 + usize::from(bytes[at + 1])] {
                continue;
            }
            for length in &self.lengths {
                if let Some(piece) = bytes.get(at..at + length)
                    && self.wanted.contains(piece)
                {
                    found.insert(String::from_utf8_lossy(piece).into_owned());
                }
            }
        }
        found
    }
}

/// What people must not be able to read: names, phones, numbers and notes, from the makers of the city and through the program.
async fn secrets(city: &Built) -> BTreeSet<String> {
    let options = options(UNTIL);
    let ids = IdSource::seeded(1);
    let places = City::new(&ids, options.until).unwrap();
    let mut maker = Maker::new(&ids, options.until, jiff::civil::date(2026, 11, 20));
    let mut people = maker.residents(&places, options.residents, options.seed).unwrap();
    people.extend(maker.pupils(&places, options.seed).unwrap());
    let mut secrets: BTreeSet<String> = people.iter().map(|person| person.name.clone()).collect();
    secrets.extend(people.iter().filter_map(|person| person.phone.clone()));
    for account in accounts() {
        secrets.insert(account.name.to_owned());
        // the others are also words of the policy
        if account.login.bytes().any(|byte| byte.is_ascii_digit() || byte == b'-') {
            secrets.insert(account.login.to_owned());
        }
    }
    let app = app(&city.db);
    approve(city, "duty-city").await;
    let officer = caller(&app, "duty-city").await;
    let mut warnings: Vec<_> = app.closed_warnings(&officer, 100).await.unwrap().into_iter().map(|row| row.id).collect();
    for item in app.queue(&officer).await.unwrap().items {
        if let xinqiao_app::warnings::QueueItem::Warning(row) = item {
            warnings.push(row.id);
        }
    }
    let mut notes = BTreeSet::new();
    for id in warnings {
        let entries = app.warning(&officer, id).await.unwrap().timeline;
        notes.extend(entries.into_iter().filter_map(|entry| entry.note.flatten()));
    }
    assert!(notes.len() > 5, "{notes:?}");
    secrets.extend(notes);
    // the list is of this city and not of another: people of it are found by their whole name, and open as it says
    let mut opened = 0;
    for person in people.iter().step_by(60) {
        let PeopleFound { people: found, .. } =
            app.search_people(&officer, &person.name, xinqiao_access::Purpose::DutyResponse).await.unwrap();
        for (hit, _) in found {
            let known = app.person_identity(&officer, hit.id, xinqiao_access::Purpose::DutyResponse).await.unwrap();
            assert!(known.name.contains(&person.name), "{} {}", known.name, person.name);
            opened += usize::from(known.phone.is_none_or(|phone| secrets.contains(&phone)));
        }
    }
    assert!(opened > 5, "{opened}");
    secrets
}

/// Somebody in charge of the city lets a login open records of minors: the scan looks for what is written about them too.
async fn approve(city: &Built, login: &str) {
    let account = city.db.account_by_login(login).await.unwrap().unwrap().id;
    let head = city.db.account_by_login("head").await.unwrap().unwrap().id;
    let mut tx = city.db.begin().await.unwrap();
    for role in city.db.roles_of(account).await.unwrap() {
        tx.approve_minors(role.id, head, Some(jiff::civil::date(2099, 1, 1))).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Texts that everybody may read and that hold a short name by chance.
async fn public(city: &Built) -> String {
    let mut all = String::new();
    for site in city.db.sites(&PlacePath::root().range(), 1_000).await.unwrap() {
        all.push_str(&format!("{} {} {}\n", site.name, site.address, site.hours));
    }
    for place in city.db.places(&PlacePath::root().range(), "", 10_000).await.unwrap() {
        all.push_str(&place.name);
        all.push('\n');
    }
    all
}

fn on_disk(path: &Path) -> Vec<u8> {
    let mut bytes = std::fs::read(path).unwrap();
    let log = format!("{}-wal", path.display());
    bytes.extend(std::fs::read(log).unwrap_or_default());
    bytes
}

#[tokio::test]
async fn no_name_number_phone_or_note_can_be_read_from_the_file_its_log_or_a_backup() {
    let city = built().await;
    let app = app(&city.db);
    let phone = "13900001234";
    let roles = [(Role::Resident, CITY.parse().unwrap(), jiff::civil::date(2026, 1, 1), None)];
    let new = NewAccount { login: phone, name: "欧阳知夏", password: "a long demo password", person: None, roles: &roles };
    app.create_account(&new).await.unwrap();
    let mut secrets = secrets(&city).await;
    secrets.extend([phone.to_owned(), "欧阳知夏".to_owned()]);
    // what the program computes from answers, and the answers
    secrets.extend(["\"critical\":[".to_owned(), "\"evidence\":[".to_owned(), "[0,0,0,".to_owned(), "\"scores\":{".to_owned()]);
    let public = public(&city).await;
    let before = secrets.len();
    secrets.retain(|text| !public.contains(text.as_str()));
    assert!(secrets.len() > 700 && before - secrets.len() < before / 20, "{before} {}", secrets.len());
    // the scan finds what lies there in plain: a mark that is put there, and the name of a site
    let mark = "明文记号-planted-mark".to_owned();
    let mut tx = city.db.begin().await.unwrap();
    let job = xinqiao_kernel::id::JobId::new(&IdSource::seeded(3), app.now());
    tx.add_job(job, "mark", &mark, app.now(), app.now()).await.unwrap();
    tx.commit().await.unwrap();
    let site = city.db.sites(&PlacePath::root().range(), 1).await.unwrap().remove(0).name;
    let plain: BTreeSet<String> = [mark, site].into();
    secrets.extend(plain.iter().cloned());
    let scan = Scan::for_texts(&secrets);

    let log = std::fs::metadata(format!("{}-wal", city.path().display())).unwrap();
    assert!(log.len() > 0, "there is a write-ahead log to be looked at");
    assert_eq!(scan.found(&on_disk(&city.path())), plain, "file and write-ahead log");
    let backup = city.path().with_extension("backup");
    city.db.backup(&backup, app.now()).await.unwrap();
    assert_eq!(scan.found(&on_disk(&backup)), plain, "backup");
    city.db.close().await;
    assert_eq!(scan.found(&on_disk(&city.path())), plain, "file after the log was folded in");
}
