//! Rotation of factors: varimax and oblimin.

use serde::Serialize;

use crate::{Fault, Matrix};

/// How factors are turned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rotation {
    /// As extracted.
    None,
    /// Kaiser's varimax on rows of length 1; factors stay uncorrelated.
    Varimax,
    /// Direct oblimin with γ = 0 (quartimin); factors may correlate.
    #[default]
    Oblimin,
}

/// Factors after rotation, by falling sum of squared loadings, each with a positive sum of loadings.
#[derive(Debug, Clone, PartialEq)]
pub struct Rotated {
    /// Items × factors (the pattern).
    pub loadings: Matrix,
    /// Correlations of the factors; the identity when they are uncorrelated.
    pub correlations: Matrix,
}

/// Turns the factors. One factor stays as it is.
/// Errors: no solution after 5,000 steps.
pub fn rotate(loadings: &Matrix, rotation: Rotation) -> Result<Rotated, Fault> {
    let count = loadings.ncols();
    let identity = Matrix::identity(count, count);
    let (turned, correlations) = match rotation {
        _ if count < 2 => (loadings.clone(), identity),
        Rotation::None => (loadings.clone(), identity),
        Rotation::Varimax => (varimax(loadings)?, identity),
        Rotation::Oblimin => oblimin(loadings)?,
    };
    Ok(in_order(&turned, &correlations))
}

/// Kaiser's rotation in planes until no plane turns any more. Source: Kaiser 1958.
fn varimax(loadings: &Matrix) -> Result<Matrix, Fault> {
    let (items, count) = loadings.shape();
    let lengths: Vec<f64> = loadings.row_iter().map(|row| row.norm().max(1e-12)).collect();
    let mut turned = Matrix::from_fn(items, count, |row, column| loadings[(row, column)] / lengths[row]);
    let p = items as f64;
    for _ in 0..5_000 {
        let mut largest = 0.0_f64;
        for first in 0..count {
            for second in first + 1..count {
                let (mut a, mut b, mut c, mut d) = (0.0, 0.0, 0.0, 0.0);
                for row in 0..items {
                    let (x, y) = (turned[(row, first)], turned[(row, second)]);
                    let (u, v) = (x * x - y * y, 2.0 * x * y);
                    a += u;
                    b += v;
                    c += u * u - v * v;
                    d += 2.0 * u * v;
                }
                let angle = 0.25 * (d - 2.0 * a * b / p).atan2(c - (a * a - b * b) / p);
                largest = largest.max(angle.abs());
                let (sine, cosine) = angle.sin_cos();
                for row in 0..items {
                    let (x, y) = (turned[(row, first)], turned[(row, second)]);
                    turned[(row, first)] = cosine * x + sine * y;
                    turned[(row, second)] = cosine * y - sine * x;
                }
            }
        }
        if largest < 1e-12 {
            return Ok(Matrix::from_fn(items, count, |row, column| turned[(row, column)] * lengths[row]));
        }
    }
    Err(Fault::NotConverged { what: "varimax", steps: 5_000 })
}

/// Gradient projection from the identity. Source: Jennrich 2002; Bernaards and Jennrich 2005.
fn oblimin(loadings: &Matrix) -> Result<(Matrix, Matrix), Fault> {
    let count = loadings.ncols();
    let mut turn = Matrix::identity(count, count);
    let singular = || Fault::Singular { what: "oblimin" };
    let inverse = |turn: &Matrix| turn.clone().try_inverse().ok_or_else(singular);
    let mut back = inverse(&turn)?;
    let mut turned = loadings * back.transpose();
    let (mut value, mut slope) = quartimin(&turned);
    let mut length = 1.0;
    for _ in 0..5_000 {
        let gradient = -(turned.tr_mul(&slope) * &back).transpose();
        let mut projected = gradient.clone();
        for column in 0..count {
            let along = turn.column(column).dot(&gradient.column(column));
            let moved = projected.column(column) - turn.column(column) * along;
            projected.set_column(column, &moved);
        }
        let size = projected.norm();
        if size < 1e-10 {
            return Ok((turned, turn.tr_mul(&turn)));
        }
        length *= 2.0;
        let mut is_lower = false;
        for _ in 0..60 {
            let mut next = &turn - &projected * length;
            for mut column in next.column_iter_mut() {
                let norm = column.norm();
                column /= norm;
            }
            let there = inverse(&next)?;
            let candidate = loadings * there.transpose();
            let (lower, next_slope) = quartimin(&candidate);
            if lower < value - 0.5 * size * size * length {
                (turn, back, turned, value, slope) = (next, there, candidate, lower, next_slope);
                is_lower = true;
                break;
            }
            length *= 0.5;
        }
        if !is_lower {
            if size < 1e-6 {
                return Ok((turned, turn.tr_mul(&turn)));
            }
            break;
        }
    }
    Err(Fault::NotConverged { what: "oblimin", steps: 5_000 })
}

/// ¼ Σ over pairs of factors of the products of squared loadings, and its slope.
fn quartimin(loadings: &Matrix) -> (f64, Matrix) {
    let squares = loadings.map(|value| value * value);
    let others =
        Matrix::from_fn(loadings.nrows(), loadings.ncols(), |row, column| squares.row(row).sum() - squares[(row, column)]);
    (squares.component_mul(&others).sum() / 4.0, loadings.component_mul(&others))
}

/// By falling sum of squares; signs so that each factor's loadings sum to something positive.
fn in_order(loadings: &Matrix, correlations: &Matrix) -> Rotated {
    let count = loadings.ncols();
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| loadings.column(*b).norm_squared().total_cmp(&loadings.column(*a).norm_squared()));
    let sign: Vec<f64> = order.iter().map(|column| if loadings.column(*column).sum() < 0.0 { -1.0 } else { 1.0 }).collect();
    Rotated {
        loadings: Matrix::from_fn(loadings.nrows(), count, |row, column| sign[column] * loadings[(row, order[column])]),
        correlations: Matrix::from_fn(count, count, |a, b| match a == b {
            true => 1.0,
            false => sign[a] * sign[b] * correlations[(order[a], order[b])],
        }),
    }
}
