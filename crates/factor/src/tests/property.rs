//! What holds for any data.

use proptest::prelude::*;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use crate::distribution::normal_quantile;
use crate::moment::{correlation, covariance};
use crate::{Data, Item, Matrix, Method, Missing, consistency, minres, omega, polychoric, polychorics};

/// Answers of one factor with the loading, cut at 0, 0.8 and 1.5 from −0.7.
fn drawn(seed: u64, persons: usize, loadings: &[f64]) -> Vec<Vec<Option<i32>>> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut normal = || normal_quantile(rng.random_range(1e-12..1.0 - 1e-12));
    let row = |_| {
        let factor = normal();
        let answer = |loading: &f64| {
            let latent = loading * factor + (1.0 - loading * loading).sqrt() * normal();
            Some([-0.7, 0.1, 0.9].iter().filter(|cut| **cut < latent).count() as i32)
        };
        loadings.iter().map(answer).collect()
    };
    (0..persons).map(row).collect()
}

fn data(rows: &[Vec<Option<i32>>]) -> Data {
    let items = (0..rows[0].len()).map(|item| Item { ends: Some((0, 9)), ..Item::named(&item.to_string()) }).collect();
    Data::new(items, rows.iter().map(Vec::as_slice)).unwrap()
}

fn pearson(data: &Data) -> Matrix {
    correlation(&covariance(&data.complete_rows(3, "").unwrap()), data).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn alpha_is_at_most_one_and_lambda_2_is_not_below_it(rows in prop::collection::vec(prop::collection::vec(prop::option::weighted(0.95, 0..5_i32), 5), 12..60)) {
        if let Ok(found) = consistency(&data(&rows), Method::Feldt, 0.95) {
            prop_assert!(found.alpha <= 1.0 + 1e-12);
            prop_assert!(found.alpha <= found.lambda2 + 1e-12);
            prop_assert!(found.interval.lower <= found.alpha && found.alpha <= found.interval.upper);
        }
    }

    #[test]
    fn a_shift_and_another_order_of_items_change_nothing(seed in 0..1_000_u64) {
        let rows = drawn(seed, 120, &[0.8, 0.7, 0.6, 0.5, 0.7]);
        let moved: Vec<Vec<Option<i32>>> = rows.iter().map(|row| row.iter().rev().map(|answer| answer.map(|answer| answer + 3)).collect()).collect();
        let (one, other) = (data(&rows), data(&moved));
        let (a, b) = (consistency(&one, Method::Feldt, 0.95).unwrap(), consistency(&other, Method::Feldt, 0.95).unwrap());
        prop_assert!((a.alpha - b.alpha).abs() < 1e-12 && (a.lambda2 - b.lambda2).abs() < 1e-12);
        prop_assert!((omega(&pearson(&one)).unwrap() - omega(&pearson(&other)).unwrap()).abs() < 1e-9);
        let (p, q) = (polychorics(&one, Missing::Listwise).unwrap(), polychorics(&other, Missing::Listwise).unwrap());
        prop_assert!((p.values[(0, 3)] - q.values[(4, 1)]).abs() < 1e-10);
    }

    #[test]
    fn a_polychoric_correlation_is_symmetric_and_turns_its_sign(cells in prop::collection::vec(0..25_u8, 12)) {
        let table = Matrix::from_iterator(3, 4, cells.iter().map(|count| f64::from(*count)));
        if let Ok(found) = polychoric(&table) {
            let other = polychoric(&table.transpose()).unwrap();
            prop_assert!((found.value - other.value).abs() < 1e-9, "{} {}", found.value, other.value);
            prop_assert!(found.value.abs() <= 0.9999);
            let turned = Matrix::from_fn(3, 4, |row, column| table[(2 - row, column)]);
            let turned = polychoric(&turned).unwrap();
            prop_assert!((found.value + turned.value).abs() < 1e-9, "{} {}", found.value, turned.value);
        }
    }

    #[test]
    fn factors_never_explain_more_than_there_is(rows in prop::collection::vec(prop::collection::vec((0..4_i32).prop_map(Some), 6), 30..80), count in 1..4_usize) {
        let data = data(&rows);
        if let Ok(found) = consistency(&data, Method::Feldt, 0.95).and_then(|_| minres(&pearson(&data), count)) {
            prop_assert!(found.uniqueness.iter().all(|own| (0.005..=1.0).contains(own)));
            prop_assert!(found.loadings.column_iter().all(|column| 0.0 <= column.sum()));
        }
    }
}

// 4,000 persons: the standard error of a polychoric loading is about 0.012
#[test]
fn the_loadings_that_were_drawn_are_found_again() {
    let loadings = [0.8, 0.7, 0.6, 0.5, 0.75, 0.65];
    for seed in 0..4 {
        let data = data(&drawn(seed, 4_000, &loadings));
        let found = polychorics(&data, Missing::Listwise).unwrap();
        let factors = minres(&found.values, 1).unwrap();
        for (item, loading) in loadings.iter().enumerate() {
            assert!((factors.loadings[(item, 0)] - loading).abs() < 0.05, "{seed} {item}: {}", factors.loadings[(item, 0)]);
        }
    }
}

// the standard error is that of the estimates over many samples
#[test]
fn the_standard_error_is_the_spread_of_the_estimates() {
    let found: Vec<(f64, f64)> = (0..300)
        .map(|seed| {
            let pair = polychorics(&data(&drawn(1_000 + seed, 250, &[0.8, 0.7])), Missing::Listwise).unwrap();
            (pair.values[(1, 0)], pair.standard_errors[(1, 0)])
        })
        .collect();
    let mean = found.iter().map(|(value, _)| value).sum::<f64>() / 300.0;
    let sd = (found.iter().map(|(value, _)| (value - mean).powi(2)).sum::<f64>() / 299.0).sqrt();
    let told = found.iter().map(|(_, error)| error).sum::<f64>() / 300.0;
    assert!((mean - 0.56).abs() < 0.01, "{mean}");
    // sd of 300 estimates is known to 4 %
    assert!((told / sd - 1.0).abs() < 0.15, "told {told}, found {sd}");
}
