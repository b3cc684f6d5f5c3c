//! Which figures of a rule are bad.

use super::QualityRules;

words! {
    /// What is bad about a rule.
    Bad {
        /// Too few of those whom it named needed attention.
        Imprecise = "imprecise",
        /// Too many of its signals lapsed: nobody decided in time.
        Lapses = "lapses",
    }
}

/// A part of a whole, in persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    pub part: u64,
    pub whole: u64,
}

/// Figures of one rule, as far as they may be seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// Right ones of those that were judged.
    pub right: Option<Part>,
    /// The upper end of the interval of that share, 0–1.
    pub right_at_most: Option<f64>,
    /// Lapsed ones of all.
    pub lapsed: Option<Part>,
}

impl QualityRules {
    /// What is bad about figures, in the order of [`Bad`]. Figures that may not be seen, and those of few persons, are never bad.
    ///
    /// Imprecise: the whole interval of the share lies below the limit, so that chance alone does not make a rule bad.
    pub fn judge(&self, figures: &Figures) -> Vec<Bad> {
        let enough = |part: &Part| self.least_judged <= part.whole;
        let mut bad = Vec::new();
        let below = figures.right_at_most.is_some_and(|high| high * 100.0 < self.precision_below as f64);
        if figures.right.as_ref().is_some_and(enough) && below {
            bad.push(Bad::Imprecise);
        }
        let lapses = |part: &Part| u128::from(part.whole) * u128::from(self.lapsed_above) < u128::from(part.part) * 100;
        if figures.lapsed.as_ref().is_some_and(|part| enough(part) && lapses(part)) {
            bad.push(Bad::Lapses);
        }
        bad
    }
}
