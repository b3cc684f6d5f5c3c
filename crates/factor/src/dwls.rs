//! One factor by least squares on polychoric correlations.

use nalgebra::DVector;

use crate::cfa::{Estimator, Loading, OneFactor};
use crate::fit::{Fit, Statistic};
use crate::minres::minres;
use crate::{Data, Fault, Matrix, Missing, Polychorics};

const STEPS: usize = 500;

/// Least squares: Σ (r_ij − λ_i λ_j)²·w_ij over the pairs, w the inverse of each correlation's asymptotic variance
/// ([`Estimator::DiagonallyWeighted`]) or 1 ([`Estimator::Unweighted`]).
///
/// Standard errors are robust (sandwich with the full asymptotic covariances). The plain statistic (n − 1)·F is not χ²-distributed; the
/// scaled one has its mean and variance adjusted (scaled and shifted, Asparouhov and Muthén 2010), the baseline likewise.
/// Errors: pairwise correlations (their covariances are not known here), fewer than three items, more items than [`Polychorics::spread`]
/// takes, [`Estimator::MaximumLikelihood`], no solution. Source: Muthén, du Toit and Spisic 1997.
pub fn one_factor_ordinal(data: &Data, polychorics: &Polychorics, estimator: Estimator) -> Result<OneFactor, Fault> {
    let items = data.width();
    if items < 3 {
        return Err(Fault::TooFewItems { needed: 3, found: items });
    }
    if polychorics.missing == Missing::Pairwise || estimator == Estimator::MaximumLikelihood {
        let found = f64::from(u8::from(polychorics.missing == Missing::Pairwise));
        return Err(Fault::Number { what: "one-factor model", expected: "listwise correlations and least squares", found });
    }
    let spread = polychorics.spread(data)?;
    let pairs: Vec<(usize, usize)> = (0..items).flat_map(|row| (0..row).map(move |column| (row, column))).collect();
    let observed = DVector::from_iterator(pairs.len(), pairs.iter().map(|pair| polychorics.values[*pair]));
    let weights = match estimator {
        Estimator::Unweighted | Estimator::MaximumLikelihood => DVector::from_element(pairs.len(), 1.0),
        Estimator::DiagonallyWeighted => spread.diagonal().map(|variance| 1.0 / variance.max(1e-12)),
    };
    let problem = Problem { pairs, observed, weights };
    let begin = minres(&crate::smooth(&polychorics.values).0, 1)?;
    let loadings = problem.search(begin.loadings.column(0).into_owned())?;
    let n = polychorics.persons as f64;
    let slopes = problem.slopes(&loadings);
    let weighted = Matrix::from_fn(slopes.nrows(), items, |pair, item| problem.weights[pair] * slopes[(pair, item)]);
    let singular = || Fault::Singular { what: "one-factor model" };
    let bread = slopes.tr_mul(&weighted).cholesky().ok_or_else(singular)?.inverse();
    let errors = &bread * weighted.tr_mul(&(&spread * &weighted)) * &bread / (n - 1.0);
    let residual = problem.residuals(&loadings);
    let size = n - 1.0;
    let df = (items * (items - 3)) as f64 / 2.0;
    let plain = Statistic {
        chi_square: size * weighted_square(&residual, &problem.weights),
        df,
        baseline: size * weighted_square(&problem.observed, &problem.weights),
        baseline_df: problem.pairs.len() as f64,
        size,
    };
    // U = W − WΔ(Δ'WΔ)⁻¹Δ'W times the asymptotic covariances
    let all = Matrix::from_fn(spread.nrows(), spread.ncols(), |a, b| problem.weights[a] * spread[(a, b)]);
    let kept = &all - &weighted * (&bread * weighted.tr_mul(&spread));
    let scaled = (0.0 < df).then(|| {
        Fit::of(Statistic {
            chi_square: adjusted(plain.chi_square, df, &kept),
            baseline: adjusted(plain.baseline, plain.baseline_df, &all),
            ..plain
        })
    });
    let codes = || data.items().iter().map(|item| item.code.clone());
    Ok(OneFactor {
        estimator,
        persons: polychorics.persons,
        loadings: codes()
            .enumerate()
            .map(|(item, code)| {
                let (value, error) = (loadings[item], errors[(item, item)].max(0.0).sqrt());
                Loading { code, value, standard_error: error, standardised: value, standardised_error: error }
            })
            .collect(),
        fit: Fit::of(plain),
        scaled,
        srmr: (residual.norm_squared() / (problem.pairs.len() + items) as f64).sqrt(),
        heywood: codes().enumerate().filter(|(item, _)| 1.0 <= loadings[*item].abs()).map(|(_, code)| code).collect(),
    })
}

fn weighted_square(values: &DVector<f64>, weights: &DVector<f64>) -> f64 {
    values.iter().zip(weights.iter()).map(|(value, weight)| weight * value * value).sum()
}

/// T·a + df − √(df·t₁²/t₂) with a = √(df/t₂), t₁ = tr(UΓ), t₂ = tr((UΓ)²).
fn adjusted(statistic: f64, df: f64, product: &Matrix) -> f64 {
    let first = product.trace();
    let second = product.component_mul(&product.transpose()).sum();
    statistic * (df / second).sqrt() + df - (df * first * first / second).sqrt()
}

struct Problem {
    pairs: Vec<(usize, usize)>,
    observed: DVector<f64>,
    weights: DVector<f64>,
}

impl Problem {
    fn residuals(&self, loadings: &DVector<f64>) -> DVector<f64> {
        DVector::from_fn(self.pairs.len(), |pair, _| {
            self.observed[pair] - loadings[self.pairs[pair].0] * loadings[self.pairs[pair].1]
        })
    }

    /// ∂(λ_i λ_j)/∂λ: pairs × items.
    fn slopes(&self, loadings: &DVector<f64>) -> Matrix {
        let mut slopes = Matrix::zeros(self.pairs.len(), loadings.len());
        for (pair, (row, column)) in self.pairs.iter().enumerate() {
            slopes[(pair, *row)] = loadings[*column];
            slopes[(pair, *column)] = loadings[*row];
        }
        slopes
    }

    /// Gauss–Newton with halved steps.
    fn search(&self, mut loadings: DVector<f64>) -> Result<DVector<f64>, Fault> {
        let mut value = weighted_square(&self.residuals(&loadings), &self.weights);
        let scale = self.weights.amax();
        for _ in 0..STEPS {
            let slopes = self.slopes(&loadings);
            let weighted =
                Matrix::from_fn(slopes.nrows(), slopes.ncols(), |pair, item| self.weights[pair] * slopes[(pair, item)]);
            let gradient = weighted.tr_mul(&self.residuals(&loadings));
            if gradient.amax() < 1e-12 * scale {
                break;
            }
            let Some(factor) = slopes.tr_mul(&weighted).cholesky() else {
                return Err(Fault::Singular { what: "one-factor model" });
            };
            let step = factor.solve(&gradient);
            let mut length = 1.0;
            let lower = loop {
                let next = &loadings + &step * length;
                let lower = weighted_square(&self.residuals(&next), &self.weights);
                if lower < value {
                    break Some((next, lower));
                }
                length *= 0.5;
                if length < 1e-12 {
                    break None;
                }
            };
            match lower {
                Some(found) => (loadings, value) = found,
                None if gradient.amax() < 1e-6 * scale => break,
                None => return Err(Fault::NotConverged { what: "one-factor model", steps: STEPS }),
            }
        }
        if loadings.sum() < 0.0 {
            loadings.neg_mut();
        }
        Ok(loadings)
    }
}
