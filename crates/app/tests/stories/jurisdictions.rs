//! Rules and words of levels by place: each warning by the clock of its own, each reader in the words of theirs.

use jiff::SignedDuration;
use xinqiao_access::Role;
use xinqiao_app::assessment::Sharing;
use xinqiao_app::operations::Health;
use xinqiao_app::quality::About;
use xinqiao_app::roster::NewLine;
use xinqiao_app::warnings::StepInput;
use xinqiao_app::{App, AppError, AppOptions, Caller};
use xinqiao_kernel::IdSource;
use xinqiao_kernel::id::WarningId;
use xinqiao_packs::Library;
use xinqiao_warnings::{Action, Finding, Hearing, Level, Party, Post};

use crate::world::{CITY, COUNTY, FAR_COUNTY, SCHOOL, SIXTEEN, TODAY, TOWNSHIP, World, on_both, path};

/// The packs with a table of lines: path, and what is said of it.
fn library(lines: &[(&str, &str)]) -> Library {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("jurisdictions")).unwrap();
    let shipped = include_str!("../../../../packs/jurisdictions/places.toml");
    let words = &shipped[shipped.find("[words.").unwrap()..];
    let lines = lines.iter().map(|(path, said)| format!("[[place]]\npath = \"{path}\"\n{said}\nsource = \"a decision\"\n"));
    let text = format!("{}{words}", lines.collect::<String>());
    std::fs::write(folder.path().join("jurisdictions/places.toml"), text).unwrap();
    Library::load(folder.path())
}

/// The example's rules in one county, the default everywhere else.
pub fn two_rules() -> Library {
    let found = library(&[("", "rules = \"assessment-default\""), (COUNTY, "rules = \"school-example\"")]);
    assert_eq!(found.faults(), []);
    found
}

/// A person's sheet of 16 points, confirmed as a yellow warning by whoever then owns it.
async fn yellow(world: &World, person: &Caller, desk: &Caller) -> WarningId {
    world.submit(person, &format!("yellow-{}", person.login()), SIXTEEN, Sharing::Contact).await;
    let signal = world.signal(desk, "phq9-moderately-severe").await;
    world.confirm(desk, signal, Level::Yellow, Some(desk.login())).await
}

fn hours(number: i64) -> SignedDuration {
    SignedDuration::from_hours(number)
}

#[tokio::test]
async fn each_warning_escalates_by_the_clock_of_its_county() {
    on_both(async |world| {
        world.restart_with(two_rules());
        let (near, far) = (world.resident("near", TOWNSHIP).await, world.resident("far-away", FAR_COUNTY).await);
        let [duty1, far_desk] = world.callers(["duty1", "far"]).await;
        world.submit(&near, "near", SIXTEEN, Sharing::Contact).await;
        world.submit(&far, "far-away", SIXTEEN, Sharing::Contact).await;
        let (one, other) = (world.signals(&duty1).await, world.signals(&far_desk).await);
        let of = |rows: &[xinqiao_app::SignalRow]| {
            let row = rows.iter().find(|row| row.code == "phq9-moderately-severe").unwrap();
            (row.id, row.rule_id.clone(), row.due_at.duration_since(world.now()))
        };
        let ((one, one_pack, one_due), (other, other_pack, other_due)) = (of(&one), of(&other));
        assert_eq!((one_pack.as_str(), one_due), ("school-example", hours(4)));
        assert_eq!((other_pack.as_str(), other_due), ("assessment-default", hours(12)));
        let began = world.now();
        let one = world.confirm(&duty1, one, Level::Yellow, Some("duty1")).await;
        let other = world.confirm(&far_desk, other, Level::Yellow, Some("far")).await;
        assert_eq!((world.owed(one).await.2, world.owed(other).await.2), (began + hours(4), began + hours(12)));
        // five hours later only the first is late; whoever is next has a third of a day
        world.pass_h(5);
        assert_eq!(world.app().sweep_warnings().await.unwrap(), 1);
        assert_eq!(world.app().sweep_warnings().await.unwrap(), 0);
        assert_eq!(world.owed(one).await.1, world.account_of("citydesk").await);
        assert_eq!(world.owed(one).await.2, world.now() + hours(8));
        assert_eq!(world.owed(other).await.1, far_desk.account());
        // thirteen hours after the beginning the second is late too, and has a day
        world.pass_h(8);
        world.pass_s(1);
        assert_eq!(world.app().sweep_warnings().await.unwrap(), 2);
        assert_eq!(world.owed(other).await.2, world.now() + hours(24));
        // a step that begins now goes by the place of the warning, whoever does it
        let citydesk = world.caller("citydesk").await;
        for id in [one, other] {
            world.step(&citydesk, id, StepInput::Acknowledge).await.unwrap();
        }
        assert_eq!((world.owed(one).await.2, world.owed(other).await.2), (world.now() + hours(16), world.now() + hours(48)));
    })
    .await;
}

