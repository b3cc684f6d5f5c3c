//! `items.toml`: option sets and questions.

use serde::{Deserialize, Serialize};

use super::ConditionToml;

/// The whole of `items.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemsToml {
    /// Option sets.
    #[serde(default)]
    pub scale: Vec<ScaleToml>,
    /// Questions in the order in which they are asked.
    #[serde(default)]
    pub item: Vec<ItemToml>,
}

/// One option set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScaleToml {
    /// Code that items refer to.
    pub code: String,
    /// Value of each option, in the order in which the options are shown.
    pub values: Vec<i64>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemToml {
    /// Short code, unique in the instrument.
    pub code: String,
    /// Option set of a choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<String>,
    /// May be left blank without making the form incomplete.
    #[serde(default)]
    pub optional: bool,
    /// False for an auxiliary question, which is never part of completeness or alpha.
    #[serde(default = "yes")]
    pub scored: bool,
    /// When the question is asked; absent: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_if: Option<ConditionToml>,
    /// Kind of answer.
    #[serde(default)]
    pub kind: ItemKind,
    /// Smallest number that may be answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// Largest number that may be answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// Whether a number must be whole; absent: it need not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<bool>,
}

/// Kind of answer that a question takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// One of the values of a scale.
    #[default]
    Choice,
    /// A number between bounds.
    Number,
    /// A time of day, kept as hours in [0, 24).
    Clock,
}

fn yes() -> bool {
    true
}
