//! Do the staff of the coming days suffice for the talks that the answers of these days will ask for?
//!
//! Expected talks = what waits already + share of sheets that raised a signal so far × sheets to be expected.
//! The share is estimated as (s + ½)/(n + 1) (Jeffreys' prior), so that the first sheets of a campaign neither frighten nor calm too much;
//! below a number of sheets that the pack names nothing is concluded.
//! Sheets to be expected in the coming days = the smaller of those still open and what the recent days brought, carried on.
//! Capacity = staff on hand × talks that one holds in a day × days.

use serde::{Deserialize, Serialize};

use crate::CapacityToml;

/// What is known of a campaign and of the staff behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// people who answered
    pub answered: u64,
    /// people among them whose answers raised a signal
    pub with_signal: u64,
    /// people who are asked and have not finished
    pub open: u64,
    /// people who finished in the last `recent_days` days
    pub recent: u64,
    /// days that `recent` covers, at least 1
    pub recent_days: u64,
    /// days of the window from today on on which people work, today included
    pub days_left: u64,
    /// signals and first talks that wait at the desks of the place
    pub waiting: u64,
    /// people who hold first talks there
    pub staff: u64,
}

/// What the rule computed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// days looked ahead
    pub days: u64,
    /// sheets to be expected in these days
    pub sheets: f64,
    /// share of sheets that raise a signal
    pub share: f64,
    /// talks that wait already
    pub waiting: u64,
    /// talks to be expected, those that wait included
    pub expected: f64,
    /// talks that the staff can hold in these days
    pub capacity: f64,
    /// people who hold first talks
    pub staff: u64,
}

impl Figures {
    /// More talks than can be held.
    pub fn exceeds(&self) -> bool {
        self.capacity < self.expected
    }
}

/// Computes the figures; `None` while too few have answered for a conclusion, or when nothing more is to be expected.
pub fn figures(rules: &CapacityToml, known: &Known) -> Option<Figures> {
    let days = known.days_left.min(u64::from(rules.look_ahead_days));
    if known.answered < u64::from(rules.from_sheets) || days == 0 || known.open == 0 {
        return None;
    }
    let share = (known.with_signal as f64 + 0.5) / (known.answered as f64 + 1.0);
    let pace = known.recent as f64 / known.recent_days.max(1) as f64;
    let sheets = (pace * days as f64).min(known.open as f64);
    let expected = known.waiting as f64 + share * sheets;
    let capacity = known.staff as f64 * f64::from(rules.talks_a_day) * days as f64;
    Some(Figures { days, sheets, share, waiting: known.waiting, expected, capacity, staff: known.staff })
}
