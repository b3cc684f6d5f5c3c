//! The Chinese working calendar: weekends, days off 法定节假日 and weekend days worked for them 调休.
//!
//! The days come from yearly packs (`docs/packs.md`, "Calendars"). A year without a pack counts Monday to Friday as working days and is
//! [provisional](WorkingCalendar::is_provisional).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday, date};

/// Which days are worked. [`Default`] knows no holidays: Monday to Friday, every year provisional.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkingCalendar {
    years: BTreeSet<i16>,
    special: BTreeMap<Date, Special>,
}

/// One year's arrangement, as a pack file states it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarYear {
    /// The year that the notice arranges.
    pub year: i16,
    /// Title of the notice.
    pub title: String,
    /// Day of the notice.
    pub issued: Date,
    /// Where the text was read or its document number.
    pub source: String,
    /// The holidays in any order.
    #[serde(default)]
    pub off: Vec<DaysOff>,
}

/// One holiday with its first and last day off, both inclusive.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DaysOff {
    /// Name as the notice writes it.
    pub name: String,
    /// First day off.
    pub from: Date,
    /// Last day off.
    pub to: Date,
    /// Weekend days that are worked for it.
    #[serde(default)]
    pub work: Vec<Date>,
}

/// What a day is. Only `Working` and `MakeUp` are worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind<'a> {
    /// Monday to Friday, not a day off.
    Working,
    /// Saturday or Sunday outside any holiday.
    Weekend,
    /// A day off, weekday or weekend, of the named holiday.
    Holiday(&'a str),
    /// A Saturday or Sunday that is worked for the named holiday.
    MakeUp(&'a str),
}

/// Why years do not make a calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarFault {
    /// Two packs arrange the same year.
    #[error("year {year} is arranged twice")]
    YearTwice { year: i16 },
    /// The last day off lies before the first.
    #[error("{name} of {year} ends on {to}, before it begins on {from}")]
    EndsBeforeItBegins { year: i16, name: String, from: Date, to: Date },
    /// A date lies more than a month outside the year.
    #[error("{day} of {name} does not belong to {year}: expected a day from December before it to January after it")]
    OutsideYear { year: i16, name: String, day: Date },
    /// A day said to be worked for a holiday is worked anyway.
    #[error("{day} is worked for {name} of {year}, but is no Saturday or Sunday")]
    WorkOnWeekday { year: i16, name: String, day: Date },
    /// One day is off for one holiday and worked for another.
    #[error("{day} is off for {off} and worked for {worked}")]
    OffAndWorked { day: Date, off: String, worked: String },
    /// One day is named twice.
    #[error("{day} is named twice, by {first} and by {second}")]
    NamedTwice { day: Date, first: String, second: String },
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Special {
    Off(String),
    Work(String),
}

impl WorkingCalendar {
    /// Reads the arrangements of any years, in any order.
    ///
    /// Errors: every fault found, in the order of the packs.
    pub fn from_years(years: Vec<CalendarYear>) -> Result<Self, Vec<CalendarFault>> {
        let mut calendar = Self::default();
        let mut faults = Vec::new();
        for arranged in years {
            let year = arranged.year;
            if !calendar.years.insert(year) {
                faults.push(CalendarFault::YearTwice { year });
                continue;
            }
            for holiday in arranged.off {
                let named = faults_of(year, &holiday);
                if named.is_empty() {
                    calendar.add(holiday, &mut faults);
                }
                faults.extend(named);
            }
        }
        if faults.is_empty() { Ok(calendar) } else { Err(faults) }
    }

    /// What `day` is, with the name of the holiday that makes it so.
    pub fn day(&self, day: Date) -> DayKind<'_> {
        match self.special.get(&day) {
            Some(Special::Off(name)) => DayKind::Holiday(name),
            Some(Special::Work(name)) => DayKind::MakeUp(name),
            None if is_weekend(day) => DayKind::Weekend,
            None => DayKind::Working,
        }
    }

    /// Is `day` worked?
    pub fn is_working_day(&self, day: Date) -> bool {
        match self.day(day) {
            DayKind::Working | DayKind::MakeUp(_) => true,
            DayKind::Weekend | DayKind::Holiday(_) => false,
        }
    }

    /// Is `year` counted without an announced arrangement?
    pub fn is_provisional(&self, year: i16) -> bool {
        !self.years.contains(&year)
    }

    /// The years with an announced arrangement, ascending.
    pub fn years(&self) -> impl Iterator<Item = i16> {
        self.years.iter().copied()
    }

    /// The `n`-th working day after `from`; `from` itself is not counted, 0 gives `from`.
    ///
    /// Stops at the last day that a date can hold (9999-12-31). Source: 民法典 201 (the day of the event is not counted).
    pub fn add_working_days(&self, from: Date, n: u32) -> Date {
        let mut day = from;
        let mut left = n;
        while left > 0 {
            let Ok(next) = day.tomorrow() else { return day };
            day = next;
            if self.is_working_day(day) {
                left -= 1;
            }
        }
        day
    }

    /// `day` itself if it is worked, else the next day that is.
    pub fn next_working_day(&self, on_or_after: Date) -> Date {
        if self.is_working_day(on_or_after) { on_or_after } else { self.add_working_days(on_or_after, 1) }
    }

    /// How many working days lie after `after`, up to and including `until`; 0 if `until` is not later.
    ///
    /// Undoes [`add_working_days`](Self::add_working_days). Takes time with the holidays in between, not with the days.
    pub fn working_days_between(&self, after: Date, until: Date) -> u32 {
        if until <= after {
            return 0;
        }
        let weekdays = weekdays_until(until) - weekdays_until(after);
        let first = after.tomorrow().unwrap_or(until);
        let change: i64 = self
            .special
            .range(first..=until)
            .map(|(day, special)| match (special, is_weekend(*day)) {
                (Special::Off(_), false) => -1,
                (Special::Work(_), true) => 1,
                (Special::Off(_), true) | (Special::Work(_), false) => 0,
            })
            .sum();
        u32::try_from(weekdays + change).unwrap_or(0)
    }

    fn add(&mut self, holiday: DaysOff, faults: &mut Vec<CalendarFault>) {
        let days_off = holiday.from.series(jiff::Span::new().days(1)).take_while(|day| *day <= holiday.to);
        let days = days_off
            .map(|day| (day, Special::Off(holiday.name.clone())))
            .chain(holiday.work.iter().map(|day| (*day, Special::Work(holiday.name.clone()))));
        for (day, special) in days {
            match self.special.get(&day) {
                Some(known) => faults.push(clash(day, known, &special)),
                None => {
                    self.special.insert(day, special);
                }
            }
        }
    }
}

