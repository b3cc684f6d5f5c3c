//! The θ under which the answers are likeliest.

use crate::curve::test_information;
use crate::item::Item;
use crate::score::BOUND;
use crate::score::answers::{Answer, AnswerFault, check};
use crate::score::estimate::Estimate;
use crate::score::root::newton;

/// Maximum likelihood between −10 and 10, with 1/√information as its error.
///
/// Missing: without an answer θ is 0 with an infinite error. Where all answers are the lowest or all the highest there is no maximum: the
/// bound is given and marked ([`Estimate::at_bound`]).
///
/// Errors: answers that do not fit the items.
pub fn ml(items: &[Item], answers: &[Answer]) -> Result<Estimate, AnswerFault> {
    let given = check(items, answers)?;
    if given.is_empty() {
        return Ok(Estimate { theta: 0.0, se: f64::INFINITY, at_bound: true });
    }
    let at = |theta: f64| {
        given.iter().fold((0.0, 0.0), |(slope, bend), (item, category)| {
            let (more_slope, more_bend) = item.derivatives(theta, *category);
            (slope + more_slope, bend + more_bend)
        })
    };
    let error = |theta: f64| 1.0 / test_information(given.iter().map(|(item, _)| *item), theta).sqrt();
    for (bound, sign) in [(-BOUND, -1.0), (BOUND, 1.0)] {
        if at(bound).0 * sign >= 0.0 {
            return Ok(Estimate { theta: bound, se: error(bound), at_bound: true });
        }
    }
    let theta = newton(-BOUND, BOUND, 0.0, at);
    Ok(Estimate::within(theta, error(theta)))
}
