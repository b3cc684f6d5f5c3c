//! From plan to close.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use xinqiao_kernel::id::AccountId;

use crate::capacity::Figures;
use crate::{Act, Campaign, Event, Refusal, Stage, Window};

const TODAY: Date = date(2026, 11, 23);
const WINDOW: Window = Window { opens_on: date(2026, 11, 20), closes_on: date(2026, 12, 4) };
const FIGURES: Figures = Figures { days: 5, sheets: 300.0, share: 0.1, waiting: 4, expected: 34.0, capacity: 20.0, staff: 1 };

fn account(number: u128) -> AccountId {
    AccountId::from_uuid(uuid::Uuid::from_u128(number))
}

fn event(act: Act, by: Option<u128>, reason: Option<&str>) -> Event {
    let at = "2026-11-23T02:00:00Z".parse().unwrap();
    Event { act, by: by.map(account), at, reason: reason.map(str::to_owned) }
}

fn planned() -> Event {
    event(Act::Planned { window: WINDOW }, Some(1), None)
}

fn signed() -> Event {
    event(Act::SignedOff, Some(2), None)
}

fn folded(events: &[Event]) -> Campaign {
    Campaign::fold(events).unwrap()
}

#[test]
fn nobody_is_asked_before_a_second_person_has_signed_off() {
    let plan = folded(&[planned()]);
    assert!(!plan.asks(TODAY) && !plan.takes(TODAY) && !plan.takes_files(TODAY));
    let own = event(Act::SignedOff, Some(1), None);
    assert_eq!(plan.decide(&own, TODAY), Err(Refusal::OwnPlan));
    let running = plan.decide(&signed(), TODAY).unwrap();
    assert!(running.asks(TODAY));
    assert_eq!(running.signed_by(), Some(account(2)));
}

#[test]
fn who_changed_the_plan_last_does_not_sign_it_off() {
    let changed = event(Act::Planned { window: WINDOW }, Some(2), None);
    let plan = folded(&[planned(), changed]);
    assert_eq!(plan.decide(&signed(), TODAY), Err(Refusal::OwnPlan));
    assert!(plan.decide(&event(Act::SignedOff, Some(1), None), TODAY).is_ok());
}

#[test]
fn a_plan_is_sent_back_with_a_reason_and_planned_anew() {
    let plan = folded(&[planned()]);
    assert_eq!(plan.decide(&event(Act::SentBack, Some(2), Some("  ")), TODAY), Err(Refusal::Wordless));
    let back = plan.decide(&event(Act::SentBack, Some(2), Some("家长知情书缺电话")), TODAY).unwrap();
    assert_eq!(back.stage(), Stage::SentBack);
    assert_eq!(back.decide(&signed(), TODAY), Err(Refusal::OutOfTurn));
    assert_eq!(back.decide(&planned(), TODAY).unwrap().stage(), Stage::Planned);
}

#[test]
fn while_it_rests_nobody_begins_and_who_had_begun_finishes() {
    let rests = folded(&[planned(), signed(), event(Act::Paused, Some(1), Some("停电"))]);
    assert!(!rests.asks(TODAY));
    assert!(rests.takes(TODAY) && rests.takes_files(TODAY));
    let on = rests.decide(&event(Act::Resumed, Some(1), None), TODAY).unwrap();
    assert!(on.asks(TODAY));
}

#[test]
fn only_the_program_pauses_for_capacity_and_going_on_then_needs_a_reason() {
    let running = folded(&[planned(), signed()]);
    let by_hand = event(Act::PausedByCapacity { figures: FIGURES }, Some(1), None);
    assert_eq!(running.decide(&by_hand, TODAY), Err(Refusal::NeedsPerson));
    let rests = running.decide(&event(Act::PausedByCapacity { figures: FIGURES }, None, None), TODAY).unwrap();
    assert_eq!(rests.paused_for(), Some(FIGURES));
    assert_eq!(rests.decide(&event(Act::Resumed, None, Some("x")), TODAY), Err(Refusal::NeedsPerson));
    assert_eq!(rests.decide(&event(Act::Resumed, Some(1), None), TODAY), Err(Refusal::Wordless));
    let on = rests.decide(&event(Act::Resumed, Some(1), Some("市级团队支援三天")), TODAY).unwrap();
    assert_eq!((on.stage(), on.paused_for()), (Stage::Running, None));
    assert!(on.resumed_at().is_some());
}

