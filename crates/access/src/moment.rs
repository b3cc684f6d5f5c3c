//! When a decision is made.

use jiff::Timestamp;
use jiff::civil::Date;

/// When a decision is made: the local day for roles, credentials and ages, the instant for emergencies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The local day.
    pub day: Date,
    /// The instant; without one no emergency is live.
    pub at: Option<Timestamp>,
}

impl Moment {
    /// An instant and the local day that it lies in.
    pub const fn new(day: Date, at: Timestamp) -> Self {
        Self { day, at: Some(at) }
    }
}

impl From<Date> for Moment {
    /// A day alone: for menus and everything that no emergency opens.
    fn from(day: Date) -> Self {
        Self { day, at: None }
    }
}
