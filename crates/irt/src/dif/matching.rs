//! What makes two people comparable.

use crate::calibrate::{CalibratedItem, Responses};
use crate::grid::Grid;
use crate::item::Item;
use crate::score::{Answer, Table};

/// The score by which people are matched.
#[derive(Debug, Clone, PartialEq)]
pub enum Matching {
    /// The sum of the codes. People with a blank among all items are left out.
    Sum,
    /// EAP of θ by these items; blanks are no obstacle. Items of other names do not count.
    Theta(Vec<CalibratedItem>),
}

impl Matching {
    /// The score of each person from the items for which `anchors` holds, in deviations from the mean of those who have one.
    pub(crate) fn scores(&self, responses: &Responses, anchors: &[bool]) -> Vec<Option<f64>> {
        let raw = match self {
            Self::Sum => sums(responses, anchors),
            Self::Theta(items) => thetas(responses, anchors, items),
        };
        standard(raw)
    }
}

fn sums(responses: &Responses, anchors: &[bool]) -> Vec<Option<f64>> {
    let sum = |row: &Vec<Option<i32>>| {
        let total = row.iter().zip(anchors).try_fold(0_i64, |sum, (code, counts)| {
            let code = i64::from((*code)?);
            Some(if *counts { sum + code } else { sum })
        });
        total.map(|total| total as f64)
    };
    responses.rows().iter().map(sum).collect()
}

fn thetas(responses: &Responses, anchors: &[bool], items: &[CalibratedItem]) -> Vec<Option<f64>> {
    let column = |one: &CalibratedItem| responses.ids().iter().position(|id| id == one.item.id()).filter(|at| anchors[*at]);
    let used: Vec<(usize, &CalibratedItem)> = items.iter().filter_map(|one| Some((column(one)?, one))).collect();
    let bare: Vec<Item> = used.iter().map(|(_, one)| one.item.clone()).collect();
    let table = Table::new(&bare, Grid::scoring());
    let score = |row: &Vec<Option<i32>>| {
        let answer = |(at, one): &(usize, &CalibratedItem)| -> Answer {
            let category = one.codes.binary_search(&row[*at]?).ok()?;
            u8::try_from(category).ok()
        };
        let answers: Vec<Answer> = used.iter().map(answer).collect();
        if answers.iter().all(Option::is_none) {
            return None;
        }
        table.eap(&answers).ok().map(|found| found.theta)
    };
    responses.rows().iter().map(score).collect()
}

fn standard(raw: Vec<Option<f64>>) -> Vec<Option<f64>> {
    let known: Vec<f64> = raw.iter().flatten().copied().collect();
    let mean = known.iter().sum::<f64>() / known.len() as f64;
    let sd = (known.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / known.len() as f64).sqrt();
    let sd = if sd > 0.0 { sd } else { 1.0 };
    raw.into_iter().map(|value| value.map(|value| (value - mean) / sd)).collect()
}
