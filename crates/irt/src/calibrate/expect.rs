//! The E step: how many people of each θ gave each answer, as far as the answers tell.

use crate::calibrate::patterns::Patterns;
use crate::cumulative::{Coefficients, Observation};
use crate::grid::Grid;
use crate::score::normalise;
use crate::sigmoid;

/// ln P of every item and category at every point of the grid.
pub(crate) struct Curves {
    points: usize,
    /// where an item's rows begin, in rows
    starts: Vec<usize>,
    logs: Vec<f64>,
}

impl Curves {
    pub(crate) fn new(items: &[Coefficients], grid: &Grid) -> Self {
        let points = grid.points().len();
        let mut curves = Self { points, starts: Vec::with_capacity(items.len()), logs: Vec::new() };
        for item in items {
            curves.starts.push(curves.logs.len() / points);
            for category in 0..=item.intercepts.len() {
                let upper = category.checked_sub(1).map(|at| item.intercepts[at]);
                let lower = item.intercepts.get(category).copied();
                let between = match (upper, lower) {
                    (Some(upper), Some(lower)) => sigmoid::log_between(upper - lower),
                    _ => 0.0,
                };
                curves.logs.extend(grid.points().iter().map(|theta| {
                    let along = item.slopes[0] * theta;
                    between
                        + upper.map_or(0.0, |upper| sigmoid::log(upper + along))
                        + lower.map_or(0.0, |lower| sigmoid::log(-lower - along))
                }));
            }
        }
        curves
    }

    pub(crate) fn rows(&self) -> usize {
        self.logs.len() / self.points
    }

    /// The row of an answer among all rows.
    pub(crate) fn row(&self, (item, category): (u32, u8)) -> usize {
        self.starts[item as usize] + usize::from(category)
    }

    /// Fills `weights` with the posterior of a pattern; answers with the logarithm of its probability.
    pub(crate) fn posterior(&self, given: &[(u32, u8)], grid: &Grid, weights: &mut [f64]) -> f64 {
        weights.copy_from_slice(grid.log_weights());
        for answer in given {
            let from = self.row(*answer) * self.points;
            for (weight, log) in weights.iter_mut().zip(&self.logs[from..from + self.points]) {
                *weight += log;
            }
        }
        normalise(weights)
    }
}

/// Expected counts by row of [`Curves`] and point.
pub(crate) struct Expected {
    pub log_likelihood: f64,
    counts: Vec<f64>,
    points: usize,
}

/// The E step.
pub(crate) fn expect(items: &[Coefficients], patterns: &Patterns, grid: &Grid) -> Expected {
    let curves = Curves::new(items, grid);
    let points = grid.points().len();
    let mut expected = Expected { log_likelihood: 0.0, counts: vec![0.0; curves.rows() * points], points };
    let mut weights = vec![0.0; points];
    for (given, count) in &patterns.all {
        expected.log_likelihood += count * curves.posterior(given, grid, &mut weights);
        expected.take(&curves, given, *count, &mut weights);
    }
    expected
}

impl Expected {
    pub(crate) fn empty(curves: &Curves) -> Self {
        Self { log_likelihood: 0.0, counts: vec![0.0; curves.rows() * curves.points], points: curves.points }
    }

    /// Adds a pattern with its posterior, which is multiplied by `count`.
    pub(crate) fn take(&mut self, curves: &Curves, given: &[(u32, u8)], count: f64, weights: &mut [f64]) {
        weights.iter_mut().for_each(|weight| *weight *= count);
        for answer in given {
            let from = curves.row(*answer) * self.points;
            for (sum, weight) in self.counts[from..from + self.points].iter_mut().zip(weights.iter()) {
                *sum += weight;
            }
        }
    }

    /// The counts of an item, whose rows begin at `start`, as observations at the points.
    pub(crate) fn observations<'a>(&self, start: usize, categories: usize, points: &'a [f64]) -> Vec<Observation<'a>> {
        let mut all = Vec::with_capacity(categories * points.len());
        for category in 0..categories {
            let row = &self.counts[(start + category) * self.points..(start + category + 1) * self.points];
            let found = points.iter().zip(row).filter(|(_, weight)| **weight > 0.0);
            all.extend(found.map(|(point, weight)| Observation { x: std::slice::from_ref(point), category, weight: *weight }));
        }
        all
    }
}
