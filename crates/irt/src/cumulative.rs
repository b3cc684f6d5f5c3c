//! Cumulative logits with ordered intercepts, fitted by Newton's method: the step of a calibration for one item, and the regressions of DIF.
//!
//! P(category ≥ k) = σ(d_k + x·β) with d_1 > … > d_m. The logarithm of every category's probability is concave in (β, d), and runs to minus
//! infinity where two intercepts meet: a halved step keeps the order, and there is one maximum.

use crate::matrix::Square;
use crate::sigmoid;

/// How often somebody at `x` gave `category`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Observation<'a> {
    pub x: &'a [f64],
    pub category: usize,
    pub weight: f64,
}

/// β and d.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Coefficients {
    pub slopes: Vec<f64>,
    pub intercepts: Vec<f64>,
}

/// A normal prior for each coefficient, slopes first: (mean, precision). Empty: none.
pub(crate) type Penalty = [(f64, f64)];

/// Coefficients with what led to them.
#[derive(Debug, Clone)]
pub(crate) struct Fitted {
    pub coefficients: Coefficients,
    /// with the penalty
    pub log_likelihood: f64,
    pub converged: bool,
}

/// Value, slope and (negative) bend at one set of coefficients.
pub(crate) struct Surface {
    pub value: f64,
    pub slope: Vec<f64>,
    pub information: Square,
}

impl Coefficients {
    /// Are the intercepts falling and everything finite?
    pub(crate) fn are_proper(&self) -> bool {
        self.slopes.iter().chain(&self.intercepts).all(|value| value.is_finite())
            && self.intercepts.windows(2).all(|pair| pair[0] > pair[1])
    }

    fn moved(&self, step: &[f64], share: f64) -> Self {
        let (first, second) = step.split_at(self.slopes.len());
        let go = |from: &[f64], step: &[f64]| from.iter().zip(step).map(|(from, step)| from + share * step).collect();
        Self { slopes: go(&self.slopes, first), intercepts: go(&self.intercepts, second) }
    }

    fn all(&self) -> impl Iterator<Item = f64> {
        self.slopes.iter().chain(&self.intercepts).copied()
    }
}

