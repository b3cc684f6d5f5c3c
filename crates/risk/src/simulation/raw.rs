//! The form of `packs/risk/<id>/simulation.toml`.

use serde::{Deserialize, Serialize};

use crate::Title;
use crate::calibration::Attribute;
use crate::model::SourceToml;

/// The whole file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SimulationToml {
    pub id: String,
    /// Drawn for each period.
    pub people: u32,
    /// Evidence is as old as this at most.
    pub look_back_days: u32,
    pub seed: u64,
    pub need: NeedToml,
    pub outcome: OutcomeToml,
    #[serde(rename = "group")]
    pub groups: Vec<GroupToml>,
    #[serde(rename = "told")]
    pub told: Vec<ToldToml>,
    #[serde(rename = "scenario")]
    pub scenarios: Vec<ScenarioToml>,
    #[serde(rename = "source")]
    pub sources: Vec<SourceToml>,
}

/// What nobody sees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeedToml {
    /// Standard deviation.
    pub spread: f64,
}

/// Log-odds of the outcome by need.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeToml {
    pub intercept: f64,
    pub slope: f64,
    pub source: String,
}

/// A group of people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupToml {
    pub by: Attribute,
    /// As the register writes it.
    pub label: String,
    /// Words of a place that is made up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Title>,
    /// Of all people, 0–1.
    pub share: f64,
    /// Moves the need of the group.
    #[serde(default)]
    pub need: f64,
}

/// How a kind of evidence comes to be known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToldToml {
    pub kind: String,
    /// Logarithm of the mean number of pieces at need 0.
    pub base: f64,
    pub slope: f64,
    /// Added to the log-odds of the outcome.
    #[serde(default)]
    pub effect: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<NoisyToml>,
}

/// What a score shows of the need.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoisyToml {
    /// Standard deviation.
    pub noise: f64,
    /// Rising.
    pub steps: Vec<crate::model::StepToml>,
}

/// What may go wrong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScenarioToml {
    pub code: String,
    pub title: Title,
    #[serde(default)]
    pub heard: Vec<HeardToml>,
    #[serde(default)]
    pub rumoured: Vec<RumouredToml>,
}

/// Less comes to be known of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeardToml {
    pub by: Attribute,
    pub label: String,
    /// Only these kinds; empty: all.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// Of the pieces, 0–1.
    pub share: f64,
}

/// More is told of a group than there is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RumouredToml {
    pub by: Attribute,
    pub label: String,
    pub kind: String,
    /// On average, for each person.
    pub pieces: f64,
}
