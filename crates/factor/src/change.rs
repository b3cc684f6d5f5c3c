//! Error of one score, and whether two scores of one person differ by more than it.

use serde::Serialize;

use crate::distribution::normal_quantile;
use crate::{Fault, Interval};

/// What a difference of two scores of one person shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The later score is higher by more than measurement error.
    Higher,
    /// The difference lies within measurement error: no change is shown, which is not the same as no change.
    WithinError,
    /// The later score is lower by more than measurement error.
    Lower,
}

/// A difference of two scores.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Change {
    /// Later less earlier.
    pub difference: f64,
    /// Reliable change index: difference/(√2·SEM).
    pub index: f64,
    /// Whether the index passes the normal quantile of the level.
    pub verdict: Verdict,
}

/// One score of a history.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Measured {
    /// The score.
    pub score: f64,
    /// Score ± z·SEM.
    pub band: Interval,
    /// Against the first score; `None` for the first.
    pub since_first: Option<Change>,
    /// Against the score before; `None` for the first.
    pub since_last: Option<Change>,
}

/// SEM = sd·√(1 − reliability), in the unit of the score.
/// Errors: sd not above 0, reliability outside 0–1. Source: Lord and Novick 1968.
pub fn standard_error(sd: f64, reliability: f64) -> Result<f64, Fault> {
    positive("standard deviation", sd)?;
    if !(0.0..=1.0).contains(&reliability) {
        return Err(Fault::Number { what: "reliability", expected: "0 to 1", found: reliability });
    }
    Ok(sd * (1.0 - reliability).sqrt())
}

/// Reliable change from `before` to `after`; `level` is 0.95 for |RCI| ≥ 1.96. Whether higher is better is not known here.
/// Errors: SEM not above 0, level not between 0 and 1. Source: Jacobson and Truax 1991.
pub fn reliable_change(before: f64, after: f64, error: f64, level: f64) -> Result<Change, Fault> {
    positive("standard error of measurement", error)?;
    let limit = reach(level)?;
    let difference = after - before;
    let index = difference / (std::f64::consts::SQRT_2 * error);
    let verdict = match index {
        _ if limit <= index => Verdict::Higher,
        _ if index <= -limit => Verdict::Lower,
        _ => Verdict::WithinError,
    };
    Ok(Change { difference, index, verdict })
}

/// Score ± z·SEM: where the scores of this person would lie if only measurement error moved them.
/// Errors: as in [`reliable_change`].
pub fn band(score: f64, error: f64, level: f64) -> Result<Interval, Fault> {
    positive("standard error of measurement", error)?;
    let half = reach(level)? * error;
    Ok(Interval { lower: score - half, upper: score + half })
}

/// Scores of one person in order of time, each with its band and its change.
/// Errors: as in [`reliable_change`].
pub fn history(scores: &[f64], error: f64, level: f64) -> Result<Vec<Measured>, Fault> {
    let mut found: Vec<Measured> = Vec::with_capacity(scores.len());
    for score in scores {
        let since =
            |before: Option<&Measured>| before.map(|before| reliable_change(before.score, *score, error, level)).transpose();
        let (since_first, since_last) = (since(found.first())?, since(found.last())?);
        found.push(Measured { score: *score, band: band(*score, error, level)?, since_first, since_last });
    }
    Ok(found)
}

fn positive(what: &'static str, found: f64) -> Result<(), Fault> {
    if 0.0 < found && found.is_finite() { Ok(()) } else { Err(Fault::Number { what, expected: "a number above 0", found }) }
}

pub(crate) fn reach(level: f64) -> Result<f64, Fault> {
    if 0.0 < level && level < 1.0 {
        return Ok(normal_quantile(0.5 + level / 2.0));
    }
    Err(Fault::Number { what: "level", expected: "between 0 and 1", found: level })
}
