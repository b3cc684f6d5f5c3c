//! What each item looks like by itself and with the others.

use serde::Serialize;

use crate::alpha::alpha_without;
use crate::moment::{covariance, mean, pearson, skew, variance};
use crate::{Data, Fault};

/// One category and how many chose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Frequency {
    /// Category after reversal.
    pub category: i32,
    /// Persons.
    pub count: usize,
}

/// Statistics of one item. Counts, mean, sd, skew and shares: everybody who answered it. Item–rest correlation and alpha without the
/// item: persons without any blank.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ItemStatistics {
    /// Code.
    pub code: String,
    /// Whether it was turned round.
    pub is_reversed: bool,
    /// Persons who answered it.
    pub persons: usize,
    /// Share of blanks, 0–1.
    pub missing: f64,
    /// Mean.
    pub mean: Option<f64>,
    /// Standard deviation, n − 1.
    pub sd: Option<f64>,
    /// Skewness G1.
    pub skew: Option<f64>,
    /// Share in the lowest category, 0–1.
    pub floor: Option<f64>,
    /// Share in the highest category, 0–1.
    pub ceiling: Option<f64>,
    /// All categories from the lowest to the highest, those without anybody too.
    pub frequencies: Vec<Frequency>,
    /// Correlation with the sum of the other items (corrected).
    pub rest: Option<f64>,
    /// Alpha of the other items.
    pub alpha_without: Option<f64>,
}

/// Statistics of every item, in order.
/// Errors: none of the rest that needs persons without blanks is an error: it is `None`.
pub fn item_statistics(data: &Data) -> Result<Vec<ItemStatistics>, Fault> {
    let rows = data.complete_rows(0, "items")?;
    let is_enough = 3 <= rows.nrows();
    let without = if is_enough { alpha_without(&covariance(&rows)) } else { vec![None; data.width()] };
    let sums: Vec<f64> = rows.row_iter().map(|row| row.sum()).collect();
    let statistics = without.into_iter().enumerate().map(|(item, alpha_without)| {
        let answers: Vec<f64> = data.answers(item).map(f64::from).collect();
        let (lowest, highest) = data.ends(item);
        let count = |category: i32| data.answers(item).filter(|answer| *answer == category).count();
        let share = |category: i32| (!answers.is_empty()).then(|| count(category) as f64 / answers.len() as f64);
        let own: Vec<f64> = rows.column(item).iter().copied().collect();
        let rest: Vec<f64> = sums.iter().zip(&own).map(|(sum, own)| sum - own).collect();
        ItemStatistics {
            code: data.items()[item].code.clone(),
            is_reversed: data.items()[item].is_reversed,
            persons: answers.len(),
            missing: if data.persons() == 0 { 0.0 } else { 1.0 - answers.len() as f64 / data.persons() as f64 },
            mean: (!answers.is_empty()).then(|| mean(&answers)),
            sd: variance(&answers).map(f64::sqrt),
            skew: skew(&answers),
            floor: share(lowest),
            ceiling: share(highest),
            frequencies: (lowest..=highest).map(|category| Frequency { category, count: count(category) }).collect(),
            rest: if is_enough { pearson(&own, &rest) } else { None },
            alpha_without,
        }
    });
    Ok(statistics.collect())
}
