//! Logistic regression on one number, by Newton's method: calibration intercept and slope.

use super::{Confidence, Forecast, Interval};

/// Steps after which no fit will come.
const MOST_STEPS: usize = 100;
/// The largest change of a coefficient, relative to its size, that ends the search.
const CLOSE: f64 = 1e-13;
/// Log-odds beyond which a coefficient runs away: the rows are separated.
const RUNAWAY: f64 = 1e6;

/// Log-odds of the outcome as `intercept + slope · x`, by maximum likelihood.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    pub intercept: f64,
    pub slope: f64,
    /// Of the intercept.
    pub intercept_variance: f64,
    /// Of the slope; zero where the slope was fixed.
    pub slope_variance: f64,
    pub covariance: f64,
    /// Newton steps taken.
    pub steps: usize,
}

/// Why there is no fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoFit {
    #[error("the outcome is the same in all rows")]
    OneOutcome,
    #[error("the number is the same in all rows")]
    OneValue,
    #[error("a number is not finite, or a probability is 0 or 1")]
    NotFinite,
    #[error("the number separates the outcomes: no finite slope is the most likely")]
    Separated,
    #[error("the search did not settle")]
    NotSettled,
}

impl Fit {
    /// The probability at `x`.
    pub fn probability(&self, x: f64) -> f64 {
        expit(self.intercept + self.slope * x)
    }

    /// Of the intercept, from its variance.
    pub fn intercept_interval(&self, confidence: Confidence) -> Interval {
        around(self.intercept, self.intercept_variance, confidence)
    }

    /// Of the slope, from its variance.
    pub fn slope_interval(&self, confidence: Confidence) -> Interval {
        around(self.slope, self.slope_variance, confidence)
    }
}

fn around(value: f64, variance: f64, confidence: Confidence) -> Interval {
    let spread = confidence.z() * variance.sqrt();
    Interval { low: value - spread, high: value + spread }
}

/// 1 / (1 + e^−x) without overflow.
fn expit(x: f64) -> f64 {
    if 0.0 <= x {
        1.0 / (1.0 + (-x).exp())
    } else {
        let power = x.exp();
        power / (1.0 + power)
    }
}

/// The fit of rows (x, happened). The search is in x moved to mean 0 and spread 1, so that its unit does not matter.
///
/// Errors: [`NoFit`].
pub fn logistic(rows: &[(f64, bool)]) -> Result<Fit, NoFit> {
    check(rows)?;
    let count = rows.len() as f64;
    let mean = rows.iter().map(|(x, _)| x).sum::<f64>() / count;
    let spread = (rows.iter().map(|(x, _)| (x - mean).powi(2)).sum::<f64>() / count).sqrt();
    if spread <= mean.abs() * 1e-14 || spread == 0.0 {
        return Err(NoFit::OneValue);
    }
    if is_separated(rows) {
        return Err(NoFit::Separated);
    }
    let scaled: Vec<(f64, bool)> = rows.iter().map(|(x, happened)| ((x - mean) / spread, *happened)).collect();
    let (mut at, mut steps) = ((logit_of_share(rows), 0.0), 0);
    loop {
        let curve = Curve::at(&scaled, at);
        let (a, b) = curve.step().ok_or(NoFit::NotSettled)?;
        let next = uphill(&scaled, at, (a, b));
        let is_close = a.abs() <= CLOSE * (1.0 + at.0.abs()) && b.abs() <= CLOSE * (1.0 + at.1.abs());
        at = next;
        steps += 1;
        if is_close {
            break;
        }
        if MOST_STEPS <= steps || !(at.0.abs() < RUNAWAY && at.1.abs() < RUNAWAY) {
            return Err(NoFit::NotSettled);
        }
    }
    let curve = Curve::at(&scaled, at);
    let (va, vb, cab) = curve.inverse().ok_or(NoFit::NotSettled)?;
    // Back to the unit of x: slope b/s, intercept a − b·m/s.
    let ratio = mean / spread;
    Ok(Fit {
        intercept: at.0 - at.1 * ratio,
        slope: at.1 / spread,
        intercept_variance: va - 2.0 * ratio * cab + ratio * ratio * vb,
        slope_variance: vb / (spread * spread),
        covariance: (cab - ratio * vb) / spread,
        steps,
    })
}

/// Intercept and slope of the outcome on the log-odds that were told: 0 and 1 when calibrated, a slope below 1 says that what was told is too extreme.
///
/// Errors: [`NoFit`]; a probability of 0 or 1 has no log-odds.
/// Source: Cox DR (1958), Biometrika 45:562–565.
pub fn recalibration(forecasts: &[Forecast]) -> Result<Fit, NoFit> {
    logistic(&log_odds(forecasts))
}

