use jiff::civil::date;

use super::{World, rules};
use crate::Refusal;
use crate::approval::{Approval, Step};

const TODAY: jiff::civil::Date = date(2026, 11, 22);

fn asked(world: &World) -> Approval {
    Approval::begin(&world.entry(0, Step::Asked, "two conversations about the loop after the screening")).unwrap()
}

#[test]
fn who_asks_does_not_decide() {
    let world = World::new();
    let granted = Step::Granted { until: date(2026, 12, 31) };
    assert_eq!(asked(&world).apply(&world.entry(0, granted.clone(), ""), TODAY, &rules()), Err(Refusal::SamePerson));
    let approval = asked(&world).apply(&world.entry(1, granted, ""), TODAY, &rules()).unwrap();
    assert_eq!(approval.decided_by, world.accounts.get(1).copied());
}

#[test]
fn an_approval_holds_up_to_its_last_day_and_no_longer_than_the_pack_allows() {
    let world = World::new();
    let grant = |until| asked(&world).apply(&world.entry(1, Step::Granted { until }, ""), TODAY, &rules());
    assert_eq!(grant(date(2026, 11, 21)), Err(Refusal::DayOutside));
    assert_eq!(grant(date(2027, 5, 22)), Err(Refusal::DayOutside), "181 days");
    let approval = grant(date(2027, 5, 21)).unwrap();
    assert!(approval.holds(TODAY) && approval.holds(date(2027, 5, 21)));
    assert!(!approval.holds(date(2027, 5, 22)));
}

#[test]
fn a_question_without_words_is_not_taken_and_an_open_one_allows_nothing() {
    let world = World::new();
    assert_eq!(Approval::begin(&world.entry(0, Step::Asked, "")), Err(Refusal::Wordless));
    assert!(asked(&world).is_asked());
    assert!(!asked(&world).holds(TODAY));
}

#[test]
fn what_was_refused_or_ended_stays_so() {
    let world = World::new();
    let refused = asked(&world).apply(&world.entry(1, Step::Refused, "ask the school first"), TODAY, &rules()).unwrap();
    let granted = Step::Granted { until: date(2026, 12, 1) };
    assert_eq!(refused.apply(&world.entry(1, granted.clone(), ""), TODAY, &rules()), Err(Refusal::Ended));
    let approval = asked(&world).apply(&world.entry(1, granted.clone(), ""), TODAY, &rules()).unwrap();
    assert_eq!(approval.clone().apply(&world.entry(2, granted, ""), TODAY, &rules()), Err(Refusal::OutOfTurn));
    let ended = approval.apply(&world.entry(0, Step::Ended, ""), TODAY, &rules()).unwrap();
    assert!(!ended.holds(TODAY));
}
