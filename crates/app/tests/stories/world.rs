//! A small city in a fresh database: its places, its staff, one student, and a clock that the story owns.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use xinqiao_access::Role;
use xinqiao_app::accounts::NewAccount;
use xinqiao_app::assessment::{Sharing, Sheet};
use xinqiao_app::campaigns::LifeStep;
use xinqiao_app::warnings::{Confirmation, Mark, QueueItem, StepInput, Submitted, Which};
use xinqiao_app::{App, AppError, AppOptions, Caller};
use xinqiao_campaigns::{Part, Stage};
use xinqiao_kernel::id::{AccountId, CampaignId, PersonId, PlaceId, ResponseId, SignalId, WarningEventId, WarningId};
use xinqiao_kernel::{Clock, IdSource, ManualClock, PlacePath, Sex};
use xinqiao_packs::Library;
use xinqiao_store::audit::AuditRow;
use xinqiao_store::campaigns::Campaign;
use xinqiao_store::people::Person;
use xinqiao_store::places::Place;
use xinqiao_store::warnings::{SignalRow, WarningRow};
use xinqiao_store::{Db, DbOptions, KeySource};
use xinqiao_testkit::{Engine, MASTER_KEY, TestDatabase, filled_database};
use xinqiao_warnings::event::Event;
use xinqiao_warnings::{Level, Warning};

/// The day on which all stories begin: a Sunday, ten o'clock.
pub const TODAY: Date = date(2026, 11, 22);
pub const CITY: &str = "620000/620700/";
pub const COUNTY: &str = "620000/620700/620702/";
pub const TOWNSHIP: &str = "620000/620700/620702/620702102/";
pub const SCHOOL: &str = "620000/620700/620702/620702102/s1/";
pub const FAR_COUNTY: &str = "620000/620700/620721/";

/// Who works where: login, name, role, place, last day.
const STAFF: [(&str, &str, Role, &str, Option<Date>); 12] = [
    ("duty1", "何穗", Role::DutyOfficer, COUNTY, None),
    ("duty2", "邹岚", Role::DutyOfficer, COUNTY, None),
    ("citydesk", "孟川", Role::DutyOfficer, CITY, None),
    ("counsellor", "白芷", Role::Counsellor, COUNTY, None),
    ("shen", "沈禾", Role::SchoolCounsellor, SCHOOL, None),
    ("far", "焦阳", Role::DutyOfficer, FAR_COUNTY, None),
    ("ended", "吕原", Role::DutyOfficer, COUNTY, Some(date(2026, 11, 21))),
    ("leader", "钟正", Role::Leader, CITY, None),
    ("head", "苏明", Role::DepartmentHead, CITY, None),
    ("sysadmin", "冯启", Role::SystemAdmin, CITY, None),
    ("secadmin", "邵安", Role::SecurityAdmin, CITY, None),
    ("auditor", "戴明", Role::AuditAdmin, CITY, None),
];

/// A hash that no password of a story fits.
const NO_PASSWORD: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5$bm9ib2R5bm9ib2R5bm9ib2R5bm9ib2R5bm9ib2R5bm8";

/// The packs, read once for all stories.
static LIBRARY: LazyLock<Library> = LazyLock::new(Library::embedded);

pub struct World {
    pub db: Db,
    pub clock: Arc<ManualClock>,
    app: Mutex<Option<App>>,
    library: Mutex<Library>,
    seeds: AtomicU64,
    pub database: TestDatabase,
}

/// Tells one story on both engines, each in a fresh migrated database.
pub async fn on_both(story: impl AsyncFn(&World)) {
    for engine in Engine::both() {
        println!("on {engine:?}");
        let world = World::on(engine, 16).await;
        story(&world).await;
        world.close().await;
    }
}

/// The path that the text names.
pub fn path(text: &str) -> PlacePath {
    text.parse().unwrap()
}

