//! Talks to be expected and staff to hold them.

use crate::CapacityToml;
use crate::capacity::{Known, figures};

fn rules() -> CapacityToml {
    super::rules::shipped().capacity().clone()
}

/// 1,000 pupils, 200 have answered (30 with a signal), 60 a day lately, 3 talks wait, 2 people at 4 talks a day.
const KNOWN: Known =
    Known { answered: 200, with_signal: 30, open: 800, recent: 180, recent_days: 3, days_left: 8, waiting: 3, staff: 2 };

#[test]
fn expected_talks_are_those_that_wait_and_the_share_of_the_sheets_to_come() {
    let found = figures(&rules(), &KNOWN).unwrap();
    assert_eq!((found.days, found.sheets, found.capacity), (5, 300.0, 40.0));
    // (30 + ½) / 201 · 300 + 3
    assert!((found.expected - 48.522_388_059_701_49).abs() < 1e-12, "{}", found.expected);
    assert!(found.exceeds());
}

#[test]
fn one_more_colleague_carries_it() {
    let found = figures(&rules(), &Known { staff: 3, ..KNOWN }).unwrap();
    assert!(!found.exceeds(), "{found:?}");
}

#[test]
fn no_more_sheets_are_expected_than_are_open() {
    let found = figures(&rules(), &Known { open: 40, ..KNOWN }).unwrap();
    assert_eq!(found.sheets, 40.0);
}

#[test]
fn nothing_is_concluded_from_a_few_sheets_on_the_last_evening_or_when_all_are_done() {
    assert_eq!(figures(&rules(), &Known { answered: 29, ..KNOWN }), None);
    assert_eq!(figures(&rules(), &Known { days_left: 0, ..KNOWN }), None);
    assert_eq!(figures(&rules(), &Known { open: 0, ..KNOWN }), None);
}

#[test]
fn without_anybody_to_talk_any_talk_is_too_many() {
    let found = figures(&rules(), &Known { staff: 0, with_signal: 0, waiting: 0, ..KNOWN }).unwrap();
    assert!(found.exceeds() && found.capacity == 0.0);
}
