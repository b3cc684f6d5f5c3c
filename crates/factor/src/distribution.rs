//! Distribution functions and their inverses.
//!
//! The gamma functions are statrs's. Φ is computed here because statrs's has an error of 1e-12, too much below a polychoric correlation;
//! the incomplete beta function because campaigns (n in the hundred thousands) need more terms than a fixed number.

use statrs::function::erf::erfc_inv;
use statrs::function::gamma::{gamma_lr, gamma_ur, ln_gamma};

/// Density of the standard normal.
pub fn normal_density(x: f64) -> f64 {
    (-0.5 * x * x).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

/// Φ(x), error below 1e-15; ±∞ allowed.
/// Near the middle a series of positive terms (Marsaglia 2004), in the tails the continued fraction of Mills's ratio.
pub fn normal(x: f64) -> f64 {
    if x.is_infinite() {
        return f64::from(u8::from(0.0 < x));
    }
    let size = x.abs();
    if size < 3.5 {
        let (mut term, mut sum, mut odd) = (x, x, 1.0);
        while 1e-17 * sum.abs() < term.abs() {
            odd += 2.0;
            term *= x * x / odd;
            sum += term;
        }
        return 0.5 + sum * normal_density(x);
    }
    let ratio = (1..=60).rev().fold(size, |below, step| size + f64::from(step) / below);
    let tail = normal_density(x) / ratio;
    if x < 0.0 { tail } else { 1.0 - tail }
}

/// The x with Φ(x) = p; ±∞ at the ends.
pub fn normal_quantile(p: f64) -> f64 {
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if 1.0 <= p {
        return f64::INFINITY;
    }
    // the smaller tail keeps the digits
    if 0.5 < p {
        return -normal_quantile(1.0 - p);
    }
    let mut x = -std::f64::consts::SQRT_2 * erfc_inv(2.0 * p);
    for _ in 0..2 {
        let slope = normal_density(x);
        if 1e-280 < slope {
            x -= (normal(x) - p) / slope;
        }
    }
    x
}

/// P(χ² ≤ x).
pub fn chi_square(x: f64, df: f64) -> f64 {
    if x <= 0.0 { 0.0 } else { gamma_lr(df / 2.0, x / 2.0) }
}

/// P(χ² > x).
pub fn chi_square_above(x: f64, df: f64) -> f64 {
    if x <= 0.0 { 1.0 } else { gamma_ur(df / 2.0, x / 2.0) }
}

/// P(χ²(df, noncentrality) ≤ x): central ones weighted by Poisson probabilities, from the middle of the weights outwards.
pub fn noncentral_chi_square(x: f64, df: f64, noncentrality: f64) -> f64 {
    if noncentrality <= 0.0 || x <= 0.0 {
        return chi_square(x, df);
    }
    let (half, y) = (noncentrality / 2.0, x / 2.0);
    let middle = half.floor();
    let weight = (middle * half.ln() - half - ln_gamma(middle + 1.0)).exp();
    // P(a + 1, y) = P(a, y) − yᵃe⁻ʸ/Γ(a + 1)
    let shape = df / 2.0 + middle;
    let (central, step) = (gamma_lr(shape, y), (shape * y.ln() - y - ln_gamma(shape + 1.0)).exp());
    let mut sum = weight * central;
    let (mut w, mut below, mut next, mut j) = (weight, central, step, middle);
    while 1e-18 < w * below {
        below = (below - next).max(0.0);
        j += 1.0;
        w *= half / j;
        next *= y / (df / 2.0 + j);
        sum += w * below;
    }
    (w, below, next, j) = (weight, central, step, middle);
    while 0.0 < j && 1e-18 < w {
        next *= (df / 2.0 + j) / y;
        below = (below + next).min(1.0);
        w *= j / half;
        j -= 1.0;
        sum += w * below;
    }
    sum.min(1.0)
}

/// Regularised incomplete beta function I_x(a, b) (continued fraction, modified Lentz).
pub fn beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 || 1.0 <= x {
        return f64::from(u8::from(0.0 < x));
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p()).exp();
    if x < (a + 1.0) / (a + b + 2.0) { front * fraction(x, a, b) / a } else { 1.0 - front * fraction(1.0 - x, b, a) / b }
}

fn fraction(x: f64, a: f64, b: f64) -> f64 {
    let safe = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / safe(1.0 - (a + b) * x / (a + 1.0));
    let mut value = d;
    for step in 1..20_000 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / safe(1.0 + even * d);
        c = safe(1.0 + even / c);
        value *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / safe(1.0 + odd * d);
        c = safe(1.0 + odd / c);
        value *= d * c;
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    value
}

/// The x with I_x(a, b) = p.
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    bisect(|x| beta(x, a, b) - p, 0.0, 1.0)
}

/// The x with P(F ≤ x) = p. Infinite when p is not below 1.
pub fn f_quantile(p: f64, first: f64, second: f64) -> f64 {
    // F = (χ²₁/d₁)/(χ²₂/d₂); the beta variable of the smaller tail keeps the digits
    let below = beta_quantile(1.0 - p, second / 2.0, first / 2.0);
    second * (1.0 - below) / (first * below)
}

/// P(F > x).
pub fn f_above(x: f64, first: f64, second: f64) -> f64 {
    beta(second / (second + first * x), second / 2.0, first / 2.0)
}

/// Root of a rising function.
pub(crate) fn bisect(rising: impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || high <= middle {
            break;
        }
        if rising(middle) < 0.0 { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}
