//! Days as people write them in tables.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Days that a workbook counts from: the day 0 of its serial numbers.
const SERIAL_ZERO: Date = date(1899, 12, 30);

/// `2026-11-22`, `2026/11/22`, `2026.11.22`, `2026年11月22日`, `20261122`, each also with a time of day behind it, or a workbook's serial
/// number (five digits). Digits are ASCII.
pub(in crate::campaigns) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let text = text.split([' ', 'T']).next().unwrap_or(text);
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return match text.len() {
            8 => parts(&text[..4], &text[4..6], &text[6..]),
            5 => SERIAL_ZERO.checked_add(text.parse::<i64>().ok()?.days()).ok(),
            _ => None,
        };
    }
    let text = text.strip_suffix('日').unwrap_or(text);
    let mut found = text.split(['-', '/', '.', '年', '月']);
    let parsed = parts(found.next()?, found.next()?, found.next()?);
    parsed.filter(|_| found.next().is_none())
}

fn parts(year: &str, month: &str, day: &str) -> Option<Date> {
    let sound = |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || !sound(year, 4) || !sound(month, 2) || !sound(day, 2) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}
