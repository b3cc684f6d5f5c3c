//! What a campaign asks: instruments in their order, some only after a certain result of an earlier one.

use serde::{Deserialize, Serialize};
use xinqiao_kernel::TestForm;

/// One instrument of a campaign, tied to the version with which the campaign was planned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Code of the instrument's pack.
    pub instrument: String,
    /// Version of the pack: it stays, whatever version comes into force while the campaign runs.
    pub version: String,
    /// All questions, or those that the answers lead to.
    #[serde(default = "TestForm::unsaid", skip_serializing_if = "TestForm::is_fixed")]
    pub form: TestForm,
    /// Asked only after this; always, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<Only>,
}

/// A result of an earlier part after which a part is asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Only {
    /// Place of the earlier part, from 0.
    pub after: usize,
    /// The total of that part is at least this.
    pub total_from: f64,
}

/// What an earlier part gave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Given {
    /// Its total; `None` where the instrument's rule gave none (something was missing).
    Answered(Option<f64>),
    /// It was not asked.
    Passed,
}

/// What comes after some parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// This part is asked.
    Part(usize),
    /// All is answered.
    Done,
}

/// Why parts are no course.
#[derive(Debug, Clone, PartialEq)]
pub enum CourseFault {
    /// No instrument.
    Empty,
    /// More than the pack allows.
    TooMany {
        /// Most that are allowed.
        most: usize,
    },
    /// The same instrument twice: a person would not know why.
    Twice {
        /// Its place.
        part: usize,
    },
    /// A condition speaks of the part itself or of a later one.
    NotEarlier {
        /// Its place.
        part: usize,
    },
    /// A condition is no number.
    NotANumber {
        /// Its place.
        part: usize,
    },
}

/// The parts of a campaign. Made by [`Course::new`] only: never empty, no instrument twice, conditions look back.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    parts: Vec<Part>,
}

impl Course {
    /// Checks the parts.
    ///
    /// Errors: the first fault.
    pub fn new(parts: Vec<Part>, most: usize) -> Result<Self, CourseFault> {
        if parts.is_empty() {
            return Err(CourseFault::Empty);
        }
        if most < parts.len() {
            return Err(CourseFault::TooMany { most });
        }
        for (place, part) in parts.iter().enumerate() {
            if parts.iter().take(place).any(|earlier| earlier.instrument == part.instrument) {
                return Err(CourseFault::Twice { part: place });
            }
            if let Some(only) = &part.only {
                if place <= only.after {
                    return Err(CourseFault::NotEarlier { part: place });
                }
                if !only.total_from.is_finite() {
                    return Err(CourseFault::NotANumber { part: place });
                }
            }
        }
        Ok(Self { parts })
    }

    /// The parts in their order.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The part that asks with an instrument, with its place.
    pub fn with(&self, instrument: &str) -> Option<(usize, &Part)> {
        self.parts.iter().enumerate().find(|(_, part)| part.instrument == instrument)
    }

    /// What is asked after what was given for the parts from the first on.
    ///
    /// A condition whose earlier part has no total asks: what is missing must not spare somebody a question that was meant for them. A condition on a
    /// part that was not asked itself does not ask.
    pub fn next(&self, given: &[Given]) -> Next {
        let mut known: Vec<Given> = given.to_vec();
        for (place, part) in self.parts.iter().enumerate().skip(given.len()) {
            let asks = part.only.as_ref().is_none_or(|only| match known.get(only.after) {
                Some(Given::Answered(total)) => total.is_none_or(|total| only.total_from <= total),
                Some(Given::Passed) | None => false,
            });
            if asks {
                return Next::Part(place);
            }
            known.push(Given::Passed);
        }
        Next::Done
    }

    /// Does a later part look back at the part at this place?
    pub fn is_looked_back_at(&self, place: usize) -> bool {
        self.parts.iter().any(|part| part.only.as_ref().is_some_and(|only| only.after == place))
    }
}
