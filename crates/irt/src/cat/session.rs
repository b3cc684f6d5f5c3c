//! One person's sitting.

use serde::{Deserialize, Serialize};

use crate::score::{Answer, Estimate};

/// A question with its answer. `None`: the person was asked and did not want to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Where the question stands in the bank.
    pub entry: usize,
    /// The answer.
    pub answer: Answer,
}

/// A question that waits for its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Where it stands in the bank.
    pub entry: usize,
    /// It is asked because everybody is asked.
    pub is_mandatory: bool,
}

/// Why no more questions were chosen. Mandatory questions are asked before the end, whatever the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// θ is known well enough.
    Precise,
    /// As many questions as there may be.
    Most,
    /// No question left would tell enough.
    NothingToLearn,
    /// There is no question left.
    Exhausted,
}

/// The end of a sitting.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Done {
    /// Why.
    pub reason: Reason,
    /// θ.
    pub estimate: Estimate,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// This question.
    Ask(Asked),
    /// Nothing.
    Done(Done),
}

/// What is known of a sitting.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    pub(crate) seed: u64,
    pub(crate) given: Vec<Given>,
    /// questions that exposure control set aside, in the order in which it did
    pub(crate) aside: Vec<usize>,
    pub(crate) estimate: Estimate,
    /// logarithms of prior times likelihood at the points of the grid
    pub(crate) logs: Vec<f64>,
    /// the same as weights that add up to 1
    pub(crate) weights: Vec<f64>,
    pub(crate) step: Step,
}

impl Session {
    /// The seed of its chance.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Questions with answers, in their order.
    pub fn given(&self) -> &[Given] {
        &self.given
    }

    /// θ of now.
    pub fn estimate(&self) -> Estimate {
        self.estimate
    }

    /// What comes next.
    pub fn step(&self) -> Step {
        self.step
    }

    pub(crate) fn has(&self, entry: usize) -> bool {
        self.given.iter().any(|given| given.entry == entry)
    }
}