/// The nine answers of a PHQ-9; the question about difficulties stays blank.
pub fn phq9(answers: [u8; 9]) -> Vec<Option<f64>> {
    answers.into_iter().map(|answer| Some(f64::from(answer))).chain([None]).collect()
}

/// A sheet of 4 points whose item 9 is answered "more than half the days".
pub const ITEM_NINE: [u8; 9] = [1, 1, 0, 0, 0, 0, 0, 0, 2];
/// A sheet of 16 points without item 9.
pub const SIXTEEN: [u8; 9] = [2, 2, 2, 2, 2, 2, 2, 2, 0];

/// Why it was refused.
#[track_caller]
pub fn refused<T>(outcome: xinqiao_app::Result<T>) -> AppError {
    match outcome {
        Ok(_) => panic!("it was not refused"),
        Err(fault) => fault,
    }
}

#[track_caller]
pub fn is_conflict<T>(outcome: xinqiao_app::Result<T>, expected: &str) {
    match refused(outcome) {
        AppError::Conflict { code } => assert_eq!(code, expected),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
pub fn is_invalid<T>(outcome: xinqiao_app::Result<T>, field: &str) {
    match outcome {
        Err(AppError::Invalid(faults)) => assert_eq!(faults[0].field, field),
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("{field} was taken"),
    }
}

#[track_caller]
pub fn is_denied<T>(outcome: xinqiao_app::Result<T>) {
    let fault = refused(outcome);
    assert!(matches!(fault, AppError::Denied(_)), "{fault:?}");
}

#[track_caller]
pub fn is_not_found<T>(outcome: xinqiao_app::Result<T>) {
    let fault = refused(outcome);
    assert!(matches!(fault, AppError::NotFound), "{fault:?}");
}

/// When every story begins.
fn start() -> jiff::Timestamp {
    "2026-11-22T02:00:00Z".parse().unwrap()
}

/// The tables, in the database of a URL.
async fn migrated(url: String) {
    let db = Db::open(&DbOptions::new(url, KeySource::local(MASTER_KEY, [1; 32]))).await.unwrap();
    db.migrate(start()).await.unwrap();
    db.close().await;
}

impl World {
    /// A fresh city on an engine; on PostgreSQL with so many connections.
    pub async fn on(engine: Engine, connections: u32) -> Self {
        let database = filled_database(engine, migrated).await;
        let options = DbOptions { connections, ..DbOptions::new(&database.url, KeySource::local(MASTER_KEY, [1; 32])) };
        let db = Db::open(&options).await.unwrap();
        let clock = Arc::new(ManualClock::at(start()));
        let world = Self {
            db,
            clock,
            app: Mutex::new(None),
            library: Mutex::new(LIBRARY.clone()),
            seeds: AtomicU64::new(2026),
            database,
        };
        world.restart();
        world.found().await;
        world
    }

    /// The program.
    pub fn app(&self) -> App {
        self.app.lock().unwrap().clone().unwrap()
    }

    /// Stops the program and starts it again on the same database: only what was kept is there.
    pub fn restart(&self) {
        let seed = self.seeds.fetch_add(1, Ordering::SeqCst);
        let app = App::new(AppOptions {
            db: self.db.clone(),
            library: self.library.lock().unwrap().clone(),
            clock: self.clock.clone(),
            ids: IdSource::seeded(seed),
            zone: TimeZone::get("Asia/Shanghai").unwrap(),
            place: path(CITY),
            lane: (64, 512),
        });
        *self.app.lock().unwrap() = Some(app.unwrap());
    }

    /// [`World::restart`] with a seed of the story's own: the same seed draws the same ids at the same instant.
    pub fn restart_as(&self, seed: u64) {
        let next = self.seeds.swap(seed, Ordering::SeqCst);
        self.restart();
        self.seeds.store(next, Ordering::SeqCst);
    }

    /// [`World::restart`] with other packs, as after an operator has changed them.
    pub fn restart_with(&self, library: Library) {
        *self.library.lock().unwrap() = library;
        self.restart();
    }

    pub async fn close(&self) {
        self.app.lock().unwrap().take();
        self.db.close().await;
    }

    async fn found(&self) {
        let ids = IdSource::seeded(1);
        let mut tx = self.db.begin().await.unwrap();
        for (at, name) in
            [(CITY, "澜州市"), (COUNTY, "青溪县"), (TOWNSHIP, "柳湾镇"), (SCHOOL, "柳湾中学"), (FAR_COUNTY, "石门县")]
        {
            let id = PlaceId::new(&ids, self.now());
            let place = Place { id, path: path(at), parent: None, name: name.to_owned(), level: "unit".to_owned(), kind: None };
            tx.add_place(&place, self.now()).await.unwrap();
        }
        tx.commit().await.unwrap();
        for (login, name, role, at, until) in STAFF {
            self.pass_s(1);
            self.account(login, name, None, &[(role, path(at), date(2026, 1, 1), until)]).await;
        }
        self.resident("lin", SCHOOL).await;
    }

    /// An account without a usable password.
    pub async fn account(
        &self,
        login: &str,
        name: &str,
        person: Option<PersonId>,
        roles: &[(Role, PlacePath, Date, Option<Date>)],
    ) -> AccountId {
        let id = self.unapproved(login, name, person, roles).await;
        self.approve(id).await;
        id
    }

    /// The same, without an approval to open records of minors.
    pub async fn unapproved(
        &self,
        login: &str,
        name: &str,
        person: Option<PersonId>,
        roles: &[(Role, PlacePath, Date, Option<Date>)],
    ) -> AccountId {
        let new = NewAccount { login, name, password: "", person, roles };
        self.app().create_account_with_hash(&new, NO_PASSWORD).await.unwrap()
    }

    /// Somebody in charge has approved of all roles of an account for records of minors: most stories are about pupils.
    async fn approve(&self, account: AccountId) {
        let in_charge = AccountId::new(&IdSource::seeded(77), self.now());
        let mut tx = self.db.begin().await.unwrap();
        for role in self.db.roles_of(account).await.unwrap() {
            tx.approve_minors(role.id, in_charge, Some(date(2027, 12, 31))).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// Somebody who lives or studies at a place and has an account.
    pub async fn resident(&self, login: &str, at: &str) -> Caller {
        let seed = self.seeds.fetch_add(1, Ordering::SeqCst);
        let id = PersonId::new(&IdSource::seeded(seed), self.now());
        let person = Person {
            id,
            place: path(at),
            name: "林晓溪".to_owned(),
            sex: Some(Sex::Female),
            birth_on: Some(date(2010, 3, 4)),
            phone: Some("13912345678".to_owned()),
        };
        let mut tx = self.db.begin().await.unwrap();
        tx.add_person(&person, self.now()).await.unwrap();
        tx.commit().await.unwrap();
        self.account(login, "林晓溪", Some(id), &[(Role::Resident, path(CITY), date(2026, 1, 1), None)]).await;
        self.caller(login).await
    }

    pub async fn account_of(&self, login: &str) -> AccountId {
        self.db.account_by_login(login).await.unwrap().unwrap().id
    }

    /// Somebody who has just signed in.
    pub async fn caller(&self, login: &str) -> Caller {
        let app = self.app();
        let token = app.open_session(self.account_of(login).await).await.unwrap();
        app.authenticate(token.as_str()).await.unwrap().unwrap()
    }

    pub async fn callers<const N: usize>(&self, logins: [&str; N]) -> [Caller; N] {
        let mut found = Vec::with_capacity(N);
        for login in logins {
            found.push(self.caller(login).await);
        }
        found.try_into().unwrap()
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub fn within_min(&self, minutes: i64) -> Timestamp {
        self.now() + SignedDuration::from_mins(minutes)
    }

    pub fn pass_s(&self, seconds: i64) {
        self.clock.advance(SignedDuration::from_secs(seconds));
    }

    pub fn pass_h(&self, hours: i64) {
        self.clock.advance(SignedDuration::from_hours(hours));
    }

    pub fn event(&self) -> WarningEventId {
        self.app().fresh_event()
    }

    /// Hands a PHQ-9 in; how many signals it raised, and the sheet.
    pub async fn submit(&self, caller: &Caller, key: &str, answers: [u8; 9], sharing: Sharing) -> (ResponseId, usize) {
        let app = self.app();
        let done = app.submit(caller, self.sheet(key, answers, sharing)).await.unwrap();
        (done.landed.response(), done.signals)
    }

    pub fn sheet(&self, key: &str, answers: [u8; 9], sharing: Sharing) -> Sheet {
        let (instrument, key) = ("phq-9".to_owned(), format!("sheet-of-{key}"));
        Sheet {
            instrument,
            answers: phq9(answers),
            sharing,
            key,
            answered_at: self.now(),
            seconds: None,
            form: xinqiao_kernel::TestForm::Fixed,
        }
    }

    /// The open signals in somebody's queue, by code.
    pub async fn signals(&self, caller: &Caller) -> Vec<SignalRow> {
        let queue = self.queued(caller, Which::Signals).await;
        let mut found: Vec<SignalRow> = queue
            .into_iter()
            .filter_map(|item| match item {
                QueueItem::Signal(signal) => Some(signal),
                QueueItem::Warning(_) => None,
            })
            .collect();
        found.sort_by(|one, other| one.code.cmp(&other.code));
        found
    }

    /// The one open signal with a code.
    pub async fn signal(&self, caller: &Caller, code: &str) -> SignalId {
        let found: Vec<SignalRow> = self.signals(caller).await.into_iter().filter(|one| one.code == code).collect();
        assert_eq!(found.len(), 1, "{code}");
        found[0].id
    }

    /// The open warnings in somebody's queue.
    pub async fn warnings(&self, caller: &Caller) -> Vec<WarningRow> {
        let queue = self.queued(caller, Which::Warnings).await;
        let warnings = queue.into_iter().filter_map(|item| match item {
            QueueItem::Signal(_) => None,
            QueueItem::Warning(warning) => Some(warning),
        });
        warnings.collect()
    }

    /// A campaign of the school that asks today with PHQ-9.
    pub async fn campaign(&self) -> CampaignId {
        let part =
            Part { instrument: "phq-9".to_owned(), version: "1".to_owned(), form: xinqiao_kernel::TestForm::Fixed, only: None };
        let campaign = Campaign {
            id: CampaignId::new(&IdSource::seeded(5), self.now()),
            place: path(SCHOOL),
            title: "秋季普查".to_owned(),
            instrument: part.instrument.clone(),
            version: part.version.clone(),
            consent_text: "自愿参加".to_owned(),
            opens_on: TODAY,
            closes_on: TODAY,
            created_by: self.account_of("shen").await,
            stage: Stage::Running,
            steps: 0,
        };
        let mut tx = self.db.begin().await.unwrap();
        tx.add_campaign(&campaign, self.now()).await.unwrap();
        tx.set_parts(campaign.id, &[part]).await.unwrap();
        tx.commit().await.unwrap();
        campaign.id
    }

    /// A person asked by a campaign.
    pub async fn ask(&self, campaign: CampaignId, whom: &Caller) {
        let mut tx = self.db.begin().await.unwrap();
        tx.add_member(campaign, whom.person().unwrap(), self.now()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Signs a campaign off, as the person in charge.
    pub async fn sign_off(&self, campaign: CampaignId) {
        let head = self.caller("head").await;
        self.app().campaign_step(&head, campaign, 1, LifeStep::SignOff, "").await.unwrap();
    }

    /// Somebody's queue, on all its pages.
    async fn queued(&self, caller: &Caller, which: Which) -> Vec<QueueItem> {
        let (mut items, mut after) = (Vec::new(), Some(Mark::FIRST));
        while let Some(mark) = after {
            let page = self.app().queue_page(caller, which, mark).await.unwrap();
            items.extend(page.items);
            after = page.next;
        }
        items
    }

    /// Confirms a signal at a level for an owner.
    pub async fn confirm(&self, by: &Caller, signal: SignalId, level: Level, owner: Option<&str>) -> WarningId {
        let owner = match owner {
            Some(login) => Some(self.account_of(login).await),
            None => None,
        };
        let input = Confirmation { signals: vec![signal], level, owner, note: None, event: self.event() };
        self.app().confirm_warning(by, &input).await.unwrap()
    }

    /// A person's sheet of 16 points, confirmed by duty1 as a yellow warning that somebody owns.
    pub async fn yellow(&self, person: &Caller, owner: &str) -> WarningId {
        self.submit(person, &format!("yellow-{}", person.login()), SIXTEEN, Sharing::Contact).await;
        let duty = self.caller("duty1").await;
        let own = |signal: &SignalRow| Some(signal.person) == person.person() && signal.code == "phq9-moderately-severe";
        let signal = self.signals(&duty).await.into_iter().find(own).unwrap();
        self.confirm(&duty, signal.id, Level::Yellow, Some(owner)).await
    }

    pub async fn step(&self, by: &Caller, id: WarningId, step: StepInput) -> xinqiao_app::Result<()> {
        self.noted(by, id, step, None).await
    }

    pub async fn noted(&self, by: &Caller, id: WarningId, step: StepInput, note: Option<&str>) -> xinqiao_app::Result<()> {
        let input = Submitted { event: self.event(), note: note.map(str::to_owned), step };
        self.app().warning_step(by, id, &input).await
    }

    /// A warning as it is kept; its columns are what its events tell.
    pub async fn kept(&self, id: WarningId) -> (WarningRow, Warning) {
        let (row, rows) = self.db.warning_for_sweep(id).await.unwrap().unwrap();
        let events: Vec<Event> = rows.iter().map(|row| serde_json::from_str(&row.body).unwrap()).collect();
        let warning = Warning::replay(&events).unwrap();
        assert_eq!(rows.iter().map(|row| row.seq).collect::<Vec<_>>(), (1..=row.state.version).collect::<Vec<_>>());
        assert_eq!(row.state.level, warning.level().to_string());
        assert_eq!(row.state.escalations, i64::from(warning.escalations()));
        // the owner of the present step, and what of everything that is owed is due the soonest
        let soonest = warning.next_owed().map(|owed| owed.open.clone());
        let main = warning.state().open().zip(soonest.as_ref());
        let owed = main.map(|((_, open), soonest)| (open.owner.account, open.owner.place.clone(), soonest.due_at));
        assert_eq!(row.state.owed, owed);
        match main {
            Some(((step, _), soonest)) => assert_eq!((row.state.step.as_str(), row.state.step_at), (step.code(), soonest.since)),
            None => assert!(["closed", "dismissed", "merged"].contains(&row.state.step.as_str()), "{}", row.state.step),
        }
        assert_eq!(row.state.closed_at.is_some(), warning.has_ended());
        (row, warning)
    }

    /// Step, owner's account and due time of an open warning.
    pub async fn owed(&self, id: WarningId) -> (String, AccountId, Timestamp) {
        let (row, _) = self.kept(id).await;
        let (owner, _, due) = row.state.owed.unwrap();
        (row.state.step, owner, due)
    }

    /// All audit rows so far, oldest first, as the audit administrator reads them.
    pub async fn audit(&self) -> Vec<AuditRow> {
        let auditor = self.caller("auditor").await;
        let mut rows = self.app().audit_rows(&auditor, self.now() + SignedDuration::from_secs(1), 5_000).await.unwrap();
        rows.reverse();
        rows
    }

    /// Actions that were refused to an account.
    pub async fn refusals(&self, caller: &Caller) -> Vec<String> {
        let rows = self.audit().await.into_iter().filter(|row| row.outcome == "refused" && row.account == Some(caller.account()));
        rows.map(|row| row.action).collect()
    }
}
