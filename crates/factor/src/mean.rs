//! Intervals of a mean and of the difference of two means.

use crate::Interval;
use crate::distribution::f_quantile;

/// Mean and spread of persons.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanOf {
    /// How many; at least 2.
    pub persons: u64,
    /// In points.
    pub mean: f64,
    /// Standard deviation, n − 1.
    pub sd: f64,
}

/// The interval of a mean: mean ± t·sd/√n, t with n − 1 degrees of freedom; `level` is 0.95 for a 95 % interval.
/// Missing: `None` below two persons. Source: Student 1908, Biometrika 6:1–25.
pub fn mean_interval(of: MeanOf, level: f64) -> Option<Interval> {
    (2 <= of.persons).then(|| {
        let reach = t_quantile(level, of.persons as f64 - 1.0) * of.sd / (of.persons as f64).sqrt();
        Interval { lower: of.mean - reach, upper: of.mean + reach }
    })
}

/// The interval of first mean less second, of two groups of different persons with spreads of their own.
/// Missing: `None` below two persons on a side, and where neither side varies. Source: Welch 1947, Biometrika 34:28–35 (degrees of freedom of
/// Satterthwaite 1946).
pub fn mean_difference(first: MeanOf, second: MeanOf, level: f64) -> Option<Interval> {
    if first.persons < 2 || second.persons < 2 {
        return None;
    }
    let share = |of: MeanOf| of.sd * of.sd / of.persons as f64;
    let (one, two) = (share(first), share(second));
    let sum = one + two;
    if sum <= 0.0 {
        return None;
    }
    let freedom = sum * sum / (one * one / (first.persons as f64 - 1.0) + two * two / (second.persons as f64 - 1.0));
    let (middle, reach) = (first.mean - second.mean, t_quantile(level, freedom) * sum.sqrt());
    Some(Interval { lower: middle - reach, upper: middle + reach })
}

/// The t with P(−t ≤ T ≤ t) = level: T² follows F(1, freedom).
fn t_quantile(level: f64, freedom: f64) -> f64 {
    f_quantile(level, 1.0, freedom).sqrt()
}
