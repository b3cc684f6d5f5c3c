//! A town with ended records, and sessions of every role.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use tower::ServiceExt;
use xinqiao_access::{Actor, Role};
use xinqiao_app::accounts::NewAccount;
use xinqiao_app::assessment::{Sharing, Sheet};
use xinqiao_app::campaigns::{ImportOptions, LifeStep, NewCampaign, NewPart};
use xinqiao_app::warnings::{Confirmation, QueueItem, StepInput, Submitted};
use xinqiao_app::{App, AppOptions, Caller};
use xinqiao_kernel::id::{CampaignId, ImportId, PersonId, PlaceId, ResponseId, SignalId, WarningId};
use xinqiao_kernel::{IdSource, ManualClock, PlacePath};
use xinqiao_packs::Library;
use xinqiao_store::people::Person;
use xinqiao_store::places::Place;
use xinqiao_store::{Db, DbOptions, KeySource};
use xinqiao_testkit::{Engine, MASTER_KEY, TestDatabase, filled_database};
use xinqiao_warnings::{Action, Dismissal, Finding, Hearing, Level, Outcome, Party};
use xinqiao_web::guard::Guard;
use xinqiao_web::shell::Service;
use xinqiao_web::{Site, router};

/// The day of the test.
pub const TODAY: Date = date(2026, 11, 22);
/// Where the records are.
pub const HERE: &str = "620000/620700/620702/";
/// A hash that no password fits.
const HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5$bm9ib2R5bm9ib2R5bm9ib2R5bm9ib2R5bm9ib2R5bm8";

pub struct World {
    pages: Router,
    app: App,
    pub person: PersonId,
    things: Things,
    serial: AtomicU64,
    _database: TestDatabase,
}

struct Things {
    signal: SignalId,
    warning: WarningId,
    sheet: ResponseId,
    campaign: CampaignId,
    import: ImportId,
}

/// Somebody who is signed in.
pub struct Session {
    token: String,
    pub actor: Actor,
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub to: String,
}

