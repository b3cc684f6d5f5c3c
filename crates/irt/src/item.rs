//! An item with its parameters.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::sigmoid;

/// The most categories that an item may have.
pub const MOST_CATEGORIES: usize = 10;

/// An item of the graded response model: ordered categories 0 to m, a slope and m thresholds.
///
/// The probability of category k or above is σ(a(θ − b_k)), without the constant 1.7; with one threshold this is the two-parameter logistic
/// model. Direction: a higher θ makes higher categories likelier. Source: Samejima 1969; Birnbaum 1968.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Item {
    id: String,
    slope: f64,
    thresholds: Vec<f64>,
    /// 1 − e^(−a·(b_{k+1} − b_k)) and its logarithm, for the categories 1 to m − 1
    between: Vec<(f64, f64)>,
}

/// As an item stands in a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    a: f64,
    b: Vec<f64>,
}

/// Why parameters are no item.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ItemFault {
    /// There is no id to name it by.
    #[error("an item has no id: expected a short name")]
    NoId,
    /// Zero, below zero, infinite or no number. An item that runs the other way has to be scored the other way first.
    #[error("item {id}: slope a: expected a finite number above 0, found {found}")]
    Slope {
        /// The item.
        id: String,
        /// The slope.
        found: f64,
    },
    /// None, or more than an item can have.
    #[error("item {id}: expected 1 to {most} thresholds, found {found}", most = MOST_CATEGORIES - 1)]
    Count {
        /// The item.
        id: String,
        /// How many there are.
        found: usize,
    },
    /// A threshold that is no finite number.
    #[error("item {id}: threshold {number}: expected a finite number, found {found}")]
    NotFinite {
        /// The item.
        id: String,
        /// Which one, from 1.
        number: usize,
        /// The threshold.
        found: f64,
    },
    /// A threshold that does not stand above the one before it.
    #[error("item {id}: threshold {number}: expected more than {before}, found {found}; put thresholds in rising order")]
    Order {
        /// The item.
        id: String,
        /// Which one, from 1.
        number: usize,
        /// The threshold before it.
        before: f64,
        /// The threshold.
        found: f64,
    },
}

impl Item {
    /// An item with slope a and thresholds b_1 < … < b_m.
    ///
    /// Errors: the first of [`ItemFault`], which names the item.
    pub fn new(id: impl Into<String>, slope: f64, thresholds: Vec<f64>) -> Result<Self, ItemFault> {
        let id = id.into();
        if id.trim().is_empty() {
            return Err(ItemFault::NoId);
        }
        if !(slope.is_finite() && slope > 0.0) {
            return Err(ItemFault::Slope { id, found: slope });
        }
        if !(1..MOST_CATEGORIES).contains(&thresholds.len()) {
            return Err(ItemFault::Count { id, found: thresholds.len() });
        }
        if let Some(at) = thresholds.iter().position(|threshold| !threshold.is_finite()) {
            return Err(ItemFault::NotFinite { id, number: at + 1, found: thresholds[at] });
        }
        let mut between = Vec::with_capacity(thresholds.len() - 1);
        for (at, pair) in thresholds.windows(2).enumerate() {
            let gap = slope * (pair[1] - pair[0]);
            if gap.is_nan() || gap <= 0.0 {
                return Err(ItemFault::Order { id, number: at + 2, before: pair[0], found: pair[1] });
            }
            between.push((-(-gap).exp_m1(), sigmoid::log_between(gap)));
        }
        Ok(Self { id, slope, thresholds, between })
    }

    /// The same from slope and intercepts, d_k = −a·b_k, which fall from the first to the last.
    ///
    /// Errors: as [`Item::new`], told in thresholds.
    pub fn from_intercepts(id: impl Into<String>, slope: f64, intercepts: &[f64]) -> Result<Self, ItemFault> {
        Self::new(id, slope, intercepts.iter().map(|intercept| -intercept / slope).collect())
    }

    /// The name by which the item is told.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// a: how sharply the item tells people apart.
    pub fn slope(&self) -> f64 {
        self.slope
    }

    /// b_1 < … < b_m, on the scale of θ.
    pub fn thresholds(&self) -> &[f64] {
        &self.thresholds
    }

    /// d_k = −a·b_k.
    pub fn intercepts(&self) -> Vec<f64> {
        self.thresholds.iter().map(|threshold| -self.slope * threshold).collect()
    }

    /// How many categories there are: 2 to 10.
    pub fn categories(&self) -> usize {
        self.thresholds.len() + 1
    }

    /// 1 − e^(−gap) and its logarithm for the inner category k; (1, 0) for the first and the last.
    pub(crate) fn between(&self, category: usize) -> (f64, f64) {
        match category.checked_sub(1) {
            Some(at) => self.between.get(at).copied().unwrap_or((1.0, 0.0)),
            None => (1.0, 0.0),
        }
    }
}

impl TryFrom<Written> for Item {
    type Error = ItemFault;

    fn try_from(written: Written) -> Result<Self, ItemFault> {
        Self::new(written.id, written.a, written.b)
    }
}

impl From<Item> for Written {
    fn from(item: Item) -> Self {
        Self { id: item.id, a: item.slope, b: item.thresholds }
    }
}
