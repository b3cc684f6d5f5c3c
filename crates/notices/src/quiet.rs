//! Quiet hours.

use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};

/// Hours of the day in which nobody is disturbed; over midnight when `from` is later than `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    /// The first quiet instant, on the wall's clock.
    pub from: Time,
    /// The first instant that is not quiet any more.
    pub until: Time,
}

impl QuietHours {
    /// Is it a quiet hour?
    pub fn holds(&self, at: Timestamp, zone: &TimeZone) -> bool {
        self.covers(at.to_zoned(zone.clone()).time())
    }

    /// Is it a quiet time of the day?
    pub fn covers(&self, time: Time) -> bool {
        if self.from <= self.until { self.from <= time && time < self.until } else { self.from <= time || time < self.until }
    }

    /// The first instant from `at` on that is not quiet.
    pub fn end_after(&self, at: Timestamp, zone: &TimeZone) -> Timestamp {
        let local = at.to_zoned(zone.clone());
        if !self.covers(local.time()) {
            return at;
        }
        let is_evening = self.until <= local.time();
        let day = if is_evening { local.date().checked_add(1.day()).unwrap_or(local.date()) } else { local.date() };
        let end = day.to_datetime(self.until).to_zoned(zone.clone()).as_ref().map_or(at, Zoned::timestamp);
        end.max(at)
    }
}
