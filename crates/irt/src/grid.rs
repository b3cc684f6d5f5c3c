//! Points of θ with weights: how an integral over people becomes a sum.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What is believed of a person before the first answer: normal with this mean and deviation.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prior {
    /// Mean of θ.
    pub mean: f64,
    /// Standard deviation of θ, above zero.
    pub sd: f64,
}

impl Default for Prior {
    fn default() -> Self {
        Self { mean: 0.0, sd: 1.0 }
    }
}

/// Why there is no grid.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum GridFault {
    /// Limits that are no interval.
    #[error("grid: expected finite limits, the first below the second, found {from} to {to}")]
    Limits {
        /// The lowest point.
        from: f64,
        /// The highest point.
        to: f64,
    },
    /// Too few or too many points.
    #[error("grid: expected 5 to 1001 points, found {0}")]
    Points(usize),
    /// A prior that is no distribution.
    #[error("prior: expected a finite mean and a finite deviation above 0, found {mean} and {sd}")]
    Prior {
        /// The mean.
        mean: f64,
        /// The deviation.
        sd: f64,
    },
    /// A prior that lies beyond the points.
    #[error("prior: its mean {mean} lies outside of the grid from {from} to {to}")]
    Outside {
        /// The mean.
        mean: f64,
        /// The lowest point.
        from: f64,
        /// The highest point.
        to: f64,
    },
}

/// Equally spaced points with the logarithms of a normal prior, whose weights add up to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    points: Vec<f64>,
    log_weights: Vec<f64>,
    prior: Prior,
}

impl Grid {
    /// `count` points from `from` to `to`.
    ///
    /// Errors: limits, counts and priors that make no sense.
    pub fn new(from: f64, to: f64, count: usize, prior: Prior) -> Result<Self, GridFault> {
        if !(from.is_finite() && to.is_finite() && from < to) {
            return Err(GridFault::Limits { from, to });
        }
        if !(5..=1_001).contains(&count) {
            return Err(GridFault::Points(count));
        }
        let Prior { mean, sd } = prior;
        if !(mean.is_finite() && sd.is_finite() && sd > 0.0) {
            return Err(GridFault::Prior { mean, sd });
        }
        if !(from..=to).contains(&mean) {
            return Err(GridFault::Outside { mean, from, to });
        }
        Ok(Self::laid(from, to, count, prior))
    }

    /// 81 points from −4 to 4 under N(0, 1): for scoring.
    pub fn scoring() -> Self {
        Self::laid(-4.0, 4.0, 81, Prior::default())
    }

    /// 61 points from −6 to 6 under N(0, 1): for calibration, where the tails weigh more.
    pub fn calibration() -> Self {
        Self::laid(-6.0, 6.0, 61, Prior::default())
    }

    fn laid(from: f64, to: f64, count: usize, prior: Prior) -> Self {
        let last = (count - 1) as f64;
        let points: Vec<f64> = (0..count).map(|at| (from * (last - at as f64) + to * at as f64) / last).collect();
        let mut log_weights: Vec<f64> = points.iter().map(|point| -0.5 * ((point - prior.mean) / prior.sd).powi(2)).collect();
        let total = log_weights.iter().map(|log| log.exp()).sum::<f64>().ln();
        log_weights.iter_mut().for_each(|log| *log -= total);
        Self { points, log_weights, prior }
    }

    /// The points, rising.
    pub fn points(&self) -> &[f64] {
        &self.points
    }

    /// Logarithms of the weights.
    pub fn log_weights(&self) -> &[f64] {
        &self.log_weights
    }

    /// The prior behind the weights.
    pub fn prior(&self) -> Prior {
        self.prior
    }
}
