//! When somebody may be reminded again: seldom, and never of more than that something is still open.

use jiff::civil::Date;

use crate::{ReminderToml, Window};

/// May the people of a unit be reminded today?
///
/// `last`: the day on which they were last reminded; `open`: how many have not finished.
pub fn may_remind(rules: &ReminderToml, window: Window, last: Option<Date>, open: u64, today: Date) -> bool {
    0 < open && window.holds(today) && last.is_none_or(|last| days_between(last, today) >= i64::from(rules.every_days))
}

/// Are they reminded today without anybody asking for it: so many days before the last one?
pub fn reminds_by_itself(rules: &ReminderToml, window: Window, last: Option<Date>, open: u64, today: Date) -> bool {
    let left = days_between(today, window.closes_on);
    rules.days_before_close.iter().any(|days| i64::from(*days) == left) && may_remind(rules, window, last, open, today)
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}
