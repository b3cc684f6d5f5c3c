//! From how many people on a count is shown: for each purpose and level of place, with its source.

use jiff::civil::Date;
use serde::Deserialize;

/// What a floor is for when it names no level: everywhere.
const EVERYWHERE: &[String] = &[];

/// One floor of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// Purpose codes of the policy.
    pub purposes: Vec<String>,
    /// Levels of places; none: everywhere.
    #[serde(default)]
    pub levels: Vec<String>,
    /// Persons: smaller counts, zero apart, are hidden.
    pub persons: u64,
    /// Document and clause.
    pub source: String,
    /// First day.
    pub from: Date,
}

/// All floors, as the file of the pack holds them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floors {
    pub title: String,
    #[serde(default)]
    pub floor: Vec<Floor>,
}

/// What is wrong with a file of floors.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FloorFault {
    /// Below two, every count is shown and nobody is protected.
    #[error("floor {number}: {persons} persons protect nobody")]
    TooLow { number: usize, persons: u64 },
    /// A number without its source.
    #[error("floor {number} has no source")]
    NoSource { number: usize },
    /// Somewhere no floor holds.
    #[error("purpose {purpose}: no floor for every level")]
    NotEverywhere { purpose: String },
}

impl Floors {
    /// The floor of a purpose at a level of place on a day: the greatest of those that hold; none when the pack knows no such purpose.
    pub fn at(&self, purpose: &str, level: &str, day: Date) -> Option<u64> {
        let holds = |floor: &&Floor| {
            floor.from <= day
                && floor.purposes.iter().any(|named| named == purpose)
                && (floor.levels == EVERYWHERE || floor.levels.iter().any(|named| named == level))
        };
        self.floor.iter().filter(holds).map(|floor| floor.persons).max()
    }

    /// What is wrong; empty when every purpose that is named has a floor everywhere and every floor a source.
    pub fn faults(&self) -> Vec<FloorFault> {
        let mut faults = Vec::new();
        for (at, floor) in self.floor.iter().enumerate() {
            let number = at + 1;
            if floor.persons < 2 {
                faults.push(FloorFault::TooLow { number, persons: floor.persons });
            }
            if floor.source.trim().is_empty() {
                faults.push(FloorFault::NoSource { number });
            }
        }
        let mut purposes: Vec<&String> = self.floor.iter().flat_map(|floor| &floor.purposes).collect();
        purposes.sort();
        purposes.dedup();
        for purpose in purposes {
            let everywhere = |floor: &Floor| floor.levels == EVERYWHERE && floor.purposes.contains(purpose);
            if !self.floor.iter().any(everywhere) {
                faults.push(FloorFault::NotEverywhere { purpose: purpose.clone() });
            }
        }
        faults
    }
}
