//! One factor by maximum likelihood.

use nalgebra::DVector;
use serde::Serialize;

use crate::fit::{Fit, Statistic};
use crate::minres::minres;
use crate::moment::{correlation, covariance};
use crate::{Data, Fault, Matrix};

/// Smallest share of an item that may be its own; at it the solution is not proper (Heywood case).
const LOWEST: f64 = 1e-4;
const STEPS: usize = 500;

/// A loading.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Loading {
    /// Code of the item.
    pub code: String,
    /// Loading in the item's own unit; the factor has variance 1.
    pub value: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Loading of the standardised item.
    pub standardised: f64,
    /// Its standard error.
    pub standardised_error: f64,
}

/// How the model was fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Estimator {
    /// Maximum likelihood on the covariances; answers taken as continuous. Statistic not scaled for skew.
    MaximumLikelihood,
    /// Diagonally weighted least squares on polychoric correlations.
    DiagonallyWeighted,
    /// Unweighted least squares on polychoric correlations.
    Unweighted,
}

/// A model of one factor.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OneFactor {
    /// How it was fitted.
    pub estimator: Estimator,
    /// Persons.
    pub persons: usize,
    /// Loadings in the order of the items.
    pub loadings: Vec<Loading>,
    /// Fit by the plain statistic. Of least squares on polychoric correlations this statistic is not χ²-distributed: use `scaled`.
    pub fit: Fit,
    /// Fit by the statistic whose mean and variance were adjusted (least squares only).
    pub scaled: Option<Fit>,
    /// Standardised root mean square residual over the lower triangle with its diagonal. Source: Bentler 1995.
    pub srmr: f64,
    /// Items with a share of their own at or below its bound (Heywood cases): the solution is not proper.
    pub heywood: Vec<String>,
}

/// Maximum likelihood with persons who answered every item. Standard errors by the expected information.
/// Chi-square is n·F with S divided by n; it holds for normal answers: it is not corrected for skew, nor for few categories.
/// Errors: fewer than three items (the model has no fit with three), fewer persons than items + 1, an item without variation,
/// singular correlations, no solution.
/// Source: Jöreskog 1969; fit indices as in [`Fit`].
pub fn one_factor(data: &Data) -> Result<OneFactor, Fault> {
    let items = data.width();
    if items < 3 {
        return Err(Fault::TooFewItems { needed: 3, found: items });
    }
    let rows = data.complete_rows(items + 1, "one-factor model")?;
    let n = rows.nrows() as f64;
    let spread = covariance(&rows) * ((n - 1.0) / n);
    let observed = correlation(&spread, data)?;
    let singular = || Fault::Singular { what: "one-factor model" };
    let log_determinant = log_determinant(&observed).filter(|value| -25.0 * items as f64 <= *value).ok_or_else(singular)?;
    let solution = search(&observed)?;
    let implied = solution.implied();
    let objective = solution.objective(&observed).ok_or_else(singular)? - log_determinant - items as f64;
    let errors = solution.information().ok_or_else(singular)?.cholesky().ok_or_else(singular)?.inverse() / n;
    let (k, df) = (items as f64, (items * (items - 3)) as f64 / 2.0);
    let loadings = (0..items).map(|item| {
        let deviation = spread[(item, item)].sqrt();
        let (value, own) = (solution.loadings[item], solution.own[item]);
        let whole = value * value + own;
        // delta method for λ/√(λ² + ψ)
        let (by_value, by_own) = (own / whole.powf(1.5), -value / (2.0 * whole.powf(1.5)));
        let variance = by_value * by_value * errors[(item, item)]
            + 2.0 * by_value * by_own * errors[(item, items + item)]
            + by_own * by_own * errors[(items + item, items + item)];
        Loading {
            code: data.items()[item].code.clone(),
            value: value * deviation,
            standard_error: errors[(item, item)].sqrt() * deviation,
            standardised: value / whole.sqrt(),
            standardised_error: variance.max(0.0).sqrt(),
        }
    });
    let residuals = (&observed - &implied).lower_triangle().norm_squared();
    let baseline = Statistic {
        chi_square: n * objective.max(0.0),
        df,
        baseline: -n * log_determinant,
        baseline_df: k * (k - 1.0) / 2.0,
        size: n,
    };
    Ok(OneFactor {
        estimator: Estimator::MaximumLikelihood,
        persons: rows.nrows(),
        loadings: loadings.collect(),
        fit: Fit::of(baseline),
        scaled: None,
        srmr: (residuals / (k * (k + 1.0) / 2.0)).sqrt(),
        heywood: (0..items).filter(|item| solution.own[*item] <= LOWEST).map(|item| data.items()[item].code.clone()).collect(),
    })
}

