//! `adaptive.toml` and `bank.json` as they stand in a pack.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use xinqiao_irt::cat::{Entry, Rules};

/// `adaptive.toml`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdaptiveToml {
    /// Version of bank and rules; sheets keep it.
    pub version: String,
    /// First day on which it is used.
    pub valid_from: Date,
    /// Residents are offered it as a test of their own.
    #[serde(default)]
    pub self_test: bool,
    /// Items whose highest answer is the bank's lowest category.
    #[serde(default)]
    pub reverse: Vec<String>,
    /// Who calibrated the bank, on whom.
    pub calibration: CalibrationToml,
    /// How a sitting begins, chooses and ends.
    pub test: Rules,
    /// The share of sittings in which a question that is not mandatory should be asked at most.
    pub exposure_limit: Option<LimitToml>,
    /// Where on T the bands of the total begin, from the lowest T up.
    #[serde(default)]
    pub band: Vec<BandToml>,
    /// Worked cases.
    #[serde(default)]
    pub case: Vec<CaseToml>,
}

/// Where the parameters come from.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalibrationToml {
    /// Who calibrated.
    pub by: String,
    /// How many persons.
    pub persons: u64,
    /// The day of the calibration.
    pub on: Date,
    /// Document or file.
    pub source: String,
    /// Whose mean is T 50 and whose deviation is 10 T, by language.
    pub group: BTreeMap<String, String>,
}

/// A share with its source.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitToml {
    /// Above 0, at most 1.
    pub is: f64,
    /// Document, or whose proposal.
    pub source: String,
}

/// Where a band begins.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BandToml {
    /// Code of a band of the total.
    pub code: String,
    /// From this T on; absent for the lowest.
    pub t_from: Option<f64>,
    /// Document; needed with `t_from`.
    #[serde(default)]
    pub source: String,
}

/// Answers with the T that they give.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseToml {
    /// What it shows.
    pub name: String,
    /// Item → answer as the instrument writes it.
    pub answers: BTreeMap<String, i64>,
    /// T, within 0.05.
    pub t: f64,
    /// Its standard error, within 0.05.
    pub error: f64,
}

/// `bank.json`, as `xinqiao irt calibrate --out` writes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BankJson {
    pub format: String,
    pub items: Vec<Entry>,
    /// for people
    #[serde(default)]
    #[expect(dead_code, reason = "read by people and other programs")]
    pub calibration: Option<serde_json::Value>,
}
