//! `cases.toml`: worked cases that run as tests.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use xinqiao_kernel::Sex;

/// The whole of `cases.toml`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CasesToml {
    /// Worked cases.
    #[serde(default)]
    pub case: Vec<Case>,
}

/// One worked case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Name of the case.
    pub name: String,
    /// What the person answered.
    pub answers: CaseAnswers,
    /// Sex of the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Completed years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<u8>,
    /// Setting whose bands are asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setting: Option<String>,
    /// Time that the whole form took.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<f64>,
    /// Whether missing items are filled in.
    #[serde(default)]
    pub prorate: bool,
    /// What must come out.
    pub expect: ExpectToml,
    /// Document and clause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Answers of a case: in the order of the items, or by item code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged, expecting = "a list in item order or a table by item code")]
pub enum CaseAnswers {
    /// In the order of the items.
    List(Vec<CaseAnswer>),
    /// By item code.
    Table(BTreeMap<String, CaseAnswer>),
}

/// One answer: a number, a text such as `23:30`, or `""` for a blank.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged, expecting = "a number or a text")]
pub enum CaseAnswer {
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
}

/// What a case must give; an absent key is not compared.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ExpectToml {
    /// Listed scores match to 1e-9.
    pub scores: BTreeMap<String, f64>,
    /// Scores that must have no value.
    pub none: Vec<String>,
    /// The column `band`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub band: Option<String>,
    /// Band by score.
    pub bands: BTreeMap<String, String>,
    /// Truth by rule.
    pub rules: BTreeMap<String, bool>,
    /// Level by decision.
    pub decisions: BTreeMap<String, String>,
    /// Items whose critical answer fires: exactly these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub critical: Option<Vec<String>>,
    /// Exactly these flags.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flags: Option<Vec<String>>,
    /// Whether the form is complete.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complete: Option<bool>,
    /// Whether a score was filled in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prorated: Option<bool>,
    /// Document and clause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}
