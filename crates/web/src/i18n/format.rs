//! Numbers, days and times as people of a language write them.

use jiff::civil::{Date, DateTime, Time, Weekday};

use super::Lang;

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

impl Lang {
    /// `4月16日 星期四`, `Thursday 16 April`.
    pub fn day(self, day: Date) -> String {
        match self {
            Lang::ZhCn => format!("{}月{}日 星期{}", day.month(), day.day(), weekday_sign(day)),
            Lang::En => format!("{} {} {}", weekday_name(day), day.day(), month_name(day)),
        }
    }

    /// `2026年4月16日`, `16 April 2026`.
    pub fn date(self, day: Date) -> String {
        match self {
            Lang::ZhCn => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
            Lang::En => format!("{} {} {}", day.day(), month_name(day), day.year()),
        }
    }

    /// `2026年4月`, `April 2026`.
    pub fn month(self, day: Date) -> String {
        match self {
            Lang::ZhCn => format!("{}年{}月", day.year(), day.month()),
            Lang::En => format!("{} {}", month_name(day), day.year()),
        }
    }

    /// `4月30日`, `30 April`.
    pub fn month_day(self, day: Date) -> String {
        match self {
            Lang::ZhCn => format!("{}月{}日", day.month(), day.day()),
            Lang::En => format!("{} {}", day.day(), month_name(day)),
        }
    }

    /// `14:30` in both languages.
    pub fn time(self, time: Time) -> String {
        format!("{:02}:{:02}", time.hour(), time.minute())
    }

    /// `2026年4月16日 14:30`, `16 April 2026, 14:30`.
    pub fn moment(self, at: DateTime) -> String {
        let comma = match self {
            Lang::ZhCn => "",
            Lang::En => ",",
        };
        format!("{}{comma} {}", self.date(at.date()), self.time(at.time()))
    }

    /// Whole numbers in groups of three: `12,345`.
    pub fn count(self, number: u64) -> String {
        let digits = number.to_string();
        let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
        for (index, digit) in digits.char_indices() {
            if 0 < index && (digits.len() - index).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        grouped
    }
}

fn month_name(day: Date) -> &'static str {
    usize::try_from(day.month() - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or_default()
}

fn weekday_sign(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "一",
        Weekday::Tuesday => "二",
        Weekday::Wednesday => "三",
        Weekday::Thursday => "四",
        Weekday::Friday => "五",
        Weekday::Saturday => "六",
        Weekday::Sunday => "日",
    }
}

fn weekday_name(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}
