//! A small town in a fresh database: places, people and staff with real permits.

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use xinqiao_access::{Act, Actor, Age, Assignment, Permit, Purpose, Resource, Role, Scope, permit, scope};
use xinqiao_campaigns::{Part, Stage};
use xinqiao_kernel::id::{
    AccountId, AuditId, CampaignId, OutboxId, PersonId, PlaceId, ResponseId, SessionId, SignalId, WarningEventId, WarningId,
};
use xinqiao_kernel::{Clock, IdSource, ManualClock, PlacePath, Sex};
use xinqiao_testkit::{Engine, MASTER_KEY, TestDatabase, database_url, filled_database};

use crate::accounts::Account;
use crate::assessment::NewResponse;
use crate::audit::NewAudit;
use crate::campaigns::Campaign;
use crate::lane::Submission;
use crate::outbox::OutboxMessage;
use crate::people::Person;
use crate::places::Place;
use crate::sign_in::NewSession;
use crate::warnings::{EventRow, NewSignal, WarningRow, WarningState};
use crate::{Db, DbOptions, KeySource, Result, StoreError, Tx};

/// The day of all stories.
pub const TODAY: Date = date(2026, 11, 22);
/// A school, and two neighbours whose paths begin with the same text.
pub const SCHOOL: &str = "620000/620700/s1/";
pub const NEIGHBOURS: [&str; 2] = ["620000/620700/s10/", "620000/620700/s1-2/"];

pub struct World {
    pub db: Db,
    pub ids: IdSource,
    pub clock: ManualClock,
    pub database: TestDatabase,
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

pub fn is_duplicate(fault: &StoreError) -> bool {
    matches!(fault, StoreError::Duplicate { .. })
}

pub fn is_refused(fault: &StoreError) -> bool {
    matches!(fault, StoreError::Statement { .. } | StoreError::Sealed(xinqiao_vault::VaultError::Erased))
}

/// When every story begins.
fn start() -> Timestamp {
    "2026-11-22T02:00:00Z".parse().unwrap()
}

async fn open(url: &str) -> Db {
    Db::open(&DbOptions::new(url, KeySource::local(MASTER_KEY, [1; 32]))).await.unwrap()
}

impl World {
    /// A fresh migrated database.
    pub async fn on(engine: Engine) -> Self {
        let migrate = async |url: String| {
            let db = open(&url).await;
            db.migrate(start()).await.unwrap();
            db.close().await;
        };
        Self::in_database(filled_database(engine, migrate).await).await
    }

    /// A fresh database without tables.
    pub async fn bare(engine: Engine) -> Self {
        Self::in_database(database_url(engine)).await
    }

