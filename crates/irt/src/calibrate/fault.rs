//! What can be wrong with answers that are to be calibrated.

use thiserror::Error;

/// Why there is no calibration.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum CalibrationFault {
    /// Too few people answered anything.
    #[error("expected answers of at least {needed} persons, found {found}; with fewer, parameters are mostly chance")]
    TooFewPersons {
        /// How many are needed.
        needed: usize,
        /// How many there are.
        found: usize,
    },
    /// One slope and one θ cannot be told apart with fewer than three items.
    #[error("expected at least 3 items with different answers, found {found}; with fewer, slopes are not determined")]
    TooFewItems {
        /// How many there are.
        found: usize,
    },
    /// More codes than categories are allowed.
    #[error("item {item}: expected 2 to {most} different codes, found {found}; is the column an item?")]
    TooManyCategories {
        /// The item.
        item: String,
        /// The most that are allowed.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// The two-parameter model was asked for.
    #[error("item {item}: the model 2pl expects two codes, found {codes:?}; use the model grm")]
    NotTwo {
        /// The item.
        item: String,
        /// Its codes.
        codes: Vec<i32>,
    },
    /// Items that fall while the others rise.
    #[error("these items run against the others: {}; score them the other way, or leave them out", items.join(", "))]
    Against {
        /// The items.
        items: Vec<String>,
    },
    /// The climb ended where the parameters are no item: the answers do not determine them.
    #[error(
        "item {item}: no usable parameters were found (slope {slope}); leave it out, collapse rare categories or use weak priors"
    )]
    Undetermined {
        /// The item.
        item: String,
        /// The slope.
        slope: f64,
    },
}

/// What a reader of a calibration has to know.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Warning {
    /// Everybody gave the same answer, or nobody gave one.
    #[error("item {item}: left out, all answers are {code:?}")]
    LeftOut {
        /// The item.
        item: String,
        /// The one code, if there is any.
        code: Option<i32>,
    },
    /// Codes between others that nobody used.
    #[error("item {item}: nobody answered {codes:?}; categories are counted over the codes that were used")]
    Unused {
        /// The item.
        item: String,
        /// Codes that other items have.
        codes: Vec<i32>,
    },
    /// A category with few answers.
    #[error("item {item}: only {count} persons answered {code}; its threshold is uncertain")]
    Rare {
        /// The item.
        item: String,
        /// The code.
        code: i32,
        /// How many.
        count: usize,
    },
    /// People without any answer.
    #[error("{count} persons have no answer and were not counted")]
    NoAnswers {
        /// How many.
        count: usize,
    },
    /// Enough to calibrate, few to rely on.
    #[error("only {found} persons: errors are large; 500 and more are usual for graded items")]
    FewPersons {
        /// How many there are.
        found: usize,
    },
    /// The highest likelihood was not reached.
    #[error("no convergence after {steps} steps: about {gain:.2e} of log-likelihood is missing; do not use these parameters")]
    NotConverged {
        /// EM steps.
        steps: usize,
        /// What a Newton step promises.
        gain: f64,
    },
    /// The information is not positive definite.
    #[error("no standard errors: the answers do not determine all parameters")]
    NoErrors,
    /// A slope so high that the item nearly is a step.
    #[error("item {item}: slope {slope:.1} is implausibly high; are two items the same question, or is a category nearly empty?")]
    Steep {
        /// The item.
        item: String,
        /// The slope.
        slope: f64,
    },
}