/// The intercept alone, with the slope held at 1: above 0 when more happened than was told.
///
/// Errors: [`NoFit`].
pub fn calibration_in_the_large(forecasts: &[Forecast]) -> Result<Fit, NoFit> {
    let rows = log_odds(forecasts);
    check(&rows)?;
    let mut intercept = 0.0;
    for steps in 1..=MOST_STEPS {
        let (mut slope, mut information) = (0.0, 0.0);
        for (x, happened) in &rows {
            let p = expit(intercept + x);
            slope += f64::from(u8::from(*happened)) - p;
            information += p * (1.0 - p);
        }
        // No step is longer than the log-odds can change sensibly at once.
        let step = (slope / information.max(f64::MIN_POSITIVE)).clamp(-4.0, 4.0);
        intercept += step;
        if step.abs() <= CLOSE * (1.0 + intercept.abs()) {
            return Ok(Fit {
                intercept,
                slope: 1.0,
                intercept_variance: 1.0 / information,
                slope_variance: 0.0,
                covariance: 0.0,
                steps,
            });
        }
    }
    Err(NoFit::NotSettled)
}

fn log_odds(forecasts: &[Forecast]) -> Vec<(f64, bool)> {
    forecasts.iter().map(|row| ((row.probability / (1.0 - row.probability)).ln(), row.happened)).collect()
}

fn check(rows: &[(f64, bool)]) -> Result<(), NoFit> {
    if !rows.iter().all(|(x, _)| x.is_finite()) {
        return Err(NoFit::NotFinite);
    }
    let hits = rows.iter().filter(|(_, happened)| *happened).count();
    if hits == 0 || hits == rows.len() { Err(NoFit::OneOutcome) } else { Ok(()) }
}

fn logit_of_share(rows: &[(f64, bool)]) -> f64 {
    let hits = rows.iter().filter(|(_, happened)| *happened).count() as f64;
    (hits / (rows.len() as f64 - hits)).ln()
}

/// Does one side lie wholly on or beyond the other?
fn is_separated(rows: &[(f64, bool)]) -> bool {
    let ends = |side: bool| {
        let of_side = rows.iter().filter(|(_, happened)| *happened == side).map(|(x, _)| *x);
        of_side.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
    };
    let (hits, rest) = (ends(true), ends(false));
    rest.1 <= hits.0 || hits.1 <= rest.0
}

/// A Newton step, halved until the likelihood does not fall.
fn uphill(rows: &[(f64, bool)], at: (f64, f64), step: (f64, f64)) -> (f64, f64) {
    let start = log_likelihood(rows, at);
    let mut share = 1.0;
    for _ in 0..30 {
        let next = (at.0 + share * step.0, at.1 + share * step.1);
        if start - start.abs() * 1e-12 <= log_likelihood(rows, next) {
            return next;
        }
        share /= 2.0;
    }
    at
}

fn log_likelihood(rows: &[(f64, bool)], at: (f64, f64)) -> f64 {
    let of = |(x, happened): &(f64, bool)| {
        let odds = at.0 + at.1 * x;
        let signed = if *happened { odds } else { -odds };
        -((-signed.abs()).exp().ln_1p() + (-signed).max(0.0))
    };
    rows.iter().map(of).sum()
}

/// First and second derivatives of the log-likelihood.
struct Curve {
    slope: (f64, f64),
    /// Information: intercept, both, slope.
    information: (f64, f64, f64),
}

impl Curve {
    fn at(rows: &[(f64, bool)], at: (f64, f64)) -> Self {
        let mut curve = Self { slope: (0.0, 0.0), information: (0.0, 0.0, 0.0) };
        for (x, happened) in rows {
            let p = expit(at.0 + at.1 * x);
            let (apart, weight) = (f64::from(u8::from(*happened)) - p, p * (1.0 - p));
            curve.slope.0 += apart;
            curve.slope.1 += apart * x;
            curve.information.0 += weight;
            curve.information.1 += weight * x;
            curve.information.2 += weight * x * x;
        }
        curve
    }

    /// Variance of the intercept, of the slope, covariance.
    fn inverse(&self) -> Option<(f64, f64, f64)> {
        let (a, c, b) = self.information;
        let determinant = a * b - c * c;
        (0.0 < determinant).then(|| (b / determinant, a / determinant, -c / determinant))
    }

    fn step(&self) -> Option<(f64, f64)> {
        let (va, vb, cab) = self.inverse()?;
        Some((va * self.slope.0 + cab * self.slope.1, cab * self.slope.0 + vb * self.slope.1))
    }
}
