//! Exploratory factors by minimum residuals.

use nalgebra::DVector;

use crate::eigen::eigen;
use crate::{Fault, Matrix};

/// Bounds of a uniqueness. A value at the lower one is a Heywood case.
const LOWEST: f64 = 0.005;
const HIGHEST: f64 = 1.0;
const STEPS: usize = 500;

/// Unrotated factors.
#[derive(Debug, Clone, PartialEq)]
pub struct Factors {
    /// Items × factors, by falling share of variance; each factor's loadings sum to something positive.
    pub loadings: Matrix,
    /// Share of each item that the factors do not explain, 0.005–1.
    pub uniqueness: Vec<f64>,
    /// Root mean square of the residual correlations off the diagonal.
    pub rms: f64,
    /// Items whose uniqueness ended at its lower bound (Heywood cases): the solution is not proper.
    pub heywood: Vec<usize>,
    /// Steps taken.
    pub steps: usize,
}

impl Factors {
    /// 1 − uniqueness.
    pub fn communalities(&self) -> Vec<f64> {
        self.uniqueness.iter().map(|value| 1.0 - value).collect()
    }
}

/// Most factors that `items` correlations can carry: degrees of freedom ((k − m)² − (k + m))/2 must not be negative.
pub fn most_factors(items: usize) -> usize {
    (1..items).take_while(|m| items + m <= (items - m) * (items - m)).last().unwrap_or(usize::from(1 < items))
}

/// `count` factors that minimise the squared residual correlations off the diagonal.
///
/// The sum of squares of the eigenvalues of R − Ψ after the first m is minimised over the uniquenesses Ψ by Newton's method within
/// bounds; at its minimum the diagonal is met exactly, so that it is the minimum of the off-diagonal residuals.
/// Errors: more factors than [`most_factors`]; no solution after 500 steps.
/// Source: Harman and Jones 1966; Jöreskog 1977 (unweighted least squares).
pub fn minres(correlations: &Matrix, count: usize) -> Result<Factors, Fault> {
    let items = correlations.nrows();
    if items < 2 {
        return Err(Fault::TooFewItems { needed: 2, found: items });
    }
    if count == 0 || most_factors(items) < count {
        return Err(Fault::TooManyFactors { found: count, most: most_factors(items), items });
    }
    let mut point = start(correlations, count);
    let mut here = Reduced::at(correlations, &point, count);
    for step in 0..STEPS {
        let gradient = here.gradient();
        let free: Vec<usize> = (0..items).filter(|item| !is_held(point[*item], gradient[*item])).collect();
        let size = free.iter().map(|item| gradient[*item].abs()).fold(0.0, f64::max);
        if size < 1e-11 {
            return Ok(here.factors(correlations, &point, step));
        }
        let direction = here.direction(&gradient, &free);
        let Some((next, there)) = descend(correlations, count, &point, &here, &direction, &gradient) else {
            // no lower point can be told from this one any more
            if size < 1e-6 {
                return Ok(here.factors(correlations, &point, step));
            }
            break;
        };
        (point, here) = (next, there);
    }
    Err(Fault::NotConverged { what: "minres", steps: STEPS })
}

/// One minus half of what the other items explain, as far as the matrix can be inverted.
fn start(correlations: &Matrix, count: usize) -> DVector<f64> {
    let items = correlations.nrows();
    let shrink = 1.0 - 0.5 * count as f64 / items as f64;
    let inverse = correlations.clone().cholesky().map(|factor| factor.inverse());
    DVector::from_fn(items, |item, _| inverse.as_ref().map_or(0.5, |inverse| shrink / inverse[(item, item)]).clamp(0.05, 0.95))
}

/// Whether a bound holds the uniqueness where the slope would push it out.
fn is_held(value: f64, slope: f64) -> bool {
    (value <= LOWEST && 0.0 < slope) || (HIGHEST <= value && slope < 0.0)
}

/// Walks along the direction, within the bounds, until the objective falls.
fn descend(
    correlations: &Matrix,
    count: usize,
    point: &DVector<f64>,
    here: &Reduced,
    direction: &DVector<f64>,
    gradient: &DVector<f64>,
) -> Option<(DVector<f64>, Reduced)> {
    let mut length = 1.0;
    for _ in 0..60 {
        let next = point.zip_map(direction, |value, step| (value + length * step).clamp(LOWEST, HIGHEST));
        let there = Reduced::at(correlations, &next, count);
        let expected = gradient.dot(&(&next - point));
        if there.objective < here.objective + 1e-4 * expected.min(0.0) && there.objective < here.objective {
            return Some((next, there));
        }
        length *= 0.5;
    }
    None
}

