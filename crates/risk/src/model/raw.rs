//! The form of `packs/risk/<id>/model.toml`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Repeat, Role, Title};
use crate::Level;
use crate::level::ByLevel;

/// The whole file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelToml {
    pub id: String,
    pub version: String,
    /// The day from which the model is used.
    pub valid_from: Date,
    /// Points: a contribution below is gone.
    pub cutoff: f64,
    /// Share of the risk points, 0–1, that protective factors may take off in all.
    pub relief_share: f64,
    /// Points by level.
    pub rise: ByLevel<f64>,
    /// Points by level; below its rising threshold.
    pub fall: ByLevel<f64>,
    /// Days for which a level is held at least.
    pub dwell_days: ByLevel<f64>,
    #[serde(rename = "source")]
    pub sources: Vec<SourceToml>,
    #[serde(rename = "kind")]
    pub kinds: Vec<KindToml>,
    #[serde(rename = "interaction", default)]
    pub interactions: Vec<InteractionToml>,
    #[serde(rename = "reading", default)]
    pub readings: Vec<ReadingToml>,
    #[serde(default)]
    pub missing: Vec<MissingToml>,
}

/// Document and clause that numbers come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceToml {
    #[serde(rename = "ref")]
    pub reference: String,
    /// Tags of domain_rules, e.g. `P` or `K,H`.
    pub confidence: String,
}

/// A kind of evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindToml {
    pub code: String,
    pub title: Title,
    pub role: Role,
    /// Points of one piece of full strength on its first day; positive for both roles.
    pub weight: f64,
    /// Days in which half is left. Either this or `fixed_days`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub half_life_days: Option<f64>,
    /// Days for which all of it counts, and nothing after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed_days: Option<f64>,
    /// Points that all pieces of the kind may count together.
    pub cap: f64,
    pub repeat: Repeat,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floor: Option<FloorToml>,
    /// Document and clause, or why the project chose so.
    pub source: String,
}

/// The level that a kind demands by itself.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FloorToml {
    pub level: Level,
    /// Days after the evidence.
    pub days: f64,
}

/// Kinds that weigh more together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InteractionToml {
    pub code: String,
    pub title: Title,
    /// Two or three risk kinds.
    pub kinds: Vec<String>,
    /// Days: all of them were seen within so many days before now.
    pub window_days: f64,
    pub points: f64,
    pub source: String,
}

/// How strongly the score of an instrument speaks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadingToml {
    pub instrument: String,
    pub score: String,
    pub kind: String,
    /// Rising: from this score on, so many thousandths of the weight.
    pub steps: Vec<StepToml>,
    pub source: String,
}

/// One step of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepToml {
    pub from: f64,
    pub permille: u16,
}

/// What ought to be known and may not be. It adds no points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissingToml {
    pub code: String,
    pub title: Title,
    /// One of these was to be known …
    pub kinds: Vec<String>,
    /// … not older than so many days …
    pub within_days: f64,
    /// … when one of these counts; empty: always.
    #[serde(default)]
    pub after: Vec<String>,
    pub source: String,
}
