//! Where a score stands among others: percentile and T, with the uncertainty that comes from the size of the norm sample.

use serde::Serialize;

use crate::change::reach;
use crate::distribution::{beta_quantile, normal_quantile};
use crate::{Fault, Interval};

/// Counts of scores of a norm sample, by rising score.
#[derive(Debug, Clone, PartialEq)]
pub struct Norm {
    counts: Vec<(f64, u64)>,
    persons: u64,
    mean: f64,
    sd: f64,
}

/// A score's place. Intervals tell how far the place is known, given the number of persons in the norm; they say nothing about whether
/// the norm's people are like this person, and nothing about measurement error.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Placed {
    /// Persons in the norm.
    pub persons: u64,
    /// 100·(below + ½ equal)/n (mid-rank).
    pub percentile: f64,
    /// Its interval.
    pub percentile_interval: Interval,
    /// 50 + 10·Φ⁻¹(mid-rank), the rank kept half a person from the ends.
    pub normalised: f64,
    /// Its interval.
    pub normalised_interval: Interval,
    /// 50 + 10·(score − mean)/sd.
    pub linear: f64,
    /// Its interval.
    pub linear_interval: Interval,
}

impl Norm {
    /// Of counts by score, in any order; a score may stand twice.
    /// Errors: a score that is no number; fewer than two persons; no variation.
    pub fn of_counts(counts: impl IntoIterator<Item = (f64, u64)>) -> Result<Self, Fault> {
        let mut sorted: Vec<(f64, u64)> = counts.into_iter().filter(|(_, count)| 0 < *count).collect();
        if let Some((score, _)) = sorted.iter().find(|(score, _)| !score.is_finite()) {
            return Err(Fault::Number { what: "score", expected: "a number", found: *score });
        }
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut counts: Vec<(f64, u64)> = Vec::with_capacity(sorted.len());
        for (score, count) in sorted {
            match counts.last_mut() {
                Some(last) if last.0 == score => last.1 += count,
                _ => counts.push((score, count)),
            }
        }
        let persons: u64 = counts.iter().map(|(_, count)| count).sum();
        if persons < 2 {
            return Err(Fault::TooFewPersons { what: "norm", needed: 2, found: persons as usize });
        }
        let n = persons as f64;
        let mean = counts.iter().map(|(score, count)| score * *count as f64).sum::<f64>() / n;
        let sd = (counts.iter().map(|(score, count)| (score - mean).powi(2) * *count as f64).sum::<f64>() / (n - 1.0)).sqrt();
        if counts.len() < 2 || sd <= 0.0 {
            return Err(Fault::NoVariation { item: "score".to_owned(), found: counts.len() });
        }
        Ok(Self { counts, persons, mean, sd })
    }

    /// Of own data. Errors: as in [`Norm::of_counts`].
    pub fn of_scores(scores: &[f64]) -> Result<Self, Fault> {
        Self::of_counts(scores.iter().map(|score| (*score, 1)))
    }

    /// Number of persons.
    pub fn persons(&self) -> u64 {
        self.persons
    }

    /// Mean of the scores.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// Standard deviation, n − 1.
    pub fn sd(&self) -> f64 {
        self.sd
    }

    /// Where a score stands; `level` is 0.95 for 95 % intervals.
    ///
    /// The interval of the percentile is Jeffreys's, beta(m + ½, n − m + ½) with m = below + ½ equal, so that ties count half.
    /// Errors: a level or score that is none. Source: Crawford, Garthwaite and Slick 2009.
    pub fn place(&self, score: f64, level: f64) -> Result<Placed, Fault> {
        if !score.is_finite() {
            return Err(Fault::Number { what: "score", expected: "a number", found: score });
        }
        reach(level)?;
        let n = self.persons as f64;
        let sum = |wanted: &dyn Fn(f64) -> bool| {
            self.counts.iter().filter(|(other, _)| wanted(*other)).map(|(_, count)| *count as f64).sum::<f64>()
        };
        let rank = sum(&|other| other < score) + 0.5 * sum(&|other| other == score);
        let tail = (1.0 - level) / 2.0;
        let end = |p: f64| beta_quantile(p, rank + 0.5, n - rank + 0.5);
        let (lower, upper) = (if rank <= 0.0 { 0.0 } else { end(tail) }, if n <= rank { 1.0 } else { end(1.0 - tail) });
        let t = |share: f64| 50.0 + 10.0 * normal_quantile(share.clamp(0.5 / n, 1.0 - 0.5 / n));
        let (linear, linear_interval) = linear(score, self.mean, self.sd, self.persons, level)?;
        Ok(Placed {
            persons: self.persons,
            percentile: 100.0 * rank / n,
            percentile_interval: Interval { lower: 100.0 * lower, upper: 100.0 * upper },
            normalised: t(rank / n),
            normalised_interval: Interval { lower: t(lower), upper: t(upper) },
            linear,
            linear_interval,
        })
    }
}

/// T = 50 + 10·(score − mean)/sd with the interval that the norm's n leaves: z ± reach·√((1 + z²/2)/n) (large-sample error of a
/// standardised score). For norms of which only mean, sd and n are published.
/// Errors: sd not above 0, n below 2, level not between 0 and 1.
pub fn linear(score: f64, mean: f64, sd: f64, persons: u64, level: f64) -> Result<(f64, Interval), Fault> {
    if sd.partial_cmp(&0.0) != Some(std::cmp::Ordering::Greater) {
        return Err(Fault::Number { what: "standard deviation", expected: "a number above 0", found: sd });
    }
    if persons < 2 {
        return Err(Fault::TooFewPersons { what: "norm", needed: 2, found: persons as usize });
    }
    let z = (score - mean) / sd;
    let half = reach(level)? * ((1.0 + z * z / 2.0) / persons as f64).sqrt();
    Ok((50.0 + 10.0 * z, Interval { lower: 50.0 + 10.0 * (z - half), upper: 50.0 + 10.0 * (z + half) }))
}