/// R − Ψ taken apart.
struct Reduced {
    values: DVector<f64>,
    vectors: Matrix,
    /// Number of leading eigenvalues that are factors.
    count: usize,
    /// ½ Σ θ² of the others.
    objective: f64,
}

impl Reduced {
    fn at(correlations: &Matrix, uniqueness: &DVector<f64>, count: usize) -> Self {
        let (values, vectors) = eigen(&(correlations - Matrix::from_diagonal(uniqueness)));
        // a factor needs a positive eigenvalue
        let count = values.iter().take(count).take_while(|value| 0.0 < **value).count();
        let objective = 0.5 * values.iter().skip(count).map(|value| value * value).sum::<f64>();
        Self { values, vectors, count, objective }
    }

    /// −Σ_{j>m} θ_j ω_ij².
    fn gradient(&self) -> DVector<f64> {
        let items = self.values.len();
        DVector::from_fn(items, |item, _| {
            -(self.count..items).map(|j| self.values[j] * self.vectors[(item, j)].powi(2)).sum::<f64>()
        })
    }

    /// Newton's step in the free coordinates; where the exact second derivatives are not positive definite, with their positive part.
    fn direction(&self, gradient: &DVector<f64>, free: &[usize]) -> DVector<f64> {
        let slope = DVector::from_iterator(free.len(), free.iter().map(|item| gradient[*item]));
        let (sure, whole) = self.curvature(free);
        let ridge = Matrix::identity(free.len(), free.len()) * 1e-10;
        let step = [whole, &sure + ridge].into_iter().find_map(|matrix| matrix.cholesky()).map(|factor| factor.solve(&slope));
        let step = step.unwrap_or(slope);
        let mut direction = DVector::zeros(gradient.len());
        for (place, item) in free.iter().enumerate() {
            direction[*item] = -step[place];
        }
        direction
    }

    /// The positive part (Σ_{j>m} ω_ij ω_kj)² and the whole, which adds 2 Σ_{j>m} Σ_{n≤m} θ_j/(θ_j − θ_n) ω_ij ω_kj ω_in ω_kn.
    fn curvature(&self, free: &[usize]) -> (Matrix, Matrix) {
        let (items, count) = (self.values.len(), self.count);
        let own = |row: usize, from: usize, to: usize| (from..to).map(move |column| self.vectors[(row, column)]);
        let sure = Matrix::from_fn(free.len(), free.len(), |a, b| {
            own(free[a], count, items).zip(own(free[b], count, items)).map(|(x, y)| x * y).sum::<f64>().powi(2)
        });
        let mut whole = sure.clone();
        for n in 0..count {
            // weights of the residual directions against this factor
            let weighted = Matrix::from_fn(free.len(), items - count, |a, j| {
                let theta = self.values[count + j];
                let gap = (theta - self.values[n]).min(-1e-12);
                theta / gap * self.vectors[(free[a], count + j)]
            });
            let plain = Matrix::from_fn(free.len(), items - count, |a, j| self.vectors[(free[a], count + j)]);
            let inner = weighted * plain.transpose();
            for a in 0..free.len() {
                for b in 0..free.len() {
                    whole[(a, b)] += 2.0 * inner[(a, b)] * self.vectors[(free[a], n)] * self.vectors[(free[b], n)];
                }
            }
        }
        (sure, whole)
    }

    fn factors(&self, correlations: &Matrix, uniqueness: &DVector<f64>, steps: usize) -> Factors {
        let items = self.values.len();
        let mut loadings = Matrix::from_fn(items, self.count.max(1), |row, column| {
            self.vectors[(row, column)] * self.values[column].max(0.0).sqrt()
        });
        settle_signs(&mut loadings);
        Factors {
            rms: rms(correlations, &(&loadings * loadings.transpose())),
            loadings,
            uniqueness: uniqueness.iter().copied().collect(),
            heywood: (0..items).filter(|item| uniqueness[*item] <= LOWEST).collect(),
            steps,
        }
    }
}

/// Root mean square of the differences off the diagonal.
pub(crate) fn rms(observed: &Matrix, implied: &Matrix) -> f64 {
    let items = observed.nrows();
    let mut sum = 0.0;
    for row in 0..items {
        for column in 0..row {
            sum += (observed[(row, column)] - implied[(row, column)]).powi(2);
        }
    }
    (sum / (items * (items - 1) / 2) as f64).sqrt()
}

/// Turns each factor so that its loadings sum to something positive.
pub(crate) fn settle_signs(loadings: &mut Matrix) {
    for mut column in loadings.column_iter_mut() {
        if column.sum() < 0.0 {
            column.neg_mut();
        }
    }
}
