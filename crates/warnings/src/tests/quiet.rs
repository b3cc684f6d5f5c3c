//! Quiet hours, and the tables of the pack behind them; logs from before these tables.

use super::verbs::at_step;
use super::*;
use jiff::civil::Time;
use proptest::prelude::*;

fn told(world: &World, level: Level, from: &str) -> Timestamp {
    deliver_at(&world.time(), level, NoticeKind::Yours, at(from))
}

#[test]
fn messages_wait_for_the_morning_and_red_never_does() {
    let world = World::new();
    let night = "2026-11-22T23:30:00+08:00";
    assert_eq!(told(&world, Level::Red, night), at(night));
    let morning = at("2026-11-23T07:00:00+08:00");
    assert_eq!(told(&world, Level::Yellow, night), morning);
    assert_eq!(told(&world, Level::Yellow, "2026-11-23T06:59:59+08:00"), morning);
    assert_eq!(told(&world, Level::Blue, "2026-11-23T07:00:00+08:00"), morning);
    let evening = "2026-11-22T21:59:59+08:00";
    assert_eq!(told(&world, Level::Blue, evening), at(evening));
}

#[test]
fn a_kind_that_does_not_wait_and_a_pack_without_quiet_hours_deliver_now() {
    let mut world = World::new();
    let night = at("2026-11-22T23:30:00+08:00");
    world.rules.quiet.as_mut().unwrap().waits = vec![NoticeKind::Soon];
    assert_eq!(deliver_at(&world.time(), Level::Blue, NoticeKind::Late, night), night);
    assert!(night < deliver_at(&world.time(), Level::Blue, NoticeKind::Soon, night));
    world.rules.quiet = None;
    assert_eq!(deliver_at(&world.time(), Level::Blue, NoticeKind::Soon, night), night);
}

#[test]
fn quiet_hours_of_one_day_end_on_that_day() {
    let mut world = World::new();
    let quiet = world.rules.quiet.as_mut().unwrap();
    (quiet.from, quiet.until) = (Time::constant(12, 0, 0, 0), Time::constant(14, 0, 0, 0));
    assert_eq!(told(&world, Level::Blue, "2026-11-22T12:30:00+08:00"), at("2026-11-22T14:00:00+08:00"));
    assert_eq!(told(&world, Level::Blue, "2026-11-22T23:30:00+08:00"), at("2026-11-22T23:30:00+08:00"));
}

#[test]
fn faults_of_the_new_tables_are_named_by_their_keys() {
    let mut raw: RuleToml = toml::from_str(RULE).unwrap();
    raw.review.red.source = None;
    raw.shift.yellow.hours = None;
    raw.roster.longest_hours = 0;
    raw.objection.answer.working_days = Some(0);
    raw.reopen.within.source = Some(" ".to_owned());
    raw.downgrade.at_least = 1;
    raw.downgrade.counts.clear();
    let quiet = raw.quiet.as_mut().unwrap();
    quiet.until = quiet.from;
    let keys: Vec<String> = check_rule(&raw).into_iter().map(|fault| fault.key).collect();
    let expected = [
        "review.red.source",
        "shift.yellow",
        "roster.longest_hours",
        "objection.answer",
        "reopen.within.source",
        "downgrade.counts",
        "downgrade.at_least",
        "quiet.until",
    ];
    assert_eq!(keys, expected);
}

/// A log as it was written before there were reviews, rises and the like.
#[test]
fn an_old_log_gives_the_same_warning_as_before() {
    let world = World::new();
    let event = world.opened(Level::Yellow, false).event.unwrap();
    let opened = serde_json::to_value(&event).unwrap();
    // a warning without the new facts is written as it always was
    let keys: Vec<&String> = opened["what"].as_object().unwrap().keys().collect();
    assert!(!keys.iter().any(|key| *key == "follows"), "{keys:?}");
    let old = [
        serde_json::json!({"kind": "acknowledged", "due_at": "2026-11-24T02:00:00Z"}),
        serde_json::json!({"kind": "verified", "finding": "needs_support", "due_at": "2026-11-25T02:00:00Z"}),
        serde_json::json!({"kind": "intervened", "action": "company", "due_at": "2026-11-25T02:00:00Z"}),
        serde_json::json!({"kind": "escalated", "missed": "2026-11-25T02:00:00Z", "to": null, "due_at": "2026-11-26T02:00:00Z"}),
    ];
    let mut log = vec![event.clone()];
    for (n, what) in (0_u64..).zip(old) {
        let at = if n == 3 { "2026-11-25T02:00:00Z" } else { "2026-11-22T02:00:00Z" };
        let by = if n == 3 { serde_json::json!({"kind": "system"}) } else { serde_json::to_value(event.by).unwrap() };
        let id = act(500 + n, 0, ten()).id;
        log.push(serde_json::from_value(serde_json::json!({"id": id, "at": at, "by": by, "note": null, "what": what})).unwrap());
    }
    let warning = Warning::replay(&log).unwrap();
    assert_eq!(warning.clock(Clock::Review), None);
    assert_eq!(warning.owed().len(), 1);
    let (step, open) = warning.state().open().unwrap();
    assert_eq!((step, open.due_at, warning.escalations()), (Step::Feedback, at("2026-11-26T02:00:00Z"), 1));
}

#[test]
fn statuses_show_everything_that_is_owed_the_soonest_first() {
    let world = World::new();
    let warning = at_step(&world, Level::Red, false, Step::Close);
    let seen: Vec<(Clock, Step, bool)> =
        statuses(&warning, at("2026-11-24T10:00:00+08:00")).iter().map(|one| (one.clock, one.step, one.overdue)).collect();
    assert_eq!(seen, [(Clock::Review, Step::Review, true), (Clock::Step, Step::Close, false)]);
    assert_eq!(status(&warning, ten()).unwrap().step, Step::Close);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_message_is_never_early_never_later_than_a_night_and_never_in_quiet_hours(
        second in 1_700_000_000_i64..1_900_000_000,
        level in prop::sample::select(Level::ALL),
        kind in prop::sample::select(NoticeKind::ALL),
    ) {
        let world = World::new();
        let from = Timestamp::from_second(second).unwrap();
        let told = deliver_at(&world.time(), level, kind, from);
        prop_assert!(from <= told && told.duration_since(from).as_secs() <= 9 * 3600);
        prop_assert_eq!(deliver_at(&world.time(), level, kind, told), told);
        prop_assert!(level != Level::Red || told == from);
    }
}