    async fn in_database(database: TestDatabase) -> Self {
        Self { db: open(&database.url).await, ids: IdSource::seeded(2026), clock: ManualClock::at(start()), database }
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// `minutes` from now; the clock stands.
    pub fn within(&self, minutes: i64) -> Timestamp {
        self.now() + SignedDuration::from_mins(minutes)
    }

    /// Moves the clock.
    pub fn pass(&self, minutes: i64) {
        self.clock.advance(SignedDuration::from_mins(minutes));
    }

    /// Does `work` in one committed unit of work.
    pub async fn write<T>(&self, work: impl AsyncFnOnce(&mut Tx) -> Result<T>) -> T {
        let mut tx = self.db.begin().await.unwrap();
        let made = work(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        made
    }

    /// Why `work` was refused. Nothing of it remains.
    pub async fn refused<T>(&self, work: impl AsyncFnOnce(&mut Tx) -> Result<T>) -> StoreError {
        let mut tx = self.db.begin().await.unwrap();
        let outcome = work(&mut tx).await;
        tx.rollback().await.unwrap();
        match outcome {
            Ok(_) => panic!("it was not refused"),
            Err(fault) => fault,
        }
    }

    /// Runs a statement of the test's own.
    pub async fn run(&self, statement: &str) -> u64 {
        self.write(async |tx| tx.exec_built(statement, &[]).await).await
    }

    /// The number that a statement of the test's own gives.
    pub async fn number(&self, statement: &str) -> i64 {
        let mut found = None;
        let mut tx = self.db.begin().await.unwrap();
        tx.each(statement, |row| {
            found = Some(row.int(0)?);
            Ok(())
        })
        .await
        .unwrap();
        found.unwrap()
    }

    /// The id that a select of the test's own gives, in brackets.
    pub async fn named(&self, select: &str) -> uuid::Uuid {
        let mut found = None;
        let mut tx = self.db.begin().await.unwrap();
        tx.each(&format!("select {select}"), |row| {
            found = Some(row.uuid(0)?);
            Ok(())
        })
        .await
        .unwrap();
        found.unwrap()
    }

    /// How many rows a table has.
    pub async fn count(&self, table: &str) -> i64 {
        self.number(&format!("select count(*) from {table}")).await
    }

    pub fn place_row(&self, at: &str, parent: Option<PlaceId>) -> Place {
        let at = path(at);
        Place {
            id: PlaceId::new(&self.ids, self.now()),
            name: format!("地方 {}", at.last().unwrap()),
            level: if at.depth() == 1 { "province" } else { "unit" }.to_owned(),
            path: at,
            parent,
            kind: None,
        }
    }

    pub fn person_row(&self, at: &str) -> Person {
        Person {
            id: PersonId::new(&self.ids, self.now()),
            place: path(at),
            name: "林晓溪".to_owned(),
            sex: Some(Sex::Female),
            birth_on: Some(date(2011, 3, 4)),
            phone: Some("13912345678".to_owned()),
        }
    }

    /// Somebody who lives or studies at a place.
    pub async fn person(&self, at: &str) -> PersonId {
        let person = self.person_row(at);
        self.write(async |tx| tx.add_person(&person, self.now()).await).await;
        person.id
    }

    pub fn account_row(&self, login: &str) -> Account {
        Account {
            id: AccountId::new(&self.ids, self.now()),
            login: login.to_owned(),
            name: "周老师".to_owned(),
            password_hash: "$argon2id$…".to_owned(),
            person: None,
            disabled_at: None,
        }
    }

    /// A session that ends after so many minutes.
    pub fn session<'a>(&self, id: SessionId, token: &[u8; 32], account: AccountId, minutes: i64) -> NewSession<'a> {
        NewSession {
            id,
            token_hash: *token,
            account,
            expires_at: self.within(minutes),
            idle_s: 3_600,
            device: "Chrome · Windows",
            network: "192.0.2.0/24",
            proof: "password",
            proved_at: None,
        }
    }

    /// A login.
    pub async fn account(&self, login: &str) -> AccountId {
        let account = self.account_row(login);
        self.write(async |tx| tx.add_account(&account, self.now()).await).await;
        account.id
    }

    /// A campaign at a place.
    pub async fn campaign(&self, at: &str, by: AccountId) -> CampaignId {
        let campaign = Campaign {
            id: CampaignId::new(&self.ids, self.now()),
            place: path(at),
            title: "秋季普查".to_owned(),
            instrument: "phq-9".to_owned(),
            version: "1".to_owned(),
            consent_text: "自愿参加".to_owned(),
            opens_on: date(2026, 11, 20),
            closes_on: date(2026, 11, 30),
            created_by: by,
            stage: Stage::Running,
            steps: 0,
        };
        let part =
            Part { instrument: "phq-9".to_owned(), version: "1".to_owned(), form: xinqiao_kernel::TestForm::Fixed, only: None };
        self.write(async |tx| {
            tx.add_campaign(&campaign, self.now()).await?;
            tx.set_parts(campaign.id, std::slice::from_ref(&part)).await
        })
        .await;
        campaign.id
    }

    /// An answer sheet with a submission key.
    pub fn sheet(&self, person: PersonId, at: &str, key: &str) -> NewResponse {
        NewResponse {
            id: ResponseId::new(&self.ids, self.now()),
            key: key.to_owned(),
            person,
            campaign: None,
            place: path(at),
            instrument: "phq-9".to_owned(),
            version: "1".to_owned(),
            source: "self",
            sharing: "private",
            answers: "[1,0,null]".to_owned(),
            outcome: r#"{"total":1.0}"#.to_owned(),
            total: Some(1.0),
            band: Some("minimal".to_owned()),
            attention: 1,
            answered_at: self.now(),
        }
    }

    /// A signal that a person should look at within an hour and that expires in a day.
    pub fn signal(&self, person: PersonId, at: &str, key: &str) -> NewSignal {
        NewSignal {
            id: SignalId::new(&self.ids, self.now()),
            dedupe_key: key.to_owned(),
            person,
            place: path(at),
            response: None,
            rule_id: "screening".to_owned(),
            rule_version: "1".to_owned(),
            code: "high_score".to_owned(),
            level: "yellow".to_owned(),
            evidence: r#"{"total":18}"#.to_owned(),
            source: "assessment".to_owned(),
            risk_kinds: String::new(),
            reporter: None,
            raised_at: self.now(),
            due_at: self.within(60),
            expires_at: self.within(24 * 60),
        }
    }

    /// An open warning that `owner` owes within `minutes`.
    pub fn warning(&self, person: PersonId, at: &str, owner: AccountId, minutes: i64) -> WarningRow {
        let id = WarningId::new(&self.ids, self.now());
        WarningRow {
            id,
            number: format!("W20261122-{id}"),
            person,
            place: path(at),
            state: WarningState {
                level: "yellow".to_owned(),
                step: "acknowledge".to_owned(),
                owed: Some((owner, path(at), self.within(minutes))),
                step_at: self.now(),
                escalations: 0,
                version: 1,
                closed_at: None,
                beside: Vec::new(),
            },
            opened_at: self.now(),
            name: String::new(),
            owner_name: None,
        }
    }

    pub fn event(&self, seq: i64, kind: &str, by: Option<AccountId>) -> EventRow {
        EventRow {
            id: WarningEventId::new(&self.ids, self.now()),
            seq,
            account: by,
            kind: kind.to_owned(),
            body: "{}".to_owned(),
            at: self.now(),
            risk_kinds: String::new(),
            name: None,
        }
    }

    pub fn audit_row(&self, person: Option<PersonId>, detail: &str) -> NewAudit {
        NewAudit {
            id: AuditId::new(&self.ids, self.now()),
            account: None,
            role: "system".to_owned(),
            action: "read_person".to_owned(),
            purpose: "service".to_owned(),
            place: path(SCHOOL),
            person,
            record_kind: "person",
            record: person.map(PersonId::uuid),
            refused: false,
            detail: detail.to_owned(),
        }
    }

    pub fn message(&self, topic: &str) -> OutboxMessage {
        OutboxMessage { id: OutboxId::new(&self.ids, self.now()), topic: topic.to_owned(), body: "{}".to_owned() }
    }

    /// An answer sheet with one signal, one audit row and one event.
    pub fn submission(&self, person: PersonId, key: &str) -> Submission {
        let response = self.sheet(person, SCHOOL, key);
        let signal = NewSignal { response: Some(response.id), ..self.signal(person, SCHOOL, key) };
        Submission {
            step: None,
            response,
            lock: None,
            signals: vec![signal],
            audit: vec![self.audit_row(Some(person), "sent")],
            outbox: vec![self.message("response.received")],
            consents: Vec::new(),
            retesting: crate::retests::Retesting::default(),
            at: self.now(),
        }
    }
}

/// An account at work: what it may do follows from the policy, never from the test.
pub struct Desk {
    actor: Actor,
    purpose: Purpose,
}

impl Desk {
    pub fn new(account: AccountId, person: Option<PersonId>, role: Role, at: &str, purpose: Purpose) -> Self {
        let assignment = Assignment::new(role, path(at), date(2026, 1, 1), None);
        Self { actor: Actor::new(account, person, vec![assignment]).unwrap(), purpose }
    }

    /// Somebody of a role, for screening.
    pub fn of(account: AccountId, role: Role, at: &str) -> Self {
        Self::new(account, None, role, at, Purpose::Screening)
    }

    pub fn counsellor(account: AccountId, at: &str) -> Self {
        Self::new(account, None, Role::SchoolCounsellor, at, Purpose::Screening)
    }

    pub fn doctor(account: AccountId, at: &str) -> Self {
        Self::new(account, None, Role::VillageDoctor, at, Purpose::Service)
    }

    pub fn resident(account: AccountId, person: PersonId, at: &str) -> Self {
        Self::new(account, Some(person), Role::Resident, at, Purpose::SelfService)
    }

    pub fn permit<A: Act>(&self, resource: &Resource) -> Permit<A> {
        permit(&self.actor, resource, self.purpose, TODAY).unwrap()
    }

    pub fn scope<A: Act>(&self) -> Scope<A> {
        scope(&self.actor, self.purpose, TODAY).unwrap()
    }
}

/// A record about a person of age at a place.
pub fn about(person: PersonId, at: &str) -> Resource {
    Resource::at(path(at)).of(person).aged(Age::Adult)
}
