//! The polychoric correlation of one table of two ordered items.

use crate::bivariate::{bivariate, bivariate_density};
use crate::distribution::{normal, normal_density, normal_quantile};
use crate::{Fault, Matrix};

/// Correlations are looked for within ±0.9999.
const EDGE: f64 = 0.9999;
/// Probability below which a cell is taken to have this much: differences of the integral are not exact beyond.
const SMALLEST: f64 = 1e-14;
const STEPS: usize = 200;

/// A correlation of two latent normal variables that were cut into categories.
#[derive(Debug, Clone, PartialEq)]
pub struct Polychoric {
    /// The correlation.
    pub value: f64,
    /// Standard error of the two-step estimate: it counts in that the thresholds were estimated too. `None` at the edge.
    pub standard_error: Option<f64>,
    /// Persons in the table.
    pub persons: f64,
    /// Cells without anybody, among categories that somebody chose.
    pub empty_cells: usize,
    /// Cells among categories that somebody chose.
    pub cells: usize,
    /// Whether a 2×2 table with an empty cell got half a person there.
    pub is_corrected: bool,
    /// Whether the search ended at ±0.9999: the table does not tell how strong the relation is.
    pub is_at_edge: bool,
    /// What one person in a cell adds to (estimate − truth)·n, by cell of the table that was given.
    pub(crate) influence: Matrix,
}

/// Two-step maximum likelihood: thresholds from the margins, then the correlation that makes the table most likely.
///
/// `table` holds the number of persons by category of the first item (rows) and of the second (columns). Categories that nobody chose
/// are left out. Empty cells stay empty, except in a 2×2 table, where the likelihood would run to ±1: the empty cell gets half a person
/// and its neighbours give it, so that the margins stay (this is reported).
/// Errors: an item with fewer than two categories in use (named `first` or `second`); no solution.
/// Source: Olsson 1979; standard error: Muthén 1984.
pub fn polychoric(table: &Matrix) -> Result<Polychoric, Fault> {
    let rows: Vec<usize> = (0..table.nrows()).filter(|row| 0.0 < table.row(*row).sum()).collect();
    let columns: Vec<usize> = (0..table.ncols()).filter(|column| 0.0 < table.column(*column).sum()).collect();
    for (used, name) in [(&rows, "first"), (&columns, "second")] {
        if used.len() < 2 {
            return Err(Fault::NoVariation { item: name.to_owned(), found: used.len() });
        }
    }
    let mut counts = Matrix::from_fn(rows.len(), columns.len(), |row, column| table[(rows[row], columns[column])]);
    let empty_cells = counts.iter().filter(|count| **count == 0.0).count();
    let is_corrected = counts.shape() == (2, 2) && 0 < empty_cells;
    if is_corrected {
        fill(&mut counts);
    }
    let cut = Cut::of(&counts);
    let (value, is_at_edge) = search(&cut)?;
    let small = cut.influence(value);
    let variance = small.component_mul(&cut.shares).component_mul(&small).sum();
    let mut influence = Matrix::zeros(table.nrows(), table.ncols());
    for (row, whole_row) in rows.iter().enumerate() {
        for (column, whole_column) in columns.iter().enumerate() {
            influence[(*whole_row, *whole_column)] = small[(row, column)];
        }
    }
    Ok(Polychoric {
        value,
        standard_error: (!is_at_edge).then(|| (variance / cut.persons).sqrt()),
        persons: cut.persons,
        empty_cells,
        cells: counts.len(),
        is_corrected,
        is_at_edge,
        influence,
    })
}

/// Half a person into the empty cells of a 2×2 table, margins kept.
fn fill(counts: &mut Matrix) {
    let diagonal_is_empty = counts[(0, 0)] == 0.0 || counts[(1, 1)] == 0.0;
    let other_is_empty = counts[(0, 1)] == 0.0 || counts[(1, 0)] == 0.0;
    if diagonal_is_empty && other_is_empty {
        counts.add_scalar_mut(0.5);
        return;
    }
    let half = if diagonal_is_empty { 0.5 } else { -0.5 };
    counts[(0, 0)] += half;
    counts[(1, 1)] += half;
    counts[(0, 1)] -= half;
    counts[(1, 0)] -= half;
    counts.apply(|count| *count = count.max(0.5));
}

/// A table with its thresholds.
struct Cut {
    shares: Matrix,
    persons: f64,
    /// −∞, the thresholds, ∞
    first: Vec<f64>,
    second: Vec<f64>,
}

impl Cut {
    fn of(counts: &Matrix) -> Self {
        let persons = counts.sum();
        let shares = counts / persons;
        let first = thresholds(shares.column_sum().iter().copied());
        let second = thresholds(shares.row_sum().iter().copied());
        Self { shares, persons, first, second }
    }

