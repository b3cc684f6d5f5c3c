//! How well rules do: counted once a quarter is settled, seen by those who lead without anybody in it, told to those who keep the rules.

use std::collections::BTreeMap;

use xinqiao_access::Role;
use xinqiao_app::aggregates::{Asked, Measure};
use xinqiao_app::assessment::Sharing;
use xinqiao_app::quality::{About, Export, RuleFigures, Seen, Which};
use xinqiao_app::warnings::StepInput;
use xinqiao_indicators::Cell;
use xinqiao_warnings::quality::{Bad, Ending};
use xinqiao_warnings::{Action, Dismissal, Finding, Hearing, Outcome, Party};

use crate::world::{CITY, ITEM_NINE, SIXTEEN, TOWNSHIP, World, is_denied, is_not_found, on_both, path};

/// So many people in vain, and three whose item nine nobody looks at.
async fn in_vain(world: &World, many: usize) {
    for number in 0..many {
        let person = world.resident(&format!("r{number}"), TOWNSHIP).await;
        world.submit(&person, &format!("r{number}"), SIXTEEN, Sharing::Contact).await;
    }
    world.pass_s(600);
    let duty = world.caller("duty1").await;
    for signal in world.signals(&duty).await {
        world.app().dismiss_signal(&duty, signal.id, Dismissal::ExplainedByPerson, None).await.unwrap();
    }
    for number in 0..3 {
        let person = world.resident(&format!("nine{number}"), TOWNSHIP).await;
        world.submit(&person, &format!("nine{number}"), ITEM_NINE, Sharing::Contact).await;
    }
}

async fn officer(world: &World, login: &str, at: &str) {
    let from = jiff::civil::date(2026, 1, 1);
    world.account(login, "桑叶", None, &[(Role::IndicatorOfficer, path(at), from, None)]).await;
}

/// The figures of a rule.
fn of<'a>(rules: &'a [RuleFigures], code: &str) -> &'a RuleFigures {
    rules.iter().find(|one| one.rule.code == code).unwrap()
}

