//! The form of `packs/jurisdictions/places.toml`, as it is written. The vocabulary is closed; unknown keys are faults.

use std::collections::BTreeMap;

use crate::{Code, Level};

/// In the place of a set of words: colours only, whatever a place above says.
pub const PLAIN: &str = "plain";

/// The whole file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JurisdictionsToml {
    /// One line for each place at which something else begins to hold; the root's is required.
    #[serde(rename = "place")]
    pub places: Vec<PlaceToml>,
    /// What organisations call the levels, by code of the set.
    #[serde(default)]
    pub words: BTreeMap<Code, WordsToml>,
}

/// What holds at a place and everywhere below it, down to the next line.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceToml {
    /// Codes from the root down, each followed by `/`; empty: the root.
    pub path: String,
    /// Id of a pack of warning rules; left out: as above.
    pub rules: Option<Code>,
    /// Code of a set of words, or [`PLAIN`]; left out: as above.
    pub words: Option<Code>,
    /// Who decided so: document and clause.
    pub source: String,
}

/// What one organisation calls the levels.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordsToml {
    pub red: String,
    pub yellow: String,
    pub blue: String,
    pub source: String,
}

impl WordsToml {
    /// The word of `level`.
    pub fn of(&self, level: Level) -> &str {
        match level {
            Level::Red => &self.red,
            Level::Yellow => &self.yellow,
            Level::Blue => &self.blue,
        }
    }
}
