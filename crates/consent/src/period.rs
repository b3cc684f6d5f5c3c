//! Periods as laws and schedules state them.

use jiff::Span;
use jiff::civil::Date;
use xinqiao_kernel::WorkingCalendar;

/// A period in one unit: `{ days = 15 }`, `{ working_days = 3 }`, `{ months = 6 }`, `{ years = 30 }`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Period {
    /// calendar days
    Days(u16),
    /// days that are worked, by the calendar of the country
    WorkingDays(u16),
    /// calendar months
    Months(u16),
    /// calendar years
    Years(u16),
}

impl Period {
    /// The last day of the period that begins on `from`; nothing that is due then ends before it is over.
    pub fn end(self, from: Date, calendar: &WorkingCalendar) -> Date {
        match self {
            Self::WorkingDays(count) => calendar.add_working_days(from, u32::from(count)),
            Self::Days(_) | Self::Months(_) | Self::Years(_) => {
                self.span().and_then(|span| from.checked_add(span).ok()).unwrap_or(Date::MAX)
            }
        }
    }

    /// The last day on which a period that is over by the end of `today` may have begun: whatever began on it or before is over.
    /// Working days count as days.
    pub fn begun_by(self, today: Date) -> Date {
        self.span().and_then(|span| today.checked_sub(span).ok()).unwrap_or(Date::MIN)
    }

    /// None for what no calendar holds.
    fn span(self) -> Option<Span> {
        let span = Span::new();
        match self {
            Self::Days(count) | Self::WorkingDays(count) => span.try_days(count),
            Self::Months(count) => span.try_months(count),
            Self::Years(count) => span.try_years(count),
        }
        .ok()
    }

    /// Number and unit in a language, `zh-CN` or else English: `3年`, `3 years`.
    pub fn words(self, language: &str) -> String {
        let chinese = language == "zh-CN";
        let (count, zh, en) = match self {
            Self::Days(count) => (count, "天", "day"),
            Self::WorkingDays(count) => (count, "个工作日", "working day"),
            Self::Months(count) => (count, "个月", "month"),
            Self::Years(count) => (count, "年", "year"),
        };
        match (chinese, count) {
            (true, _) => format!("{count}{zh}"),
            (false, 1) => format!("1 {en}"),
            (false, _) => format!("{count} {en}s"),
        }
    }
}
