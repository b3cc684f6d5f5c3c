//! How a quantity is computed from its terms.

use crate::TOLERANCE;
use crate::condition::{Condition, Facts, Reading, Source, Test};
use crate::instrument::Score;

/// One term: a source, reversed or not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Term {
    pub source: Source,
    /// min + max of the item's scale when the term is reversed.
    pub flip: Option<f64>,
    /// A blank leaves the term out instead of taking the score's value away.
    pub optional: bool,
}

impl Term {
    pub(crate) fn read(&self, facts: &Facts<'_>) -> Reading {
        match (facts.read(self.source), self.flip) {
            (Reading::Value(value), Some(ends)) => Reading::Value(ends - value),
            (Reading::Missing, _) if self.optional => Reading::Skipped,
            (reading, _) => reading,
        }
    }
}

/// How many of a score's items may be missing when prorating is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Allowance {
    Max(u32),
    MinShare(f64),
}

impl Allowance {
    fn allows(self, answered: u32, missing: u32) -> bool {
        match self {
            Allowance::Max(most) => missing <= most,
            Allowance::MinShare(share) => share - TOLERANCE <= f64::from(answered) / f64::from(answered + missing),
        }
    }
}

/// The four methods that fold all terms into one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fold {
    Sum,
    Mean,
    Max,
    Min,
}

/// A method with its terms.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Formula {
    Fold {
        fold: Fold,
        terms: Vec<Term>,
    },
    Count(Vec<Condition>),
    CountItems {
        terms: Vec<Term>,
        test: Test,
    },
    Weighted {
        terms: Vec<Term>,
        weights: Vec<f64>,
    },
    Ratio {
        numerator: Term,
        denominator: Term,
    },
    /// A cut without a test always holds.
    Banded {
        term: Term,
        cuts: Vec<(Option<Test>, f64)>,
    },
    HoursBetween {
        from: Term,
        to: Term,
    },
}

/// A computed value and whether missing items were filled in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Computed {
    pub value: f64,
    pub prorated: bool,
}

impl Score {
    /// The value for one form; `None` when something that it needs is missing.
    ///
    /// With `prorate`, missing items are replaced by the mean of the score's answered items (after reversal) as far as the
    /// definition allows. Items rightly not asked and optional blanks are left out of the method.
    pub(crate) fn compute(&self, facts: &Facts<'_>, prorate: bool) -> Option<Computed> {
        let Computed { value, prorated } = match &self.formula {
            Formula::Fold { fold, terms } => self.fold(*fold, terms, facts, prorate)?,
            Formula::Count(conditions) => exact(count(conditions, facts)?),
            Formula::CountItems { terms, test } => {
                self.each(terms, facts, prorate, |_, value| f64::from(u8::from(test.holds(value))))?
            }
            Formula::Weighted { terms, weights } => {
                self.each(terms, facts, prorate, |index, value| weights.get(index).map_or(0.0, |weight| weight * value))?
            }
            Formula::Ratio { numerator, denominator } => exact(ratio(numerator, denominator, facts)?),
            Formula::Banded { term, cuts } => exact(banded(term, cuts, facts)?),
            Formula::HoursBetween { from, to } => exact(hours_between(from, to, facts)?),
        };
        let value = value * self.times + self.plus;
        let value = if self.floor { (value + TOLERANCE).floor() } else { value };
        Some(Computed { value, prorated })
    }

    fn fold(&self, fold: Fold, terms: &[Term], facts: &Facts<'_>, prorate: bool) -> Option<Computed> {
        let tally = Tally::of(terms, facts);
        let prorated = self.accepts(&tally, prorate)?;
        let (answered, missing) = (f64::from(tally.answered), f64::from(tally.missing));
        let value = match fold {
            Fold::Sum if prorated => tally.sum * (answered + missing) / answered,
            Fold::Sum => tally.sum,
            Fold::Mean | Fold::Max | Fold::Min if tally.answered == 0 => return None,
            Fold::Mean => tally.sum / answered,
            Fold::Max => tally.max,
            Fold::Min => tally.min,
        };
        Some(Computed { value, prorated })
    }

    /// Adds up a part for each term; a missing item takes the mean of the answered ones when prorating.
    fn each(&self, terms: &[Term], facts: &Facts<'_>, prorate: bool, part: impl Fn(usize, f64) -> f64) -> Option<Computed> {
        let tally = Tally::of(terms, facts);
        let prorated = self.accepts(&tally, prorate)?;
        let mean = tally.sum / f64::from(tally.answered.max(1));
        let mut value = 0.0;
        for (index, term) in terms.iter().enumerate() {
            match term.read(facts) {
                Reading::Value(reading) => value += part(index, reading),
                Reading::Missing => value += part(index, mean),
                Reading::Skipped => {}
            }
        }
        Some(Computed { value, prorated })
    }

    /// Whether the terms suffice: `Some(false)` as they are, `Some(true)` after prorating, `None` not at all.
    fn accepts(&self, tally: &Tally, prorate: bool) -> Option<bool> {
        if tally.missing == 0 && !tally.lacks_score {
            return Some(false);
        }
        let may = prorate && !tally.lacks_score && tally.answered != 0 && self.allowance.allows(tally.answered, tally.missing);
        may.then_some(true)
    }
}

struct Tally {
    sum: f64,
    max: f64,
    min: f64,
    answered: u32,
    missing: u32,
    /// A term that is itself a score has no value; only items are filled in.
    lacks_score: bool,
}

impl Tally {
    fn of(terms: &[Term], facts: &Facts<'_>) -> Self {
        let mut tally =
            Tally { sum: 0.0, max: f64::NEG_INFINITY, min: f64::INFINITY, answered: 0, missing: 0, lacks_score: false };
        for term in terms {
            match term.read(facts) {
                Reading::Value(value) => {
                    tally.sum += value;
                    tally.max = tally.max.max(value);
                    tally.min = tally.min.min(value);
                    tally.answered += 1;
                }
                Reading::Missing => match term.source {
                    Source::Item(_) => tally.missing += 1,
                    Source::Score(_) => tally.lacks_score = true,
                },
                Reading::Skipped => {}
            }
        }
        tally
    }
}

fn exact(value: f64) -> Computed {
    Computed { value, prorated: false }
}

fn count(conditions: &[Condition], facts: &Facts<'_>) -> Option<f64> {
    let mut held = 0.0;
    for condition in conditions {
        held += f64::from(u8::from(condition.holds(facts)?));
    }
    Some(held)
}

fn ratio(numerator: &Term, denominator: &Term, facts: &Facts<'_>) -> Option<f64> {
    let (above, below) = (value_of(numerator, facts)?, value_of(denominator, facts)?);
    (TOLERANCE < below.abs()).then_some(above / below)
}

fn banded(term: &Term, cuts: &[(Option<Test>, f64)], facts: &Facts<'_>) -> Option<f64> {
    let value = value_of(term, facts)?;
    cuts.iter().find(|(test, _)| test.as_ref().is_none_or(|test| test.holds(value))).map(|(_, value)| *value)
}

fn hours_between(from: &Term, to: &Term, facts: &Facts<'_>) -> Option<f64> {
    let hours = (value_of(to, facts)? - value_of(from, facts)?).rem_euclid(24.0);
    Some(if hours <= TOLERANCE { 24.0 } else { hours })
}

fn value_of(term: &Term, facts: &Facts<'_>) -> Option<f64> {
    match term.read(facts) {
        Reading::Value(value) => Some(value),
        Reading::Missing | Reading::Skipped => None,
    }
}
