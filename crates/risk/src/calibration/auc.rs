//! How well a number orders those to whom it happened above the others.

use super::{Confidence, Interval};

/// The area under the receiver operating characteristic.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Auc {
    /// The chance that one to whom it happened has a higher number than one to whom it did not, ties counted half; 0–1, 0.5 tells nothing.
    pub value: f64,
    /// Of the value; none with a single row on either side.
    pub variance: Option<f64>,
    /// From the variance, cut to 0–1; at a value of 0 or 1 it has no width, which then says more than is known.
    pub interval: Option<Interval>,
}

/// The area of rows (number, happened). Missing: none when it happened to all or nobody, or when a number is not finite.
///
/// Source: DeLong ER, DeLong DM, Clarke-Pearson DL (1988), Biometrics 44:837–845; by mid-ranks as Sun X, Xu W (2014), IEEE Signal Process
/// Lett 21:1389–1393. Sorting is all it costs.
pub fn auc(rows: &[(f64, bool)], confidence: Confidence) -> Option<Auc> {
    if !rows.iter().all(|(number, _)| number.is_finite()) {
        return None;
    }
    let mut sorted = rows.to_vec();
    sorted.sort_by(|one, two| one.0.total_cmp(&two.0));
    let hits = sorted.iter().filter(|(_, happened)| *happened).count() as f64;
    let rest = sorted.len() as f64 - hits;
    if hits == 0.0 || rest == 0.0 {
        return None;
    }
    // For each row the share of the other side that it lies above, ties counted half.
    let (mut of_hits, mut of_rest) = (Placements::default(), Placements::default());
    let (mut hits_below, mut rest_below) = (0.0, 0.0);
    for tied in sorted.chunk_by(|one, two| one.0 == two.0) {
        let here = tied.iter().filter(|(_, happened)| *happened).count() as f64;
        let others = tied.len() as f64 - here;
        of_hits.add(here, (rest_below + others / 2.0) / rest);
        of_rest.add(others, (hits - hits_below - here + here / 2.0) / hits);
        hits_below += here;
        rest_below += others;
    }
    let value = of_hits.mean();
    let variance = of_hits.variance().zip(of_rest.variance()).map(|(one, two)| one / hits + two / rest);
    let interval = variance.map(|variance| {
        let spread = confidence.z() * variance.sqrt();
        Interval { low: (value - spread).max(0.0), high: (value + spread).min(1.0) }
    });
    Some(Auc { value, variance, interval })
}

/// Weighted mean and sum of squares, updated as numbers arrive.
#[derive(Default)]
struct Placements {
    count: f64,
    mean: f64,
    squares: f64,
}

impl Placements {
    fn add(&mut self, count: f64, value: f64) {
        if count == 0.0 {
            return;
        }
        self.count += count;
        let apart = value - self.mean;
        self.mean += apart * count / self.count;
        self.squares += count * apart * (value - self.mean);
    }

    const fn mean(&self) -> f64 {
        self.mean
    }

    fn variance(&self) -> Option<f64> {
        (1.0 < self.count).then(|| self.squares / (self.count - 1.0))
    }
}
