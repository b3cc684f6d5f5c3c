//! Time limits: how long each step may take, and until when it is due.

use crate::WorkingCalendar;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

/// A time limit with its unit, as packs write it: `{ minutes = 30 }`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
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
    /// The number, whatever its unit.
    pub const fn count(self) -> u16 {
        match self {
            Self::Minutes(n) | Self::Hours(n) | Self::Days(n) | Self::WorkingDays(n) => n,
        }
    }
}

/// Working calendar and local time together: turns limits into instants.
#[derive(Debug, Clone, Copy)]
pub struct WorkClock<'a> {
    pub calendar: &'a WorkingCalendar,
    /// Local time of the jurisdiction.
    pub zone: &'a TimeZone,
    /// When a day's work ends, local time; from the pack.
    pub day_ends: Time,
}

impl WorkClock<'_> {
    /// The instant at which `limit` is over if it starts at `from`. Always later than `from`, unless no later instant can be written.
    pub fn after(&self, limit: Limit, from: Timestamp) -> Timestamp {
        match limit {
            Limit::Minutes(n) => plus(from, SignedDuration::from_mins(i64::from(n.max(1)))),
            Limit::Hours(n) => plus(from, SignedDuration::from_hours(i64::from(n.max(1)))),
            Limit::Days(n) => self.end_of(self.day(from).saturating_add(i64::from(n).days()), from),
            Limit::WorkingDays(n) => self.end_of(self.calendar.add_working_days(self.day(from), u32::from(n)), from),
        }
    }

    /// The local day of an instant.
    pub fn day(&self, at: Timestamp) -> Date {
        at.to_zoned(self.zone.clone()).date()
    }

    /// The end of work of a local day, at least a minute after `from`.
    pub fn end_of(&self, day: Date, from: Timestamp) -> Timestamp {
        let end = day.to_datetime(self.day_ends).to_zoned(self.zone.clone());
        // only beyond the last representable day is there no such instant
        let end = end.map_or(Timestamp::MAX, |zoned| zoned.timestamp());
        end.max(plus(from, SignedDuration::from_mins(1)))
    }
}

fn plus(from: Timestamp, by: SignedDuration) -> Timestamp {
    from.saturating_add(by).unwrap_or(Timestamp::MAX)
}
