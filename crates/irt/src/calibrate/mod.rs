//! Parameters of items from answers: marginal maximum likelihood, graded and two-parameter logistic.
//!
//! People are taken as drawn from N(0, 1), which fixes zero and unit of θ. EM (Bock and Aitkin 1981) with squared extrapolation (Varadhan and
//! Roland 2008) comes near; Newton's steps with the exact observed information (Louis 1982) end it, and the same information gives the errors.

mod calibration;
mod climb;
mod coding;
mod expect;
mod fault;
mod information;
mod patterns;
mod polish;
mod responses;
mod settings;
mod start;

pub use calibration::{CalibratedItem, Calibration, Figure, Fit};
pub use fault::{CalibrationFault, Warning};
pub use responses::{Responses, ResponsesFault};
pub use settings::{Model, Settings, WeakPriors};

use crate::grid::Grid;
use coding::Coded;
use patterns::Patterns;

/// Calibrates the items of `responses`.
///
/// What is odd but harmless is told in [`Calibration::warnings`]: items nobody answers differently are left out, codes nobody used are no
/// categories. Whether the maximum was reached is told in [`Fit::converged`] and as a warning.
///
/// Errors: [`CalibrationFault`], where no calibration of these answers would mean anything.
pub fn calibrate(responses: &Responses, settings: &Settings) -> Result<Calibration, CalibrationFault> {
    let (coded, warnings) = Coded::of(responses, settings)?;
    let patterns = Patterns::of(&coded);
    let grid = Grid::calibration();
    let penalties: Vec<_> = coded.items.iter().map(|item| settings.penalty(item.codes.len() - 1)).collect();
    let climbed = climb::climb(start::start(&coded), &patterns, &grid, &penalties, settings);
    let polished = polish::polish(climbed.items, &patterns, &grid, &penalties);
    calibration::assemble(coded, &patterns, polished, climbed.steps, warnings)
}
