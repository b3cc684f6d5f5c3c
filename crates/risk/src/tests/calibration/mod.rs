//! Numbers against closed forms, worked examples, and 40-digit values of python3 mpmath 1.3.0 (root finding and brute force, not these formulas).

mod fairness;
mod numbers;
mod simulated;

use crate::calibration::*;

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * (1.0 + expected.abs()), "found {found}, expected {expected}");
}

fn near_interval(found: Option<Interval>, low: f64, high: f64) {
    let found = found.unwrap();
    near(found.low, low);
    near(found.high, high);
}

fn forecasts(told: &[f64], happened: &[u8]) -> Vec<Forecast> {
    told.iter().zip(happened).map(|(probability, seen)| Forecast { probability: *probability, happened: *seen == 1 }).collect()
}
