//! PHQ-9 answers in the shape of a real survey, of nobody's answers.
//!
//! A latent normal vector with the polychoric correlations of NHANES 2017–2020 is cut at the thresholds that give each item its margin there
//! (unweighted counts, 8,276 adults in the USA). They are not norms for China, and pupils are no adults: the page that shows them says so.
//!
//! Source: `data/norms` (MIT, © 2026 Shane Hodson; the survey is in the public domain).

use std::collections::BTreeMap;

use nalgebra::DMatrix;
use rand::{Rng, RngExt};
use statrs::distribution::{ContinuousCDF, Normal};

use crate::DemoError;

const MARGINS: &str = include_str!("../../../data/norms/nhanes_2017_2020_phq9_item_response_proportions.csv");
const MARGINS_NAME: &str = "nhanes_2017_2020_phq9_item_response_proportions.csv";
const MATRIX: &str = include_str!("../../../data/norms/nhanes_2017_2020_phq9_polychoric_matrix.csv");
const MATRIX_NAME: &str = "nhanes_2017_2020_phq9_polychoric_matrix.csv";

/// Items of the PHQ-9.
pub const ITEMS: usize = 9;
/// Smallest eigenvalue that a correlation matrix is left with.
const FLOOR: f64 = 1e-6;

/// Draws answer sheets of nine answers 0–3.
#[derive(Debug, Clone)]
pub struct Phq9Sampler {
    /// latent values at which an answer becomes 1, 2, 3
    thresholds: [[f64; 3]; ITEMS],
    /// lower triangle of the Cholesky factor
    factor: [[f64; ITEMS]; ITEMS],
    shrunk_by: f64,
}

#[derive(serde::Deserialize)]
struct MarginRow {
    item: String,
    response: u8,
    unweighted_n_response: u32,
}

impl Phq9Sampler {
    /// The sampler of the NHANES tables that travel with the program. Errors: `Table` when one is damaged.
    pub fn nhanes() -> Result<Self, DemoError> {
        let counts = margins(MARGINS)?;
        let correlations = matrix(MATRIX, &counts)?;
        Self::new(&counts.into_values().collect::<Vec<_>>(), &correlations)
    }

    /// A sampler of answer counts by item and a correlation matrix of the items in the same order.
    fn new(counts: &[[u32; 4]], correlations: &DMatrix<f64>) -> Result<Self, DemoError> {
        if counts.len() != ITEMS || correlations.shape() != (ITEMS, ITEMS) {
            return Err(DemoError::table(MATRIX_NAME, "nine items are expected"));
        }
        let mut thresholds = [[0.0; 3]; ITEMS];
        for (cuts, counts) in thresholds.iter_mut().zip(counts) {
            *cuts = cut(*counts)?;
        }
        let (sound, shrunk_by) = positive_definite(correlations);
        let lower = sound.cholesky().ok_or_else(|| DemoError::table(MATRIX_NAME, "no Cholesky factor"))?.l();
        let mut factor = [[0.0; ITEMS]; ITEMS];
        for (at, row) in factor.iter_mut().enumerate() {
            for (column, value) in row.iter_mut().enumerate() {
                *value = lower[(at, column)];
            }
        }
        Ok(Self { thresholds, factor, shrunk_by })
    }

    /// One answer sheet. `tilt` moves the latent mean of every item, in standard deviations: 0 is the survey, above 0 a heavier burden.
    pub fn draw(&self, rng: &mut impl Rng, tilt: f64) -> [u8; ITEMS] {
        let independent = normals(rng);
        let mut answers = [0; ITEMS];
        for (at, answer) in answers.iter_mut().enumerate() {
            let latent: f64 = tilt + self.factor[at].iter().zip(&independent).take(at + 1).map(|(a, b)| a * b).sum::<f64>();
            *answer = self.thresholds[at].iter().map(|cut| u8::from(*cut <= latent)).sum();
        }
        answers
    }

