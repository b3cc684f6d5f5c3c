//! The three regressions of one item.

use std::collections::BTreeSet;

use crate::chi_square::chi_square_tail;
use crate::cumulative::{Coefficients, Observation, fit};
use crate::dif::report::{ItemDif, Magnitude, Skipped, Verdict};
use crate::item::MOST_CATEGORIES;

/// Somebody's answer with their matching score and group.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person {
    pub code: i32,
    pub score: f64,
    pub group: usize,
}

/// Compares `groups` groups. The correction for other items is not in it yet.
pub(crate) fn test(id: &str, people: &[Person], groups: usize) -> Result<ItemDif, Skipped> {
    let codes: Vec<i32> = people.iter().map(|one| one.code).collect::<BTreeSet<_>>().into_iter().collect();
    if codes.len() < 2 {
        return Err(Skipped::NoVariance);
    }
    if codes.len() > MOST_CATEGORIES {
        return Err(Skipped::TooManyCategories);
    }
    let further = groups - 1;
    let width = 1 + 2 * further;
    let mut cells = vec![0.0; people.len() * width];
    for (row, one) in cells.chunks_exact_mut(width).zip(people) {
        row[0] = one.score;
        if let Some(at) = one.group.checked_sub(1) {
            row[1 + at] = 1.0;
            row[1 + further + at] = one.score;
        }
    }
    let category = |one: &Person| codes.partition_point(|code| *code < one.code);
    let mut counts = vec![0.0; codes.len()];
    people.iter().for_each(|one| counts[category(one)] += 1.0);
    let count = people.len() as f64;
    let alone: f64 = counts.iter().map(|found: &f64| found * (found / count).ln()).sum();

    let mut coefficients = Coefficients { slopes: Vec::new(), intercepts: logits(&counts) };
    let mut values = Vec::with_capacity(3);
    let mut log_odds = Vec::new();
    for columns in [1, 1 + further, width] {
        let rows = cells.chunks_exact(width).zip(people);
        let data: Vec<Observation<'_>> =
            rows.map(|(row, one)| Observation { x: &row[..columns], category: category(one), weight: 1.0 }).collect();
        coefficients.slopes.resize(columns, 0.0);
        let found = fit(coefficients, &data, &[], 60, 1e-10);
        if !found.converged || found.coefficients.slopes.iter().any(|slope| slope.abs() > 30.0) {
            return Err(Skipped::NotConverged);
        }
        values.push(found.log_likelihood);
        coefficients = found.coefficients;
        if columns == 1 + further {
            log_odds = coefficients.slopes[1..].to_vec();
        }
    }
    let verdict = |from: usize, to: usize, freedom: usize| {
        let chi_square = (2.0 * (values[to] - values[from])).max(0.0);
        Verdict { chi_square, freedom, p: chi_square_tail(chi_square, freedom) }
    };
    let nagelkerke = |value: f64| (1.0 - (2.0 * (alone - value) / count).exp()) / (1.0 - (2.0 * alone / count).exp());
    let change = nagelkerke(values[2]) - nagelkerke(values[0]);
    let total = verdict(0, 2, 2 * further);
    Ok(ItemDif {
        id: id.to_owned(),
        persons: people.len(),
        uniform: verdict(0, 1, further),
        non_uniform: verdict(1, 2, further),
        total,
        adjusted_p: total.p,
        mcfadden: (values[0] - values[2]) / alone,
        nagelkerke: change,
        nagelkerke_uniform: nagelkerke(values[1]) - nagelkerke(values[0]),
        log_odds,
        magnitude: Magnitude::of(change),
        is_flagged: false,
    })
}

/// Log-odds of each category or above.
fn logits(counts: &[f64]) -> Vec<f64> {
    let total: f64 = counts.iter().sum();
    let mut above = total;
    let mut all = Vec::with_capacity(counts.len() - 1);
    for count in &counts[..counts.len() - 1] {
        above -= count;
        all.push((above / (total - above)).ln());
    }
    all
}
