//! The register of population groups: entered by those whose work it is, seen by few, counted without names.

use jiff::civil::{Date, date};
use xinqiao_access::{Purpose, Role};
use xinqiao_app::aggregates::{Aggregates, Asked, Measure};
use xinqiao_app::casework::{CaseVerb, NewCase};
use xinqiao_app::groups::{GroupInput, GroupStep, GroupWhom, NewEntry, RegisterAsked};
use xinqiao_app::intake::Described;
use xinqiao_app::rights::Format;
use xinqiao_app::{AppError, Caller};
use xinqiao_cases::{Origin, Party, Reach};
use xinqiao_consent::RequestKind;
use xinqiao_indicators::Cell;
use xinqiao_kernel::id::{GroupEntryId, PersonId, PlaceId};
use xinqiao_store::people::Person;
use xinqiao_store::places::Place;

use crate::casework::{assessed, code, day, does, staff};
use crate::rights::{ask, head};
use crate::world::*;

const SINCE: Date = date(2026, 9, 1);
/// A county of the city with the level of one.
const TRUE_COUNTY: &str = "620000/620700/620703/";
const VILLAGE: &str = "620000/620700/620703/620703001/";

fn entry(world: &World, whom: GroupWhom, group: &str) -> NewEntry {
    let app = world.app();
    let (id, event) = (app.fresh_group_entry(), app.fresh_group_event());
    let note = Some("矫正决定书".to_owned());
    NewEntry { id, event, whom, group: group.to_owned(), origin: "official_list".to_owned(), since: SINCE, note }
}

async fn enter(world: &World, by: &Caller, person: PersonId, group: &str) -> xinqiao_app::Result<GroupEntryId> {
    let new = entry(world, GroupWhom::Person(person), group);
    world.app().record_group(by, &new).await.map(|done| done.entry)
}

fn step(world: &World, input: GroupInput) -> GroupStep {
    GroupStep { id: world.app().fresh_group_event(), note: None, input }
}

fn end(world: &World, on: Date) -> GroupStep {
    step(world, GroupInput::End { on, reason: "over".to_owned() })
}

async fn codes(world: &World, by: &Caller) -> Vec<String> {
    let found = world.app().register(by, &RegisterAsked::default()).await.unwrap();
    assert_eq!(found.count, i64::try_from(found.rows.len()).unwrap());
    found.rows.into_iter().map(|row| row.group).collect()
}

