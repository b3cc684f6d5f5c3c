//! General rules about the quality of a sheet, beside the checks that an instrument has of its own.
//!
//! [`Validity::judge`] says which rules put a sheet aside. Such a sheet has no total, no band and no level; its critical answers stay.

mod judge;
mod raw;

pub use judge::{Judgement, run_validity_case};
pub use raw::{
    NumberToml, RetestToml, SpeedToml, StraightLineToml, ValidityCase, ValidityException, ValidityRulesToml, ValiditySource,
};

use std::collections::{BTreeMap, BTreeSet};

use crate::Fault;

/// The file of such a pack.
pub const FILE: &str = "rules.toml";

/// A general rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GeneralRule {
    /// Answered in less time than reading takes: the sheet is put aside.
    Fast,
    /// Answered quickly: noted only.
    Quick,
    /// The same place of every scale, which contradicts itself: the sheet is put aside.
    StraightLine,
}

impl GeneralRule {
    /// All rules, in the order in which they are judged.
    pub const ALL: [Self; 3] = [Self::Fast, Self::Quick, Self::StraightLine];

    /// The code in packs and rows.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fast => "fast",
            Self::Quick => "quick",
            Self::StraightLine => "straight_line",
        }
    }
}

/// Sound rules.
#[derive(Debug, Clone, PartialEq)]
pub struct Validity {
    version: String,
    invalid_below: f64,
    flag_below: f64,
    least_items: usize,
    due_days: i64,
    off: BTreeMap<String, BTreeSet<GeneralRule>>,
    cases: Vec<ValidityCase>,
}

impl Validity {
    /// Checks a pack. Errors: every fault with its key.
    pub fn compile(raw: ValidityRulesToml) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut fault = |key: String, expected: &str, found: String| faults.push(Fault::new(FILE, key, expected, found));
        let numbers = [
            ("speed.invalid_below", &raw.speed.invalid_below),
            ("speed.flag_below", &raw.speed.flag_below),
            ("straight_line.least_items", &raw.straight_line.least_items),
            ("retest.due_days", &raw.retest.due_days),
        ];
        for (key, number) in numbers {
            if !(number.is.is_finite() && 0.0 < number.is) {
                fault(format!("{key}.is"), "a number above 0", number.is.to_string());
            }
            if number.source.trim().is_empty() {
                fault(format!("{key}.source"), "document and clause", "nothing".to_owned());
            }
        }
        for (key, number) in &numbers[2..] {
            if number.is.fract() != 0.0 || 1_000.0 < number.is {
                fault(format!("{key}.is"), "a whole number up to 1000", number.is.to_string());
            }
        }
        if raw.speed.flag_below.is < raw.speed.invalid_below.is {
            fault("speed.flag_below.is".to_owned(), "at least speed.invalid_below.is", raw.speed.flag_below.is.to_string());
        }
        if raw.source.is_empty() {
            fault("source".to_owned(), "at least one source", "none".to_owned());
        }
        let mut off: BTreeMap<String, BTreeSet<GeneralRule>> = BTreeMap::new();
        for (index, exception) in raw.exception.iter().enumerate() {
            let key = |name: &str| format!("exception[{}].{name}", index + 1);
            if exception.source.trim().is_empty() {
                fault(key("source"), "document and clause", "nothing".to_owned());
            }
            if off.contains_key(&exception.instrument) {
                fault(key("instrument"), "an instrument that has no exception yet", exception.instrument.clone());
            }
            let rules = off.entry(exception.instrument.clone()).or_default();
            for code in &exception.off {
                match GeneralRule::ALL.into_iter().find(|rule| rule.code() == code) {
                    Some(rule) => drop(rules.insert(rule)),
                    None => fault(key("off"), "fast, quick or straight_line", code.clone()),
                }
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self {
            version: raw.version,
            invalid_below: raw.speed.invalid_below.is,
            flag_below: raw.speed.flag_below.is,
            // both are whole and at most 1000
            least_items: raw.straight_line.least_items.is as usize,
            due_days: raw.retest.due_days.is as i64,
            off,
            cases: raw.case,
        })
    }

    /// Version of the rules.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Calendar days until somebody has asked again.
    pub const fn due_days(&self) -> i64 {
        self.due_days
    }

    /// Seconds for each answered item: put aside below the first, noted below the second.
    pub const fn seconds(&self) -> (f64, f64) {
        (self.invalid_below, self.flag_below)
    }

    /// From how many questions on a straight line is looked at.
    pub const fn least_items(&self) -> usize {
        self.least_items
    }

    /// Instruments with exceptions.
    pub fn exceptions(&self) -> impl Iterator<Item = &str> {
        self.off.keys().map(String::as_str)
    }

    /// Worked cases.
    pub fn cases(&self) -> &[ValidityCase] {
        &self.cases
    }
}
