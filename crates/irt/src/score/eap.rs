//! The mean of what is believed after the answers.

use crate::grid::Grid;
use crate::score::estimate::Estimate;

/// Turns sums of logarithms into weights that add up to 1, and gives the logarithm of what they added up to.
pub(crate) fn normalise(logs: &mut [f64]) -> f64 {
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut total = 0.0;
    for log in logs.iter_mut() {
        *log = (*log - most).exp();
        total += *log;
    }
    logs.iter_mut().for_each(|weight| *weight /= total);
    most + total.ln()
}

/// Mean and deviation of weights that add up to 1 over the points of `grid`.
pub(crate) fn moments(grid: &Grid, weights: &[f64]) -> Estimate {
    let points = grid.points();
    let mean: f64 = points.iter().zip(weights).map(|(point, weight)| point * weight).sum();
    let variance: f64 = points.iter().zip(weights).map(|(point, weight)| (point - mean).powi(2) * weight).sum();
    Estimate::within(mean, variance.sqrt())
}