#[tokio::test]
async fn a_rule_in_vain_is_counted_when_its_quarter_is_settled_and_its_keepers_hear_of_it() {
    on_both(async |world| {
        officer(world, "keeper", CITY).await;
        in_vain(world, 22).await;
        let app = world.app();
        world.clock.set("2027-01-30T01:00:00+08:00".parse().unwrap());
        assert_eq!(app.count_quality().await.unwrap(), 0);
        world.clock.set("2027-01-31T01:00:00+08:00".parse().unwrap());
        assert_eq!(app.count_quality().await.unwrap(), 1);
        assert_eq!(app.count_quality().await.unwrap(), 0);
        let leader = world.caller("leader").await;
        let found = app.rule_quality(&leader, Which::Latest, Export::Page).await.unwrap();
        assert!(
            matches!(found.seen, Seen::Quarter { quarter, at: Some(_) } if quarter.to_string() == "2026-Q4"),
            "{:?}",
            found.seen
        );
        assert!(!found.may_now && !found.may_export && !found.may_replay);
        let vain = of(&found.rules, "phq9-moderately-severe");
        assert_eq!(
            (vain.judged, vain.right, vain.bad.as_slice()),
            (Cell::Count(22), Cell::Count(0), [Bad::Imprecise].as_slice())
        );
        assert_eq!(vain.endings, [(Ending::ExplainedByPerson, Cell::Count(22))]);
        let (share, low, high) = vain.precision.unwrap();
        assert!(share == 0.0 && low == 0.0 && (0.14..0.15).contains(&high), "{high}");
        // ten minutes for each
        assert!(vain.decide.is_some_and(|pace| pace.median == 15 && pace.p90 == 15) && vain.acknowledge.is_none());
        // the worst stand first: the same people had ticked the wish for contact
        let first: Vec<&str> = found.rules.iter().take(2).map(|one| one.rule.code.as_str()).collect();
        assert_eq!(first, ["asked-for-contact", "phq9-moderately-severe"]);
        let few = of(&found.rules, "suicide-item-often");
        assert_eq!((few.all, few.lapsed, few.bad.len()), (Cell::Hidden, Cell::Hidden, 0));
        for login in ["keeper", "head"] {
            let kinds = app.notices(&world.caller(login).await, 10).await.unwrap();
            assert_eq!(kinds.iter().map(|one| one.kind.as_str()).collect::<Vec<_>>(), ["notice-rules-bad"], "{login}");
        }
        assert!(app.notices(&leader, 10).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn whoever_may_open_every_signal_sees_the_last_days_and_a_county_sees_nothing_of_the_city() {
    on_both(async |world| {
        officer(world, "keeper", CITY).await;
        officer(world, "small", "620000/620700/620702/").await;
        in_vain(world, 3).await;
        let app = world.app();
        let now = app.rule_quality(&world.caller("citydesk").await, Which::Latest, Export::Page).await.unwrap();
        assert!(matches!(now.seen, Seen::Now { is_part: false, .. }));
        let few = of(&now.rules, "suicide-item-often");
        assert_eq!(few.endings, [(Ending::Open, Cell::Count(3))]);
        // asked for by those who may not, the last days are refused: there is no way around the small cells
        let keeper = world.caller("keeper").await;
        is_denied(app.rule_quality(&keeper, Which::Now, Export::Page).await);
        assert!(app.rule_quality(&keeper, Which::Latest, Export::File).await.is_ok());
        is_denied(app.rule_quality(&world.caller("leader").await, Which::Latest, Export::File).await);
        is_denied(app.rule_quality(&world.caller("counsellor").await, Which::Latest, Export::Page).await);
        for county in ["duty1", "small"] {
            is_not_found(app.rule_quality(&world.caller(county).await, Which::Latest, Export::Page).await);
        }
        let old = app.rule_quality(&keeper, Which::Of("2020-Q1".parse().unwrap()), Export::Page).await;
        assert!(matches!(old, Err(xinqiao_app::AppError::Invalid(_))));
    })
    .await;
}

#[tokio::test]
async fn the_share_of_closed_loops_counts_those_who_heard_back() {
    on_both(async |world| {
        let duty = world.caller("counsellor").await;
        for number in 0..12 {
            let person = world.resident(&format!("r{number}"), TOWNSHIP).await;
            let id = world.yellow(&person, "counsellor").await;
            let hearing = if number < 10 { Hearing::Heard } else { Hearing::NotReached };
            for step in [
                StepInput::Acknowledge,
                StepInput::Verify { finding: Finding::NeedsSupport },
                StepInput::Intervene { action: Action::Counselling },
                StepInput::Feedback { party: Party::Person, hearing },
                StepInput::Close { outcome: Outcome::Supported },
            ] {
                world.step(&duty, id, step).await.unwrap();
            }
        }
        let app = world.app();
        let leader = world.caller("leader").await;
        let asked = Asked { measure: Measure::Loops, place: None, month: None, is_export: false };
        // December is not settled before the end of January
        world.clock.set("2026-12-29T12:00:00+08:00".parse().unwrap());
        assert_eq!(app.aggregates(&leader, &asked).await.unwrap().month.to_string(), "2026-10");
        world.clock.set("2026-12-31T12:00:00+08:00".parse().unwrap());
        let found = app.aggregates(&leader, &asked).await.unwrap();
        assert_eq!(found.month.to_string(), "2026-11");
        // two unheard are few: they are hidden, and so is the share from which they follow
        assert_eq!(found.whole.last(), Some(&Cell::Count(12)));
        assert_eq!(found.whole[1], Cell::Hidden);
        assert_eq!(found.closed_loops(&found.whole), None);
    })
    .await;
}

/// Everything that is kept, by table.
async fn kept(world: &World) -> BTreeMap<String, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("all");
    world.app().db().backup(&file, world.now()).await.unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut table = String::new();
    // the first line is the head, the last one the seal
    for line in text.lines().skip(1).filter(|line| !line.starts_with("{\"rows\"")) {
        match line.strip_prefix("{\"table\":\"") {
            Some(rest) => table = rest.split('"').next().unwrap().to_owned(),
            None => tables.entry(table.clone()).or_default().push(line.to_owned()),
        }
    }
    tables
}

/// The shipped rules, changed: they no longer speak of 15 to 19 points, and of the wish for contact on one instrument only.
fn changed_rules() -> String {
    let text = include_str!("../../../../packs/warnings/assessment-default/rule.toml");
    let parts: Vec<&str> = text.split("[[signal]]").collect();
    let silent = ["\"phq9-moderately-severe\"", "\"talk-soon\""];
    let kept = parts.iter().filter(|part| !silent.iter().any(|code| part.contains(code))).copied();
    let wish = "code = \"asked-for-contact\"";
    kept.collect::<Vec<_>>().join("[[signal]]").replacen(wish, &format!("{wish}\ninstruments = [\"who-5\"]"), 1).replacen(
        "version = \"1\"",
        "version = \"2-draft\"",
        1,
    )
}

#[tokio::test]
async fn changed_rules_are_tried_on_the_last_year_and_nothing_about_people_changes() {
    on_both(async |world| {
        officer(world, "keeper", CITY).await;
        in_vain(world, 12).await;
        let private = world.resident("private", TOWNSHIP).await;
        world.submit(&private, "private", SIXTEEN, Sharing::Private).await;
        world.pass_s(60);
        let (app, keeper) = (world.app(), world.caller("keeper").await);
        let before = kept(world).await;
        let id = uuid::Uuid::from_u128(7);
        for _ in 0..2 {
            app.start_replay(&keeper, id, changed_rules().into_bytes()).await.unwrap();
        }
        assert!(!app.replay_done(&keeper, id).await.unwrap());
        assert!(!app.replay_step().await.unwrap());
        assert!(app.replay_done(&keeper, id).await.unwrap());
        let found = app.replays(&keeper).await.unwrap();
        let [one] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((one.rules.as_str(), one.percent, one.fault.as_deref()), ("assessment-default 2-draft", 100, None));
        // twelve and three sheets that were shared; the private one is not among them
        assert_eq!((one.sheets, one.dismissed_spared, one.confirmed_lost), (About::Tens(10), About::Tens(10), About::Nothing));
        let of = |code: &str| one.by_rule.iter().find(|(rule, _)| rule.as_str() == code).unwrap().1;
        assert_eq!(of("phq9-moderately-severe"), [About::Tens(10), About::Nothing, About::Nothing, About::Tens(10)]);
        assert_eq!(of("suicide-item-often")[..2], [About::Few, About::Few]);
        assert!(one.load.after < one.load.before && one.load.deciders > 0);
        // of all that is kept only the try, its audit rows and those of looking at it are new
        let after = kept(world).await;
        let grown: Vec<&str> =
            after.iter().filter(|(table, rows)| before.get(*table) != Some(*rows)).map(|(table, _)| table.as_str()).collect();
        assert_eq!(grown, ["audit", "replay"]);
    })
    .await;
}

#[tokio::test]
async fn a_file_of_rules_with_faults_is_refused_with_each_of_them_and_nobody_else_may_try() {
    on_both(async |world| {
        officer(world, "keeper", CITY).await;
        let (app, keeper) = (world.app(), world.caller("keeper").await);
        let id = uuid::Uuid::from_u128(8);
        let wrong = changed_rules().replace("score = \"total\"", "score = \"totale\"");
        let Err(xinqiao_app::AppError::Invalid(faults)) = app.start_replay(&keeper, id, wrong.into_bytes()).await else {
            panic!("it was taken")
        };
        assert!(faults.len() > 1 && faults.iter().all(|fault| fault.found.contains("totale")), "{faults:?}");
        let cut = app.start_replay(&keeper, id, b"id = \"x\"\n[[signal]\n".to_vec()).await;
        assert!(matches!(cut, Err(xinqiao_app::AppError::Invalid(faults)) if faults[0].found.contains("line 2")));
        assert!(app.replays(&keeper).await.unwrap().is_empty());
        for login in ["leader", "head", "citydesk", "counsellor"] {
            is_denied(app.start_replay(&world.caller(login).await, id, changed_rules().into_bytes()).await);
        }
    })
    .await;
}
