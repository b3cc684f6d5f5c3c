//! How well a model fits.

use serde::Serialize;

use crate::Interval;
use crate::distribution::{bisect, chi_square_above, noncentral_chi_square};

/// A test statistic against its degrees of freedom, for the model and for the model without any relation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Statistic {
    pub chi_square: f64,
    pub df: f64,
    pub baseline: f64,
    pub baseline_df: f64,
    /// What the statistic was multiplied with: n, or n − 1.
    pub size: f64,
}

/// Indices of fit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Fit {
    /// Test statistic.
    pub chi_square: f64,
    /// Degrees of freedom.
    pub df: f64,
    /// P(χ² > statistic) if the model were exactly true.
    pub p: f64,
    /// Test statistic of the model without any relation.
    pub baseline: f64,
    /// Its degrees of freedom.
    pub baseline_df: f64,
    /// Comparative fit index, 0–1. Source: Bentler 1990.
    pub cfi: f64,
    /// Tucker–Lewis index; may pass 1. `None` without degrees of freedom. Source: Tucker and Lewis 1973.
    pub tli: Option<f64>,
    /// Root mean square error of approximation. `None` without degrees of freedom. Source: Steiger 1990.
    pub rmsea: Option<f64>,
    /// Its 90 % interval.
    pub rmsea_interval: Option<Interval>,
}

impl Fit {
    pub(crate) fn of(statistic: Statistic) -> Self {
        let Statistic { chi_square, df, baseline, baseline_df, size } = statistic;
        let excess = (chi_square - df).max(0.0);
        let worst = excess.max(baseline - baseline_df);
        let is_open = 0.0 < df;
        Self {
            chi_square,
            df,
            p: if is_open { chi_square_above(chi_square, df) } else { 1.0 },
            baseline,
            baseline_df,
            cfi: if worst <= 0.0 { 1.0 } else { 1.0 - excess / worst },
            tli: is_open.then(|| (baseline / baseline_df - chi_square / df) / (baseline / baseline_df - 1.0)),
            rmsea: is_open.then(|| (excess / (df * size)).sqrt()),
            rmsea_interval: is_open.then(|| Interval {
                lower: (noncentrality(chi_square, df, 0.95) / (df * size)).sqrt(),
                upper: (noncentrality(chi_square, df, 0.05) / (df * size)).sqrt(),
            }),
        }
    }
}

/// The noncentrality at which the statistic is exceeded with probability 1 − p; 0 when none is needed.
fn noncentrality(chi_square: f64, df: f64, p: f64) -> f64 {
    if noncentral_chi_square(chi_square, df, 0.0) < p {
        return 0.0;
    }
    let mut high = (chi_square - df).max(1.0);
    while p < noncentral_chi_square(chi_square, df, high) {
        high *= 2.0;
    }
    bisect(|value| p - noncentral_chi_square(chi_square, df, value), 0.0, high)
}
