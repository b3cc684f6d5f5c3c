//! How many factors: the scree, and what chance alone would give.

use rand::{Rng, RngExt};
use serde::Serialize;

use crate::distribution::normal_quantile;
use crate::eigen::eigen;
use crate::{Fault, Matrix};

/// Horn's parallel analysis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Parallel {
    /// Eigenvalues of the correlations, falling.
    pub observed: Vec<f64>,
    /// Mean of the eigenvalues of uncorrelated normal data of the same size.
    pub mean: Vec<f64>,
    /// Their 95th percentile.
    pub high: Vec<f64>,
    /// Leading eigenvalues that pass the percentile: a proposal for the number of factors.
    pub count: usize,
    /// Leading eigenvalues above 1 (Kaiser's rule, which tends to find too many).
    pub above_one: usize,
    /// Random data sets drawn.
    pub rounds: usize,
}

/// Compares the eigenvalues of Pearson correlations of `persons` with those of chance.
///
/// The sums of squares of uncorrelated normal data have a Wishart distribution with persons − 1 degrees of freedom, and are drawn
/// directly (Bartlett's decomposition): the time does not depend on the number of persons.
/// Errors: not more persons than items, no rounds. Source: Horn 1965; Glorfeld 1995 (percentile).
pub fn parallel(correlations: &Matrix, persons: usize, rounds: usize, rng: &mut impl Rng) -> Result<Parallel, Fault> {
    let items = correlations.nrows();
    if persons <= items + 1 {
        return Err(Fault::TooFewPersons { what: "parallel analysis", needed: items + 2, found: persons });
    }
    if rounds < 20 {
        return Err(Fault::Number { what: "rounds", expected: "at least 20", found: rounds as f64 });
    }
    let mut drawn: Vec<Vec<f64>> = vec![Vec::with_capacity(rounds); items];
    for _ in 0..rounds {
        let (values, _) = eigen(&chance(items, persons, rng));
        for (place, value) in values.iter().enumerate() {
            drawn[place].push(*value);
        }
    }
    let observed: Vec<f64> = eigen(correlations).0.iter().copied().collect();
    for values in &mut drawn {
        values.sort_by(f64::total_cmp);
    }
    let rank = ((rounds as f64) * 0.95).ceil() as usize - 1;
    let high: Vec<f64> = drawn.iter().map(|values| values[rank]).collect();
    Ok(Parallel {
        count: observed.iter().zip(&high).take_while(|(observed, high)| high < observed).count(),
        above_one: observed.iter().take_while(|value| 1.0 < **value).count(),
        mean: drawn.iter().map(|values| values.iter().sum::<f64>() / rounds as f64).collect(),
        observed,
        high,
        rounds,
    })
}

/// Correlations of uncorrelated normal data.
fn chance(items: usize, persons: usize, rng: &mut impl Rng) -> Matrix {
    let mut lower = Matrix::zeros(items, items);
    for row in 0..items {
        for column in 0..row {
            lower[(row, column)] = normal(rng);
        }
        lower[(row, row)] = chi_square((persons - 1 - row) as f64, rng).sqrt();
    }
    let squares = &lower * lower.transpose();
    Matrix::from_fn(items, items, |a, b| match a == b {
        true => 1.0,
        false => squares[(a, b)] / (squares[(a, a)] * squares[(b, b)]).sqrt(),
    })
}

fn normal(rng: &mut impl Rng) -> f64 {
    normal_quantile(open(rng))
}

/// Uniform on (0, 1) without its ends.
fn open(rng: &mut impl Rng) -> f64 {
    (rng.random::<f64>() + f64::EPSILON / 4.0).min(1.0 - f64::EPSILON)
}

/// Twice a gamma variable of shape df/2 (df at least 1). Source: Marsaglia and Tsang 2000.
fn chi_square(df: f64, rng: &mut impl Rng) -> f64 {
    // below 2 degrees one more is drawn and shrunk
    let (shape, shrink) = if df < 2.0 { (df / 2.0 + 1.0, open(rng).powf(2.0 / df)) } else { (df / 2.0, 1.0) };
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = normal(rng);
        let v = (1.0 + c * x).powi(3);
        if 0.0 < v && open(rng).ln() < 0.5 * x * x + d - d * v + d * v.ln() {
            return 2.0 * d * v * shrink;
        }
    }
}
