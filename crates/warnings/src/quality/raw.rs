//! The written form of `quality/<id>/quality.toml`.

use jiff::civil::{Date, Time};
use serde::Deserialize;

use super::Ending;
use super::missed::Words;
use crate::rule::SourceToml;
use crate::{Code, Level};

/// The file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QualityToml {
    pub id: Code,
    pub version: Code,
    pub valid_from: Date,
    #[serde(default, rename = "source")]
    pub sources: Vec<SourceToml>,
    pub judged: JudgedToml,
    pub period: PeriodToml,
    pub bad: BadToml,
    pub review: ReviewToml,
    pub model: ModelToml,
    pub area: AreaToml,
}

/// What endings say; those in neither list say nothing.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JudgedToml {
    pub right: Vec<Ending>,
    pub wrong: Vec<Ending>,
    pub source: String,
}

/// A number with its source.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberToml {
    pub is: i64,
    pub source: String,
}

/// When a period is counted.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodToml {
    pub settle_days: NumberToml,
}

/// Which figures are bad.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BadToml {
    pub least_judged: NumberToml,
    pub least_timed: NumberToml,
    pub precision_below_percent: NumberToml,
    pub lapsed_above_percent: NumberToml,
}

/// Limits and lists of reviews of what was missed.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewToml {
    pub look_back_days: NumberToml,
    pub due_days: NumberToml,
    pub second_days: NumberToml,
    pub scan_days: NumberToml,
    pub day_ends: Time,
    #[serde(default, rename = "event")]
    pub events: Vec<EventToml>,
    #[serde(default, rename = "finding")]
    pub findings: Vec<FindingToml>,
}

/// Something that happens, and the facts that tell of it; without facts somebody records it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventToml {
    pub code: Code,
    pub title: Words,
    #[serde(default)]
    pub risk: Vec<Code>,
    #[serde(default)]
    pub sources: Vec<Code>,
    #[serde(default)]
    pub any_red: bool,
    #[serde(default)]
    pub emergencies: Vec<Code>,
    pub source: String,
}

/// Something that a review can find.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingToml {
    pub code: Code,
    pub title: Words,
    pub is_miss: bool,
    pub source: String,
}

/// By which outcome the levels of the risk model are judged.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelToml {
    pub window_days: NumberToml,
    pub least_people: NumberToml,
    pub least_outcomes: NumberToml,
    pub outcome: OutcomeToml,
    pub flagged_from: ChoiceToml,
    pub age_from: ListToml,
    pub bins_percent: ListToml,
}

/// The outcome: a confirmed warning of this level that was no false alarm.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeToml {
    pub level: Level,
    pub source: String,
}

/// A level with its source.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceToml {
    pub is: Level,
    pub source: String,
}

/// Whole numbers with their source.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListToml {
    pub is: Vec<i64>,
    pub source: String,
}

/// When a place has more than its own past lets expect.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaToml {
    pub baseline_weeks: NumberToml,
    pub gap_weeks: NumberToml,
    pub deviations_milli: NumberToml,
    pub least_persons: NumberToml,
    pub due_days: NumberToml,
    pub keep_weeks: NumberToml,
    pub words: Vec<Code>,
    #[serde(default, rename = "reason")]
    pub reasons: Vec<ReasonToml>,
    pub source: String,
}

/// What came of a notice about a place.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReasonToml {
    pub code: Code,
    pub title: Words,
}
