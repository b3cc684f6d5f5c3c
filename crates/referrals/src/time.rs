//! Rules and clock together: until when each step of a referral is due.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::rules::ClockToml;
use crate::{Clock, Kind, Limit, Rules, Urgency};

/// What a verb needs to compute due times.
#[derive(Debug, Clone, Copy)]
pub struct Timetable<'a> {
    pub rules: &'a Rules,
    pub clock: Clock<'a>,
}

impl Timetable<'_> {
    /// Until when the step is due whose limit `pick` names, if its clock starts at `from`.
    pub(crate) fn due(&self, kind: Kind, urgency: Urgency, from: Timestamp, pick: fn(&ClockToml) -> Limit) -> Timestamp {
        // a compiled pack has every clock; without one the step would be due at once, never later
        self.rules.clock(kind, urgency).map_or(from, |clock| self.clock.after(pick(clock), from))
    }

    /// The local day of an instant.
    pub(crate) fn day(&self, at: Timestamp) -> Date {
        self.clock.day(at)
    }
}
