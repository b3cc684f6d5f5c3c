//! Time limits: how long each step may take, and until when it is due.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use xinqiao_kernel::WorkingCalendar;

use crate::{Level, RuleSet};

words! {
    /// What is owed next. No step may be skipped (design 09).
    Step {
        /// A duty person decides about a signal; the only step before a warning exists.
        Decide = "decide",
        /// A second person confirms a red warning.
        Second = "second",
        /// The responsible person takes it on.
        Acknowledge = "acknowledge",
        /// Somebody talks with the person: the first response of domain_rules C.1.
        Verify = "verify",
        /// Support begins.
        Intervene = "intervene",
        /// The person and the reporter hear back.
        Feedback = "feedback",
        /// The outcome is stated.
        Close = "close",
        /// Somebody looks again; beside the step, from the beginning of support until a review clears the warning.
        Review = "review",
        /// The next owner accepts a hand-over; beside the step.
        Accept = "accept",
        /// Somebody answers an objection; beside the step.
        Answer = "answer",
    }
}

/// A time limit with its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Plain minutes, day and night.
    Minutes(u16),
    /// Plain hours, day and night.
    Hours(u16),
    /// Until the end of the working hours of the n-th following local day.
    Days(u16),
    /// Until the end of the working hours of the n-th following working day.
    WorkingDays(u16),
}

impl Limit {
    /// The longest that the limit can take, where that does not depend on a calendar.
    pub fn at_most(self) -> Option<SignedDuration> {
        match self {
            Self::Minutes(n) => Some(SignedDuration::from_mins(i64::from(n))),
            Self::Hours(n) => Some(SignedDuration::from_hours(i64::from(n))),
            // from early morning to the end of the n-th following day
            Self::Days(n) => Some(SignedDuration::from_hours(24 * (i64::from(n) + 1))),
            Self::WorkingDays(_) => None,
        }
    }
}

/// Rules, working calendar and local time together: gives due times.
#[derive(Debug, Clone, Copy)]
pub struct Timetable<'a> {
    pub rules: &'a RuleSet,
    pub calendar: &'a WorkingCalendar,
    /// Local time of the jurisdiction, for limits in days.
    pub zone: &'a TimeZone,
}

impl Timetable<'_> {
    /// Until when `step` of a warning of `level` is due if its clock starts at `from`. Always later than `from`.
    pub fn due(&self, level: Level, step: Step, from: Timestamp) -> Timestamp {
        self.after(self.rules.limit(level, step), from)
    }

    /// Until when the next owner has time after an escalation at `from`.
    pub fn due_after_escalation(&self, level: Level, from: Timestamp) -> Timestamp {
        self.after(self.rules.escalation(level), from)
    }

    /// Until when a warning that was closed at `closed_at` may be opened again.
    pub fn reopen_until(&self, closed_at: Timestamp) -> Timestamp {
        self.after(self.rules.reopen_within(), closed_at)
    }

    fn after(&self, limit: Limit, from: Timestamp) -> Timestamp {
        match limit {
            Limit::Minutes(n) => plus(from, SignedDuration::from_mins(i64::from(n))),
            Limit::Hours(n) => plus(from, SignedDuration::from_hours(i64::from(n))),
            Limit::Days(n) => self.end_of(self.local_day(from).saturating_add(i64::from(n).days()), from),
            Limit::WorkingDays(n) => self.end_of(self.calendar.add_working_days(self.local_day(from), u32::from(n)), from),
        }
    }

    fn local_day(&self, at: Timestamp) -> Date {
        at.to_zoned(self.zone.clone()).date()
    }

    fn end_of(&self, day: Date, from: Timestamp) -> Timestamp {
        let end = day.to_datetime(self.rules.day_ends()).to_zoned(self.zone.clone());
        // only beyond the last representable day is there no such instant
        let end = end.map_or(Timestamp::MAX, |zoned| zoned.timestamp());
        end.max(plus(from, SignedDuration::from_mins(1)))
    }
}

fn plus(from: Timestamp, by: SignedDuration) -> Timestamp {
    from.saturating_add(by).unwrap_or(Timestamp::MAX)
}
