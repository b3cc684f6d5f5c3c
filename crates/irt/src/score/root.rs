//! Zeros of functions of θ.

/// Two steps this near to each other are the same θ.
const NEAR: f64 = 1e-12;

/// The zero of a falling function between `low` and `high`, by Newton's steps that never leave the interval; `at` gives value and slope.
pub(crate) fn newton(mut low: f64, mut high: f64, start: f64, at: impl Fn(f64) -> (f64, f64)) -> f64 {
    let mut theta = start.clamp(low, high);
    for _ in 0..200 {
        let (value, slope) = at(theta);
        if value > 0.0 {
            low = theta;
        } else if value < 0.0 {
            high = theta;
        } else {
            return theta;
        }
        let step = theta - value / slope;
        let next = if step > low && step < high { step } else { 0.5 * (low + high) };
        let moved = (next - theta).abs();
        theta = next;
        if moved <= NEAR * (1.0 + theta.abs()) {
            break;
        }
    }
    theta
}

/// A zero of a function that is above zero at `low` and below zero at `high`: false position (Illinois), halved where that is slow.
pub(crate) fn bracketed(mut low: f64, mut high: f64, at: impl Fn(f64) -> f64) -> f64 {
    let (mut under, mut over) = (at(low), at(high));
    let mut side = 0_i8;
    for round in 0..200 {
        let width = high - low;
        let slanted = (low * over - high * under) / (over - under);
        let middle = 0.5 * (low + high);
        let theta = if round % 4 == 3 || !(slanted > low && slanted < high) { middle } else { slanted };
        let value = at(theta);
        if value == 0.0 || width <= NEAR * (1.0 + theta.abs()) {
            return theta;
        }
        if value > 0.0 {
            (low, under) = (theta, value);
            over = if side == 1 { over * 0.5 } else { over };
            side = 1;
        } else {
            (high, over) = (theta, value);
            under = if side == -1 { under * 0.5 } else { under };
            side = -1;
        }
    }
    0.5 * (low + high)
}
