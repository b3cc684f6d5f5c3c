//! Internal consistency: Cronbach's alpha with an interval, standardised alpha, Guttman's lambda-2, split half.

use serde::Serialize;

use crate::distribution::{f_quantile, normal_quantile};
use crate::moment::{correlation, covariance};
use crate::{Data, Fault, Interval, Matrix};

/// How the interval of alpha is found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// (1 − α̂)/(1 − α) is F-distributed. Exact for normal, parallel items. Source: Feldt, Woodruff and Salih 1987.
    #[default]
    Feldt,
    /// ln(1 − α̂) is nearly normal with variance 2k/((k − 1)(n − 2)). Source: Bonett 2002.
    Bonett,
}

/// Coefficients of internal consistency over persons without blanks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Consistency {
    /// Persons without blanks.
    pub persons: usize,
    /// Items.
    pub items: usize,
    /// Cronbach's alpha, at most 1; may be negative.
    pub alpha: f64,
    /// 95 % interval of alpha.
    pub interval: Interval,
    /// How the interval was found.
    pub method: Method,
    /// Alpha of standardised items: k·r̄/(1 + (k − 1)·r̄).
    pub standardised: f64,
    /// Mean correlation of two items.
    pub mean_correlation: f64,
    /// Guttman's lambda-2: never below alpha.
    pub lambda2: f64,
    /// Guttman's lambda-4 of the odd and the even items: 2·(1 − (s²_odd + s²_even)/s²_total).
    pub split_half: f64,
    /// Mean of the sum.
    pub mean: f64,
    /// Standard deviation of the sum, n − 1.
    pub sd: f64,
    /// Standard error of measurement of the sum: sd·√(1 − α); `None` when alpha is negative.
    pub standard_error: Option<f64>,
}

/// Coefficients of the persons who answered every item (listwise).
/// Errors: fewer than three of them; an item without variation; sums without variation.
pub fn consistency(data: &Data, method: Method, level: f64) -> Result<Consistency, Fault> {
    let rows = data.complete_rows(3, "alpha")?;
    let spread = covariance(&rows);
    let correlations = correlation(&spread, data)?;
    let (persons, items) = (rows.nrows(), rows.ncols());
    let value = alpha(&spread).ok_or_else(|| Fault::NoVariation { item: "sum".to_owned(), found: 1 })?;
    let k = items as f64;
    let mean_correlation = (correlations.sum() - k) / (k * (k - 1.0));
    let sd = spread.sum().sqrt();
    Ok(Consistency {
        persons,
        items,
        alpha: value,
        interval: interval(value, persons, items, method, level),
        method,
        standardised: k * mean_correlation / (1.0 + (k - 1.0) * mean_correlation),
        mean_correlation,
        lambda2: lambda2(&spread),
        split_half: split_half(&spread),
        mean: rows.sum() / persons as f64,
        sd,
        standard_error: (0.0..=1.0).contains(&value).then(|| sd * (1.0 - value).sqrt()),
    })
}

/// α = k/(k − 1)·(1 − Σ s_i²/s_T²) of a covariance matrix.
/// Missing: `None` below two items or when the sum does not vary. Source: Cronbach 1951; G.7 of the domain rules.
pub fn alpha(covariance: &Matrix) -> Option<f64> {
    let (k, total) = (covariance.nrows() as f64, covariance.sum());
    (2.0 <= k && 1e-12 * covariance.trace() < total).then(|| k / (k - 1.0) * (1.0 - covariance.trace() / total))
}

/// Interval of alpha for n persons and k items; `level` is 0.95 for a 95 % interval. n is at least 3, k at least 2.
pub fn interval(alpha: f64, persons: usize, items: usize, method: Method, level: f64) -> Interval {
    let (n, k, tail) = (persons as f64, items as f64, (1.0 - level) / 2.0);
    match method {
        Method::Feldt => {
            let (first, second) = (n - 1.0, (n - 1.0) * (k - 1.0));
            Interval {
                lower: 1.0 - (1.0 - alpha) * f_quantile(1.0 - tail, first, second),
                upper: 1.0 - (1.0 - alpha) * f_quantile(tail, first, second),
            }
        }
        Method::Bonett => {
            let reach = normal_quantile(1.0 - tail) * (2.0 * k / ((k - 1.0) * (n - 2.0))).sqrt();
            Interval { lower: 1.0 - (1.0 - alpha) * reach.exp(), upper: 1.0 - (1.0 - alpha) * (-reach).exp() }
        }
    }
}

/// Alpha without each of the items; `None` below three items, and where the rest does not vary.
pub fn alpha_without(covariance: &Matrix) -> Vec<Option<f64>> {
    let items = covariance.nrows();
    (0..items)
        .map(|item| if items < 3 { None } else { alpha(&covariance.clone().remove_row(item).remove_column(item)) })
        .collect()
}

/// λ₂ = (Σ_{i≠j} c_ij + √(k/(k − 1)·Σ_{i≠j} c_ij²))/s_T². Source: Guttman 1945.
fn lambda2(covariance: &Matrix) -> f64 {
    let (k, trace) = (covariance.nrows() as f64, covariance.trace());
    let squares = covariance.norm_squared() - covariance.diagonal().norm_squared();
    (covariance.sum() - trace + (k / (k - 1.0) * squares).sqrt()) / covariance.sum()
}

fn split_half(covariance: &Matrix) -> f64 {
    let half = |parity: usize| {
        let items = || (parity..covariance.nrows()).step_by(2);
        items().map(|row| items().map(|column| covariance[(row, column)]).sum::<f64>()).sum::<f64>()
    };
    2.0 * (1.0 - (half(0) + half(1)) / covariance.sum())
}
