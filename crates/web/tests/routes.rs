//! Every route without rights, and every role at every staff route: what nobody allowed does not answer.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jiff::civil::date;
use jiff::tz::TimeZone;
use tower::ServiceExt;
use xinqiao_access::{Action, Actor, Assignment, Role};
use xinqiao_app::accounts::NewAccount;
use xinqiao_app::{App, AppOptions};
use xinqiao_kernel::id::{AccountId, PersonId, PlaceId};
use xinqiao_kernel::{IdSource, ManualClock, PlacePath};
use xinqiao_packs::Library;
use xinqiao_store::people::Person;
use xinqiao_store::places::Place;
use xinqiao_store::{Db, DbOptions, KeySource};
use xinqiao_testkit::{Engine, MASTER_KEY, TestDatabase, filled_database};
use xinqiao_web::links::pattern as at;
use xinqiao_web::pages::desk::address::pattern as own;
use xinqiao_web::shell::Service;
use xinqiao_web::{Guard, Site, router};

/// A hash that no password fits.
const HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5$bm9ib2R5bm9ib2R5bm9ib2R5bm9ib2R5bm9ib2R5bm8";
const CITY: &str = "620700/";

/// Patterns that anybody may read. The list may only shrink.
const PUBLIC: &[&str] = &[
    at::HOME,
    at::SELF_TESTS,
    at::SELF_TEST,
    at::SELF_TEST_QUESTION,
    at::SELF_TEST_SHEET,
    at::SELF_TEST_TAKE_UP,
    at::KIOSK,
    at::ACCOMPANY,
    at::RESULT,
    at::LOGIN,
    at::LOGIN_WITH,
    at::LOGIN_BACK,
    at::LOGIN_PHONE,
    at::CONTACT,
    at::SITES,
    at::BREATHING,
    at::RELAX,
    at::LARGE_ON,
    at::LARGE_OFF,
    at::HEALTH,
    at::ASSET_FILE,
];

/// Patterns that anybody may post to: answering a question in one's own browser, signing in and out.
const PUBLIC_POSTS: &[&str] = &[
    at::SELF_TEST,
    at::SELF_TEST_QUESTION,
    at::SELF_TEST_ANSWERS,
    at::KIOSK,
    at::KIOSK_END,
    at::SELF_TEST_TAKE_UP,
    at::LOGIN,
    at::LOGIN_PHONE,
    at::LOGIN_PHONE_CODE,
    at::LOGOUT,
    at::RESULT_CHOICE,
    at::RELAX,
];

/// Which action opens a staff route for reading.
const STAFF: &[(&str, Action)] = &[
    (at::DESK_QUEUE, Action::ListWarnings),
    (own::WARNINGS, Action::ListWarnings),
    (at::DESK_EVENTS, Action::ListWarnings),
    (at::AGGREGATES, Action::ReadAggregates),
    (at::AGGREGATES_FILE, Action::ExportAggregates),
    (at::QUALITY, Action::ReadQuality),
    (at::QUALITY_REPLAY, Action::ReplayRules),
    (at::QUALITY_FILE, Action::ExportAggregates),
    (at::MODEL_QUALITY, Action::ReadQuality),
    (at::MODEL_SIMULATED, Action::ReadQuality),
    (at::AREAS, Action::WatchAreas),
    (at::RESCORES, Action::ReadRescore),
    (at::RESCORE_NEW, Action::PlanRescore),
    (at::QUESTIONNAIRES, Action::ReadQuestionnaires),
    (at::QUESTIONNAIRE_NEW, Action::BuildQuestionnaire),
    (at::RETESTS, Action::AskAgain),
    (at::DEVICES, Action::ManageDevices),
    (at::MISSED, Action::ReviewMissed),
    (at::MISSED_NEW, Action::ReviewMissed),
    (at::MISSED_ADVICE, Action::ReadQuality),
    (at::AUDIT, Action::ReadAudit),
    (at::JOBS, Action::ReadJobs),
];

struct World {
    pages: Router,
    app: App,
    _database: TestDatabase,
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
    async fn on(engine: Engine) -> Self {
        let database = filled_database(engine, migrated).await;
        let db = Db::open(&DbOptions::new(database.url.clone(), KeySource::local(MASTER_KEY, [1; 32]))).await.unwrap();
        let now = start();
        let ids = IdSource::seeded(5);
        let place: PlacePath = CITY.parse().unwrap();
        let id = PlaceId::new(&ids, now);
        let city =
            Place { id, path: place.clone(), parent: None, name: "一市".to_owned(), level: "city".to_owned(), kind: None };
        let mut tx = db.begin().await.unwrap();
        tx.add_place(&city, now).await.unwrap();
        tx.commit().await.unwrap();
        let clock = Arc::new(ManualClock::at(now));
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let app = App::new(AppOptions { db, library: Library::embedded(), clock, ids, zone, place, lane: (8, 8) }).unwrap();
        let service = Service { name: "一市".to_owned(), helpline_hours: None, note: None };
        let pages = router(Site { app: app.clone(), service, secure_cookies: false, guard: Guard::open() });
        Self { pages, app, _database: database }
    }

