//! Questions that an adaptive test may ask.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::item::{Item, ItemFault, MOST_CATEGORIES};

/// What an answer to a question says about θ.
#[derive(Debug, Clone, PartialEq)]
pub enum Scale {
    /// As its parameters say.
    Item(Item),
    /// Nothing: it is asked for its own sake and has this many categories.
    Silent {
        /// The name by which the question is told.
        id: String,
        /// 2 to 10.
        categories: usize,
    },
}

/// A question of a bank.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Entry {
    /// What it measures.
    pub scale: Scale,
    /// The part of the subject that it belongs to.
    pub area: Option<String>,
    /// Everybody is asked, whatever the other answers say: questions about suicide.
    pub is_mandatory: bool,
    /// Sympson and Hetter's parameter: the probability that the question is asked when it is chosen. 1 for everybody.
    pub exposure: f64,
}

/// As a question stands in a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    a: Option<f64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    b: Vec<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    categories: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    area: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    mandatory: bool,
    #[serde(default = "everybody", skip_serializing_if = "is_everybody")]
    exposure: f64,
}

const fn everybody() -> f64 {
    1.0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_everybody(exposure: &f64) -> bool {
    *exposure >= 1.0
}

/// Why questions are no bank.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum BankFault {
    /// There is no question.
    #[error("a bank without questions")]
    Empty,
    /// Parameters that are none.
    #[error(transparent)]
    Item(#[from] ItemFault),
    /// Two questions of one name.
    #[error("question {0} stands in the bank twice: expected each once")]
    Twice(String),
    /// A question without parameters that is not mandatory would never be asked.
    #[error("question {0} has no parameters: give it a and b, or make it mandatory")]
    NeverAsked(String),
    /// A question without parameters needs to say how it is answered.
    #[error("question {id} has no parameters: expected 2 to {MOST_CATEGORIES} categories, found {found}")]
    Categories {
        /// The question.
        id: String,
        /// How many it has.
        found: usize,
    },
    /// No probability.
    #[error("question {id}: exposure: expected more than 0 and at most 1, found {found}")]
    Exposure {
        /// The question.
        id: String,
        /// Its parameter.
        found: f64,
    },
}

/// Questions that were checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Bank {
    entries: Vec<Entry>,
}

impl Entry {
    /// A question with parameters, of no area, asked when it tells most.
    pub fn of(item: Item) -> Self {
        Self { scale: Scale::Item(item), area: None, is_mandatory: false, exposure: 1.0 }
    }

    /// The name by which it is told.
    pub fn id(&self) -> &str {
        match &self.scale {
            Scale::Item(item) => item.id(),
            Scale::Silent { id, .. } => id,
        }
    }

    /// How many categories there are.
    pub fn categories(&self) -> usize {
        match &self.scale {
            Scale::Item(item) => item.categories(),
            Scale::Silent { categories, .. } => *categories,
        }
    }

    /// Its parameters, if it has any.
    pub fn item(&self) -> Option<&Item> {
        match &self.scale {
            Scale::Item(item) => Some(item),
            Scale::Silent { .. } => None,
        }
    }
}

impl Bank {
    /// Checks questions.
    ///
    /// Errors: the first question that does not fit, and why.
    pub fn new(entries: Vec<Entry>) -> Result<Self, BankFault> {
        if entries.is_empty() {
            return Err(BankFault::Empty);
        }
        let mut seen = BTreeSet::new();
        for entry in &entries {
            let id = entry.id().to_owned();
            if entry.item().is_none() && !entry.is_mandatory {
                return Err(BankFault::NeverAsked(id));
            }
            if !(2..=MOST_CATEGORIES).contains(&entry.categories()) {
                return Err(BankFault::Categories { id, found: entry.categories() });
            }
            if !(entry.exposure > 0.0 && entry.exposure <= 1.0) {
                return Err(BankFault::Exposure { id, found: entry.exposure });
            }
            if !seen.insert(id) {
                return Err(BankFault::Twice(entry.id().to_owned()));
            }
        }
        Ok(Self { entries })
    }

    /// The questions, in the order of the bank.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Where `id` stands.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.entries.iter().position(|entry| entry.id() == id)
    }

    /// The same with other exposure parameters, one for each question.
    pub(crate) fn exposed(&self, parameters: &[f64]) -> Self {
        let with = |(entry, exposure): (&Entry, &f64)| Entry { exposure: *exposure, ..entry.clone() };
        Self { entries: self.entries.iter().zip(parameters).map(with).collect() }
    }
}

impl TryFrom<Written> for Entry {
    type Error = BankFault;

    fn try_from(written: Written) -> Result<Self, BankFault> {
        let scale = match written.a {
            Some(slope) => Scale::Item(Item::new(written.id, slope, written.b)?),
            None => Scale::Silent { categories: written.categories.unwrap_or(0), id: written.id },
        };
        Ok(Self { scale, area: written.area, is_mandatory: written.mandatory, exposure: written.exposure })
    }
}

impl From<Entry> for Written {
    fn from(entry: Entry) -> Self {
        let (id, a, b, categories) = match entry.scale {
            Scale::Item(item) => (item.id().to_owned(), Some(item.slope()), item.thresholds().to_vec(), None),
            Scale::Silent { id, categories } => (id, None, Vec::new(), Some(categories)),
        };
        Self { id, a, b, categories, area: entry.area, mandatory: entry.is_mandatory, exposure: entry.exposure }
    }
}