#[tokio::test]
async fn rules_that_change_under_an_open_warning_leave_its_due_time_and_set_the_next() {
    on_both(async |world| {
        let (person, duty1) = (world.resident("near", TOWNSHIP).await, world.caller("duty1").await);
        let id = yellow(world, &person, &duty1).await;
        let due = world.owed(id).await.2;
        assert_eq!(due, world.now() + hours(12));
        world.restart_with(two_rules());
        // the four hours of the new rules do not reach back
        world.pass_h(5);
        assert_eq!(world.app().sweep_warnings().await.unwrap(), 0);
        assert_eq!(world.owed(id).await.2, due);
        world.step(&duty1, id, StepInput::Acknowledge).await.unwrap();
        assert_eq!(world.owed(id).await.2, world.now() + hours(16));
        let hear = StepInput::Feedback { party: Party::Person, hearing: Hearing::Heard };
        let (talk, support) =
            (StepInput::Verify { finding: Finding::NeedsSupport }, StepInput::Intervene { action: Action::Counselling });
        for step in [talk, support, hear] {
            world.step(&duty1, id, step).await.unwrap();
        }
        let (_, warning) = world.kept(id).await;
        // two weeks to close it, not four
        let (_, open) = warning.state().open().unwrap();
        assert_eq!(world.app().day(open.due_at), TODAY + jiff::ToSpan::days(14));
        // and it still says under which rules it began
        assert_eq!((warning.rules().0.as_str(), warning.rules().1.as_str()), ("assessment-default", "1"));
        // taken back, the rules of the day on which a step begins hold again
        world.restart_with(Library::embedded());
        let other = world.resident("other", TOWNSHIP).await;
        let id = yellow(world, &other, &duty1).await;
        assert_eq!(world.owed(id).await.2, world.now() + hours(12));
    })
    .await;
}

#[tokio::test]
async fn two_readers_of_one_warning_read_it_in_the_words_of_their_own_places() {
    on_both(async |world| {
        let root = ("", "rules = \"assessment-default\"");
        let county = (COUNTY, "words = \"grade-one-mildest\"");
        world.restart_with(library(&[root, county, (SCHOOL, "words = \"grade-one-gravest\"")]));
        let app = world.app();
        let red = async |login: &str| {
            let caller = world.caller(login).await;
            app.level_words(&caller).map(|words| words.of(Level::Red).to_owned())
        };
        assert_eq!((red("shen").await.as_deref(), red("duty1").await.as_deref()), (Some("一级"), Some("三级")));
        // above and elsewhere colours only; residents read none, wherever they live
        assert_eq!((red("citydesk").await, red("far").await, red("lin").await), (None, None, None));
        let from = jiff::civil::date(2026, 1, 1);
        let roles = [(Role::Counsellor, path(SCHOOL), from, None), (Role::Counsellor, path(COUNTY), from, None)];
        world.account("both", "桑叶", None, &roles).await;
        assert_eq!(red("both").await, None);
        // what is kept knows no words: the same level for both
        let lin = world.caller("lin").await;
        let id = world.yellow(&lin, "shen").await;
        assert_eq!(world.kept(id).await.0.state.level, "yellow");
    })
    .await;
}

