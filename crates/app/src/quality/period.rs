//! Quarters of a year.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// A quarter of the calendar, by its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter(Date);

/// A text that names no quarter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no quarter such as 2026-Q3")]
pub struct NoQuarter {
    pub text: String,
}

impl Quarter {
    /// The quarter of a day.
    pub fn of(day: Date) -> Self {
        Self(date(day.year(), (day.month() - 1) / 3 * 3 + 1, 1))
    }

    /// Its first day.
    pub const fn first(self) -> Date {
        self.0
    }

    /// Its year, and its number from 1 to 4.
    pub fn number(self) -> (i16, i8) {
        (self.0.year(), (self.0.month() - 1) / 3 + 1)
    }

    /// The quarter before.
    #[must_use]
    pub fn before(self) -> Self {
        Self(self.0.saturating_sub(3.months()))
    }

    /// The quarter after.
    #[must_use]
    pub fn after(self) -> Self {
        Self(self.0.saturating_add(3.months()))
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, number) = self.number();
        write!(f, "{year:04}-Q{number}")
    }
}

impl FromStr for Quarter {
    type Err = NoQuarter;

    /// Reads `2026-Q3`.
    fn from_str(text: &str) -> Result<Self, NoQuarter> {
        let wrong = || NoQuarter { text: text.to_owned() };
        let (year, number) = text.split_once("-Q").ok_or_else(wrong)?;
        let number: i8 = number.parse().map_err(|_| wrong())?;
        let year: i16 = year.parse().map_err(|_| wrong())?;
        if !(1..=4).contains(&number) || year < 1 {
            return Err(wrong());
        }
        Date::new(year, (number - 1) * 3 + 1, 1).map(Self).map_err(|_| wrong())
    }
}
