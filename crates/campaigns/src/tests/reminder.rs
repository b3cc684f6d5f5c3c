//! Seldom, and only while something is open.

use jiff::civil::{Date, date};

use crate::Window;
use crate::reminder::{may_remind, reminds_by_itself};

const WINDOW: Window = Window { opens_on: date(2026, 11, 20), closes_on: date(2026, 12, 4) };

fn may(last: Option<Date>, open: u64, today: Date) -> bool {
    may_remind(super::rules::shipped().reminder(), WINDOW, last, open, today)
}

#[test]
fn a_unit_is_reminded_again_after_three_days() {
    assert!(may(None, 5, date(2026, 11, 23)));
    assert!(!may(Some(date(2026, 11, 23)), 5, date(2026, 11, 25)));
    assert!(may(Some(date(2026, 11, 23)), 5, date(2026, 11, 26)));
}

#[test]
fn nobody_is_reminded_when_all_have_finished_or_outside_the_window() {
    assert!(!may(None, 0, date(2026, 11, 23)));
    assert!(!may(None, 5, date(2026, 11, 19)));
    assert!(!may(None, 5, date(2026, 12, 5)));
}

#[test]
fn a_reminder_goes_out_by_itself_three_days_and_one_day_before_the_last() {
    let by_itself = |last, day| reminds_by_itself(super::rules::shipped().reminder(), WINDOW, last, 5, day);
    assert!(by_itself(None, date(2026, 12, 1)));
    assert!(!by_itself(None, date(2026, 12, 2)));
    assert!(by_itself(None, date(2026, 12, 3)));
    assert!(!by_itself(Some(date(2026, 12, 1)), date(2026, 12, 3)));
}