pub fn path(text: &str) -> PlacePath {
    text.parse().unwrap()
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
    pub async fn on(engine: Engine) -> Self {
        let database = filled_database(engine, migrated).await;
        let db = Db::open(&DbOptions::new(database.url.clone(), KeySource::local(MASTER_KEY, [1; 32]))).await.unwrap();
        let now = start();
        let ids = IdSource::seeded(5);
        let id = PlaceId::new(&ids, now);
        let place =
            Place { id, path: path(HERE), parent: None, name: "一县".to_owned(), level: "county".to_owned(), kind: None };
        let mut tx = db.begin().await.unwrap();
        tx.add_place(&place, now).await.unwrap();
        tx.commit().await.unwrap();
        let clock = Arc::new(ManualClock::at(now));
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let jurisdiction = path("620000/620700/");
        let options = AppOptions { db, library: Library::embedded(), clock, ids, zone, place: jurisdiction, lane: (8, 8) };
        let app = App::new(options).unwrap();
        let service = Service { name: "一市".to_owned(), helpline_hours: None, note: None };
        let pages = router(Site { app: app.clone(), service, secure_cookies: false, guard: Guard::open() });
        let serial = AtomicU64::new(100);
        let resident = signed_in(&app, &serial, Role::Resident, HERE).await;
        let desk = signed_in(&app, &serial, Role::DutyOfficer, HERE).await;
        let counsellor = signed_in(&app, &serial, Role::Counsellor, HERE).await;
        let head = signed_in(&app, &serial, Role::DepartmentHead, "620000/").await;
        let things = Things::of(&app, &resident.0, &desk.0, &counsellor.0, &head.0).await;
        Self { pages, app, person: resident.0.person().unwrap(), things, serial, _database: database }
    }

    /// A session of a fresh account with one role in one place; residents have a record of their own.
    pub async fn session(&self, role: Role, at: &str) -> Session {
        let (caller, token) = signed_in(&self.app, &self.serial, role, at).await;
        let actor = super::actor_of(caller.account(), caller.person(), role, at);
        Session { token, actor }
    }

    /// Closes the account of a session.
    pub async fn close(&self, who: &Session) {
        let mut tx = self.app.db().begin().await.unwrap();
        tx.disable_account(who.actor.account(), self.app.now()).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn answer(&self, method: &str, pattern: &str, session: Option<&Session>) -> Answer {
        // passkeys work where the browser names a host for them
        let mut request = Request::builder().method(method).uri(self.filled(pattern)).header(header::HOST, "localhost");
        // signing out ends the session that the other routes need
        if let Some(who) = session.filter(|_| !pattern.ends_with("/logout")) {
            request = request.header(header::COOKIE, format!("xq_session={}", who.token));
        }
        let body = if method == "POST" { Body::from(self.posted(pattern, session)) } else { Body::empty() };
        if method == "POST" {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        let response = self.pages.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let to = response.headers().get(header::LOCATION).map_or_else(String::new, |to| to.to_str().unwrap().to_owned());
        Answer { status: response.status(), to }
    }

    /// The form, with what means something else to other routes: whom a case is opened for, when a shift is, into which warning.
    fn posted(&self, pattern: &str, session: Option<&Session>) -> String {
        use xinqiao_web::links::pattern::{AID_NEW, CASES, GREEN_NEW, ROSTER, SIGNAL_TAKE_UP};
        let form = self.form(session);
        match pattern {
            CASES => format!("{form}&person={}&kind=general&origin=staff", self.person),
            ROSTER => format!("{form}&from=2026-12-01T08:00&until=2026-12-09T08:00"),
            SIGNAL_TAKE_UP => format!("{form}&warning={}", self.things.warning),
            GREEN_NEW => format!("{form}&channel={}&step={}&cause=concern", self.app.fresh_event(), self.app.fresh_event()),
            AID_NEW => {
                let [aid, step, second] = std::array::from_fn(|_| self.app.fresh_event());
                format!("{form}&aid={aid}&step={step}&second={second}")
            }
            _ => form,
        }
    }

    /// One form that every route can read: what a route does not know it leaves alone.
    fn form(&self, session: Option<&Session>) -> String {
        let owner = session.map_or_else(String::new, |who| who.actor.account().to_string());
        let (reason, finding, action) = (Dismissal::Duplicate, Finding::NeedsSupport, Action::NoneNeeded);
        let (party, hearing, outcome, level) = (Party::Person, Hearing::Heard, Outcome::FalseAlarm, Level::Blue);
        let (warning, event) = (self.things.warning, self.app.fresh_event());
        let key = self.serial.fetch_add(1, Ordering::SeqCst);
        format!(
            "level={level}&reviewing=better&reason={reason}&finding={finding}&action={action}&party={party}&hearing={hearing}&outcome={outcome}\
             &owner={owner}&step=pause&steps=2&unit={HERE}&begins_at=2026-11-23T10:00&room=x&note=x&place={HERE}&title=x&instrument=phq-9&consent=x&opens_on=2026-11-22&closes_on=2026-11-30\
             &reopening=need_returned&clock=review&answer=upheld&other={warning}&to={warning}:{event}:{owner}\
             &take={warning}:{event}&account={owner}&post=duty\
             &keep=mine&version=1&answers=0,0,0,0,0,0,0,0,0,&key=key-of-sheet-{key}&time=any&phone=13912345678"
        )
    }

    fn filled(&self, pattern: &str) -> String {
        let id = match pattern {
            _ if pattern.starts_with("/desk/signals") => self.things.signal.uuid(),
            _ if pattern.starts_with("/desk/warnings") => self.things.warning.uuid(),
            _ if pattern.starts_with("/desk/imports") => self.things.import.uuid(),
            _ if pattern.starts_with("/desk/people") => self.person.uuid(),
            _ if pattern.starts_with("/me/care") => self.things.warning.uuid(),
            _ if pattern.starts_with("/me/records") => self.things.sheet.uuid(),
            _ => self.things.campaign.uuid(),
        };
        let path = pattern
            .replace("{code}", "phq-9")
            .replace("{number}", "1")
            .replace("{file}", "nothing.css")
            .replace("{ending}", "csv");
        let path = path.replace("{kind}", "incident").replace("{verb}", "ordered").replace("{way}", "email");
        path.replace("{id}", &id.to_string()).replace("{bond}", &id.to_string()).replace("{role}", &id.to_string())
    }
}

async fn signed_in(app: &App, serial: &AtomicU64, role: Role, at: &str) -> (Caller, String) {
    let seed = serial.fetch_add(1, Ordering::SeqCst);
    let now = app.now();
    let mut own = None;
    if role == Role::Resident {
        let id = PersonId::new(&IdSource::seeded(seed), now);
        let phone = Some("13912345678".to_owned());
        let person = Person { id, place: path(at), name: "甲".to_owned(), sex: None, birth_on: Some(date(1990, 1, 1)), phone };
        let mut tx = app.db().begin().await.unwrap();
        tx.add_person(&person, now).await.unwrap();
        tx.commit().await.unwrap();
        own = Some(id);
    }
    let roles = [(role, path(at), date(2026, 1, 1), None)];
    let login = format!("{}-{seed}", role.code());
    let new = NewAccount { login: &login, name: "某人", password: "", person: own, roles: &roles };
    let account = app.create_account_with_hash(&new, HASH).await.unwrap();
    let token = app.open_session(account).await.unwrap().as_str().to_owned();
    (app.authenticate(&token).await.unwrap().unwrap(), token)
}

impl Things {
    /// A warning that was set aside, a dismissed signal, a kept sheet, an imported file.
    async fn of(app: &App, resident: &Caller, desk: &Caller, counsellor: &Caller, head: &Caller) -> Self {
        sheet(app, resident, "first", [2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 0.0]).await;
        let signal = open_signals(app, desk).await[0];
        let event = app.fresh_event();
        let form = Confirmation { signals: vec![signal], level: Level::Red, owner: None, note: None, event };
        let warning = app.confirm_warning(desk, &form).await.unwrap();
        let step = StepInput::SetAside { reason: Dismissal::Duplicate };
        let input = Submitted { event: app.fresh_event(), note: Some("x".to_owned()), step };
        app.warning_step(counsellor, warning, &input).await.unwrap();
        let kept = sheet(app, resident, "second", [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 2.0]).await;
        let open = open_signals(app, desk).await;
        for signal in &open {
            app.dismiss_signal(desk, *signal, Dismissal::Duplicate, None).await.unwrap();
        }
        let new = NewCampaign {
            place: path(HERE),
            title: "冬季筛查".to_owned(),
            parts: vec![NewPart::always("phq-9")],
            consent_text: "自愿参加".to_owned(),
            opens_on: TODAY,
            closes_on: date(2026, 12, 31),
        };
        let campaign = app.create_campaign(counsellor, &new).await.unwrap();
        app.campaign_step(head, campaign, 1, LifeStep::SignOff, "").await.unwrap();
        let file = b"id,q1,q2,q3,q4,q5,q6,q7,q8,q9\n1,0,0,0,0,0,0,0,0,0\n".to_vec();
        let import = app.check_import(counsellor, campaign, "a.csv", file, &ImportOptions::new("id")).await.unwrap().import;
        app.apply_import(counsellor, import, None).await.unwrap();
        Self { signal: open[0], warning, sheet: kept, campaign, import }
    }
}

async fn sheet(app: &App, who: &Caller, key: &str, answers: [f64; 9]) -> ResponseId {
    let answers = answers.into_iter().map(Some).chain([None]).collect();
    let (instrument, key) = ("phq-9".to_owned(), format!("key-of-sheet-{key}"));
    let sheet = Sheet {
        instrument,
        answers,
        sharing: Sharing::Contact,
        key,
        answered_at: app.now(),
        seconds: None,
        form: xinqiao_kernel::TestForm::Fixed,
    };
    app.submit(who, sheet).await.unwrap().landed.response()
}

async fn open_signals(app: &App, desk: &Caller) -> Vec<SignalId> {
    let items = app.queue(desk).await.unwrap().items.into_iter();
    let signals = items.filter_map(|item| match item {
        QueueItem::Signal(signal) => Some(signal.id),
        QueueItem::Warning(_) => None,
    });
    signals.collect()
}
