//! Counts of a whole run.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Class, Difference};

/// How many sheets came to what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Sheets that were looked at.
    pub sheets: u64,
    /// Sheets of each class.
    pub classes: BTreeMap<Class, u64>,
    /// Band of the primary result before and after ("" for none), and how many sheets moved so; only of sheets whose band differs.
    pub moves: BTreeMap<String, u64>,
    /// Signals that would be raised.
    pub raised: u64,
    /// Signals that would no longer follow.
    pub lifted: u64,
}

/// Between the two bands of a move; no code has it.
const TO: char = '>';

impl Tally {
    /// Counts a sheet; `bands` are those of the primary result, before and after.
    pub fn add(&mut self, class: Class, found: &Difference, bands: (&str, &str)) {
        self.sheets += 1;
        *self.classes.entry(class).or_default() += 1;
        self.raised += found.raised.len() as u64;
        self.lifted += found.lifted.len() as u64;
        if bands.0 != bands.1 {
            *self.moves.entry(format!("{}{TO}{}", bands.0, bands.1)).or_default() += 1;
        }
    }

    /// Sheets of a class.
    pub fn of(&self, class: Class) -> u64 {
        self.classes.get(&class).copied().unwrap_or(0)
    }

    /// Sheets whose result differs.
    pub fn changed(&self) -> u64 {
        self.classes.iter().filter(|(class, _)| class.is_change()).map(|(_, count)| count).sum()
    }

    /// From which band to which, and how many sheets.
    pub fn moves(&self) -> impl Iterator<Item = (&str, &str, u64)> {
        self.moves.iter().filter_map(|(pair, count)| {
            let (before, after) = pair.split_once(TO)?;
            Some((before, after, *count))
        })
    }
}