fn log_determinant(matrix: &Matrix) -> Option<f64> {
    let factor = matrix.clone().cholesky()?;
    Some(2.0 * factor.l_dirty().diagonal().iter().map(|value| value.ln()).sum::<f64>())
}

/// Loadings and shares of their own, on correlations.
#[derive(Clone)]
struct Solution {
    loadings: DVector<f64>,
    own: DVector<f64>,
}

/// Fisher scoring from the minres solution, halving steps that do not lower the objective.
fn search(observed: &Matrix) -> Result<Solution, Fault> {
    let items = observed.nrows();
    let begin = minres(observed, 1)?;
    let mut here = Solution {
        loadings: begin.loadings.column(0).into_owned(),
        own: DVector::from_iterator(items, begin.uniqueness.iter().map(|value| value.max(0.05))),
    };
    let singular = || Fault::Singular { what: "one-factor model" };
    let mut objective = here.objective(observed).ok_or_else(singular)?;
    for _ in 0..STEPS {
        let gradient = here.gradient(observed).ok_or_else(singular)?;
        let held = |index: usize| items <= index && here.own[index - items] <= LOWEST && 0.0 < gradient[index];
        let free: Vec<usize> = (0..2 * items).filter(|index| !held(*index)).collect();
        if free.iter().map(|index| gradient[*index].abs()).fold(0.0, f64::max) < 1e-10 {
            return Ok(here.settled());
        }
        let information = here.information().ok_or_else(singular)?;
        let part = Matrix::from_fn(free.len(), free.len(), |a, b| information[(free[a], free[b])]);
        let slope = DVector::from_iterator(free.len(), free.iter().map(|index| gradient[*index]));
        let step = part.cholesky().map_or_else(|| slope.clone(), |factor| factor.solve(&slope));
        let mut length = 1.0;
        let next = loop {
            let next = here.moved(&free, &step, length);
            match next.objective(observed) {
                Some(lower) if lower < objective => break Some((next, lower)),
                _ if length < 1e-12 => break None,
                _ => length *= 0.5,
            }
        };
        match next {
            Some((next, lower)) => (here, objective) = (next, lower),
            // no lower point can be told from this one any more
            None if slope.amax() < 1e-6 => return Ok(here.settled()),
            None => break,
        }
    }
    Err(Fault::NotConverged { what: "one-factor model", steps: STEPS })
}

impl Solution {
    fn implied(&self) -> Matrix {
        &self.loadings * self.loadings.transpose() + Matrix::from_diagonal(&self.own)
    }

    /// log|Σ| + tr(SΣ⁻¹).
    fn objective(&self, observed: &Matrix) -> Option<f64> {
        let factor = self.implied().cholesky()?;
        let determinant = 2.0 * factor.l_dirty().diagonal().iter().map(|value| value.ln()).sum::<f64>();
        Some(determinant + factor.solve(observed).trace())
    }

    /// Half the slope of the objective: Wλ and ½ diag W with W = Σ⁻¹(Σ − S)Σ⁻¹.
    fn gradient(&self, observed: &Matrix) -> Option<DVector<f64>> {
        let inverse = self.implied().cholesky()?.inverse();
        let weighted = &inverse * (self.implied() - observed) * &inverse;
        let by_loading = &weighted * &self.loadings;
        let items = self.own.len();
        Some(DVector::from_fn(2 * items, |index, _| match index < items {
            true => by_loading[index],
            false => 0.5 * weighted[(index - items, index - items)],
        }))
    }

    /// Expected information of one person: ½ tr(Σ⁻¹ Σ_a Σ⁻¹ Σ_b).
    fn information(&self) -> Option<Matrix> {
        let inverse = self.implied().cholesky()?.inverse();
        let u = &inverse * &self.loadings;
        let q = self.loadings.dot(&u);
        let items = self.own.len();
        Some(Matrix::from_fn(2 * items, 2 * items, |a, b| match (a < items, b < items) {
            (true, true) => inverse[(a, b)] * q + u[a] * u[b],
            (true, false) => inverse[(a, b - items)] * u[b - items],
            (false, true) => inverse[(a - items, b)] * u[a - items],
            (false, false) => 0.5 * inverse[(a - items, b - items)].powi(2),
        }))
    }

    fn moved(&self, free: &[usize], step: &DVector<f64>, length: f64) -> Self {
        let mut next = self.clone();
        let items = self.own.len();
        for (place, index) in free.iter().enumerate() {
            if *index < items {
                next.loadings[*index] -= length * step[place];
            } else {
                let own = &mut next.own[*index - items];
                *own = (*own - length * step[place]).max(LOWEST);
            }
        }
        next
    }

    /// Loadings with a positive sum.
    fn settled(mut self) -> Self {
        if self.loadings.sum() < 0.0 {
            self.loadings.neg_mut();
        }
        self
    }
}
