//! EM with squared extrapolation (SQUAREM, scheme S3): two steps tell where a third may leap, and a leap that loses likelihood is not made.

use crate::calibrate::expect::expect;
use crate::calibrate::patterns::Patterns;
use crate::calibrate::settings::Settings;
use crate::cumulative::{Coefficients, fit};
use crate::grid::Grid;

/// Newton's steps of one M step: from the last parameters few are needed.
const STEPS: usize = 6;

/// Where the climb ended.
pub(crate) struct Climbed {
    pub items: Vec<Coefficients>,
    /// EM steps that were made
    pub steps: usize,
}

/// Priors by item; empty where there are none.
pub(crate) type Penalties = [Vec<(f64, f64)>];

/// Climbs until an EM step moves no parameter by more than `settings.near`.
pub(crate) fn climb(
    start: Vec<Coefficients>,
    patterns: &Patterns,
    grid: &Grid,
    penalties: &Penalties,
    settings: &Settings,
) -> Climbed {
    let em = |items: &[Coefficients]| step(items, patterns, grid, penalties);
    let mut items = start;
    let mut steps = 0;
    while steps < settings.most_steps {
        let (first, _) = em(&items);
        let (second, reached) = em(&first);
        steps += 2;
        let (before, one, two) = (flat(&items), flat(&first), flat(&second));
        let moved = one.iter().zip(&two).map(|(one, two)| (two - one).abs()).fold(0.0, f64::max);
        items = second;
        if moved <= settings.near {
            break;
        }
        if let Some(leapt) = leap(&before, &one, &two, &items) {
            let (next, value) = em(&leapt);
            steps += 1;
            if value >= reached {
                items = next;
            }
        }
    }
    Climbed { items, steps }
}

/// One EM step, and the (penalised) log-likelihood of where it began.
fn step(items: &[Coefficients], patterns: &Patterns, grid: &Grid, penalties: &Penalties) -> (Vec<Coefficients>, f64) {
    let expected = expect(items, patterns, grid);
    let mut next = Vec::with_capacity(items.len());
    let (mut value, mut start) = (expected.log_likelihood, 0);
    for (item, penalty) in items.iter().zip(penalties) {
        let categories = item.intercepts.len() + 1;
        let observations = expected.observations(start, categories, grid.points());
        start += categories;
        value -= cost(item, penalty);
        next.push(fit(item.clone(), &observations, penalty, STEPS, 1e-9).coefficients);
    }
    (next, value)
}

/// What a prior takes from the log-likelihood.
pub(crate) fn cost(item: &Coefficients, penalty: &[(f64, f64)]) -> f64 {
    flat(std::slice::from_ref(item))
        .iter()
        .zip(penalty)
        .map(|(value, (mean, precision))| 0.5 * precision * (value - mean).powi(2))
        .sum()
}

/// All parameters in one row, slope before intercepts.
pub(crate) fn flat(items: &[Coefficients]) -> Vec<f64> {
    items.iter().flat_map(|item| item.slopes.iter().chain(&item.intercepts).copied()).collect()
}

/// [`flat`] undone, in the form of `like`; nothing when intercepts are out of order.
pub(crate) fn shaped(flat: &[f64], like: &[Coefficients]) -> Option<Vec<Coefficients>> {
    let mut rest = flat.iter().copied();
    let all: Vec<Coefficients> = like
        .iter()
        .map(|item| Coefficients {
            slopes: rest.by_ref().take(item.slopes.len()).collect(),
            intercepts: rest.by_ref().take(item.intercepts.len()).collect(),
        })
        .collect();
    all.iter().all(Coefficients::are_proper).then_some(all)
}

fn leap(before: &[f64], one: &[f64], two: &[f64], like: &[Coefficients]) -> Option<Vec<Coefficients>> {
    let change: Vec<f64> = before.iter().zip(one).map(|(before, one)| one - before).collect();
    let turn: Vec<f64> = one.iter().zip(two).zip(&change).map(|((one, two), change)| two - one - change).collect();
    let norm = |all: &[f64]| all.iter().map(|value| value * value).sum::<f64>().sqrt();
    let mut length = -(norm(&change) / norm(&turn));
    if !length.is_finite() {
        return None;
    }
    while length < -1.0 {
        let at = |((before, change), turn): ((&f64, &f64), &f64)| before - 2.0 * length * change + length * length * turn;
        let point: Vec<f64> = before.iter().zip(&change).zip(&turn).map(at).collect();
        if let Some(items) = shaped(&point, like) {
            return Some(items);
        }
        length = 0.5 * (length - 1.0);
        if length > -1.01 {
            break;
        }
    }
    None
}
