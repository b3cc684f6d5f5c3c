//! What a search for DIF found.

use thiserror::Error;

/// A comparison of two nested models.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// Twice the difference of the log-likelihoods.
    pub chi_square: f64,
    /// Degrees of freedom.
    pub freedom: usize,
    /// How likely that is by chance.
    pub p: f64,
}

/// How much an effect matters, by Nagelkerke's ΔR² of the group and its product together. Source: Jodoin and Gierl 2001.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Magnitude {
    /// Below 0.035.
    Negligible,
    /// From 0.035.
    Moderate,
    /// Above 0.070.
    Large,
}

impl Magnitude {
    pub(crate) fn of(change: f64) -> Self {
        match change {
            change if change < 0.035 => Self::Negligible,
            change if change <= 0.070 => Self::Moderate,
            _ => Self::Large,
        }
    }
}

/// Why an item was not tested.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Skipped {
    /// All answers are the same.
    #[error("all answers are the same")]
    NoVariance,
    /// More codes than the model has categories.
    #[error("more than 10 different codes")]
    TooManyCategories,
    /// A regression has no highest likelihood: score or group separate the answers.
    #[error("a regression did not converge: the answers are separated by the score or the group")]
    NotConverged,
}

/// What was found about one item.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemDif {
    /// The item.
    pub id: String,
    /// People who were compared.
    pub persons: usize,
    /// Group beside score.
    pub uniform: Verdict,
    /// Product beside both.
    pub non_uniform: Verdict,
    /// Both together.
    pub total: Verdict,
    /// p of both together after Holm's correction for all items.
    pub adjusted_p: f64,
    /// McFadden's ΔR² of both together.
    pub mcfadden: f64,
    /// Nagelkerke's ΔR² of both together.
    pub nagelkerke: f64,
    /// Nagelkerke's ΔR² of the group alone.
    pub nagelkerke_uniform: f64,
    /// Log-odds of a higher answer in each further group against the first, among people of the same score.
    pub log_odds: Vec<f64>,
    /// How much it matters.
    pub magnitude: Magnitude,
    /// Beyond chance and not negligible.
    pub is_flagged: bool,
}

/// What was found about all items.
#[derive(Debug, Clone, PartialEq)]
pub struct DifReport {
    /// Groups with how many people were compared; the first is the one against which the others are held.
    pub groups: Vec<(String, usize)>,
    /// People without a group or a score.
    pub left_out: usize,
    /// In the order of the items.
    pub items: Vec<(String, Result<ItemDif, Skipped>)>,
    /// How often the matching score was cleaned.
    pub rounds: usize,
    /// The flagged items were the same in the last two rounds, or nothing was cleaned.
    pub is_settled: bool,
}
