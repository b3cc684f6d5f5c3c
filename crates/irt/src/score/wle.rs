//! Maximum likelihood without its outward bias.

use crate::item::Item;
use crate::score::BOUND;
use crate::score::answers::{Answer, AnswerFault, check};
use crate::score::estimate::Estimate;
use crate::score::root::bracketed;

/// Warm's weighted likelihood estimate between −10 and 10: the zero of dlnL/dθ + J/(2I) with J = Σ P'P''/P. Finite also where all answers
/// are the lowest or all the highest. Its error is 1/√information.
///
/// Missing: without an answer θ is 0 with an infinite error, marked as at the bound.
///
/// Errors: answers that do not fit the items.
/// Source: Warm 1989; for graded answers Samejima 1998.
pub fn wle(items: &[Item], answers: &[Answer]) -> Result<Estimate, AnswerFault> {
    let given = check(items, answers)?;
    if given.is_empty() {
        return Ok(Estimate { theta: 0.0, se: f64::INFINITY, at_bound: true });
    }
    let at = |theta: f64| {
        let (mut slope, mut information, mut skew) = (0.0, 0.0, 0.0);
        for (item, answer) in &given {
            let mut category = 0;
            item.shapes(theta, |shape| {
                // P' = P·s and P'' = P·(s² + bend)
                let square = shape.slope * shape.slope;
                information += shape.probability * square;
                skew += shape.probability * shape.slope * (square + shape.bend);
                if category == *answer {
                    slope += shape.slope;
                }
                category += 1;
            });
        }
        let correction = if information > 0.0 { skew / (2.0 * information) } else { 0.0 };
        (slope + correction, information)
    };
    for (bound, sign) in [(-BOUND, -1.0), (BOUND, 1.0)] {
        let (value, information) = at(bound);
        if value * sign >= 0.0 {
            return Ok(Estimate { theta: bound, se: 1.0 / information.sqrt(), at_bound: true });
        }
    }
    let theta = bracketed(-BOUND, BOUND, |theta| at(theta).0);
    Ok(Estimate::within(theta, 1.0 / at(theta).1.sqrt()))
}