    /// A session of a fresh account with one role.
    async fn session(&self, role: Role) -> String {
        let place: PlacePath = CITY.parse().unwrap();
        let ids = IdSource::seeded(role as u64 + 100);
        let now = self.app.now();
        let id = PersonId::new(&ids, now);
        let person = Person { id, place: place.clone(), name: "甲".to_owned(), sex: None, birth_on: None, phone: None };
        let mut tx = self.app.db().begin().await.unwrap();
        tx.add_person(&person, now).await.unwrap();
        tx.commit().await.unwrap();
        let own = (role == Role::Resident).then_some(person.id);
        let roles = [(role, place, date(2026, 1, 1), None)];
        let new = NewAccount { login: role.code(), name: "甲", password: "", person: own, roles: &roles };
        let account = self.app.create_account_with_hash(&new, HASH).await.unwrap();
        self.app.open_session(account).await.unwrap().as_str().to_owned()
    }

    async fn answer(&self, method: &str, pattern: &str, session: Option<&str>) -> (StatusCode, String) {
        let path = filled(pattern);
        let mut request = Request::builder().method(method).uri(&path);
        if let Some(token) = session {
            request = request.header(header::COOKIE, format!("xq_session={token}"));
        }
        if method == "POST" {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        let response = self.pages.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let to = response.headers().get(header::LOCATION).map_or_else(String::new, |to| to.to_str().unwrap().to_owned());
        (response.status(), to)
    }
}

fn filled(pattern: &str) -> String {
    let path =
        pattern.replace("{code}", "phq-9").replace("{number}", "1").replace("{file}", "nothing.css").replace("{ending}", "csv");
    path.replace("{id}", "01a2006e-a11f-722e-a2a4-cbc327f169cb")
}

fn patterns() -> Vec<&'static str> {
    let mut all = at::all().collect::<Vec<_>>();
    all.extend([own::WARNINGS, own::NOTICES, own::NOTICES_READ, own::REACHED, own::WAY, own::CAMPAIGN_NEW, own::IMPORT_RUN]);
    all
}

async fn nobody_without_a_session_gets_what_is_not_public(engine: Engine) {
    let world = World::on(engine).await;
    for pattern in patterns() {
        for method in ["GET", "POST"] {
            let (status, to) = world.answer(method, pattern, None).await;
            let listed = if method == "GET" { PUBLIC } else { PUBLIC_POSTS };
            let refused = [StatusCode::METHOD_NOT_ALLOWED, StatusCode::UNPROCESSABLE_ENTITY, StatusCode::BAD_REQUEST];
            // a GET on an address that only takes posts leads one level up, where it is asked again
            let above = filled(pattern).rsplit_once('/').map_or_else(String::new, |(above, _)| above.to_owned());
            let leads_up = method == "GET" && status == StatusCode::SEE_OTHER && (to == above || to == "/");
            // other programs are told so, not led to a page
            let is_told = [at::API_SIGNALS, at::API_DEVICE_RESULTS].contains(&pattern) && status == StatusCode::UNAUTHORIZED;
            let kept_out = is_told || leads_up || refused.contains(&status) || to.starts_with("/login");
            let unknown = status == StatusCode::NOT_FOUND && pattern != at::ASSET_FILE;
            assert!(!unknown, "{method} {pattern} is no route");
            if !listed.contains(&pattern) {
                assert!(kept_out, "{method} {pattern} answers {status} {to:?} without a session");
            }
        }
    }
}

#[tokio::test]
async fn nobody_without_a_session_gets_what_is_not_public_on_sqlite() {
    nobody_without_a_session_gets_what_is_not_public(Engine::Sqlite).await;
}

#[tokio::test]
async fn nobody_without_a_session_gets_what_is_not_public_on_postgres() {
    nobody_without_a_session_gets_what_is_not_public(Engine::Postgres).await;
}

#[tokio::test]
async fn each_role_reads_the_staff_routes_that_the_policy_opens_and_no_others() {
    let world = World::on(Engine::Sqlite).await;
    let today = date(2026, 11, 22);
    for role in Role::ALL {
        let session = world.session(*role).await;
        let held = Assignment::new(*role, CITY.parse().unwrap(), date(2026, 1, 1), None);
        let actor = Actor::new(AccountId::from_uuid(uuid::Uuid::nil()), None, vec![held]).unwrap();
        for (pattern, action) in STAFF {
            let (status, to) = world.answer("GET", pattern, Some(&session)).await;
            assert_eq!(status == StatusCode::OK, actor.may(*action, today), "{role} at {pattern}: {status} {to}");
        }
    }
}

#[tokio::test]
async fn a_record_that_is_not_there_is_not_found_for_every_verb() {
    let world = World::on(Engine::Sqlite).await;
    let session = world.session(Role::DutyOfficer).await;
    for pattern in [at::SIGNAL, at::WARNING] {
        assert_eq!(world.answer("GET", pattern, Some(&session)).await.0, StatusCode::NOT_FOUND, "{pattern}");
    }
    for pattern in at::all().filter(|pattern| pattern.starts_with("/desk/warnings/{id}/")) {
        assert_eq!(world.answer("POST", pattern, Some(&session)).await.0, StatusCode::NOT_FOUND, "{pattern}");
    }
}

#[tokio::test]
async fn a_session_that_was_signed_out_opens_nothing() {
    let world = World::on(Engine::Sqlite).await;
    let session = world.session(Role::DutyOfficer).await;
    assert_eq!(world.answer("GET", at::DESK, Some(&session)).await.0, StatusCode::OK);
    world.answer("POST", at::LOGOUT, Some(&session)).await;
    assert!(world.answer("GET", at::DESK, Some(&session)).await.1.starts_with("/login"));
}
