//! The bivariate normal distribution function.

use std::f64::consts::{PI, TAU};
use std::sync::LazyLock;

use crate::distribution::normal;

/// Points of the Gauss–Legendre rule on (−1, 1).
const POINTS: usize = 20;
/// Above this |r| the integral over the angle is replaced by one around |r| = 1.
const STEEP: f64 = 0.925;

/// Nodes and weights, found by Newton's method on the Legendre polynomial.
static RULE: LazyLock<Vec<(f64, f64)>> = LazyLock::new(|| {
    let n = POINTS as f64;
    let nodes = (0..POINTS).map(|index| {
        let mut x = (PI * (index as f64 + 0.75) / (n + 0.5)).cos();
        let mut slope = 1.0;
        for _ in 0..100 {
            let (mut before, mut here) = (1.0, x);
            for degree in 2..=POINTS {
                let k = degree as f64;
                (before, here) = (here, ((2.0 * k - 1.0) * x * here - (k - 1.0) * before) / k);
            }
            slope = n * (x * here - before) / (x * x - 1.0);
            let step = here / slope;
            x -= step;
            if step.abs() < 1e-16 {
                break;
            }
        }
        (x, 2.0 / ((1.0 - x * x) * slope * slope))
    });
    nodes.collect()
});

/// P(X ≤ h, Y ≤ k) of standard normal variables with correlation r; ±∞ allowed. Error below 1e-14.
/// Source: Drezner and Wesolowsky 1990, with the expansion near |r| = 1 of Genz 2004 (Statistics and Computing 14).
pub fn bivariate(h: f64, k: f64, r: f64) -> f64 {
    if h == f64::NEG_INFINITY || k == f64::NEG_INFINITY {
        return 0.0;
    }
    if h == f64::INFINITY || k == f64::INFINITY {
        return normal(h.min(k));
    }
    let value = if r.abs() < STEEP { by_angle(-h, -k, r) } else { near_one(-h, -k, r) };
    value.clamp(0.0, 1.0)
}

/// Density of the pair.
pub fn bivariate_density(h: f64, k: f64, r: f64) -> f64 {
    if h.is_infinite() || k.is_infinite() {
        return 0.0;
    }
    let rest = (1.0 - r) * (1.0 + r);
    (-(h * h - 2.0 * r * h * k + k * k) / (2.0 * rest)).exp() / (TAU * rest.sqrt())
}

/// P(X > h, Y > k) = Φ(−h)Φ(−k) + ∫ over the angle from 0 to asin r.
fn by_angle(h: f64, k: f64, r: f64) -> f64 {
    let (half, both, angle) = ((h * h + k * k) / 2.0, h * k, r.asin());
    let terms = RULE.iter().map(|(x, weight)| {
        let sine = (angle * (x + 1.0) / 2.0).sin();
        weight * ((sine * both - half) / (1.0 - sine * sine)).exp()
    });
    terms.sum::<f64>() * angle / (4.0 * PI) + normal(-h) * normal(-k)
}

/// P(X > h, Y > k) for |r| near 1: the value at ±1 less an integral whose steep part is taken out analytically.
fn near_one(h: f64, k: f64, r: f64) -> f64 {
    let k = if r < 0.0 { -k } else { k };
    let both = h * k;
    let mut sum = 0.0;
    if r.abs() < 1.0 {
        let rest = (1.0 - r) * (1.0 + r);
        let mut a = rest.sqrt();
        let gap = (h - k).powi(2);
        let (c, d) = ((4.0 - both) / 8.0, (12.0 - both) / 16.0);
        let exponent = -(gap / rest + both) / 2.0;
        if -100.0 < exponent {
            sum = a * exponent.exp() * (1.0 - c * (gap - rest) * (1.0 - d * gap / 5.0) / 3.0 + c * d * rest * rest / 5.0);
        }
        if both > -100.0 {
            let b = gap.sqrt();
            sum -= (-both / 2.0).exp() * TAU.sqrt() * normal(-b / a) * b * (1.0 - c * gap * (1.0 - d * gap / 5.0) / 3.0);
        }
        a /= 2.0;
        for (x, weight) in RULE.iter() {
            let square = (a * (x + 1.0)).powi(2);
            let root = (1.0 - square).sqrt();
            let exponent = -(gap / square + both) / 2.0;
            if -100.0 < exponent {
                let steep = (-both * (1.0 - root) / (2.0 * (1.0 + root))).exp() / root;
                sum += a * weight * exponent.exp() * (steep - (1.0 + c * square * (1.0 + d * square)));
            }
        }
        sum = -sum / TAU;
    }
    if 0.0 < r {
        return sum + normal(-h.max(k));
    }
    let between = if h < k { if h < 0.0 { normal(k) - normal(h) } else { normal(-h) - normal(-k) } } else { 0.0 };
    between - sum
}
