//! Quarters of the calendar year.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, date};

/// A quarter of a calendar year, written `2026Q4`. Ordered by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    year: i16,
    /// 1 to 4
    number: i8,
}

/// A text that names no quarter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a quarter such as 2026Q4, found {0}")]
pub struct QuarterFault(String);

impl Quarter {
    /// The quarter of a day.
    pub fn of(day: Date) -> Self {
        Self { year: day.year(), number: (day.month() - 1) / 3 + 1 }
    }

    pub const fn year(self) -> i16 {
        self.year
    }

    /// 1 to 4.
    pub const fn number(self) -> i8 {
        self.number
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        date(self.year, self.number * 3 - 2, 1)
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}Q{}", self.year, self.number)
    }
}

impl FromStr for Quarter {
    type Err = QuarterFault;

    fn from_str(text: &str) -> Result<Self, QuarterFault> {
        let fault = || QuarterFault(text.chars().take(20).collect());
        let (year, number) = text.split_once('Q').ok_or_else(fault)?;
        let digits = |part: &str, count| part.len() == count && part.bytes().all(|sign| sign.is_ascii_digit());
        if !digits(year, 4) || !digits(number, 1) {
            return Err(fault());
        }
        let quarter = Self { year: year.parse().map_err(|_| fault())?, number: number.parse().map_err(|_| fault())? };
        if quarter.year == 0 || !(1..=4).contains(&quarter.number) { Err(fault()) } else { Ok(quarter) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_day_lies_in_the_quarter_that_its_text_names() {
        let mut day = date(2023, 12, 31);
        while day <= date(2025, 1, 1) {
            let quarter = Quarter::of(day);
            assert_eq!(quarter.to_string().parse(), Ok(quarter));
            assert!(quarter.first_day() <= day && Quarter::of(quarter.first_day()) == quarter, "{day}");
            day = day.tomorrow().unwrap();
        }
        assert_eq!(Quarter::of(date(2024, 3, 31)).to_string(), "2024Q1");
        assert_eq!(Quarter::of(date(2024, 4, 1)).to_string(), "2024Q2");
        assert!(Quarter::of(date(2024, 12, 31)) < Quarter::of(date(2025, 1, 1)));
    }

    #[test]
    fn what_names_no_quarter_is_refused() {
        for wrong in ["", "2026", "2026Q0", "2026Q5", "2026q4", "26Q4", "2026Q04", "0000Q1", "2026Q4 ", "二〇二六Q4"] {
            assert!(wrong.parse::<Quarter>().is_err(), "{wrong}");
        }
    }
}
