//! Told against seen, bin by bin.

use super::fairness::Row;
use super::{Confidence, Forecast, Interval, wilson};
use crate::Level;

/// Rows that were told about the same: what was told on average, and what was seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// From this probability on …
    pub from: f64,
    /// … and below this one; the last bin holds 1 too.
    pub below: f64,
    pub total: u64,
    pub happened: u64,
    /// Mean of the told probabilities; none in an empty bin.
    pub told: Option<f64>,
    /// Share that happened; none in an empty bin.
    pub seen: Option<f64>,
    /// Of the seen share.
    pub interval: Option<Interval>,
}

/// The bins between `cuts`: rising probabilities within 0–1; 0 and 1 are added.
///
/// Cuts outside of 0–1 or out of order and forecasts that are no probabilities are passed over.
pub fn reliability(forecasts: &[Forecast], cuts: &[f64], confidence: Confidence) -> Vec<Bin> {
    let mut edges = vec![0.0];
    for cut in cuts.iter().copied().filter(|cut| 0.0 < *cut && *cut < 1.0) {
        if edges.last().is_none_or(|last| *last < cut) {
            edges.push(cut);
        }
    }
    edges.push(1.0);
    let mut sorted: Vec<Forecast> = forecasts.iter().copied().filter(|row| (0.0..=1.0).contains(&row.probability)).collect();
    sorted.sort_by(|one, two| one.probability.total_cmp(&two.probability));
    let place = |edge: f64| if edge == 1.0 { sorted.len() } else { sorted.partition_point(|row| row.probability < edge) };
    let bin = |pair: &[f64]| {
        let (from, below) = (pair.first().copied().unwrap_or(0.0), pair.last().copied().unwrap_or(1.0));
        let rows = sorted.get(place(from)..place(below)).unwrap_or_default();
        let (total, happened) = (rows.len() as u64, rows.iter().filter(|row| row.happened).count() as u64);
        let mean = |sum: f64| (total != 0).then(|| sum / total as f64);
        Bin {
            from,
            below,
            total,
            happened,
            told: mean(rows.iter().map(|row| row.probability).sum()),
            seen: mean(happened as f64),
            interval: wilson(happened, total, confidence),
        }
    };
    edges.windows(2).map(bin).collect()
}

/// What was seen at each level, least first: total, how many, interval of the share. A level says no probability; the shares should rise.
pub fn by_level(rows: &[Row<'_>], confidence: Confidence) -> [(Level, u64, u64, Option<Interval>); 4] {
    Level::ALL.map(|level| {
        let of = || rows.iter().filter(|row| row.level == level);
        let (total, happened) = (of().count() as u64, of().filter(|row| row.happened).count() as u64);
        (level, total, happened, wilson(happened, total, confidence))
    })
}
