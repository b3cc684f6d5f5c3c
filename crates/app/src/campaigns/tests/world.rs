//! A school in a fresh database: its counsellor, a counsellor of another school, a pupil, and a clock that the story owns.

use std::sync::Arc;

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use xinqiao_access::Role;
use xinqiao_kernel::id::{CampaignId, PersonId, PlaceId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_kernel::{Clock, IdSource, ManualClock};
use xinqiao_packs::Library;
use xinqiao_store::people::Person;
use xinqiao_store::places::Place;
use xinqiao_store::{Db, DbOptions, KeySource};
use xinqiao_testkit::{Engine, MASTER_KEY, TestDatabase};

use crate::accounts::NewAccount;
use crate::campaigns::{ImportOptions, ImportReport, LifeStep, NewCampaign, NewPart, RowCounts};
use crate::warnings::QueueItem;
use crate::{App, AppError, AppOptions, Caller, FieldFault, Result};

/// The day of all stories: a Sunday, ten o'clock in the morning.
pub const TODAY: Date = date(2026, 11, 22);
pub const CITY: &str = "620000/620700/";
pub const SCHOOL: &str = "620000/620700/s1/";
pub const OTHER_SCHOOL: &str = "620000/620700/s10/";
/// A hash that no password of a story fits.
const NO_PASSWORD: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5$bm9ib2R5bm9ib2R5bm9ib2R5bm9ib2R5bm9ib2R5bm8";

pub struct World {
    pub app: App,
    pub db: Db,
    pub clock: Arc<ManualClock>,
    /// counsellor of the school
    /// signs campaigns off
    pub head: Caller,
    pub desk: Caller,
    /// counsellor of the other school
    pub other_desk: Caller,
    /// a pupil with an account
    pub pupil: Caller,
    _database: TestDatabase,
}

/// Tells one story on both engines, each in a fresh migrated database.
pub async fn on_both(story: impl AsyncFn(&World)) {
    for engine in Engine::both() {
        println!("on {engine:?}");
        let world = World::on(engine).await;
        story(&world).await;
        world.db.close().await;
    }
}

/// The path that the text names.
pub fn path(text: &str) -> PlacePath {
    text.parse().unwrap()
}

/// Why it was refused.
#[track_caller]
pub fn refused<T>(outcome: Result<T>) -> AppError {
    match outcome {
        Ok(_) => panic!("it was not refused"),
        Err(fault) => fault,
    }
}

#[track_caller]
pub fn is_conflict<T>(outcome: Result<T>, expected: &str) {
    match refused(outcome) {
        AppError::Conflict { code } => assert_eq!(code, expected),
        other => panic!("{other:?}"),
    }
}

/// Field, text key and what was found of the faults.
#[track_caller]
pub fn faults<T>(outcome: Result<T>) -> Vec<FieldFault> {
    match refused(outcome) {
        AppError::Invalid(faults) => faults,
        other => panic!("{other:?}"),
    }
}

pub const fn counts(created: i64, updated: i64, skipped: i64, failed: i64) -> RowCounts {
    RowCounts { created, updated, skipped, failed }
}

/// The real file: 156 Malaysian students, PHQ-9, GAD-7 and PSS-10 (MIT licence); here its first rows.
pub fn students(rows: usize) -> Vec<u8> {
    let file =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/responses/ukm_phq9_gad7_pss10.csv")).unwrap();
    let kept: Vec<&str> = file.lines().take(rows + 1).collect();
    assert_eq!(kept.len(), rows + 1);
    (kept.join("\n") + "\n").into_bytes()
}

/// A PHQ-9 file with the columns `id,q1…q9`.
pub fn phq9_file(rows: &[(&str, [u8; 9])]) -> Vec<u8> {
    let mut file = "id,q1,q2,q3,q4,q5,q6,q7,q8,q9\n".to_owned();
    for (id, answers) in rows {
        let answers: Vec<String> = answers.iter().map(u8::to_string).collect();
        file.push_str(&format!("{id},{}\n", answers.join(",")));
    }
    file.into_bytes()
}

impl World {
    pub async fn on(engine: Engine) -> Self {
        let database = engine.database();
        let db = Db::open(&DbOptions::new(&database.url, KeySource::local(MASTER_KEY, [1; 32]))).await.unwrap();
        let clock = Arc::new(ManualClock::at("2026-11-22T02:00:00Z".parse().unwrap()));
        db.migrate(clock.now()).await.unwrap();
        let app = App::new(AppOptions {
            db: db.clone(),
            library: Library::embedded(),
            clock: clock.clone(),
            ids: IdSource::seeded(2026),
            zone: TimeZone::get("Asia/Shanghai").unwrap(),
            place: path(CITY),
            lane: (64, 512),
        })
        .unwrap();
        let mut parent = None;
        for (at, level) in [("620000/", "province"), (CITY, "city"), (SCHOOL, "unit"), (OTHER_SCHOOL, "unit")] {
            let id = PlaceId::new(app.ids(), app.now());
            let place = Place { id, path: path(at), parent, name: format!("地方 {at}"), level: level.to_owned(), kind: None };
            let mut tx = db.begin().await.unwrap();
            tx.add_place(&place, app.now()).await.unwrap();
            tx.commit().await.unwrap();
            if level != "unit" {
                parent = Some(id);
            }
        }
        let pupil = add_person(&app, SCHOOL, "夏知秋").await;
        let desk = account(&app, "shen", Role::SchoolCounsellor, SCHOOL, None).await;
        let other_desk = account(&app, "jiao", Role::SchoolCounsellor, OTHER_SCHOOL, None).await;
        let pupil = account(&app, "xia", Role::Resident, SCHOOL, Some(pupil)).await;
        let head = account(&app, "su", Role::DepartmentHead, CITY, None).await;
        Self { app, db, clock, head, desk, other_desk, pupil, _database: database }
    }

    pub fn new_campaign(&self) -> NewCampaign {
        NewCampaign {
            place: path(SCHOOL),
            title: "秋季普查".to_owned(),
            parts: vec![NewPart::always("phq-9")],
            consent_text: "自愿参加，随时可以退出。".to_owned(),
            opens_on: date(2026, 11, 1),
            closes_on: date(2026, 11, 30),
        }
    }

    /// The school's campaign.
    pub async fn campaign(&self) -> CampaignId {
        self.signed(&self.new_campaign()).await
    }

    /// A campaign that the desk planned and the person in charge signed off.
    pub async fn signed(&self, new: &NewCampaign) -> CampaignId {
        let id = self.app.create_campaign(&self.desk, new).await.unwrap();
        self.app.campaign_step(&self.head, id, 1, LifeStep::SignOff, "").await.unwrap();
        id
    }

    pub async fn person(&self, at: &str, name: &str) -> PersonId {
        add_person(&self.app, at, name).await
    }

    pub async fn auditor(&self) -> Caller {
        account(&self.app, "dai", Role::AuditAdmin, CITY, None).await
    }

    /// Somebody who reads counts of a place.
    pub async fn reader(&self, login: &str, role: Role, at: &str) -> Caller {
        account(&self.app, login, role, at, None).await
    }

    pub async fn check(&self, campaign: CampaignId, bytes: Vec<u8>) -> ImportReport {
        self.check_with(campaign, bytes, &ImportOptions::new("id")).await
    }

    pub async fn check_with(&self, campaign: CampaignId, bytes: Vec<u8>, options: &ImportOptions) -> ImportReport {
        self.app.check_import(&self.desk, campaign, "answers.csv", bytes, options).await.unwrap()
    }

    /// Checks and imports a file; both must foresee and do the same.
    pub async fn import(&self, campaign: CampaignId, bytes: Vec<u8>) -> ImportReport {
        let checked = self.check(campaign, bytes).await;
        let imported = self.app.apply_import(&self.desk, checked.import, None).await.unwrap();
        assert_eq!(imported.counts, checked.counts);
        imported
    }

    /// Rows of the ledger as `row outcome reason`.
    pub async fn ledger(&self, report: &ImportReport) -> Vec<String> {
        let found = self.app.import_report(&self.desk, report.import, 0, 1_000).await.unwrap();
        found.rows.iter().map(|row| format!("{} {} {}", row.row, row.outcome, row.reason)).collect()
    }

    /// Open signals of the school.
    pub async fn signals(&self) -> usize {
        let queue = self.app.queue(&self.desk).await.unwrap();
        queue.items.iter().filter(|item| matches!(item, QueueItem::Signal(_))).count()
    }
}

async fn add_person(app: &App, at: &str, name: &str) -> PersonId {
    let person = Person {
        id: PersonId::new(app.ids(), app.now()),
        place: path(at),
        name: name.to_owned(),
        sex: None,
        birth_on: None,
        phone: None,
    };
    let mut tx = app.db().begin().await.unwrap();
    tx.add_person(&person, app.now()).await.unwrap();
    tx.commit().await.unwrap();
    person.id
}

async fn account(app: &App, login: &str, role: Role, at: &str, person: Option<PersonId>) -> Caller {
    let roles = [(role, path(at), date(2026, 1, 1), None)];
    let new = NewAccount { login, name: login, password: "", person, roles: &roles };
    let id = app.create_account_with_hash(&new, NO_PASSWORD).await.unwrap();
    let token = app.open_session(id).await.unwrap();
    app.authenticate(token.as_str()).await.unwrap().unwrap()
}
