//! What a calibration may be told.

use serde::{Deserialize, Serialize};

/// Which model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Model {
    /// Graded response: 2 to 10 ordered categories.
    #[default]
    Grm,
    /// Two-parameter logistic: two categories in each item.
    TwoPl,
}

/// Normal priors that keep parameters of small samples in a plausible place. They pull every estimate a little and are therefore off unless asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeakPriors {
    /// Mean of slopes.
    pub slope_mean: f64,
    /// Deviation of slopes.
    pub slope_sd: f64,
    /// Deviation of intercepts, around 0.
    pub intercept_sd: f64,
}

impl Default for WeakPriors {
    /// a ~ N(1.5, 1.5²), d ~ N(0, 5²).
    fn default() -> Self {
        Self { slope_mean: 1.5, slope_sd: 1.5, intercept_sd: 5.0 }
    }
}

/// How to calibrate.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Which model.
    pub model: Model,
    /// None: pure maximum likelihood.
    pub priors: Option<WeakPriors>,
    /// With fewer people who answered anything nothing is calibrated.
    pub least_persons: usize,
    /// EM stops when no parameter moves by more in a step; the end is left to Newton's steps.
    pub near: f64,
    /// The most EM steps.
    pub most_steps: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { model: Model::Grm, priors: None, least_persons: 100, near: 1e-4, most_steps: 2_000 }
    }
}

impl Settings {
    /// Means and precisions for the slope and the intercepts of an item.
    pub(crate) fn penalty(&self, intercepts: usize) -> Vec<(f64, f64)> {
        let Some(priors) = self.priors else { return Vec::new() };
        let slope = (priors.slope_mean, 1.0 / (priors.slope_sd * priors.slope_sd));
        let intercept = (0.0, 1.0 / (priors.intercept_sd * priors.intercept_sd));
        std::iter::once(slope).chain(std::iter::repeat_n(intercept, intercepts)).collect()
    }
}
