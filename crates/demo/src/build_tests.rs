use std::collections::HashSet;
use std::sync::OnceLock;

use xinqiao_app::Caller;
use xinqiao_app::warnings::QueueItem;
use xinqiao_store::{DbOptions, KeySource};
use xinqiao_testkit::{Engine, MASTER_KEY, TestDatabase};
use xinqiao_warnings::{Outcome, State};

use super::*;

/// Half past ten on a Friday morning in 张掖.
pub(super) const UNTIL: &str = "2026-11-20T02:30:00Z";
const PASSWORD: &str = "a long demo password";

/// A copy of a city that was built once for all tests that only look at it.
pub(super) struct Built {
    folder: tempfile::TempDir,
    pub db: Db,
    report: DemoReport,
}

pub(super) fn options(until: &str) -> DemoOptions {
    DemoOptions { residents: 400, ..DemoOptions::new(PASSWORD, until.parse().unwrap()) }
}

impl Built {
    /// The file that it lies in.
    pub fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("city.db")
    }
}

async fn empty(engine: Engine) -> (TestDatabase, Db) {
    let database = engine.database();
    let db = Db::open(&DbOptions::new(&database.url, KeySource::local(MASTER_KEY, [1; 32]))).await.unwrap();
    db.migrate(Timestamp::UNIX_EPOCH).await.unwrap();
    (database, db)
}

pub(super) async fn built() -> Built {
    static CITY: OnceLock<(TestDatabase, DemoReport)> = OnceLock::new();
    // a pool lives and ends with its runtime: the builder has its own, on a thread of its own
    let build_once = || {
        std::thread::spawn(|| {
            tokio::runtime::Runtime::new().unwrap().block_on(async {
                let (database, db) = empty(Engine::Sqlite).await;
                let report = build(&db, library(), &options(UNTIL)).await.unwrap();
                db.close().await;
                (database, report)
            })
        })
        .join()
        .unwrap()
    };
    let (database, report) = CITY.get_or_init(build_once);
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("city.db");
    std::fs::copy(database.url.strip_prefix("sqlite://").unwrap(), &copy).unwrap();
    let db =
        Db::open(&DbOptions::new(format!("sqlite://{}", copy.display()), KeySource::local(MASTER_KEY, [1; 32]))).await.unwrap();
    Built { folder, db, report: report.clone() }
}

/// The packs as the demonstration loads them: those of the program, and what holds where in the city.
fn library() -> Library {
    let folder = tempfile::tempdir().unwrap();
    let within = folder.path().join("jurisdictions");
    std::fs::create_dir(&within).unwrap();
    std::fs::write(within.join("places.toml"), crate::PLACES).unwrap();
    let library = Library::load(folder.path());
    assert_eq!(library.faults(), []);
    library
}

/// The program as somebody finds it at the end of the two weeks.
pub(super) fn app(db: &Db) -> App {
    App::new(AppOptions {
        db: db.clone(),
        library: library(),
        clock: Arc::new(ManualClock::at(UNTIL.parse().unwrap())),
        ids: IdSource::seeded(99),
        zone: TimeZone::get(ZONE).unwrap(),
        place: CITY.parse().unwrap(),
        lane: LANE,
    })
    .unwrap()
}

pub(super) async fn caller(app: &App, login: &str) -> Caller {
    let account = app.db().account_by_login(login).await.unwrap().unwrap();
    let token = app.open_session(account.id).await.unwrap();
    app.authenticate(token.as_str()).await.unwrap().unwrap()
}

#[tokio::test]
async fn the_same_seed_gives_the_same_city_on_both_engines() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for engine in Engine::both() {
        let (_database, db) = empty(engine).await;
        let report = build(&db, library(), &options(UNTIL)).await.unwrap();
        let target = folder.path().join(format!("{engine:?}"));
        db.backup(&target, Timestamp::UNIX_EPOCH).await.unwrap();
        files.push((report, std::fs::read_to_string(&target).unwrap()));
        db.close().await;
    }
    assert_eq!(files[0].0, files[1].0);
    for (one, other) in files[0].1.lines().zip(files[1].1.lines()) {
        assert_eq!(one, other);
    }
    assert_eq!(files[0].1.len(), files[1].1.len());
}

