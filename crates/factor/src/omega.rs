//! McDonald's omega of one factor.

use crate::minres::minres;
use crate::{Fault, Matrix};

/// ω = (Σλ)²/((Σλ)² + Σ(1 − λ²)) with the standardised loadings of one minres factor.
/// On Pearson correlations the usual omega total of a one-factor model, on polychoric correlations the ordinal omega.
/// Loadings of items that run against the others count with their sign, so that a forgotten reversal lowers it.
/// Errors: those of [`minres`]. Source: McDonald 1999; G.7 of the domain rules.
pub fn omega(correlations: &Matrix) -> Result<f64, Fault> {
    let factors = minres(correlations, 1)?;
    let loadings: Vec<f64> = factors.loadings.column(0).iter().copied().collect();
    Ok(omega_of(&loadings))
}

/// Omega of the standardised loadings of one factor.
pub fn omega_of(loadings: &[f64]) -> f64 {
    let common = loadings.iter().sum::<f64>().powi(2);
    let unique: f64 = loadings.iter().map(|loading| 1.0 - loading * loading).sum();
    common / (common + unique)
}
