//! Kept sheets are counted again by a corrected version: tried first, agreed by a second person, both results kept.

use std::path::Path;

use jiff::civil::date;
use xinqiao_access::{Purpose, Role};
use xinqiao_app::Caller;
use xinqiao_app::assessment::Sharing;
use xinqiao_app::rescores::{Class, NewRescore, RescoreView, Verdict};
use xinqiao_kernel::id::{RescoreId, ResponseId};
use xinqiao_packs::Library;

use crate::campaigns::times_told;
use crate::world::{COUNTY, FAR_COUNTY, SCHOOL, World, is_conflict, is_denied, is_invalid, is_not_found, on_both, path};

/// 9 points: mild by version 1, moderate by version 2.
const NINE: [u8; 9] = [2, 2, 2, 2, 1, 0, 0, 0, 0];
/// 3 points with item 9 at "several days": critical by version 1 only.
const DARK: [u8; 9] = [1, 1, 0, 0, 0, 0, 0, 0, 1];
/// 4 points, the same by both.
const CALM: [u8; 9] = [1, 1, 1, 1, 0, 0, 0, 0, 0];

/// The packs with a version 2 of PHQ-9 whose numbers are of this test: moderate from 8 points, item 9 critical from 2.
/// Version 3 asks a question otherwise.
fn corrected() -> Library {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/instruments/phq-9/1");
    for version in ["2", "3"] {
        let to = folder.path().join(format!("instruments/phq-9/{version}"));
        std::fs::create_dir_all(&to).unwrap();
        for file in ["cases.toml", "items.toml", "pack.toml", "scoring.toml", "text.en.toml", "text.zh-CN.toml"] {
            let text = std::fs::read_to_string(from.join(file)).unwrap();
            let text = match file {
                "pack.toml" => text.replace("version = \"1\"", &format!("version = \"{version}\"")),
                "scoring.toml" if version == "2" => {
                    let text =
                        text.replace("from = 5\nto = 9", "from = 5\nto = 7").replace("from = 10\nto = 14", "from = 8\nto = 14");
                    text.replace("item = \"9\"\nat_least = 1", "item = \"9\"\nat_least = 2")
                }
                "items.toml" if version == "3" => text.replace("code = \"10\"", "code = \"11\""),
                "text.en.toml" | "text.zh-CN.toml" if version == "3" => text.replace("\n10 = ", "\n11 = "),
                _ => text,
            };
            std::fs::write(to.join(file), text).unwrap();
        }
    }
    let library = Library::load(folder.path());
    assert!(library.instrument_version("phq-9", "3").is_some(), "{:?}", library.faults());
    library
}

fn plan(world: &World, at: &str) -> NewRescore {
    NewRescore {
        id: world.app().new_rescore_id(),
        place: path(at),
        instrument: "phq-9".to_owned(),
        from_version: "1".to_owned(),
        to_version: "2".to_owned(),
        from: None,
        until: None,
        reason: "第1版的分界点录入有误".to_owned(),
    }
}

/// Works every job of plans off.
async fn work(world: &World) {
    while world.app().rescore_step().await.unwrap() {}
}

/// Three sheets of three people, one of which nobody but its person sees; then the corrected version comes.
async fn three_sheets(world: &World) -> [(Caller, ResponseId); 3] {
    let (lin, mu, qi) = (world.caller("lin").await, world.resident("mu", SCHOOL).await, world.resident("qi", COUNTY).await);
    let far = world.resident("far-away", FAR_COUNTY).await;
    let one = world.submit(&lin, "one", NINE, Sharing::Contact).await.0;
    let two = world.submit(&mu, "two", DARK, Sharing::Contact).await.0;
    let three = world.submit(&qi, "three", CALM, Sharing::Contact).await.0;
    world.submit(&far, "four", NINE, Sharing::Contact).await;
    world.submit(&qi, "own", NINE, Sharing::Private).await;
    world.pass_s(60);
    world.restart_with(corrected());
    [(world.caller("lin").await, one), (world.caller("mu").await, two), (world.caller("qi").await, three)]
}

/// A plan that was counted.
async fn counted(world: &World) -> (Caller, RescoreId) {
    let planner = world.caller("counsellor").await;
    let id = world.app().plan_rescore(&planner, &plan(world, COUNTY)).await.unwrap();
    work(world).await;
    (planner, id)
}

async fn agreed(world: &World, id: RescoreId) {
    let head = world.caller("head").await;
    world.app().decide_rescore(&head, id, Verdict::Approve, "").await.unwrap();
}

