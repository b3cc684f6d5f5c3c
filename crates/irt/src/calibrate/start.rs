//! Where the climb begins: slopes from the correlation of each item with the others, intercepts from how often each category was given.

use crate::calibrate::coding::{Coded, NONE};
use crate::cumulative::Coefficients;

/// The logistic curve is nearest to the normal one when its argument is 1.702 times as large.
const SCALE: f64 = 1.702;

/// First guesses, one item after the other.
pub(crate) fn start(coded: &Coded) -> Vec<Coefficients> {
    let standard: Vec<(f64, f64)> = coded.items.iter().map(|item| moments(&item.counts)).collect();
    let scores: Vec<(f64, usize)> = coded.rows.iter().map(|row| total(row, &standard)).collect();
    let mut all = Vec::with_capacity(coded.items.len());
    for (at, item) in coded.items.iter().enumerate() {
        let (mean, sd) = standard[at];
        let mut sums = [0.0; 6];
        for (row, (sum, count)) in coded.rows.iter().zip(&scores) {
            if row[at] == NONE || *count < 2 {
                continue;
            }
            let own = (f64::from(row[at]) - mean) / sd;
            let rest = (sum - own) / (*count - 1) as f64;
            for (sum, value) in sums.iter_mut().zip([1.0, own, rest, own * own, rest * rest, own * rest]) {
                *sum += value;
            }
        }
        let slope = slope(correlation(sums));
        all.push(Coefficients { slopes: vec![slope], intercepts: intercepts(&item.counts, slope) });
    }
    all
}

fn moments(counts: &[usize]) -> (f64, f64) {
    let total = counts.iter().sum::<usize>() as f64;
    let mean = counts.iter().enumerate().map(|(at, count)| at as f64 * *count as f64).sum::<f64>() / total;
    let variance = counts.iter().enumerate().map(|(at, count)| (at as f64 - mean).powi(2) * *count as f64).sum::<f64>() / total;
    (mean, variance.sqrt())
}

fn total(row: &[u8], standard: &[(f64, f64)]) -> (f64, usize) {
    let given = row.iter().zip(standard).filter(|(category, _)| **category != NONE);
    given.fold((0.0, 0), |(sum, count), (category, (mean, sd))| (sum + (f64::from(*category) - mean) / sd, count + 1))
}

fn correlation([count, x, y, xx, yy, xy]: [f64; 6]) -> f64 {
    let spread = (count * xx - x * x) * (count * yy - y * y);
    if spread > 0.0 { (count * xy - x * y) / spread.sqrt() } else { 0.0 }
}

fn slope(correlation: f64) -> f64 {
    let bounded = correlation.clamp(-0.9, 0.9);
    let slope = SCALE * bounded / (1.0 - bounded * bounded).sqrt();
    if slope.abs() < 0.3 { 0.3_f64.copysign(slope) } else { slope }
}

fn intercepts(counts: &[usize], slope: f64) -> Vec<f64> {
    let total = counts.iter().sum::<usize>() as f64;
    let stretch = (1.0 + (slope / SCALE).powi(2)).sqrt();
    let mut above = total;
    let mut all = Vec::with_capacity(counts.len() - 1);
    for count in &counts[..counts.len() - 1] {
        above -= *count as f64;
        all.push(stretch * (above / (total - above)).ln());
    }
    all
}
