//! Eigenvalues in order, and a correlation matrix made positive definite.

use nalgebra::DVector;
use serde::Serialize;

use crate::Matrix;

/// Smallest eigenvalue that a matrix may keep.
pub const SMALLEST: f64 = 1e-8;
/// What a smaller eigenvalue is raised to.
const RAISED: f64 = 1e-6;

/// Eigenvalues from the largest to the smallest and their vectors, column by column.
pub fn eigen(symmetric: &Matrix) -> (DVector<f64>, Matrix) {
    let found = symmetric.clone().symmetric_eigen();
    let mut order: Vec<usize> = (0..symmetric.nrows()).collect();
    order.sort_by(|a, b| found.eigenvalues[*b].total_cmp(&found.eigenvalues[*a]));
    let values = DVector::from_iterator(order.len(), order.iter().map(|index| found.eigenvalues[*index]));
    let vectors = Matrix::from_fn(symmetric.nrows(), order.len(), |row, column| found.eigenvectors[(row, order[column])]);
    (values, vectors)
}

/// What smoothing did.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Smoothing {
    /// Smallest eigenvalue before.
    pub smallest: f64,
    /// Whether the matrix was changed.
    pub was_needed: bool,
    /// Largest change of a correlation.
    pub largest_change: f64,
}

/// A correlation matrix whose eigenvalues are all positive: those below 1e-8 are raised to 1e-6, the matrix is put together again and
/// brought back to a diagonal of 1. A matrix that is positive definite already is returned unchanged.
/// Source: Knol and Berger 1991.
pub fn smooth(correlations: &Matrix) -> (Matrix, Smoothing) {
    let (values, vectors) = eigen(correlations);
    let smallest = values.iter().copied().fold(f64::INFINITY, f64::min);
    if SMALLEST <= smallest {
        return (correlations.clone(), Smoothing { smallest, was_needed: false, largest_change: 0.0 });
    }
    let raised = Matrix::from_diagonal(&values.map(|value| if value < SMALLEST { RAISED } else { value }));
    let rough = &vectors * raised * vectors.transpose();
    let sound = Matrix::from_fn(rough.nrows(), rough.ncols(), |row, column| match row == column {
        true => 1.0,
        false => rough[(row, column)] / (rough[(row, row)] * rough[(column, column)]).sqrt(),
    });
    let largest_change = (&sound - correlations).amax();
    (sound, Smoothing { smallest, was_needed: true, largest_change })
}
