//! What the model says about an item at a point: probabilities, their slopes, information.
//!
//! With x = a(θ − b_k) and y = a(θ − b_{k+1}) a category has σ(x) − σ(y) = σ(x)·σ(−y)·(1 − e^(y−x)). The product keeps its digits where the
//! difference has none, and its logarithm has the slope a(σ(−x) − σ(y)) and the bend −a²(σ(x)σ(−x) + σ(y)σ(−y)): never infinite, never above zero.

use crate::item::Item;
use crate::sigmoid;

/// One category at one point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Shape {
    /// P_k
    pub probability: f64,
    /// d ln P_k / dθ
    pub slope: f64,
    /// d² ln P_k / dθ²
    pub bend: f64,
}

impl Item {
    /// P(category k or above) for k = 1 to m at `theta`.
    pub fn cumulative(&self, theta: f64) -> Vec<f64> {
        self.thresholds().iter().map(|threshold| sigmoid::both(self.slope() * (theta - threshold)).0).collect()
    }

    /// The probabilities of the categories 0 to m at `theta`; they add up to 1.
    pub fn probabilities(&self, theta: f64) -> Vec<f64> {
        let mut all = Vec::with_capacity(self.categories());
        self.shapes(theta, |shape| all.push(shape.probability));
        all
    }

    /// ln P of `category` at `theta`: finite for every finite `theta`, also where P itself is too small for a number.
    /// Missing: minus infinity for a category that the item does not have.
    pub fn log_probability(&self, theta: f64, category: usize) -> f64 {
        if category >= self.categories() {
            return f64::NEG_INFINITY;
        }
        let (upper, lower) = self.boundaries(theta, category);
        sigmoid::log(upper) + sigmoid::log(-lower) + self.between(category).1
    }

    /// Fisher's information of the item at `theta`: Σ P_k·(d ln P_k/dθ)². Unit: 1/θ². Never below zero.
    pub fn information(&self, theta: f64) -> f64 {
        let mut sum = 0.0;
        self.shapes(theta, |shape| sum += shape.probability * shape.slope * shape.slope);
        sum
    }

    /// The answer that is expected at `theta`: Σ k·P_k, from 0 to m, rising in θ.
    pub fn expected(&self, theta: f64) -> f64 {
        self.cumulative(theta).iter().sum()
    }

    /// Slope and bend of ln P of `category`, a category of the item.
    pub(crate) fn derivatives(&self, theta: f64, category: usize) -> (f64, f64) {
        let (upper, lower) = self.boundaries(theta, category);
        let ((over, under), (above, below)) = (sigmoid::both(upper), sigmoid::both(lower));
        let slope = self.slope();
        (slope * (under - above), -slope * slope * (over * under + above * below))
    }

    /// Every category from 0 to m, with one exponential for each threshold.
    pub(crate) fn shapes(&self, theta: f64, mut visit: impl FnMut(Shape)) {
        let slope = self.slope();
        let mut upper = (1.0, 0.0);
        for category in 0..self.categories() {
            let lower = match self.thresholds().get(category) {
                Some(threshold) => sigmoid::both(slope * (theta - threshold)),
                None => (0.0, 1.0),
            };
            visit(Shape {
                probability: upper.0 * lower.1 * self.between(category).0,
                slope: slope * (upper.1 - lower.0),
                bend: -slope * slope * (upper.0 * upper.1 + lower.0 * lower.1),
            });
            upper = lower;
        }
    }

    /// The arguments of the boundaries below and above `category`.
    fn boundaries(&self, theta: f64, category: usize) -> (f64, f64) {
        let at = |threshold: &f64| self.slope() * (theta - threshold);
        let upper = category.checked_sub(1).and_then(|before| self.thresholds().get(before)).map_or(f64::INFINITY, at);
        let lower = self.thresholds().get(category).map_or(f64::NEG_INFINITY, at);
        (upper, lower)
    }
}

/// Information of several items together at `theta`. Unit: 1/θ².
pub fn test_information<'a>(items: impl IntoIterator<Item = &'a Item>, theta: f64) -> f64 {
    items.into_iter().map(|item| item.information(theta)).sum()
}

/// Standard error of a maximum-likelihood θ at `theta`: 1/√information. Missing: infinite where the items say nothing.
pub fn standard_error<'a>(items: impl IntoIterator<Item = &'a Item>, theta: f64) -> f64 {
    1.0 / test_information(items, theta).sqrt()
}
