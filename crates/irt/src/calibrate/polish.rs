//! From near the maximum to the maximum: Newton's steps, which also tell how far away it was.

use crate::calibrate::climb::{Penalties, flat, shaped};
use crate::calibrate::information::peak;
use crate::calibrate::patterns::Patterns;
use crate::cumulative::Coefficients;
use crate::grid::Grid;
use crate::matrix::Square;

/// A step that promises less log-likelihood than this is no step.
const NOTHING: f64 = 1e-10;
/// With less left to gain the maximum counts as reached.
const REACHED: f64 = 1e-6;
const STEPS: usize = 12;

/// Parameters at the end.
pub(crate) struct Polished {
    pub items: Vec<Coefficients>,
    pub log_likelihood: f64,
    /// what a further Newton step promises of log-likelihood; nothing where the information is not definite
    pub gain: Option<f64>,
    pub converged: bool,
    /// covariances of all parameters, slope before intercepts
    pub covariance: Option<Square>,
}

/// Steps until nothing is left to gain.
pub(crate) fn polish(items: Vec<Coefficients>, patterns: &Patterns, grid: &Grid, penalties: &Penalties) -> Polished {
    let mut items = items;
    let mut found = peak(&items, patterns, grid, penalties);
    for _ in 0..STEPS {
        let Some(factor) = found.information.cholesky() else { break };
        let step = factor.solve(&found.slope);
        let gain = 0.5 * step.iter().zip(&found.slope).map(|(step, slope)| step * slope).sum::<f64>();
        if gain <= NOTHING {
            break;
        }
        let Some((next, at)) = stepped(&items, &step, found.value, |items| peak(items, patterns, grid, penalties)) else { break };
        (items, found) = (next, at);
    }
    let factor = found.information.cholesky();
    let gain = factor.as_ref().map(|factor| {
        let step = factor.solve(&found.slope);
        0.5 * step.iter().zip(&found.slope).map(|(step, slope)| step * slope).sum::<f64>()
    });
    Polished {
        log_likelihood: found.log_likelihood,
        converged: gain.is_some_and(|gain| gain <= REACHED),
        gain,
        covariance: factor.map(|factor| factor.inverse()),
        items,
    }
}

/// The whole step or a part of it, whichever first does not lose.
fn stepped(
    items: &[Coefficients],
    step: &[f64],
    value: f64,
    at: impl Fn(&[Coefficients]) -> crate::calibrate::information::Peak,
) -> Option<(Vec<Coefficients>, crate::calibrate::information::Peak)> {
    let from = flat(items);
    for share in [1.0, 0.5, 0.25, 0.0625] {
        let point: Vec<f64> = from.iter().zip(step).map(|(from, step)| from + share * step).collect();
        let Some(next) = shaped(&point, items) else { continue };
        let found = at(&next);
        if found.value >= value - 1e-9 * value.abs().max(1.0) * 1e-3 {
            return Some((next, found));
        }
    }
    None
}
