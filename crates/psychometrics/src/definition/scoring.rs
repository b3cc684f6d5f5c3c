//! `scoring.toml`: quantities, conditions, bands, decisions, critical items, validity.

use serde::{Deserialize, Serialize};
use xinqiao_kernel::Sex;

/// The whole of `scoring.toml`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoringToml {
    /// Score or decision whose band fills the column `band`; absent: the total where it has bands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub primary: Option<String>,
    /// Quantities, computed in this order.
    #[serde(default)]
    pub score: Vec<ScoreToml>,
    /// Named conditions.
    #[serde(default)]
    pub rule: Vec<RuleToml>,
    /// Results that are not sums.
    #[serde(default)]
    pub decision: Vec<DecisionToml>,
    /// Blocks of bands; the first whose population fits is used.
    #[serde(default)]
    pub bands: Vec<BandsToml>,
    /// Positive screens.
    #[serde(default)]
    pub screen: Vec<ScreenToml>,
    /// Critical items.
    #[serde(default)]
    pub critical: Vec<CriticalToml>,
    /// Checks of the quality of the answers.
    #[serde(default)]
    pub validity: Vec<ValidityToml>,
}

/// One quantity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreToml {
    /// Code; later quantities name it `@code`.
    pub code: String,
    /// How the value is computed.
    pub method: Method,
    /// Terms of the method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<TermsToml>,
    /// Items that are reversed first: min + max − x.
    #[serde(default)]
    pub reverse: Vec<String>,
    /// Factor after the method.
    #[serde(default = "one")]
    pub times: f64,
    /// Summand after the factor.
    #[serde(default)]
    pub plus: f64,
    /// Round down at the end.
    #[serde(default)]
    pub floor: bool,
    /// Smallest and largest possible value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<[f64; 2]>,
    /// What a higher value means.
    #[serde(default)]
    pub higher: Direction,
    /// How many items may be missing when prorating is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<MissingToml>,
    /// False for a step on the way, which is not a column of the result.
    #[serde(default = "yes")]
    pub report: bool,
    /// Conditions that `count` counts.
    #[serde(default)]
    pub when: Vec<ConditionToml>,
    /// `count_items`: counted from this value upwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// `count_items`: counted up to this value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
    /// `count_items`: counted at this value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub equals: Option<f64>,
    /// `weighted`: one weight for each term.
    #[serde(default)]
    pub weights: Vec<f64>,
    /// `banded`: the first cut that holds gives the value.
    #[serde(default)]
    pub cuts: Vec<CutToml>,
    /// Document and clause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// How a quantity is computed from its terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Sum of the terms.
    Sum,
    /// Mean of the terms.
    Mean,
    /// Largest term.
    Max,
    /// Smallest term.
    Min,
    /// How many of the conditions hold.
    Count,
    /// How many of the terms pass one comparison.
    CountItems,
    /// Σ weight·term.
    Weighted,
    /// First term by second; no value when the second is 0.
    Ratio,
    /// Value of the first cut that holds for the single term.
    Banded,
    /// Hours from the first clock to the second across midnight, in (0, 24].
    HoursBetween,
}

/// Terms of a method: a list, or all scored items in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "\"all\" or a list of item codes and @scores")]
pub enum TermsToml {
    /// A word; only `all` has a meaning.
    Word(String),
    /// Item codes and `@code` of earlier quantities.
    List(Vec<String>),
}

/// One cut of a banded quantity; without a bound it always holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CutToml {
    /// Holds up to this value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
    /// Holds below this value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<f64>,
    /// Holds from this value upwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// Holds above this value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<f64>,
    /// Value of the quantity when the cut holds.
    pub value: f64,
}

/// How many of a score's items may be missing when prorating is asked for; exactly one key.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissingToml {
    /// Largest number of missing items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u32>,
    /// Smallest share of answered items, 0–1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_answered_share: Option<f64>,
}

/// What a higher value of a score means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More burden.
    Worse,
    /// Less burden.
    Better,
    /// No direction.
    #[default]
    Neither,
}

