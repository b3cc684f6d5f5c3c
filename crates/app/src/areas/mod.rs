//! Places by week: a notice about a place that had more than its own past lets expect, to those who answer for it. Never about a person.

mod read;
mod watch;

pub use read::{AreaPage, AreaView, PastWeek};
pub use xinqiao_store::areas::{AreaAfter, AreaNoticeRow};

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// The numbers that made a notice, as they are kept with it.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Made {
    pub mean: f64,
    pub limit: f64,
    /// persons of the weeks of the yardstick, the oldest first
    pub past: Vec<u64>,
    /// Monday of the first of them
    pub from: Date,
    /// persons without those of places below that have a notice of their own
    pub rest: u64,
    /// version of the pack
    pub rules: String,
}

/// The Monday of a day's week.
fn monday(day: Date) -> Date {
    let since = day.weekday().since(Weekday::Monday);
    day.saturating_sub(i64::from(since).days())
}

/// `weeks` later.
fn later(week: Date, weeks: i64) -> Date {
    week.saturating_add((7 * weeks).days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_week_begins_on_its_monday() {
        for (day, first) in [(16, 16), (18, 16), (22, 16), (23, 23)] {
            assert_eq!(monday(date(2026, 11, day)), date(2026, 11, first));
        }
        assert_eq!(later(date(2026, 11, 23), -9), date(2026, 9, 21));
    }
}
