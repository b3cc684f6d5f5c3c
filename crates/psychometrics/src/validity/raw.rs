//! `validity/<id>/rules.toml` as it is written.

use jiff::civil::Date;
use serde::Deserialize;

/// The whole file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValidityRulesToml {
    /// Name of the folder.
    pub id: String,
    /// Version of the rules.
    pub version: String,
    /// First day on which they hold.
    pub valid_from: Date,
    /// Where they come from.
    #[serde(default)]
    pub source: Vec<ValiditySource>,
    /// Time.
    pub speed: SpeedToml,
    /// The same place of every scale.
    pub straight_line: StraightLineToml,
    /// Asking again.
    pub retest: RetestToml,
    /// Rules that do not hold for an instrument.
    #[serde(default)]
    pub exception: Vec<ValidityException>,
    /// Worked cases.
    #[serde(default)]
    pub case: Vec<ValidityCase>,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValiditySource {
    /// Document and clause.
    #[serde(rename = "ref")]
    pub reference: String,
    /// How sure.
    pub confidence: String,
}

/// A number with its source.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberToml {
    /// The number.
    pub is: f64,
    /// Document and clause.
    pub source: String,
}

/// Seconds for each answered item.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpeedToml {
    /// Below it a sheet is put aside.
    pub invalid_below: NumberToml,
    /// Below it the time is noted.
    pub flag_below: NumberToml,
}

/// The same place of every scale.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StraightLineToml {
    /// From so many questions on.
    pub least_items: NumberToml,
}

/// Asking again.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetestToml {
    /// Calendar days.
    pub due_days: NumberToml,
}

/// Rules that do not hold for an instrument.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValidityException {
    /// Code of the instrument.
    pub instrument: String,
    /// Codes of the rules.
    pub off: Vec<String>,
    /// Document and clause.
    pub source: String,
}

/// A worked case.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValidityCase {
    /// What it shows.
    pub name: String,
    /// Code of the instrument, its latest version.
    pub instrument: String,
    /// In the order of the items from the first on; items behind the last one are blank.
    pub answers: Vec<f64>,
    /// Time of the whole sheet.
    #[serde(default)]
    pub seconds: Option<f64>,
    /// Codes of the rules that put the sheet aside.
    #[serde(default)]
    pub removed_by: Vec<String>,
    /// Codes of the rules that note something.
    #[serde(default)]
    pub noted: Vec<String>,
    /// Document and clause, or the sum.
    pub source: String,
}