fn faults_of(year: i16, holiday: &DaysOff) -> Vec<CalendarFault> {
    let mut faults = Vec::new();
    let name = &holiday.name;
    for day in [holiday.from, holiday.to].iter().chain(&holiday.work) {
        if !belongs(year, *day) {
            faults.push(CalendarFault::OutsideYear { year, name: name.clone(), day: *day });
        }
    }
    if holiday.to < holiday.from {
        let (from, to) = (holiday.from, holiday.to);
        faults.push(CalendarFault::EndsBeforeItBegins { year, name: name.clone(), from, to });
    }
    for day in holiday.work.iter().filter(|day| !is_weekend(**day)) {
        faults.push(CalendarFault::WorkOnWeekday { year, name: name.clone(), day: *day });
    }
    faults
}

/// New Year's days off may begin in December (2022-12-31 for 2023), and a weekend day may be worked there for them.
fn belongs(year: i16, day: Date) -> bool {
    let month = (day.year(), day.month());
    day.year() == year || month == (year.saturating_sub(1), 12) || month == (year.saturating_add(1), 1)
}

fn clash(day: Date, known: &Special, new: &Special) -> CalendarFault {
    match (known, new) {
        (Special::Off(off), Special::Work(worked)) | (Special::Work(worked), Special::Off(off)) => {
            CalendarFault::OffAndWorked { day, off: off.clone(), worked: worked.clone() }
        }
        (Special::Off(first), Special::Off(second)) | (Special::Work(first), Special::Work(second)) => {
            CalendarFault::NamedTwice { day, first: first.clone(), second: second.clone() }
        }
    }
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Mondays to Fridays from Monday 2001-01-01 up to and including `day`; negative before it.
fn weekdays_until(day: Date) -> i64 {
    const MONDAY: Date = date(2001, 1, 1);
    let days = day.duration_since(MONDAY).as_hours() / 24 + 1;
    days.div_euclid(7) * 5 + days.rem_euclid(7).min(5)
}

#[cfg(test)]
mod tests;
