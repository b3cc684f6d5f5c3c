//! Means, deviations, skew, covariances and correlations.

use crate::{Data, Fault, Matrix};

/// Mean; 0 of nothing.
pub fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}

/// Variance with n − 1; `None` below two values.
pub fn variance(values: &[f64]) -> Option<f64> {
    let middle = mean(values);
    (1 < values.len()).then(|| values.iter().map(|value| (value - middle).powi(2)).sum::<f64>() / (values.len() - 1) as f64)
}

/// Skewness G1 = √(n(n−1))/(n−2) · m3/m2^1.5 (Joanes and Gill 1998, the formula of common statistics programs).
/// Missing: `None` below three values or without variation.
pub fn skew(values: &[f64]) -> Option<f64> {
    let n = values.len() as f64;
    let middle = mean(values);
    let moment = |power: i32| values.iter().map(|value| (value - middle).powi(power)).sum::<f64>() / n;
    let spread = moment(2);
    (3 <= values.len() && 0.0 < spread).then(|| (n * (n - 1.0)).sqrt() / (n - 2.0) * moment(3) / spread.powf(1.5))
}

/// Covariances with n − 1 of the columns of a table without blanks.
pub fn covariance(rows: &Matrix) -> Matrix {
    let mut centred = rows.clone();
    for mut column in centred.column_iter_mut() {
        let middle = column.mean();
        column.add_scalar_mut(-middle);
    }
    let divisor = rows.nrows().saturating_sub(1).max(1) as f64;
    centred.tr_mul(&centred) / divisor
}

/// Correlations of covariances.
/// Errors: `NoVariation` naming the first item without variance.
pub fn correlation(covariance: &Matrix, data: &Data) -> Result<Matrix, Fault> {
    let deviations: Vec<f64> = covariance.diagonal().iter().map(|value| value.sqrt()).collect();
    if let Some(item) = deviations.iter().position(|deviation| deviation.partial_cmp(&0.0) != Some(std::cmp::Ordering::Greater)) {
        return Err(Fault::NoVariation { item: data.items()[item].code.clone(), found: 1 });
    }
    let mut found = covariance.clone();
    for row in 0..found.nrows() {
        for column in 0..found.ncols() {
            found[(row, column)] =
                if row == column { 1.0 } else { covariance[(row, column)] / (deviations[row] * deviations[column]) };
        }
    }
    Ok(found)
}

/// Pearson's correlation of two lists of the same length.
/// Missing: `None` below two pairs or without variation.
pub fn pearson(first: &[f64], second: &[f64]) -> Option<f64> {
    let (here, there) = (mean(first), mean(second));
    let (mut both, mut one, mut other) = (0.0, 0.0, 0.0);
    for (x, y) in first.iter().zip(second) {
        both += (x - here) * (y - there);
        one += (x - here).powi(2);
        other += (y - there).powi(2);
    }
    (0.0 < one && 0.0 < other && 1 < first.len()).then(|| (both / (one * other).sqrt()).clamp(-1.0, 1.0))
}

/// Pearson correlations, each over the persons who answered both items.
/// Such a matrix need not be positive definite: see [`smooth`](crate::smooth()).
/// Errors: `NoVariation` naming an item of a pair without variation.
pub fn pairwise(data: &Data) -> Result<Matrix, Fault> {
    let width = data.width();
    let mut found = Matrix::identity(width, width);
    for row in 0..width {
        for column in 0..row {
            let pairs: (Vec<f64>, Vec<f64>) = (0..data.persons())
                .filter_map(|person| data.value(person, row).zip(data.value(person, column)))
                .map(|(x, y)| (f64::from(x), f64::from(y)))
                .unzip();
            let both = pearson(&pairs.0, &pairs.1)
                .ok_or_else(|| Fault::NoVariation { item: data.items()[row].code.clone(), found: pairs.0.len().min(1) })?;
            found[(row, column)] = both;
            found[(column, row)] = both;
        }
    }
    Ok(found)
}