/// A condition; which of the keys belong together is checked by `compile`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ConditionToml {
    /// Code of an item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// Code of a score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<String>,
    /// Holds from this value upwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// Holds up to this value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
    /// Holds at this value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equals: Option<f64>,
    /// Holds above this value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub above: Option<f64>,
    /// Holds below this value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub below: Option<f64>,
    /// Holds at each of these values.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub one_of: Option<Vec<f64>>,
    /// Every one holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all: Option<Vec<ConditionToml>>,
    /// At least one holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub any: Option<Vec<ConditionToml>>,
    /// The condition does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not: Option<Box<ConditionToml>>,
    /// At least so many of `of` hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least_n: Option<u32>,
    /// Conditions that `at_least_n` counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<Vec<ConditionToml>>,
    /// Sex of the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
}

/// A named condition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleToml {
    /// Code, unique in its list.
    pub code: String,
    /// The condition.
    pub when: ConditionToml,
    /// Document and clause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A result that is not a sum.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionToml {
    /// Code, unique in its list.
    pub code: String,
    /// Given only when every level is false.
    pub otherwise: String,
    /// From most to least severe; the first that is true wins.
    #[serde(default)]
    pub level: Vec<LevelToml>,
    /// Document and clause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// One level of a decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelToml {
    /// Code, unique in its list.
    pub code: String,
    /// The condition.
    pub when: ConditionToml,
    /// 1–4.
    pub attention: u8,
}

/// Bands of one score for one population.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BandsToml {
    /// Code of a score.
    pub score: String,
    /// Whom the block is for; absent: everyone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<PopulationToml>,
    /// Document and clause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Bands, in any order.
    #[serde(default)]
    pub band: Vec<BandToml>,
}

/// Whom a block of bands is for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PopulationToml {
    /// Sex of the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Completed years, inclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_age: Option<u8>,
    /// Completed years, inclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_age: Option<u8>,
    /// Matches only when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub setting: Option<String>,
}

/// One band; exactly one of `to` and `below`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BandToml {
    /// Code, unique in its list.
    pub code: String,
    /// Inclusive.
    pub from: f64,
    /// Inclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<f64>,
    /// Exclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<f64>,
    /// 1–4.
    pub attention: u8,
}

/// A positive screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScreenToml {
    /// Code, unique in its list.
    pub code: String,
    /// The condition.
    pub when: ConditionToml,
    /// Document and clause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A critical item; exactly one comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriticalToml {
    /// Code of an item.
    pub item: String,
    /// Holds from this value upwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// Holds up to this value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
    /// Holds at this value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub equals: Option<f64>,
    /// Holds at each of these values.
    #[serde(rename = "in", default, skip_serializing_if = "Option::is_none")]
    pub one_of: Option<Vec<f64>>,
    /// Kind, from a closed list.
    pub kind: CriticalKind,
    /// How strong it is.
    pub strength: Strength,
    /// Instruments to ask next.
    #[serde(default)]
    pub follow_on: Vec<String>,
    /// Document and clause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// What a critical answer speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CriticalKind {
    /// Suicide.
    Suicide,
    /// Harm to oneself.
    SelfHarm,
    /// Harm to others.
    HarmToOthers,
    /// Psychosis.
    Psychosis,
}

/// How strong a critical answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Take more care.
    Soft,
    /// Talk soon, whatever the total.
    Hard,
}

/// A check of the quality of the answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValidityToml {
    /// Code, unique in its list.
    pub code: String,
    /// Kind, from a closed list.
    pub kind: ValidityKind,
    /// `score`: fires when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<ConditionToml>,
    /// `fast`: fires below so many seconds for each answered item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds_per_item: Option<f64>,
    /// `contradiction`: pairs of items that should be answered alike.
    #[serde(default)]
    pub pairs: Vec<[String; 2]>,
    /// `contradiction`: fires when two answers lie at least so far apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance: Option<f64>,
    /// What happens when it fires.
    pub effect: Effect,
    /// Document and clause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Kind of a validity check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValidityKind {
    /// A condition over scores.
    Score,
    /// All scored items answered alike.
    StraightLine,
    /// Answered too quickly.
    Fast,
    /// Pairs answered too far apart.
    Contradiction,
}

/// What a validity check does when it fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// No total, no band.
    Invalid,
    /// Only a flag.
    Flag,
}

fn one() -> f64 {
    1.0
}

fn yes() -> bool {
    true
}