#[test]
fn after_its_last_day_it_takes_files_and_no_sheets_until_it_is_closed() {
    let running = folded(&[planned(), signed()]);
    let late = date(2026, 12, 5);
    assert!(!running.asks(late) && !running.takes(late) && running.takes_files(late));
    let closed = running.decide(&event(Act::Closed, Some(1), None), late).unwrap();
    assert!(!closed.takes_files(late));
}

#[test]
fn it_is_opened_again_with_a_reason_and_days_that_are_to_come() {
    let closed = folded(&[planned(), signed(), event(Act::Closed, Some(1), None)]);
    let again = |closes_on, reason| {
        let window = Window { opens_on: WINDOW.opens_on, closes_on };
        event(Act::Reopened { window }, Some(1), reason)
    };
    assert_eq!(closed.decide(&again(date(2026, 11, 22), Some("x")), TODAY), Err(Refusal::Window));
    assert_eq!(closed.decide(&again(date(2026, 11, 30), None), TODAY), Err(Refusal::Wordless));
    let open = closed.decide(&again(date(2026, 11, 30), Some("补测")), TODAY).unwrap();
    assert!(open.asks(date(2026, 11, 30)) && !open.asks(date(2026, 12, 1)));
}

#[test]
fn a_history_begins_with_one_plan() {
    assert_eq!(Campaign::fold(&[]), Err((0, Refusal::Beginning)));
    assert_eq!(Campaign::fold(&[signed()]), Err((0, Refusal::Beginning)));
    assert_eq!(Campaign::fold(&[planned(), signed(), planned()]), Err((2, Refusal::OutOfTurn)));
}

#[test]
fn one_that_ran_before_sign_offs_came_into_use_goes_on_and_nobody_can_say_so_later() {
    let taken = event(Act::TakenOver, None, None);
    assert!(folded(&[planned(), taken.clone()]).asks(TODAY));
    assert_eq!(folded(&[planned()]).decide(&taken, TODAY), Err(Refusal::OutOfTurn));
}

fn acts() -> impl Strategy<Value = Event> {
    let act = prop_oneof![
        Just(Act::Planned { window: WINDOW }),
        Just(Act::SignedOff),
        Just(Act::TakenOver),
        Just(Act::SentBack),
        Just(Act::Paused),
        Just(Act::PausedByCapacity { figures: FIGURES }),
        Just(Act::Resumed),
        Just(Act::Closed),
        Just(Act::Reopened { window: WINDOW }),
    ];
    (act, prop::option::of(1_u128..4), prop::bool::ANY).prop_map(|(act, by, worded)| event(act, by, worded.then_some("因为")))
}

proptest! {
    #[test]
    fn whatever_is_tried_it_asks_only_with_the_word_of_two_people(tries in prop::collection::vec(acts(), 0..30)) {
        let mut events = vec![planned()];
        for next in tries {
            if folded(&events).decide(&next, TODAY).is_ok() {
                events.push(next);
            }
        }
        // what was decided step by step folds to the same
        let told = folded(&events);
        prop_assert_eq!(told.events(), events.len());
        if told.asks(TODAY) {
            prop_assert!(told.signed_by().is_some() && told.signed_by() != told.planned_by());
        }
        let text = serde_json::to_string(&events).unwrap();
        prop_assert_eq!(serde_json::from_str::<Vec<Event>>(&text).unwrap(), events);
    }
}