    /// Differences of a function of the corners, cell by cell.
    fn cells(&self, corner: impl Fn(f64, f64) -> f64) -> Matrix {
        let corners = Matrix::from_fn(self.first.len(), self.second.len(), |a, b| corner(self.first[a], self.second[b]));
        Matrix::from_fn(self.first.len() - 1, self.second.len() - 1, |a, b| {
            corners[(a + 1, b + 1)] - corners[(a, b + 1)] - corners[(a + 1, b)] + corners[(a, b)]
        })
    }

    fn probabilities(&self, r: f64) -> Matrix {
        self.cells(|h, k| bivariate(h, k, r)).map(|value| value.max(SMALLEST))
    }

    /// ∂ log(probability)/∂r by cell.
    fn scores(&self, r: f64, probabilities: &Matrix) -> Matrix {
        self.cells(|h, k| bivariate_density(h, k, r)).component_div(probabilities)
    }

    /// What one person in each cell adds to (estimate − truth)·n.
    fn influence(&self, r: f64) -> Matrix {
        let probabilities = self.probabilities(r);
        let scores = self.scores(r, &probabilities);
        let information = self.shares.component_mul(&scores).component_mul(&scores).sum().max(f64::MIN_POSITIVE);
        let root = ((1.0 - r) * (1.0 + r)).sqrt();
        let weights = self.shares.component_mul(&scores).component_div(&probabilities);
        let mut found = scores.clone();
        let (rows, columns) = scores.shape();
        // a threshold of the first item moves the border between two rows, one of the second item that between two columns
        for cut in 1..rows {
            let at = self.first[cut];
            let slope = |column: usize| {
                let below = |k: f64| normal((k - r * at) / root);
                normal_density(at) * (below(self.second[column + 1]) - below(self.second[column]))
            };
            let cross: f64 =
                (0..columns).map(|column| slope(column) * (weights[(cut - 1, column)] - weights[(cut, column)])).sum();
            let share = normal(at);
            for row in 0..rows {
                let moved = (f64::from(u8::from(row < cut)) - share) / normal_density(at);
                found.row_mut(row).add_scalar_mut(-cross * moved);
            }
        }
        for cut in 1..columns {
            let at = self.second[cut];
            let slope = |row: usize| {
                let below = |h: f64| normal((h - r * at) / root);
                normal_density(at) * (below(self.first[row + 1]) - below(self.first[row]))
            };
            let cross: f64 = (0..rows).map(|row| slope(row) * (weights[(row, cut - 1)] - weights[(row, cut)])).sum();
            let share = normal(at);
            for column in 0..columns {
                let moved = (f64::from(u8::from(column < cut)) - share) / normal_density(at);
                found.column_mut(column).add_scalar_mut(-cross * moved);
            }
        }
        found / information
    }

    /// Slope of the mean log likelihood in r, and the expected curvature.
    fn slope(&self, r: f64) -> (f64, f64) {
        let probabilities = self.probabilities(r);
        let scores = self.scores(r, &probabilities);
        let slope = self.shares.component_mul(&scores).sum();
        (slope, probabilities.component_mul(&scores).component_mul(&scores).sum())
    }
}

fn thresholds(shares: impl ExactSizeIterator<Item = f64>) -> Vec<f64> {
    let inner = shares.len() - 1;
    let mut cuts = vec![f64::NEG_INFINITY];
    let mut below = 0.0;
    for share in shares.take(inner) {
        below += share;
        cuts.push(normal_quantile(below));
    }
    cuts.push(f64::INFINITY);
    cuts
}

/// Root of the slope: scoring steps from 0 within a bracket, halved where a step would leave it. Tells also whether the edge was met.
/// The bracket closes from the inside: near the far edge tables are so unlikely that their slope has no digits left.
fn search(cut: &Cut) -> Result<(f64, bool), Fault> {
    let (mut low, mut high) = (-EDGE, EDGE);
    let mut r = 0.0;
    for _ in 0..STEPS {
        let (slope, curvature) = cut.slope(r);
        if 0.0 < slope {
            low = r
        } else {
            high = r
        }
        let step = slope / curvature.max(1e-12);
        let next = if low < r + step && r + step < high { r + step } else { 0.5 * (low + high) };
        if (next - r).abs() < 1e-13 || high - low < 1e-14 {
            let is_at_edge = EDGE - next.abs() < 1e-6;
            return Ok((if is_at_edge { EDGE.copysign(next) } else { next }, is_at_edge));
        }
        r = next;
    }
    Err(Fault::NotConverged { what: "polychoric correlation", steps: STEPS })
}