async fn seen(world: &World, by: &Caller, id: RescoreId) -> RescoreView {
    world.app().rescore(by, id).await.unwrap()
}

/// How many signals lie in the queue of the county, by code.
async fn codes(world: &World) -> Vec<String> {
    let duty = world.caller("duty1").await;
    world.signals(&duty).await.into_iter().map(|one| one.code).filter(|code| code != "asked-for-contact").collect()
}

#[tokio::test]
async fn a_try_counts_what_would_differ_and_changes_nothing_that_anybody_sees() {
    on_both(async |world| {
        let [(lin, one), ..] = three_sheets(world).await;
        let before = codes(world).await;
        let (planner, id) = counted(world).await;
        let view = seen(world, &planner, id).await;
        assert_eq!(view.row.stage, "counted");
        let of = |class| view.tally.of(class);
        assert_eq!((view.tally.sheets, view.tally.changed(), view.row.people), (3, 2, Some(2)));
        assert_eq!([Class::NewSignal, Class::NoSignal, Class::Unchanged].map(of), [1, 1, 1]);
        assert_eq!(view.tally.moves().collect::<Vec<_>>(), [("mild", "moderate", 1)]);
        assert_eq!(codes(world).await, before);
        assert_eq!(world.app().record(&lin, one).await.unwrap().again, []);
        let file = world.app().person_file(&planner, lin.person().unwrap(), Purpose::Service).await.unwrap();
        assert!(file.sheets.unwrap().iter().all(|sheet| sheet.again.is_empty()));
        // whose result differs: masked, and reading it leaves a row
        let page = world.app().rescore_people(&planner, id, Class::NewSignal, None).await.unwrap();
        assert_eq!((page.lines.len(), page.next), (1, None));
        let line = &page.lines[0];
        let (then, now) = line.results.clone().unwrap();
        assert!(line.name.ends_with('*') && line.applied_at.is_none(), "{}", line.name);
        assert_eq!((then.band.as_deref(), now.band.as_deref(), now.total), (Some("mild"), Some("moderate"), Some(9.0)));
        assert_eq!(line.raised, ["moderate-score"]);
        let rows = world.audit().await;
        assert!(rows.iter().any(|row| row.record_kind == "rescore_results" && row.action == "plan_rescore"));
    })
    .await;
}

#[tokio::test]
async fn after_a_second_person_agreed_both_results_stand_and_new_signals_are_raised_once() {
    on_both(async |world| {
        let [(lin, one), (mu, two), _] = three_sheets(world).await;
        let (planner, id) = counted(world).await;
        assert_eq!(codes(world).await, ["suicide-item"]);
        agreed(world, id).await;
        work(world).await;
        let view = seen(world, &planner, id).await;
        assert_eq!((view.row.stage.as_str(), view.row.raised), ("applied", 1));
        assert_eq!(codes(world).await, ["moderate-score", "suicide-item"], "nothing is lifted by the program");
        let record = world.app().record(&lin, one).await.unwrap();
        assert_eq!((record.response.version.as_str(), record.response.band.as_deref()), ("1", Some("mild")));
        assert_eq!(record.again.len(), 1);
        let second = &record.again[0];
        assert_eq!((second.to_version.as_str(), second.after.band.as_deref()), ("2", Some("moderate")));
        let duty = world.caller("duty1").await;
        let raised = world.app().signal(&duty, world.signal(&duty, "moderate-score").await).await.unwrap();
        assert_eq!(
            (raised.rescore, raised.row.response, raised.instrument),
            (Some(id), Some(one), Some(("phq-9".to_owned(), "2".to_owned())))
        );
        let stands = world.app().signal(&duty, world.signal(&duty, "suicide-item").await).await.unwrap();
        assert_eq!(stands.no_longer.map(|second| second.response), Some(two), "proposed to whoever decides");
        // the person takes both along
        let copy = world.app().export_own_data(&mu, xinqiao_app::rights::Format::Json).await.unwrap();
        let copy: serde_json::Value = serde_json::from_slice(&copy.bytes).unwrap();
        assert_eq!(copy["results_counted_again"][0]["version"], "2");
        let history = world.app().score_history(&planner, lin.person().unwrap(), "phq-9").await.unwrap();
        assert_eq!((history.points.len(), history.again.len()), (1, 1));
        // a second plan finds no sheet that has a result of that version, and nothing to agree to
        world.pass_s(60);
        let again = world.app().plan_rescore(&planner, &plan(world, COUNTY)).await.unwrap();
        work(world).await;
        assert_eq!(seen(world, &planner, again).await.tally.changed(), 0);
        let head = world.caller("head").await;
        is_conflict(world.app().decide_rescore(&head, again, Verdict::Approve, "").await, "rescore_nothing");
    })
    .await;
}

