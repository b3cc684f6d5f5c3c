//! How an adaptive test begins, chooses and ends.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::cat::bank::Bank;
use crate::grid::Prior;

/// What is wanted of the next question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Selection {
    /// The most information at the θ of now.
    #[default]
    MaximumInformation,
    /// The most information on the average over what is believed of θ now; steadier while little is known (van der Linden 1998).
    PosteriorInformation,
}

/// How it is prevented that everybody gets the same questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exposure {
    /// It is not.
    #[default]
    Free,
    /// One of the best so many, by chance (Kingsbury and Zara 1989).
    Randomesque(usize),
    /// By the parameters of the bank: a question that was chosen and not asked is set aside for this sitting (Sympson and Hetter 1985).
    SympsonHetter,
}

/// Rules of a test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rules {
    /// θ for which the first question is chosen.
    pub start: f64,
    /// What is believed before the first answer.
    pub prior: Prior,
    /// Which question is wanted.
    pub selection: Selection,
    /// Who may see which.
    pub exposure: Exposure,
    /// With fewer answered questions the test does not end by itself.
    pub least: usize,
    /// The most questions. Mandatory questions are asked also beyond it.
    pub most: usize,
    /// The error of θ that is small enough.
    pub precise: Option<f64>,
    /// The test ends when no question left has this much information. Unit: 1/θ².
    pub informative: Option<f64>,
    /// Shares of the questions by area, in any unit. Areas that are not named are free; empty: none is watched.
    pub areas: BTreeMap<String, f64>,
    /// After so many questions the mandatory ones are asked; without it at the end.
    pub mandatory_after: Option<usize>,
}

impl Default for Rules {
    /// From 0 under N(0, 1), 4 to 12 questions, until the error is at most 0.30.
    fn default() -> Self {
        Self {
            start: 0.0,
            prior: Prior::default(),
            selection: Selection::default(),
            exposure: Exposure::default(),
            least: 4,
            most: 12,
            precise: Some(0.30),
            informative: None,
            areas: BTreeMap::new(),
            mandatory_after: None,
        }
    }
}

/// Why rules are none.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum RulesFault {
    /// A number that cannot be meant.
    #[error("{what}: expected {expected}, found {found}")]
    Number {
        /// Which rule.
        what: &'static str,
        /// What would have been right.
        expected: &'static str,
        /// What is there.
        found: f64,
    },
    /// More at least than at most.
    #[error("expected the least number of questions to be at most the most, found {least} and {most}")]
    Lengths {
        /// At least.
        least: usize,
        /// At most.
        most: usize,
    },
    /// A share for an area of which the bank has no question.
    #[error("area {0}: the bank has no question of this area")]
    NoSuchArea(String),
}

impl Rules {
    /// Do the rules make sense for this bank?
    pub(crate) fn check(&self, bank: &Bank) -> Result<(), RulesFault> {
        let number = |what, expected, found, is_right: bool| {
            if is_right { Ok(()) } else { Err(RulesFault::Number { what, expected, found }) }
        };
        number("start", "a number from -4 to 4", self.start, (-4.0..=4.0).contains(&self.start))?;
        if let Some(precise) = self.precise {
            number("precise", "an error above 0", precise, precise.is_finite() && precise > 0.0)?;
        }
        if let Some(informative) = self.informative {
            number("informative", "an information above 0", informative, informative.is_finite() && informative > 0.0)?;
        }
        if let Exposure::Randomesque(count) = self.exposure {
            number("randomesque", "1 or more questions", count as f64, count > 0)?;
        }
        number("most", "1 or more questions", self.most as f64, self.most > 0)?;
        if self.least > self.most {
            return Err(RulesFault::Lengths { least: self.least, most: self.most });
        }
        for (area, share) in &self.areas {
            number("areas", "shares above 0", *share, share.is_finite() && *share > 0.0)?;
            if !bank.entries().iter().any(|entry| entry.area.as_ref() == Some(area)) {
                return Err(RulesFault::NoSuchArea(area.clone()));
            }
        }
        Ok(())
    }
}
