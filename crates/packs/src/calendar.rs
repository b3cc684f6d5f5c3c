//! The working calendar out of `calendars/cn-<year>.toml`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use xinqiao_kernel::WorkingCalendar;
use xinqiao_kernel::calendar::CalendarYear;

use crate::fault::{PackFault, parse};

const PACK: &str = "calendars";

/// Reads all years; with any fault in a year that year is left out, and with a fault between years there is no holiday at all.
pub(crate) fn load(files: &BTreeMap<String, Cow<'static, [u8]>>) -> (WorkingCalendar, Vec<PackFault>) {
    let mut faults = Vec::new();
    let mut years = Vec::new();
    for (file, bytes) in files {
        let year = match parse::<CalendarYear>(PACK, file, bytes) {
            Ok(year) => year,
            Err(fault) => {
                faults.push(fault);
                continue;
            }
        };
        if *file != format!("cn-{}.toml", year.year) {
            let expected = format!("the file name cn-{}.toml for this year", year.year);
            faults.push(PackFault::new(PACK, file, "year", expected, file));
        }
        match WorkingCalendar::from_years(vec![year.clone()]) {
            Ok(_) => years.push(year),
            Err(found) => faults.extend(
                found.into_iter().map(|fault| PackFault::new(PACK, file, "off", "days that fit together", fault.to_string())),
            ),
        }
    }
    match WorkingCalendar::from_years(years) {
        Ok(calendar) => (calendar, faults),
        Err(found) => {
            faults.extend(
                found.into_iter().map(|fault| PackFault::new(PACK, "", "off", "years that fit together", fault.to_string())),
            );
            (WorkingCalendar::default(), faults)
        }
    }
}