#[tokio::test]
async fn every_step_of_the_loop_is_owed_by_somebody_and_two_warnings_are_late() {
    let city = built().await;
    let app = app(&city.db);
    let queue = app.queue(&caller(&app, "duty-city").await).await.unwrap();
    let mut steps = HashSet::new();
    let (mut late, mut escalated, mut open) = (Vec::new(), Vec::new(), 0);
    for item in &queue.items {
        if let QueueItem::Warning(warning) = item {
            open += 1;
            steps.insert(warning.state.step.clone());
            if item.due_at() < queue.now {
                late.push(warning.state.step.clone());
            }
            if 0 < warning.state.escalations {
                escalated.push(warning.owner_name.clone().unwrap());
            }
        }
    }
    let all = ["second", "acknowledge", "verify", "intervene", "feedback", "close"];
    assert_eq!(steps, all.map(str::to_owned).into());
    late.sort();
    assert_eq!(late, ["acknowledge", "verify"]);
    assert_eq!(escalated, ["梁未晞"], "silence went to the city's officer");
    assert_eq!((open, city.report.escalations), (city.report.open_warnings, 1));
}

#[tokio::test]
async fn the_queue_holds_what_is_late_and_what_is_due_within_the_hour_today_and_later() {
    let city = built().await;
    let app = app(&city.db);
    let queue = app.queue(&caller(&app, "duty-city").await).await.unwrap();
    let within = |from: i64, to: i64| {
        let minutes = |item: &QueueItem| (item.due_at().as_second() - queue.now.as_second()) / 60;
        queue.items.iter().filter(|item| (from..to).contains(&minutes(item))).count()
    };
    assert_eq!(within(i64::MIN, 0), 3, "a signal and two warnings");
    assert_eq!(within(0, 60), 7);
    assert!(4 <= within(60, 810), "until midnight");
    assert!(10 <= within(810, i64::MAX));
    let signals = queue.items.iter().filter(|item| matches!(item, QueueItem::Signal(_))).count();
    assert!((6..=12).contains(&signals), "{signals}");
}

#[tokio::test]
async fn warnings_ended_in_every_way_that_the_rules_offer_but_one() {
    let city = built().await;
    let app = app(&city.db);
    let officer = caller(&app, "duty-city").await;
    let mut outcomes = HashSet::new();
    let mut set_aside = 0;
    for row in app.closed_warnings(&officer, 200).await.unwrap() {
        match app.warning(&officer, row.id).await.unwrap().warning.state() {
            State::Closed { outcome, .. } => {
                outcomes.insert(*outcome);
            }
            State::Dismissed { .. } => set_aside += 1,
            other => panic!("{other:?} has not ended"),
        }
    }
    let all: HashSet<Outcome> = Outcome::ALL.iter().copied().collect();
    assert_eq!(all.difference(&outcomes).collect::<Vec<_>>(), [&Outcome::Duplicate]);
    assert_eq!(set_aside, 1);
    assert!(4 <= city.report.dismissed_signals);
}

