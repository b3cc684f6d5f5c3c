//! The same persons twice.

use serde::Serialize;

use crate::distribution::{f_quantile, normal_quantile};
use crate::moment::{mean, pearson, variance};
use crate::{Fault, Interval};

/// Agreement of two occasions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Retest {
    /// Persons with both scores.
    pub persons: usize,
    /// Mean of the first and of the second occasion.
    pub means: [f64; 2],
    /// Standard deviations, n − 1.
    pub sds: [f64; 2],
    /// Pearson's correlation.
    pub correlation: f64,
    /// Its 95 % interval (Fisher's z); `None` below four persons.
    pub correlation_interval: Option<Interval>,
    /// ICC(A,1): a single score, absolute agreement, two-way random.
    pub agreement: f64,
    /// Its 95 % interval.
    pub agreement_interval: Interval,
    /// ICC(C,1): a single score, consistency.
    pub consistency: f64,
    /// Its 95 % interval.
    pub consistency_interval: Interval,
    /// Standard error of measurement with the shift between the occasions: √(σ²_occasion + σ²_error).
    pub error_of_agreement: f64,
    /// Standard error of measurement without it: √(σ²_error).
    pub error_of_consistency: f64,
    /// Smallest change of one person that is above error (95 %): 1.96·√2·error of consistency.
    pub smallest_change: f64,
}

/// Compares pairs of scores of the same persons.
/// Errors: fewer than three pairs; an occasion without variation.
/// Source: McGraw and Wong 1996 (ICC and intervals); de Vet et al. 2006 (errors, smallest detectable change).
pub fn retest(pairs: &[(f64, f64)], level: f64) -> Result<Retest, Fault> {
    if pairs.len() < 3 {
        return Err(Fault::TooFewPersons { what: "test–retest", needed: 3, found: pairs.len() });
    }
    let (first, second): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let flat = |item: &str| Fault::NoVariation { item: item.to_owned(), found: 1 };
    let correlation = pearson(&first, &second).ok_or_else(|| flat("score"))?;
    let (n, k) = (pairs.len() as f64, 2.0);
    let (one, other) = (mean(&first), mean(&second));
    let middle = (one + other) / 2.0;
    let between = k * pairs.iter().map(|(x, y)| ((x + y) / 2.0 - middle).powi(2)).sum::<f64>() / (n - 1.0);
    let occasions = n * ((one - middle).powi(2) + (other - middle).powi(2)) / (k - 1.0);
    let errors = pairs.iter().map(|(x, y)| (x - y - (one - other)).powi(2)).sum::<f64>() / (2.0 * (n - 1.0) * (k - 1.0));
    let consistency = (between - errors) / (between + (k - 1.0) * errors);
    let agreement = (between - errors) / (between + (k - 1.0) * errors + k * (occasions - errors) / n);
    let shift = ((occasions - errors) / n).max(0.0);
    let reach = normal_quantile(0.5 + level / 2.0);
    let z = 0.5 * ((1.0 + correlation) / (1.0 - correlation)).ln();
    Ok(Retest {
        persons: pairs.len(),
        means: [one, other],
        sds: [variance(&first), variance(&second)].map(|value| value.unwrap_or(0.0).sqrt()),
        correlation,
        correlation_interval: (3.0 < n && z.is_finite()).then(|| {
            let half = reach / (n - 3.0).sqrt();
            Interval { lower: (z - half).tanh(), upper: (z + half).tanh() }
        }),
        agreement,
        agreement_interval: of_agreement(agreement, n, between, occasions, errors, (1.0 - level) / 2.0),
        consistency,
        consistency_interval: of_consistency(between / errors, n, (1.0 - level) / 2.0),
        error_of_agreement: (shift + errors).sqrt(),
        error_of_consistency: errors.sqrt(),
        smallest_change: reach * std::f64::consts::SQRT_2 * errors.sqrt(),
    })
}

/// F/F_q with the same degrees of freedom for both mean squares (k = 2).
fn of_consistency(f: f64, n: f64, tail: f64) -> Interval {
    if f.is_infinite() {
        return Interval { lower: 1.0, upper: 1.0 };
    }
    let at = |value: f64| (value - 1.0) / (value + 1.0);
    let quantile = f_quantile(1.0 - tail, n - 1.0, n - 1.0);
    Interval { lower: at(f / quantile), upper: at(f * quantile) }
}

/// Satterthwaite's degrees of freedom for the mixture of mean squares (McGraw and Wong 1996, table 7, case 2).
fn of_agreement(icc: f64, n: f64, between: f64, occasions: f64, errors: f64, tail: f64) -> Interval {
    let k = 2.0;
    if errors <= 0.0 && occasions <= 0.0 {
        return Interval { lower: 1.0, upper: 1.0 };
    }
    let a = k * icc / (n * (1.0 - icc));
    let b = 1.0 + k * icc * (n - 1.0) / (n * (1.0 - icc));
    let mixed = a * occasions + b * errors;
    let df = mixed.powi(2) / ((a * occasions).powi(2) / (k - 1.0) + (b * errors).powi(2) / ((n - 1.0) * (k - 1.0)));
    let (up, down) = (f_quantile(1.0 - tail, n - 1.0, df), f_quantile(1.0 - tail, df, n - 1.0));
    let noise = k * occasions + (k * n - k - n) * errors;
    Interval {
        lower: n * (between - up * errors) / (up * noise + n * between),
        upper: n * (down * between - errors) / (noise + n * down * between),
    }
}
