//! Numbers of the domain rules.

use crate::alpha::{Method, alpha, consistency, interval};
use crate::{Data, Item, Matrix, minres, omega};

fn toy() -> Data {
    let rows = [[3, 4, 3, 4], [2, 2, 1, 2], [4, 4, 5, 4], [1, 2, 1, 1], [3, 3, 4, 3], [5, 4, 5, 5], [2, 3, 2, 2]]
        .map(|row| row.map(Some));
    Data::new(["a", "b", "c", "d"].map(Item::named).to_vec(), rows.iter().map(<[Option<i32>; 4]>::as_slice)).unwrap()
}

// G.7
#[test]
fn the_toy_of_seven_persons_and_four_items() {
    let found = consistency(&toy(), Method::Feldt, 0.95).unwrap();
    assert!((found.alpha - 0.957_084_068_2).abs() < 5e-11, "{}", found.alpha);
    assert_eq!(format!("{:.3} {:.3}", found.interval.lower, found.interval.upper), "0.862 0.992");
}

// D.7: ordinal alpha, omega and mean polychoric correlation of the PHQ-9 in NHANES, from the correlations that travel with the program
#[test]
fn the_phq_9_of_nhanes() {
    let text = include_str!("../../../../data/norms/nhanes_2017_2020_phq9_polychoric_matrix.csv");
    let values: Vec<f64> =
        text.lines().skip(1).flat_map(|line| line.split(',').skip(1)).map(|cell| cell.parse().unwrap()).collect();
    let matrix = Matrix::from_row_slice(9, 9, &values);
    assert_eq!(format!("{:.4}", (matrix.sum() - 9.0) / 72.0), "0.5697");
    assert_eq!(format!("{:.4}", alpha(&matrix).unwrap()), "0.9226");
    // the published omega is that of a model by another estimator: equal to three digits
    let found = omega(&matrix).unwrap();
    assert!((found - 0.9232).abs() < 5e-4, "{found}");
    assert!(minres(&matrix, 1).unwrap().heywood.is_empty());
}

// D.7: mean 3.18 is weighted there; alpha of 12,957 students and others are published without data and cannot be computed again
#[test]
fn the_interval_narrows_with_the_number_of_persons() {
    let few = interval(0.874, 50, 9, Method::Feldt, 0.95);
    let many = interval(0.874, 12_957, 9, Method::Feldt, 0.95);
    assert!(few.lower < many.lower && many.upper < few.upper);
    assert!(many.contains(0.874) && many.upper - many.lower < 0.01);
    let bonett = interval(0.874, 12_957, 9, Method::Bonett, 0.95);
    assert!((bonett.lower - many.lower).abs() < 1e-4 && (bonett.upper - many.upper).abs() < 1e-4);
}
