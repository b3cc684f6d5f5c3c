//! No personal data of the city can be read from what lies on the disk: the SQLite file, its write-ahead log, a backup.

use std::collections::BTreeSet;
use std::path::Path;

use xinqiao_access::{Age, Purpose, Resource, Role, act, permit, scope};
use xinqiao_app::accounts::NewAccount;
use xinqiao_kernel::place::PlacePath;
use xinqiao_names::Query;

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
    let today = jiff::civil::date(2026, 11, 20);
    let scope = scope::<act::SearchPeople>(officer.actor(), Purpose::DutyResponse, today).unwrap();
    for person in people.iter().step_by(60) {
        let found = city.db.search_people(&scope, &Query::parse(&person.name).unwrap(), "gb11643", 10).await.unwrap();
        for (hit, _) in found.people {
            let at = Resource::at(hit.place.clone()).of(hit.id).aged(Age::Adult);
            let permit = permit::<act::ReadIdentity>(officer.actor(), &at, Purpose::DutyResponse, today).unwrap();
            let known = city.db.person_identity(&permit).await.unwrap().unwrap();
            assert!(known.name.contains(&person.name), "{} {}", known.name, person.name);
            opened += usize::from(known.phone.is_none_or(|phone| secrets.contains(&phone)));
        }
    }
    assert!(opened > 5, "{opened}");
    secrets
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
