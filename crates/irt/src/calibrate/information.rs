//! Slope and exact bend of the marginal log-likelihood at a set of parameters.
//!
//! Louis: what the answers tell is what answers with known θ would tell, less what not knowing θ takes away, which for each pattern is the
//! posterior covariance of the slopes with θ known.

use crate::calibrate::climb::{Penalties, cost, flat};
use crate::calibrate::expect::{Curves, Expected};
use crate::calibrate::patterns::Patterns;
use crate::cumulative::{Coefficients, surface};
use crate::grid::Grid;
use crate::matrix::Square;
use crate::sigmoid;

/// Points that weigh less in a pattern's posterior do not change its covariance.
const LEAST: f64 = 1e-13;

/// Value, slope and negative bend, with priors where there are any. Only the lower triangle of the bend is kept.
pub(crate) struct Peak {
    pub value: f64,
    /// without the priors
    pub log_likelihood: f64,
    pub slope: Vec<f64>,
    pub information: Square,
}

/// Slopes of ln P along one parameter at every point.
struct Slopes {
    /// for each row of [`Curves`]: the parameters that it knows, in rising order, each with its slopes
    rows: Vec<Vec<(usize, Vec<f64>)>>,
}

impl Slopes {
    fn new(items: &[Coefficients], grid: &Grid) -> Self {
        let mut rows = Vec::new();
        let mut first = 0;
        for item in items {
            for category in 0..=item.intercepts.len() {
                rows.push(row(item, category, first, grid));
            }
            first += 1 + item.intercepts.len();
        }
        Self { rows }
    }
}

fn row(item: &Coefficients, category: usize, first: usize, grid: &Grid) -> Vec<(usize, Vec<f64>)> {
    let upper = category.checked_sub(1).map(|at| item.intercepts[at]);
    let lower = item.intercepts.get(category).copied();
    let pull = match (upper, lower) {
        (Some(upper), Some(lower)) => 1.0 / (upper - lower).exp_m1(),
        _ => 0.0,
    };
    let boundary = |intercept: f64, theta: f64| sigmoid::both(intercept + item.slopes[0] * theta);
    let under = |theta: &f64| upper.map_or(0.0, |upper| boundary(upper, *theta).1);
    let above = |theta: &f64| lower.map_or(0.0, |lower| boundary(lower, *theta).0);
    let points = grid.points().iter();
    let mut all = vec![(first, points.clone().map(|theta| theta * (under(theta) - above(theta))).collect())];
    if upper.is_some() {
        all.push((first + category, points.clone().map(|theta| under(theta) + pull).collect()));
    }
    if lower.is_some() {
        all.push((first + category + 1, points.map(|theta| -above(theta) - pull).collect()));
    }
    all
}

/// Works it out.
pub(crate) fn peak(items: &[Coefficients], patterns: &Patterns, grid: &Grid, penalties: &Penalties) -> Peak {
    let curves = Curves::new(items, grid);
    let slopes = Slopes::new(items, grid);
    let size = flat(items).len();
    let mut found = Peak { value: 0.0, log_likelihood: 0.0, slope: vec![0.0; size], information: Square::zero(size) };
    let mut expected = Expected::empty(&curves);
    let mut weights = vec![0.0; grid.points().len()];
    let mut centred = Centred::default();
    for (given, count) in &patterns.all {
        found.log_likelihood += count * curves.posterior(given, grid, &mut weights);
        centred.fill(&curves, &slopes, given, &weights);
        centred.add_to(&mut found, *count);
        expected.take(&curves, given, *count, &mut weights);
    }
    found.value = found.log_likelihood;
    let (mut start, mut first) = (0, 0);
    for (item, penalty) in items.iter().zip(penalties) {
        let categories = item.intercepts.len() + 1;
        let observations = expected.observations(start, categories, grid.points());
        let known = surface(item, &observations, penalty);
        for row in 0..categories {
            for column in 0..=row {
                found.information.add(first + row, first + column, known.information.get(row, column));
            }
        }
        for (at, (value, (mean, precision))) in flat(std::slice::from_ref(item)).iter().zip(penalty).enumerate() {
            found.slope[first + at] -= precision * (value - mean);
        }
        found.value -= cost(item, penalty);
        start += categories;
        first += categories;
    }
    found
}

/// The slopes of one pattern's ln P, less their posterior mean, times the root of the posterior.
#[derive(Default)]
struct Centred {
    width: usize,
    parameters: Vec<usize>,
    means: Vec<f64>,
    cells: Vec<f64>,
    kept: Vec<(usize, f64)>,
}

impl Centred {
    fn fill(&mut self, curves: &Curves, slopes: &Slopes, given: &[(u32, u8)], weights: &[f64]) {
        self.kept.clear();
        self.kept.extend(weights.iter().copied().enumerate().filter(|(_, weight)| *weight > LEAST));
        // rows of a multiple of four, filled up with zeros
        self.width = self.kept.len().div_ceil(4) * 4;
        self.parameters.clear();
        self.means.clear();
        self.cells.clear();
        for answer in given {
            for (parameter, values) in &slopes.rows[curves.row(*answer)] {
                let mean: f64 = self.kept.iter().map(|(point, weight)| weight * values[*point]).sum();
                self.parameters.push(*parameter);
                self.means.push(mean);
                self.cells.extend(self.kept.iter().map(|(point, weight)| weight.sqrt() * (values[*point] - mean)));
                self.cells.resize(self.parameters.len() * self.width, 0.0);
            }
        }
    }

    fn add_to(&self, found: &mut Peak, count: f64) {
        let row = |at: usize| &self.cells[at * self.width..(at + 1) * self.width];
        for (at, parameter) in self.parameters.iter().enumerate() {
            found.slope[*parameter] += count * self.means[at];
            for (other, column) in self.parameters[..=at].iter().enumerate() {
                found.information.add(*parameter, *column, -count * dot(row(at), row(other)));
            }
        }
    }
}

/// Four sums at once.
fn dot(left: &[f64], right: &[f64]) -> f64 {
    let mut sums = [0.0; 4];
    for (left, right) in left.chunks_exact(4).zip(right.chunks_exact(4)) {
        for lane in 0..4 {
            sums[lane] += left[lane] * right[lane];
        }
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3])
}
