//! The days on which a campaign asks.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// First and last day, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// First day.
    pub opens_on: Date,
    /// Last day.
    pub closes_on: Date,
}

impl Window {
    /// The first day is not after the last.
    pub fn is_sound(self) -> bool {
        self.opens_on <= self.closes_on
    }

    /// Is it one of the days?
    pub fn holds(self, day: Date) -> bool {
        self.opens_on <= day && day <= self.closes_on
    }

    /// All of its days are past.
    pub fn is_over(self, day: Date) -> bool {
        self.closes_on < day
    }
}
