//! Small symmetric matrices: enough to solve for a step and to turn information into errors.

/// A square matrix, row after row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Square {
    size: usize,
    cells: Vec<f64>,
}

impl Square {
    pub(crate) fn zero(size: usize) -> Self {
        Self { size, cells: vec![0.0; size * size] }
    }

    pub(crate) fn get(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.size + column]
    }

    pub(crate) fn add(&mut self, row: usize, column: usize, value: f64) {
        self.cells[row * self.size + column] += value;
    }

    /// Adds to a cell and to the one across the diagonal.
    pub(crate) fn add_both(&mut self, row: usize, column: usize, value: f64) {
        self.add(row, column, value);
        if row != column {
            self.add(column, row, value);
        }
    }

    /// The lower triangle L with L·Lᵀ = this, of which only the lower triangle is read.
    /// Missing: nothing when a pivot is not clearly above zero: the matrix is not positive definite to working precision.
    pub(crate) fn cholesky(&self) -> Option<Cholesky> {
        let size = self.size;
        let mut lower = Self::zero(size);
        for row in 0..size {
            for column in 0..=row {
                let (above, beside) =
                    (&lower.cells[row * size..row * size + column], &lower.cells[column * size..column * size + column]);
                let done: f64 = above.iter().zip(beside).map(|(left, right)| left * right).sum();
                let left = self.get(row, column) - done;
                if row == column {
                    if !left.is_finite() || left <= self.get(row, row).abs() * 1e-13 {
                        return None;
                    }
                    lower.cells[row * size + row] = left.sqrt();
                } else {
                    lower.cells[row * size + column] = left / lower.get(column, column);
                }
            }
        }
        Some(Cholesky { lower })
    }
}

/// A factor of a positive definite matrix.
#[derive(Debug, Clone)]
pub(crate) struct Cholesky {
    lower: Square,
}

impl Cholesky {
    /// x with A·x = b.
    pub(crate) fn solve(&self, right: &[f64]) -> Vec<f64> {
        let size = self.lower.size;
        let mut x = right.to_vec();
        for row in 0..size {
            let known: f64 = (0..row).map(|column| self.lower.get(row, column) * x[column]).sum();
            x[row] = (x[row] - known) / self.lower.get(row, row);
        }
        for row in (0..size).rev() {
            let known: f64 = (row + 1..size).map(|column| self.lower.get(column, row) * x[column]).sum();
            x[row] = (x[row] - known) / self.lower.get(row, row);
        }
        x
    }

    /// A⁻¹.
    pub(crate) fn inverse(&self) -> Square {
        let size = self.lower.size;
        let mut inverse = Square::zero(size);
        let mut unit = vec![0.0; size];
        for column in 0..size {
            unit[column] = 1.0;
            for (row, value) in self.solve(&unit).into_iter().enumerate() {
                inverse.cells[row * size + column] = value;
            }
            unit[column] = 0.0;
        }
        inverse
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inverse_undoes_the_matrix() {
        let mut matrix = Square::zero(3);
        for (row, column, value) in [(0, 0, 4.0), (1, 0, 2.0), (1, 1, 5.0), (2, 0, 1.0), (2, 1, 3.0), (2, 2, 6.0)] {
            matrix.add_both(row, column, value);
        }
        let inverse = matrix.cholesky().unwrap().inverse();
        for row in 0..3 {
            for column in 0..3 {
                let product: f64 = (0..3).map(|at| matrix.get(row, at) * inverse.get(at, column)).sum();
                assert!((product - f64::from(u8::from(row == column))).abs() < 1e-14);
            }
        }
    }

    #[test]
    fn a_matrix_without_rank_has_no_factor() {
        let mut matrix = Square::zero(2);
        for (row, column) in [(0, 0), (1, 0), (1, 1)] {
            matrix.add_both(row, column, 1.0);
        }
        assert!(matrix.cholesky().is_none());
    }
}
