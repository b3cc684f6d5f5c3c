//! The mean squared error of told probabilities, and what it consists of.

use super::{Bin, Forecast, reliability};
use crate::calibration::Confidence;

/// The Brier score and its parts: `score = reliability − resolution + uncertainty`, exactly up to rounding.
///
/// Rows with the same probability form a group. Range 0–1 each, lower is better except resolution.
/// Source: Brier GW (1950), Mon Weather Rev 78:1–3; Murphy AH (1973), J Appl Meteorol 12:595–600.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Brier {
    pub score: f64,
    /// How far told and seen lie apart: 0 is calibrated.
    pub reliability: f64,
    /// How far the groups differ in what was seen: 0 tells nothing.
    pub resolution: f64,
    /// Of the outcome itself, whatever is told.
    pub uncertainty: f64,
}

/// The same over bins of different probabilities: `score = reliability − resolution + uncertainty + within_variance − within_covariance`.
///
/// Source: Stephenson DB, Coelho CAS, Jolliffe IT (2008), Weather Forecast 23:752–757.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BrierByBin {
    pub score: f64,
    pub reliability: f64,
    pub resolution: f64,
    pub uncertainty: f64,
    /// Variance of what was told within the bins.
    pub within_variance: f64,
    /// Twice the covariance of told and seen within the bins.
    pub within_covariance: f64,
}

/// Score and parts over groups of equal probability. Missing: none without rows or with a number that is no probability.
pub fn brier(forecasts: &[Forecast]) -> Option<Brier> {
    let mut sorted = forecasts.to_vec();
    sorted.sort_by(|one, two| one.probability.total_cmp(&two.probability));
    let (total, base, score) = totals(&sorted)?;
    let (mut apart, mut differ) = (0.0, 0.0);
    for group in sorted.chunk_by(|one, two| one.probability == two.probability) {
        let count = group.len() as f64;
        let seen = group.iter().filter(|row| row.happened).count() as f64 / count;
        let told = group.first().map_or(0.0, |row| row.probability);
        apart += count * (told - seen).powi(2);
        differ += count * (seen - base).powi(2);
    }
    Some(Brier { score, reliability: apart / total, resolution: differ / total, uncertainty: base * (1.0 - base) })
}

/// Score and parts over the bins of [`reliability()`]. Missing: as for [`brier`].
pub fn brier_by_bin(forecasts: &[Forecast], cuts: &[f64]) -> Option<BrierByBin> {
    let (total, base, score) = totals(forecasts)?;
    let bins = reliability(forecasts, cuts, Confidence::NinetyFive);
    let (mut apart, mut differ, mut variance, mut covariance) = (0.0, 0.0, 0.0, 0.0);
    for bin in &bins {
        let (Some(told), Some(seen)) = (bin.told, bin.seen) else { continue };
        apart += bin.total as f64 * (told - seen).powi(2);
        differ += bin.total as f64 * (seen - base).powi(2);
        for row in forecasts.iter().filter(|row| is_in(bin, row.probability)) {
            variance += (row.probability - told).powi(2);
            covariance += 2.0 * (row.probability - told) * (outcome(row) - seen);
        }
    }
    Some(BrierByBin {
        score,
        reliability: apart / total,
        resolution: differ / total,
        uncertainty: base * (1.0 - base),
        within_variance: variance / total,
        within_covariance: covariance / total,
    })
}

fn is_in(bin: &Bin, probability: f64) -> bool {
    bin.from <= probability && (probability < bin.below || bin.below == 1.0)
}

fn outcome(row: &Forecast) -> f64 {
    f64::from(u8::from(row.happened))
}

/// How many rows, the share that happened, the score.
fn totals(forecasts: &[Forecast]) -> Option<(f64, f64, f64)> {
    if forecasts.is_empty() || !forecasts.iter().all(|row| (0.0..=1.0).contains(&row.probability)) {
        return None;
    }
    let total = forecasts.len() as f64;
    let base = forecasts.iter().filter(|row| row.happened).count() as f64 / total;
    let score = forecasts.iter().map(|row| (row.probability - outcome(row)).powi(2)).sum::<f64>() / total;
    Some((total, base, score))
}