    /// How far the correlations had to be moved towards 0 to be those of real variables: 0 not at all, 1 wholly.
    pub const fn shrunk_by(&self) -> f64 {
        self.shrunk_by
    }
}

/// Counts of the answers 0–3 by item.
fn margins(text: &str) -> Result<BTreeMap<String, [u32; 4]>, DemoError> {
    let mut counts: BTreeMap<String, [u32; 4]> = BTreeMap::new();
    for row in csv::Reader::from_reader(text.as_bytes()).deserialize() {
        let row: MarginRow = row.map_err(|fault| DemoError::table(MARGINS_NAME, fault))?;
        let slot = counts.entry(row.item).or_default().get_mut(usize::from(row.response));
        *slot.ok_or_else(|| DemoError::table(MARGINS_NAME, "an answer above 3"))? = row.unweighted_n_response;
    }
    Ok(counts)
}

/// The correlations in the order of `items`.
fn matrix(text: &str, items: &BTreeMap<String, [u32; 4]>) -> Result<DMatrix<f64>, DemoError> {
    let bad = |fault: csv::Error| DemoError::table(MATRIX_NAME, fault);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().map_err(bad)?.clone();
    if !header.iter().skip(1).eq(items.keys().map(String::as_str)) {
        return Err(DemoError::table(MATRIX_NAME, "its items are not those of the margins"));
    }
    let mut values = Vec::new();
    for (row, item) in reader.records().zip(items.keys()) {
        let row = row.map_err(bad)?;
        if row.get(0) != Some(item.as_str()) {
            return Err(DemoError::table(MATRIX_NAME, "its rows stand in another order"));
        }
        for cell in row.iter().skip(1) {
            values.push(cell.parse::<f64>().map_err(|fault| DemoError::table(MATRIX_NAME, fault))?);
        }
    }
    if values.len() != items.len() * items.len() {
        return Err(DemoError::table(MATRIX_NAME, "it is not square"));
    }
    Ok(DMatrix::from_row_slice(items.len(), items.len(), &values))
}

/// The latent values that part the answers 0–3 as counted.
fn cut(counts: [u32; 4]) -> Result<[f64; 3], DemoError> {
    let total: u32 = counts.iter().sum();
    if counts.contains(&0) {
        return Err(DemoError::table(MARGINS_NAME, "an answer that nobody gave has no threshold"));
    }
    let normal = Normal::standard();
    let mut below = 0;
    let mut cuts = [0.0; 3];
    for (cut, count) in cuts.iter_mut().zip(counts) {
        below += count;
        *cut = normal.inverse_cdf(f64::from(below) / f64::from(total));
    }
    Ok(cuts)
}

/// The matrix mixed with as little of the identity as makes it positive definite, and how much that was.
fn positive_definite(matrix: &DMatrix<f64>) -> (DMatrix<f64>, f64) {
    let smallest = matrix.clone().symmetric_eigen().eigenvalues.min();
    if FLOOR <= smallest {
        return (matrix.clone(), 0.0);
    }
    // every eigenvalue e becomes (1 − share)·e + share
    let share = (FLOOR - smallest) / (1.0 - smallest);
    let identity = DMatrix::identity(matrix.nrows(), matrix.ncols());
    (matrix * (1.0 - share) + identity * share, share)
}

/// Independent standard normals (Box–Muller).
fn normals(rng: &mut impl Rng) -> [f64; ITEMS] {
    let mut values = [0.0; ITEMS];
    for pair in values.chunks_mut(2) {
        // 1 − u lies in (0, 1]: the logarithm is finite
        let radius = (-2.0 * (1.0 - rng.random::<f64>()).ln()).sqrt();
        let angle = std::f64::consts::TAU * rng.random::<f64>();
        for (value, turned) in pair.iter_mut().zip([angle.cos(), angle.sin()]) {
            *value = radius * turned;
        }
    }
    values
}

#[cfg(test)]
#[path = "nhanes_tests.rs"]
mod tests;
