//! How long a session lives.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

/// Whose account it is, as far as the rules tell accounts apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder {
    /// A resident and nothing else.
    Resident,
    /// Somebody who works with the program.
    Staff,
    /// One of the three administrators.
    Administrator,
}

/// The lengths of one kind of session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// minutes without a request after which it is over
    pub idle_min: u32,
    /// minutes after which it is over, however busy
    pub absolute_min: u32,
}

impl Span {
    /// Longest pause between requests, in seconds.
    pub const fn idle_s(&self) -> i64 {
        self.idle_min as i64 * 60
    }

    /// Longest life, in seconds.
    pub const fn absolute_s(&self) -> i64 {
        self.absolute_min as i64 * 60
    }
}

/// The lengths of sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionRules {
    pub resident: Span,
    pub staff: Span,
    pub administrator: Span,
    /// between the password and the second step
    pub unproved: Span,
    /// how far the clock may go back before every session ends, in seconds
    pub clock_slack_s: u32,
    /// minutes for which a second step counts as recent, for the riskiest steps
    pub recent_min: u32,
}

/// Why a session is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Nobody used it for too long.
    Idle,
    /// It has lived its time.
    Absolute,
    /// The clock stands before the moment at which it was last used.
    ClockSetBack,
}

impl SessionRules {
    /// The lengths for a holder.
    pub const fn of(&self, holder: Holder) -> Span {
        match holder {
            Holder::Resident => self.resident,
            Holder::Staff => self.staff,
            Holder::Administrator => self.administrator,
        }
    }

    /// Is a session over? `idle_s` is what it was opened with.
    pub fn ended(&self, seen: Timestamp, expires: Timestamp, idle_s: i64, now: Timestamp) -> Option<Ended> {
        if self.went_back(seen, now) {
            Some(Ended::ClockSetBack)
        } else if expires <= now {
            Some(Ended::Absolute)
        } else if idle_s <= now.duration_since(seen).as_secs() {
            Some(Ended::Idle)
        } else {
            None
        }
    }

    /// Has the clock been set back since `seen`?
    pub fn went_back(&self, seen: Timestamp, now: Timestamp) -> bool {
        now.checked_add(SignedDuration::from_secs(i64::from(self.clock_slack_s))).is_ok_and(|late| late < seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPAN: Span = Span { idle_min: 60, absolute_min: 960 };
    const RULES: SessionRules =
        SessionRules { resident: SPAN, staff: SPAN, administrator: SPAN, unproved: SPAN, clock_slack_s: 120, recent_min: 15 };

    #[test]
    fn a_session_ends_when_idle_when_old_and_when_the_clock_goes_back() {
        let seen: Timestamp = "2026-11-22T02:00:00Z".parse().unwrap();
        let after = |seconds| {
            RULES.ended(seen, seen + SignedDuration::from_secs(5_000), SPAN.idle_s(), seen + SignedDuration::from_secs(seconds))
        };
        assert_eq!([after(0), after(3_599), after(3_600), after(5_000)], [None, None, Some(Ended::Idle), Some(Ended::Absolute)]);
        assert_eq!([after(-120), after(-121)], [None, Some(Ended::ClockSetBack)]);
    }
}