#[tokio::test]
async fn rules_of_another_place_do_not_bear_on_a_try_of_changed_rules() {
    on_both(async |world| {
        world.restart_with(two_rules());
        world.account("keeper", "桑叶", None, &[(Role::IndicatorOfficer, path(CITY), jiff::civil::date(2026, 1, 1), None)]).await;
        for (number, at) in [TOWNSHIP; 11].into_iter().chain([FAR_COUNTY; 24]).enumerate() {
            let person = world.resident(&format!("r{number}"), at).await;
            world.submit(&person, &format!("r{number}"), SIXTEEN, Sharing::Contact).await;
        }
        world.pass_s(60);
        let (app, keeper) = (world.app(), world.caller("keeper").await);
        let text = include_str!("../../../../packs/warnings/school-example/rule.toml");
        let tries =
            [("school-example", About::Tens(10)), ("assessment-default", About::Tens(20)), ("a-third-one", About::Tens(30))];
        for (number, (id, _)) in (1..).zip(tries) {
            let changed = text.replacen("id = \"school-example\"", &format!("id = \"{id}\""), 1);
            app.start_replay(&keeper, uuid::Uuid::from_u128(number), changed.into_bytes()).await.unwrap();
        }
        while app.replay_step().await.unwrap() {}
        let found = app.replays(&keeper).await.unwrap();
        for (id, sheets) in tries {
            let one = found.iter().find(|one| one.rules.starts_with(id)).unwrap();
            assert_eq!((one.percent, one.fault.as_deref(), one.sheets), (100, None, sheets), "{id}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_roster_goes_by_the_rules_of_its_place() {
    on_both(async |world| {
        let folder = tempfile::tempdir().unwrap();
        let pack = folder.path().join("warnings/short-shifts");
        std::fs::create_dir_all(&pack).unwrap();
        let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/warnings/school-example");
        for file in ["rule.toml", "cases.toml", "text.zh-CN.toml", "text.en.toml"] {
            let text = std::fs::read_to_string(format!("{shipped}/{file}")).unwrap();
            let text = text
                .replace("id = \"school-example\"", "id = \"short-shifts\"")
                .replace("longest_hours = 72", "longest_hours = 8");
            std::fs::write(pack.join(file), text).unwrap();
        }
        let line =
            |path: &str, rules: &str| format!("[[place]]\npath = \"{path}\"\nrules = \"{rules}\"\nsource = \"a decision\"\n");
        std::fs::create_dir(folder.path().join("jurisdictions")).unwrap();
        let table = format!("{}{}", line("", "assessment-default"), line(COUNTY, "short-shifts"));
        std::fs::write(folder.path().join("jurisdictions/places.toml"), table).unwrap();
        let found = Library::load(folder.path());
        assert_eq!(found.faults(), []);
        world.restart_with(found);
        let enter = async |login: &str, place: &str| {
            let by = world.caller(login).await;
            let from = world.now() + hours(1);
            let id = world.app().fresh_roster_line();
            let new = NewLine { id, account: by.account(), post: Post::Duty, from, until: from + hours(12) };
            world.app().enter_roster_line(&by, &path(place), &new).await
        };
        enter("far", FAR_COUNTY).await.unwrap();
        let refused = enter("duty1", COUNTY).await;
        assert!(matches!(&refused, Err(AppError::Invalid(faults)) if faults[0].expected == "fault-roster-long"), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn a_table_with_faults_keeps_the_program_from_starting_and_the_doctor_tells_of_places_that_are_not_there() {
    on_both(async |world| {
        let faulty = library(&[("", "rules = \"assessment-default\""), (COUNTY, "rules = \"nowhere\"")]);
        let told: Vec<(&str, &str)> = faulty.faults().iter().map(|one| (one.key.as_str(), one.found.as_str())).collect();
        assert_eq!(told, [("place[2].rules", "nowhere")]);
        let zone = jiff::tz::TimeZone::get("Asia/Shanghai").unwrap();
        let (db, clock, ids) = (world.db.clone(), world.clock.clone(), IdSource::seeded(5));
        let begun = App::new(AppOptions { db, library: faulty, clock, ids, zone, place: path(CITY), lane: (4, 16) });
        assert!(matches!(begun, Err(AppError::Broken { .. })));
        world.restart_with(library(&[
            ("", "rules = \"assessment-default\""),
            (COUNTY, "rules = \"school-example\""),
            ("99/", "words = \"plain\""),
        ]));
        let lines: Vec<(Health, String)> = world
            .app()
            .doctor()
            .await
            .into_iter()
            .filter(|one| one.check == "rules and words of levels")
            .map(|one| (one.health, one.found))
            .collect();
        assert_eq!(lines[0], (Health::Sound, "everywhere: rules assessment-default, words plain".to_owned()));
        assert_eq!(lines[1].0, Health::Sound);
        assert!(lines[1].1.starts_with(COUNTY) && lines[1].1.contains("school-example from 2026-09-01"), "{}", lines[1].1);
        assert!(lines[2].0 == Health::Watch && lines[2].1.contains("no such place"), "{lines:?}");
    })
    .await;
}