/// Climbs from `start` until a step promises less than `precise`, at most `most` steps.
pub(crate) fn fit(start: Coefficients, data: &[Observation<'_>], penalty: &Penalty, most: usize, precise: f64) -> Fitted {
    let mut here = start;
    let mut value = log_likelihood(&here, data, penalty);
    for _ in 0..most {
        let surface = surface(&here, data, penalty);
        value = surface.value;
        let Some(step) = step(&surface) else { break };
        let promised: f64 = step.iter().zip(&surface.slope).map(|(step, slope)| step * slope).sum();
        if promised <= precise {
            return Fitted { coefficients: here, log_likelihood: value, converged: true };
        }
        let mut share = 1.0;
        loop {
            let next = here.moved(&step, share);
            let found = if next.are_proper() { log_likelihood(&next, data, penalty) } else { f64::NEG_INFINITY };
            if found >= value + 1e-4 * share * promised {
                (here, value) = (next, found);
                break;
            }
            share *= 0.5;
            if share < 1e-10 {
                // no step helps: the value is as high as rounding lets it be
                return Fitted { coefficients: here, log_likelihood: value, converged: promised < 1e-6 };
            }
        }
    }
    Fitted { coefficients: here, log_likelihood: value, converged: false }
}

/// Newton's step; where the bend is not definite a ridge makes it so.
fn step(surface: &Surface) -> Option<Vec<f64>> {
    let size = surface.slope.len();
    let mut ridge = 0.0;
    for _ in 0..40 {
        let mut information = surface.information.clone();
        (0..size).for_each(|at| information.add(at, at, ridge * (1.0 + surface.information.get(at, at))));
        if let Some(factor) = information.cholesky() {
            return Some(factor.solve(&surface.slope));
        }
        ridge = if ridge == 0.0 { 1e-10 } else { ridge * 10.0 };
    }
    None
}

fn linear(coefficients: &Coefficients, x: &[f64]) -> f64 {
    coefficients.slopes.iter().zip(x).map(|(slope, x)| slope * x).sum()
}

/// The arguments of the boundaries below and above a category.
fn boundaries(intercepts: &[f64], category: usize, eta: f64) -> (Option<f64>, Option<f64>) {
    let upper = category.checked_sub(1).map(|at| intercepts[at] + eta);
    (upper, intercepts.get(category).map(|intercept| intercept + eta))
}

/// ln(1 − e^−gap) of each inner category.
fn betweens(intercepts: &[f64]) -> Vec<f64> {
    intercepts.windows(2).map(|pair| sigmoid::log_between(pair[0] - pair[1])).collect()
}

/// What `betweens` has for `category`.
fn between(all: &[f64], category: usize) -> f64 {
    category.checked_sub(1).and_then(|at| all.get(at)).copied().unwrap_or(0.0)
}

pub(crate) fn log_likelihood(coefficients: &Coefficients, data: &[Observation<'_>], penalty: &Penalty) -> f64 {
    let betweens = betweens(&coefficients.intercepts);
    let mut sum = 0.0;
    for one in data {
        let (upper, lower) = boundaries(&coefficients.intercepts, one.category, linear(coefficients, one.x));
        let log = upper.map_or(0.0, sigmoid::log) + lower.map_or(0.0, |lower| sigmoid::log(-lower));
        sum += one.weight * (log + between(&betweens, one.category));
    }
    sum - penalised(coefficients, penalty)
}

fn penalised(coefficients: &Coefficients, penalty: &Penalty) -> f64 {
    coefficients.all().zip(penalty).map(|(value, (mean, precision))| 0.5 * precision * (value - mean).powi(2)).sum()
}

pub(crate) fn surface(coefficients: &Coefficients, data: &[Observation<'_>], penalty: &Penalty) -> Surface {
    let (slopes, intercepts) = (coefficients.slopes.len(), &coefficients.intercepts);
    let size = slopes + intercepts.len();
    let betweens = betweens(intercepts);
    let mut found = Surface { value: 0.0, slope: vec![0.0; size], information: Square::zero(size) };
    let mut inner = vec![0.0; betweens.len()];
    for one in data {
        let (upper, lower) = boundaries(intercepts, one.category, linear(coefficients, one.x));
        let (over, under) = upper.map_or((1.0, 0.0), sigmoid::both);
        let (above, below) = lower.map_or((0.0, 1.0), sigmoid::both);
        let log = upper.map_or(0.0, sigmoid::log) + lower.map_or(0.0, |lower| sigmoid::log(-lower));
        found.value += one.weight * (log + between(&betweens, one.category));
        if let Some(count) = one.category.checked_sub(1).and_then(|at| inner.get_mut(at)) {
            *count += one.weight;
        }
        let (bend_upper, bend_lower) = (one.weight * over * under, one.weight * above * below);
        let along = one.weight * (under - above);
        for (row, x) in one.x.iter().enumerate() {
            found.slope[row] += along * x;
            for (column, other) in one.x[..=row].iter().enumerate() {
                found.information.add_both(row, column, (bend_upper + bend_lower) * x * other);
            }
        }
        for (at, rise, bend) in
            [(one.category.wrapping_sub(1), one.weight * under, bend_upper), (one.category, -one.weight * above, bend_lower)]
        {
            if at >= intercepts.len() {
                continue;
            }
            found.slope[slopes + at] += rise;
            found.information.add(slopes + at, slopes + at, bend);
            one.x.iter().enumerate().for_each(|(row, x)| found.information.add_both(slopes + at, row, bend * x));
        }
    }
    for (at, count) in inner.iter().enumerate() {
        let pull = 1.0 / (intercepts[at] - intercepts[at + 1]).exp_m1();
        let bend = count * pull * (1.0 + pull);
        found.slope[slopes + at] += count * pull;
        found.slope[slopes + at + 1] -= count * pull;
        found.information.add(slopes + at, slopes + at, bend);
        found.information.add(slopes + at + 1, slopes + at + 1, bend);
        found.information.add_both(slopes + at + 1, slopes + at, -bend);
    }
    for (at, (value, (mean, precision))) in coefficients.all().zip(penalty).enumerate() {
        found.slope[at] -= precision * (value - mean);
        found.information.add(at, at, *precision);
    }
    found.value -= penalised(coefficients, penalty);
    found
}
