//! Three-valued conditions with every name resolved to an index.

use xinqiao_kernel::Sex;

use crate::TOLERANCE;

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    Item(usize),
    Score(usize),
}

/// One comparison of a value; exact to [`TOLERANCE`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Test {
    AtLeast(f64),
    AtMost(f64),
    Equals(f64),
    Above(f64),
    Below(f64),
    In(Vec<f64>),
}

impl Test {
    pub(crate) fn holds(&self, value: f64) -> bool {
        match self {
            Test::AtLeast(bound) => *bound - TOLERANCE <= value,
            Test::AtMost(bound) => value <= *bound + TOLERANCE,
            Test::Equals(other) => (value - *other).abs() <= TOLERANCE,
            Test::Above(bound) => *bound + TOLERANCE < value,
            Test::Below(bound) => value < *bound - TOLERANCE,
            Test::In(list) => list.iter().any(|other| (value - other).abs() <= TOLERANCE),
        }
    }

    /// The numbers that the comparison names.
    pub(crate) fn numbers(&self) -> &[f64] {
        match self {
            Test::AtLeast(n) | Test::AtMost(n) | Test::Equals(n) | Test::Above(n) | Test::Below(n) => std::slice::from_ref(n),
            Test::In(list) => list,
        }
    }
}

/// A condition over items, scores and the person.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Condition {
    Compare { of: Source, test: Test },
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    AtLeastN { n: usize, of: Vec<Condition> },
    Sex(Sex),
}

/// A value as conditions and methods see it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Reading {
    Value(f64),
    /// Should be there and is not.
    Missing,
    /// Rightly not asked.
    Skipped,
}

/// What is known of one form while it is scored.
#[derive(Clone, Copy)]
pub(crate) struct Facts<'a> {
    pub answers: &'a [Option<f64>],
    /// One flag for each item, or empty when every item is always asked.
    pub skipped: &'a [bool],
    /// Scores computed so far.
    pub scores: &'a [Option<f64>],
    pub sex: Option<Sex>,
}

impl Facts<'_> {
    pub(crate) fn read(&self, source: Source) -> Reading {
        match source {
            Source::Item(index) => match self.answers.get(index).copied().flatten() {
                Some(value) => Reading::Value(value),
                None if self.is_skipped(index) => Reading::Skipped,
                None => Reading::Missing,
            },
            Source::Score(index) => match self.scores.get(index).copied().flatten() {
                Some(value) => Reading::Value(value),
                None => Reading::Missing,
            },
        }
    }

    pub(crate) fn is_skipped(&self, item: usize) -> bool {
        self.skipped.get(item).copied().unwrap_or(false)
    }
}

impl Condition {
    /// True, false, or unknown (`None`) because something is missing.
    pub(crate) fn holds(&self, facts: &Facts<'_>) -> Option<bool> {
        match self {
            Condition::Compare { of, test } => match facts.read(*of) {
                Reading::Value(value) => Some(test.holds(value)),
                Reading::Missing => None,
                Reading::Skipped => Some(false),
            },
            Condition::All(list) => {
                let mut known = true;
                for condition in list {
                    match condition.holds(facts) {
                        Some(false) => return Some(false),
                        Some(true) => {}
                        None => known = false,
                    }
                }
                known.then_some(true)
            }
            Condition::Any(list) => {
                let mut known = true;
                for condition in list {
                    match condition.holds(facts) {
                        Some(true) => return Some(true),
                        Some(false) => {}
                        None => known = false,
                    }
                }
                known.then_some(false)
            }
            Condition::Not(inner) => inner.holds(facts).map(|held| !held),
            Condition::AtLeastN { n, of } => at_least_n(*n, of, facts),
            Condition::Sex(sex) => facts.sex.map(|known| known == *sex),
        }
    }
}

fn at_least_n(n: usize, list: &[Condition], facts: &Facts<'_>) -> Option<bool> {
    let (mut held, mut open) = (0, list.len());
    for condition in list {
        match condition.holds(facts) {
            Some(true) => {
                held += 1;
                if n <= held {
                    return Some(true);
                }
            }
            Some(false) => {
                open -= 1;
                if open < n {
                    return Some(false);
                }
            }
            None => {}
        }
    }
    None
}
