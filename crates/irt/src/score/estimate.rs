//! What is known of a person's θ.

use serde::{Deserialize, Serialize};

/// θ with its error. Unit: deviations of the population in which the items were calibrated. Higher is more of what the items measure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// θ.
    pub theta: f64,
    /// Standard error of θ: the posterior's deviation for EAP. Infinite where the answers say nothing.
    pub se: f64,
    /// The answers have no highest likelihood within the bounds; θ stands at the bound and its error means little.
    pub at_bound: bool,
}

impl Estimate {
    pub(crate) fn within(theta: f64, se: f64) -> Self {
        Self { theta, se, at_bound: false }
    }

    /// T = 50 + 10·θ, not rounded.
    pub fn t_score(&self) -> f64 {
        50.0 + 10.0 * self.theta
    }

    /// The error of [`Self::t_score`].
    pub fn t_error(&self) -> f64 {
        10.0 * self.se
    }
}