#[tokio::test]
async fn a_resident_finds_three_sheets_and_who_looked_at_the_shared_one() {
    let city = built().await;
    let app = app(&city.db);
    let resident = caller(&app, "resident").await;
    let records = app.records(&resident, app.now(), 10).await.unwrap();
    let sharing: Vec<&str> = records.iter().map(|record| record.response.sharing.as_str()).collect();
    assert_eq!(sharing, ["private", "contact", "private"]);
    let looks = app.who_looked(&resident, app.now(), 50).await.unwrap();
    assert!(looks.iter().any(|look| look.by.as_deref() == Some("罗知秋")));
    assert!(!app.notices(&resident, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_pupil_with_an_account_is_asked_by_the_school_s_campaign() {
    let city = built().await;
    let app = app(&city.db);
    let campaigns = app.open_campaigns(&caller(&app, "pupil").await).await.unwrap();
    assert_eq!(campaigns.iter().map(|campaign| campaign.place.last().unwrap()).collect::<Vec<_>>(), ["demo-school-91"]);
    assert!(app.open_campaigns(&caller(&app, "resident").await).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_shared_password_opens_every_account() {
    let city = built().await;
    let app = app(&city.db);
    for account in accounts() {
        let signed_in = app.sign_in(account.login, PASSWORD, "198.51.100.7").await.unwrap();
        assert_eq!(signed_in.staff, account.person.is_none(), "{}", account.login);
    }
}

#[tokio::test]
async fn a_second_city_is_refused_and_leaves_the_first_as_it_is() {
    let city = built().await;
    let again = build(&city.db, library(), &options(UNTIL)).await;
    assert!(matches!(again, Err(DemoError::LoginTaken { login: "resident" })), "{again:?}");
    assert_eq!(city.db.place_count().await.unwrap(), 1_024);
}

#[tokio::test]
async fn too_few_residents_are_refused_by_name() {
    let (_database, db) = empty(Engine::Sqlite).await;
    let too_few = DemoOptions { residents: LEAST - 1, ..options(UNTIL) };
    let fault = build(&db, library(), &too_few).await.unwrap_err();
    assert!(matches!(fault, DemoError::TooFew { residents: 299 }), "{fault:?}");
    assert_eq!(db.place_count().await.unwrap(), 0, "nothing was written");
    let fewest = DemoOptions { residents: LEAST, ..options(UNTIL) };
    assert_eq!(build(&db, library(), &fewest).await.unwrap().residents, LEAST + 3);
}

#[tokio::test]
async fn the_stories_hold_at_midnight_in_a_long_holiday_and_with_another_seed() {
    for (until, seed) in [("2026-11-21T16:00:00Z", 1), ("2026-10-05T03:00:00Z", 2), ("2026-02-24T22:10:00Z", 3)] {
        let (_database, db) = empty(Engine::Sqlite).await;
        let options = DemoOptions { seed, ..options(until) };
        let report = build(&db, library(), &options).await.unwrap();
        assert_eq!(report.escalations, 1, "{until}");
        assert_eq!(db.overdue_warnings(options.until, 100).await.unwrap().len(), 2, "{until}");
        assert!(16 <= report.open_warnings && 30 <= report.warnings, "{report:?}");
    }
}

#[tokio::test]
async fn a_school_of_the_city_follows_rules_of_its_own_and_calls_the_levels_otherwise_than_a_county() {
    let city = built().await;
    let app = app(&city.db);
    let (school, hospital, desk) = (caller(&app, "school").await, caller(&app, "hospital").await, caller(&app, "duty1").await);
    let red = |who| app.level_words(who).map(|words| words.of(xinqiao_warnings::Level::Red).to_owned());
    assert_eq!((red(&school).as_deref(), red(&hospital).as_deref(), red(&desk)), (Some("一级"), Some("三级"), None));
    let mut packs = Vec::new();
    for item in app.queue(&school).await.unwrap().items {
        if let xinqiao_app::warnings::QueueItem::Warning(row) = item {
            packs.push(app.warning(&school, row.id).await.unwrap().warning.rules().0.to_string());
        }
    }
    assert!(!packs.is_empty() && packs.iter().all(|pack| pack == "school-example"), "{packs:?}");
    let lines = app.doctor().await.into_iter().filter(|one| one.check == "rules and words of levels");
    assert!(lines.clone().count() == 3 && lines.into_iter().all(|one| one.health == xinqiao_app::operations::Health::Sound));
}