#[tokio::test]
async fn a_private_sheet_is_not_counted_and_one_that_was_withdrawn_meanwhile_gets_no_second_result() {
    on_both(async |world| {
        let [(lin, one), ..] = three_sheets(world).await;
        let (planner, id) = counted(world).await;
        let withdrawn = lin.person().unwrap();
        let mut tx = world.db.begin().await.unwrap();
        tx.erase_person(withdrawn, world.now()).await.unwrap();
        tx.commit().await.unwrap();
        agreed(world, id).await;
        work(world).await;
        let view = seen(world, &planner, id).await;
        assert_eq!((view.row.stage.as_str(), view.row.raised), ("applied", 0));
        let page = world.app().rescore_people(&planner, id, Class::NewSignal, None).await.unwrap();
        assert!(page.lines.is_empty(), "{one}");
        // the private sheet of the third has one result, and so it stays
        let qi = world.caller("qi").await;
        let records = world.app().records(&qi, world.now(), 10).await.unwrap();
        assert!(records.iter().all(|record| record.again.is_empty()) && records.len() == 2);
    })
    .await;
}

#[tokio::test]
async fn nobody_agrees_to_the_own_plan_and_refusing_needs_a_reason() {
    on_both(async |world| {
        three_sheets(world).await;
        let from = date(2026, 1, 1);
        let roles = [(Role::Counsellor, path(COUNTY), from, None), (Role::DepartmentHead, path(COUNTY), from, None)];
        world.account("both", "某人", None, &roles).await;
        let (both, head) = (world.caller("both").await, world.caller("head").await);
        let app = world.app();
        let id = app.plan_rescore(&both, &plan(world, COUNTY)).await.unwrap();
        is_conflict(app.decide_rescore(&head, id, Verdict::Approve, "").await, "rescore_stage");
        work(world).await;
        assert_eq!(times_told(world, &head, "notice-second-wanted").await, 1);
        assert_eq!(times_told(world, &both, "notice-second-wanted").await, 0);
        assert!(!seen(world, &both, id).await.may_approve);
        is_not_found(app.decide_rescore(&both, id, Verdict::Approve, "").await);
        let duty = world.caller("duty1").await;
        is_denied(app.decide_rescore(&duty, id, Verdict::Approve, "").await);
        is_denied(app.rescores(&duty, None).await);
        // who agrees sees numbers and nobody's name
        assert!(seen(world, &head, id).await.may_approve);
        is_denied(app.rescore_people(&head, id, Class::NewSignal, None).await);
        is_invalid(app.decide_rescore(&head, id, Verdict::Refuse, " ").await, "note");
        app.decide_rescore(&head, id, Verdict::Refuse, "先核对分界点").await.unwrap();
        assert_eq!(times_told(world, &both, "notice-second-given").await, 1);
        app.decide_rescore(&head, id, Verdict::Refuse, "先核对分界点").await.unwrap();
        is_conflict(app.decide_rescore(&head, id, Verdict::Approve, "").await, "rescore_stage");
        let page = app.rescore_people(&both, id, Class::NewSignal, None).await.unwrap();
        assert!(page.lines.is_empty(), "what nobody agreed to is forgotten");
        assert_eq!(app.rescores(&head, None).await.unwrap().plans.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_plan_names_versions_with_the_same_questions_a_reason_and_days_in_order() {
    on_both(async |world| {
        three_sheets(world).await;
        let (app, counsellor) = (world.app(), world.caller("counsellor").await);
        let pairs = app.rescore_pairs();
        assert_eq!(pairs.iter().map(|one| (one.from.as_str(), one.to.as_str())).collect::<Vec<_>>(), [("1", "2")]);
        let good = plan(world, COUNTY);
        is_invalid(app.plan_rescore(&counsellor, &NewRescore { to_version: "3".to_owned(), ..good.clone() }).await, "versions");
        is_invalid(app.plan_rescore(&counsellor, &NewRescore { to_version: "9".to_owned(), ..good.clone() }).await, "versions");
        is_invalid(app.plan_rescore(&counsellor, &NewRescore { reason: " ".to_owned(), ..good.clone() }).await, "reason");
        let (from, until) = (Some(date(2026, 11, 2)), Some(date(2026, 11, 1)));
        is_invalid(app.plan_rescore(&counsellor, &NewRescore { from, until, ..good.clone() }).await, "until");
        is_not_found(app.plan_rescore(&counsellor, &plan(world, FAR_COUNTY)).await);
        is_denied(app.plan_rescore(&world.caller("duty1").await, &good).await);
        assert_eq!(app.plan_rescore(&counsellor, &good).await.unwrap(), good.id);
        assert_eq!(app.plan_rescore(&counsellor, &good).await.unwrap(), good.id, "the same form sent twice");
        is_conflict(app.plan_rescore(&counsellor, &plan(world, COUNTY)).await, "rescore_runs");
        app.decide_rescore(&counsellor, good.id, Verdict::Stop, "").await.unwrap();
        work(world).await;
        assert_eq!(seen(world, &counsellor, good.id).await.row.stage, "stopped");
        // of days before anybody answered there is nothing to count
        let early = NewRescore { until, ..plan(world, COUNTY) };
        let id = app.plan_rescore(&counsellor, &early).await.unwrap();
        work(world).await;
        assert_eq!(seen(world, &counsellor, id).await.tally.sheets, 0);
    })
    .await;
}

#[tokio::test]
async fn a_version_that_is_gone_ends_the_try_with_its_reason() {
    on_both(async |world| {
        three_sheets(world).await;
        let planner = world.caller("counsellor").await;
        let id = world.app().plan_rescore(&planner, &plan(world, COUNTY)).await.unwrap();
        world.restart_with(Library::embedded());
        assert!(world.app().rescore_step().await.is_err());
        assert!(!world.app().rescore_step().await.unwrap());
        let view = seen(world, &world.caller("counsellor").await, id).await;
        assert_eq!(view.row.stage, "failed");
        assert!(view.row.fault.contains("phq-9 2"), "{}", view.row.fault);
    })
    .await;
}

#[tokio::test]
async fn a_program_that_dies_half_way_goes_on_without_doubles() {
    on_both(async |world| {
        let many = 620_usize;
        let ids = xinqiao_kernel::IdSource::seeded(9);
        let mut tx = world.db.begin().await.unwrap();
        for at in 0..many {
            let person = xinqiao_store::people::Person {
                id: xinqiao_kernel::id::PersonId::new(&ids, world.now()),
                place: path(SCHOOL),
                name: "无名".to_owned(),
                sex: None,
                birth_on: Some(date(1990, 1, 2)),
                phone: None,
            };
            tx.add_person(&person, world.now()).await.unwrap();
            let id = ResponseId::new(&ids, world.now());
            let outcome = r#"{"scores":{"total":9.0},"bands":{"total":["mild",2]},"decisions":{},"critical":[],"flags":[],"complete":true,"valid":true}"#;
            let response = xinqiao_store::assessment::NewResponse {
                id,
                key: format!("many-{at}"),
                person: person.id,
                campaign: None,
                place: person.place.clone(),
                instrument: "phq-9".to_owned(),
                version: "1".to_owned(),
                source: "self",
                sharing: "contact",
                answers: "[2,2,2,2,1,0,0,0,0,null]".to_owned(),
                outcome: outcome.to_owned(),
                total: Some(9.0),
                band: Some("mild".to_owned()),
                attention: 2,
                answered_at: world.now(),
            };
            tx.add_response(&response, world.now()).await.unwrap();
        }
        tx.commit().await.unwrap();
        world.pass_s(60);
        world.restart_with(corrected());
        let planner = world.caller("counsellor").await;
        let id = world.app().plan_rescore(&planner, &plan(world, COUNTY)).await.unwrap();
        // two workers do the same batch: one of them counts
        let (one, other) = (world.app(), world.app());
        let (first, second) = tokio::join!(one.rescore_step(), other.rescore_step());
        first.unwrap();
        second.unwrap();
        world.restart();
        work(world).await;
        let view = seen(world, &planner, id).await;
        assert_eq!((view.tally.sheets, view.row.people), (many as u64, Some(many as i64)));
        agreed(world, id).await;
        let (one, other) = (world.app(), world.app());
        let (first, second) = tokio::join!(one.rescore_step(), other.rescore_step());
        first.unwrap();
        second.unwrap();
        world.restart();
        work(world).await;
        let view = seen(world, &planner, id).await;
        assert_eq!((view.row.stage.as_str(), view.row.raised), ("applied", many as i64));
        assert_eq!(codes(world).await.len(), many);
        let (mut count, mut after) = (0, None);
        loop {
            let page = world.app().rescore_people(&planner, id, Class::NewSignal, after).await.unwrap();
            count += page.lines.len();
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(count, many);
    })
    .await;
}