fn is_invalid<T>(outcome: xinqiao_app::Result<T>, field: &str) {
    match refused(outcome) {
        AppError::Invalid(faults) => assert_eq!(faults.first().map(|fault| fault.field), Some(field), "{faults:?}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn who_works_with_a_group_enters_it_and_only_the_circle_of_the_group_sees_it() {
    on_both(async |world| {
        let app = world.app();
        let lin = world.resident("grown", TOWNSHIP).await;
        let person = lin.person().unwrap();
        let justice = staff(world, "justice", Role::Justice, TOWNSHIP).await;
        let doctor = staff(world, "doctor", Role::VillageDoctor, TOWNSHIP).await;
        let [counsellor, far, leader] = world.callers(["counsellor", "far", "leader"]).await;
        let new = entry(world, GroupWhom::Person(person), "G-22");
        let done = app.record_group(&justice, &new).await.unwrap();
        assert!(done.is_new && done.may_open);
        // the same form again, and another form about the same: once on record
        let again = app.record_group(&justice, &new).await.unwrap();
        assert_eq!((again.entry, again.is_new), (done.entry, false));
        assert_eq!(enter(world, &justice, person, "G-22").await.unwrap(), done.entry);
        // not a group of theirs
        is_invalid(enter(world, &doctor, person, "G-22").await, "group");
        is_invalid(enter(world, &justice, person, "G-04a").await, "group");
        enter(world, &doctor, person, "G-04a").await.unwrap();
        is_denied(enter(world, &leader, person, "G-22").await);
        is_denied(enter(world, &counsellor, person, "G-22").await);

        assert_eq!(codes(world, &justice).await, ["G-22"]);
        assert_eq!(codes(world, &doctor).await, ["G-04a"]);
        assert_eq!(codes(world, &counsellor).await, ["G-04a", "G-22"]);
        is_denied(app.register(&leader, &RegisterAsked::default()).await);
        is_denied(app.register(&far, &RegisterAsked::default()).await);
        let view = app.group_entry(&justice, done.entry).await.unwrap();
        assert!(view.may_record && view.row.name == "林**" && view.events[0].words.as_deref() == Some("矫正决定书"));
        assert!(!app.group_entry(&counsellor, done.entry).await.unwrap().may_record);
        is_not_found(app.group_entry(&doctor, done.entry).await);
        is_not_found(app.group_step(&doctor, done.entry, &step(world, GroupInput::Confirm)).await);
        is_denied(app.group_step(&counsellor, done.entry, &step(world, GroupInput::Confirm)).await);
        // the file of the person shows what the reader sees
        let file = app.person_file(&counsellor, person, Purpose::Service).await.unwrap();
        assert_eq!(file.groups.unwrap().len(), 2);
        let file = app.person_file(&doctor, person, Purpose::Service).await.unwrap();
        let titles: Vec<String> = file.groups.unwrap().into_iter().map(|line| line.title["zh-CN"].clone()).collect();
        assert_eq!(titles, ["孕产期妇女"]);
    })
    .await;
}

#[tokio::test]
async fn an_entry_is_confirmed_and_ended_and_its_history_stays_and_the_person_reads_of_it() {
    on_both(async |world| {
        let app = world.app();
        let lin = world.resident("grown", TOWNSHIP).await;
        let person = lin.person().unwrap();
        staff(world, "justice", Role::Justice, TOWNSHIP).await;
        let justice = world.caller("justice").await;
        let id = enter(world, &justice, person, "G-22").await.unwrap();
        let first = app.group_entry(&justice, id).await.unwrap();
        assert_eq!(first.entry.confirm_by, date(2027, 5, 22), "half a year");
        world.pass_h(24 * 190);
        let justice = world.caller("justice").await;
        let due = app.register(&justice, &RegisterAsked { due_only: true, ..RegisterAsked::default() }).await.unwrap();
        assert_eq!((due.rows.len(), due.due), (1, 1));
        let confirmed = step(world, GroupInput::Confirm);
        app.group_step(&justice, id, &confirmed).await.unwrap();
        app.group_step(&justice, id, &confirmed).await.unwrap();
        let due = app.register(&justice, &RegisterAsked { due_only: true, ..RegisterAsked::default() }).await.unwrap();
        assert_eq!((due.rows.len(), due.due, due.count), (0, 0, 1));
        // kind words for the person, who wrote it down, and a row of who looked
        let lin = world.caller("grown").await;
        let own = app.own_groups(&lin).await.unwrap();
        assert_eq!((own.len(), own[0].recorded_by.as_str(), own[0].ended), (1, "justice", None));
        assert!(own[0].own["zh-CN"].starts_with("您正在接受社区矫正"));
        let rows = world.audit().await;
        let did = |action: &str| {
            rows.iter().any(|row| row.action == action && row.person == Some(person) && row.account == Some(justice.account()))
        };
        assert!(did("record_group") && did("read_groups"));
        let copy = String::from_utf8(app.export_own_data(&lin, Format::Json).await.unwrap().bytes).unwrap();
        assert!(copy.contains("社区矫正对象") && copy.contains("矫正决定书"), "{copy}");

        let today = day(world, 0);
        is_invalid(app.group_step(&justice, id, &end(world, day(world, 1))).await, "day");
        is_invalid(app.group_step(&justice, id, &end(world, SINCE.yesterday().unwrap())).await, "day");
        let other = step(world, GroupInput::End { on: today, reason: "tired".to_owned() });
        is_invalid(app.group_step(&justice, id, &other).await, "reason");
        let ended = end(world, today);
        app.group_step(&justice, id, &ended).await.unwrap();
        app.group_step(&justice, id, &ended).await.unwrap();
        is_conflict(app.group_step(&justice, id, &end(world, today)).await, "group_ended");
        assert!(codes(world, &justice).await.is_empty());
        assert_eq!(app.own_groups(&lin).await.unwrap()[0].ended, Some(today));
        let view = app.group_entry(&justice, id).await.unwrap();
        let words: Vec<&str> = view.events.iter().map(|event| event.deed.word()).collect();
        assert_eq!((words.as_slice(), view.may_record), (["recorded", "confirmed", "ended"].as_slice(), false));
        // who belongs again gets a new entry
        assert_ne!(enter(world, &justice, person, "G-22").await.unwrap(), id);
        // a year after the end it goes
        world.pass_h(24 * 366);
        app.run_retention().await.unwrap();
        assert!(world.db.group_entry_place(id).await.unwrap().is_none());
    })
    .await;
}

/// A village below the township, with a code that somebody can type.
async fn village_with_code(world: &World) {
    let id = PlaceId::new(&xinqiao_kernel::IdSource::seeded(5), world.now());
    let at = path(&format!("{TOWNSHIP}620702102201/"));
    let village = Place { id, path: at, parent: None, name: "柳湾村".to_owned(), level: "village".to_owned(), kind: None };
    let mut tx = world.db.begin().await.unwrap();
    tx.add_place(&village, world.now()).await.unwrap();
    tx.add_place_code("nbs2023", "620702102201", id, world.now()).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_file_is_looked_at_first_and_taken_twice_enters_once() {
    on_both(async |world| {
        let app = world.app();
        let known = somebody(world, 800, "苏禾", TOWNSHIP).await;
        let justice = staff(world, "justice", Role::Justice, TOWNSHIP).await;
        let text = |rows: &str| format!("group,since,name,birth_on,number,place\n{rows}").into_bytes();
        village_with_code(world).await;
        let place = "620702102201";
        let faulty = text(&format!(
            "G-22,2026-09-01,苏禾,1980-01-01,,\nG-22,2099-01-01,何田,1980-02-02,,{place}\nG-04a,2026-09-01,何田,1980-02-02,,{place}\nG-22,2026-09-01,何田,,,{place}\nG-22,2026-09-01,何田,,123,{place}\n"
        ));
        let looked = app.group_file(&justice, "a.csv", faulty, true).await.unwrap();
        let faults: Vec<(u64, &str)> = looked.faults.iter().map(|row| (row.line, row.fault.field)).collect();
        assert_eq!(faults, [(3, "day"), (4, "group"), (5, "number"), (6, "number")]);
        assert!(looked.recorded.is_none() && codes(world, &justice).await.is_empty(), "a file with a fault enters nobody");
        let sound = text(&format!("G-22,2026-09-01,苏禾,1980-01-01,,\nG-23,2026-09-01,何田,1980-02-02,11010519491231002X,{place}\n"));
        let looked = app.group_file(&justice, "a.csv", sound.clone(), false).await.unwrap();
        assert_eq!((looked.rows, looked.new_people, looked.known, looked.recorded), (2, 1, 0, None), "{looked:?}");
        let taken = app.group_file(&justice, "a.csv", sound.clone(), true).await.unwrap();
        assert_eq!(taken.recorded, Some(2));
        let again = app.group_file(&justice, "a.csv", sound, true).await.unwrap();
        assert_eq!((again.new_people, again.known, again.recorded), (0, 2, Some(0)));
        assert_eq!(codes(world, &justice).await.len(), 2);
        let rows = app.register(&justice, &RegisterAsked::default()).await.unwrap().rows;
        assert!(rows.iter().any(|row| row.person == known), "found by name and day of birth");
        is_invalid(app.group_file(&justice, "a.csv", b"group,since,secret\n".to_vec(), true).await, "file");
        let counsellor = world.caller("counsellor").await;
        is_denied(app.group_file(&counsellor, "a.csv", text(""), true).await);
    })
    .await;
}

#[tokio::test]
async fn what_is_said_of_a_description_does_not_tell_whether_somebody_elsewhere_is_known() {
    on_both(async |world| {
        let app = world.app();
        let justice = staff(world, "justice", Role::Justice, TOWNSHIP).await;
        let away = staff(world, "away", Role::Justice, FAR_COUNTY).await;
        let whom = |at: &str| {
            GroupWhom::Described(Described {
                place: Some(path(at)),
                name: Some("何田".to_owned()),
                number: Some("11010519491231002X".to_owned()),
                ..Described::default()
            })
        };
        assert!(app.record_group(&away, &entry(world, whom(FAR_COUNTY), "G-22")).await.unwrap().is_new);
        assert!(app.record_group(&justice, &entry(world, whom(TOWNSHIP), "G-22")).await.unwrap().is_new);
        assert_eq!((codes(world, &away).await.len(), codes(world, &justice).await.len()), (1, 1));
        let elsewhere = Described {
            place: Some(path(FAR_COUNTY)),
            name: Some("田禾".to_owned()),
            birth_on: Some(date(1980, 2, 2)),
            ..Described::default()
        };
        is_invalid(app.record_group(&justice, &entry(world, GroupWhom::Described(elsewhere), "G-23")).await, "place");
    })
    .await;
}

#[tokio::test]
async fn nothing_of_the_register_stays_of_somebody_who_was_erased() {
    on_both(async |world| {
        let app = world.app();
        let lin = world.resident("grown", TOWNSHIP).await;
        let justice = staff(world, "justice", Role::Justice, TOWNSHIP).await;
        let id = enter(world, &justice, lin.person().unwrap(), "G-22").await.unwrap();
        let chief = head(world, "chief", COUNTY).await;
        let request = ask(world, &lin, RequestKind::Delete, "everything").await;
        app.erase_person(&chief, request).await.unwrap();
        assert!(world.db.group_entry_place(id).await.unwrap().is_none());
        assert!(codes(world, &justice).await.is_empty());
        is_not_found(app.group_entry(&justice, id).await);
    })
    .await;
}

#[tokio::test]
async fn a_cohort_goes_on_where_it_stopped_and_holds_only_groups_that_may_be_used_so() {
    on_both(async |world| {
        let app = world.app();
        let worker = staff(world, "worker", Role::CommunityWorker, TOWNSHIP).await;
        for number in 0..5 {
            let person = world.resident(&format!("old{number}"), TOWNSHIP).await.person().unwrap();
            enter(world, &worker, person, "G-03").await.unwrap();
            if number % 2 == 0 {
                enter(world, &worker, person, "G-03a").await.unwrap();
            }
        }
        let groups = ["G-03", "G-03a"];
        let mut found = Vec::new();
        let mut after = None;
        loop {
            let page = app.cohort(&worker, &path(TOWNSHIP), &groups, after.as_ref(), 2).await.unwrap();
            assert!(page.people.len() <= 2);
            found.extend(page.people);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let mut once = found.clone();
        once.sort();
        once.dedup();
        assert_eq!((found.len(), once.len()), (5, 5), "each person once");
        is_invalid(app.cohort(&worker, &path(TOWNSHIP), &["G-22"], None, 9).await, "group");
        let justice = staff(world, "justice", Role::Justice, TOWNSHIP).await;
        is_invalid(app.cohort(&justice, &path(TOWNSHIP), &["G-22"], None, 9).await, "group");
        is_not_found(app.cohort(&worker, &path(COUNTY), &groups, None, 9).await);
        is_denied(app.cohort(&world.caller("leader").await, &path(CITY), &groups, None, 9).await);
    })
    .await;
}

/// Somebody without an account, born in 1980.
async fn somebody(world: &World, seed: u64, name: &str, at: &str) -> PersonId {
    let id = PersonId::new(&xinqiao_kernel::IdSource::seeded(seed), world.now());
    let birth_on = Some(date(1980, 1, 1));
    let person = Person { id, place: path(at), name: name.to_owned(), sex: None, birth_on, phone: None };
    let mut tx = world.db.begin().await.unwrap();
    tx.add_person(&person, world.now()).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// People of a village of a true county, entered at the beginning of September.
async fn village(world: &World, justice: &Caller, many: usize) -> Vec<PersonId> {
    let mut found = Vec::new();
    for number in 0..many {
        let id = somebody(world, 900 + number as u64, &format!("何{number}"), VILLAGE).await;
        enter(world, justice, id, "G-22").await.unwrap();
        found.push(id);
    }
    found
}

async fn counted(world: &World, measure: Measure, at: &str) -> Aggregates {
    let asked = Asked { measure, place: Some(path(at)), month: Some("2026-12".parse().unwrap()), is_export: false };
    world.app().aggregates(&world.caller("leader").await, &asked).await.unwrap()
}

fn shown(cells: &[Cell]) -> Vec<Option<u64>> {
    cells.iter().map(|cell| cell.shown()).collect()
}

#[tokio::test]
async fn coverage_counts_who_was_reached_and_what_was_missing_and_shows_no_small_place() {
    on_both(async |world| {
        let app = world.app();
        let ids = xinqiao_kernel::IdSource::seeded(6);
        let mut tx = world.db.begin().await.unwrap();
        for (at, level) in [(TRUE_COUNTY, "county"), (VILLAGE, "village")] {
            let (id, name) = (PlaceId::new(&ids, world.now()), "青山".to_owned());
            tx.add_place(&Place { id, path: path(at), parent: None, name, level: level.to_owned(), kind: None }, world.now())
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let justice = staff(world, "justice", Role::Justice, VILLAGE).await;
        let counsellor = staff(world, "guide", Role::Counsellor, TRUE_COUNTY).await;
        let people = village(world, &justice, 48).await;
        for (number, person) in people.iter().take(36).enumerate() {
            let (case, event) = (app.fresh_case(), app.fresh_case_event());
            let note = Some("矫正所转来".to_owned());
            let new = NewCase { case, event, person: *person, kind: code("general"), origin: Origin::Staff, warning: None, note };
            app.open_case(&counsellor, &new).await.unwrap();
            if number < 24 {
                planned(world, &counsellor, case).await;
            }
            if number < 12 {
                let met = CaseVerb::Meet { channel: code("visit"), reach: Reach::Reached, on: day(world, 0), guidance: true };
                does(world, &counsellor, case, met).await.unwrap();
            }
        }
        // a register of the next quarter, and the quarter has settled
        world.pass_h(24 * 60);
        let city = counted(world, Measure::Guidance, CITY).await;
        assert_eq!(shown(&city.whole), [Some(12), Some(12), Some(12), Some(12), Some(48)]);
        assert_eq!(city.reached(&city.whole), Some((12, 48)));
        assert_eq!(city.coverage.as_ref().map(|of| (of.target_percent, of.counted.len())), Some((60, 10)));
        let county = counted(world, Measure::Guidance, TRUE_COUNTY).await;
        assert_eq!(shown(&county.whole), [Some(12), Some(12), Some(12), Some(12), Some(48)]);
        assert!(county.below.iter().all(|row| shown(&row.cells).iter().all(Option::is_none)), "nothing below the county");
        let wider = counted(world, Measure::Guided, CITY).await;
        assert_eq!(shown(&wider.whole), [Some(12), Some(12), Some(24), Some(48)], "no plan is needed");
        // what was counted stays: an end that is written down later changes nothing
        let justice = world.caller("justice").await;
        for row in app.register(&justice, &RegisterAsked::default()).await.unwrap().rows {
            app.group_step(&justice, row.id, &end(world, date(2026, 9, 30))).await.unwrap();
        }
        assert_eq!(shown(&counted(world, Measure::Guidance, CITY).await.whole)[4], Some(48));
    })
    .await;
}

/// A plan, with what it needs before it is agreed.
async fn planned(world: &World, by: &Caller, case: xinqiao_kernel::id::CaseId) {
    assessed(world, by, case).await;
    let text = crate::casework::step(world, xinqiao_cases::Who::Person, 7);
    let with = CaseVerb::AgreePlan { with: Party::Person, on: day(world, 0) };
    for verb in [CaseVerb::PlanStep { step: text }, with] {
        does(world, by, case, verb).await.unwrap();
    }
}
