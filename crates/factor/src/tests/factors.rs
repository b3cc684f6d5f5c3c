//! Exploratory factors against psych and GPArotation.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use super::files::{REFERENCES, close, numbers, one_factor, two_factors};
use crate::moment::{correlation, covariance};
use crate::{Data, Fault, Matrix, Missing, Rotation, minres, most_factors, parallel, polychorics, rotate};

fn pearson(data: &Data) -> Matrix {
    correlation(&covariance(&data.complete_rows(3, "").unwrap()), data).unwrap()
}

/// R's columns stand in its own order and sign: both are brought into ours.
fn settled(rows: &serde_json::Value) -> Matrix {
    let values = numbers(rows);
    let columns = rows[0].as_array().unwrap().len();
    rotate(&Matrix::from_row_slice(values.len() / columns, columns, &values), Rotation::None).unwrap().loadings
}

fn check(what: &str, found: &Matrix, expected: &Matrix, tolerance: f64) {
    assert!((found - expected).amax() < tolerance, "{what}: {found} {expected}");
}

// the search of psych ends at about 1e-5
#[test]
fn one_factor_agrees_with_psych() {
    let found = minres(&pearson(&one_factor()), 1).unwrap();
    close("loadings", found.loadings.as_slice(), &REFERENCES["one"]["minres"], 1e-5);
    close("rms", &[found.rms], &REFERENCES["one"]["rms"], 1e-8);
    assert!(found.heywood.is_empty());
}

#[test]
fn two_factors_agree_with_psych() {
    let data = two_factors();
    let found = minres(&pearson(&data), 2).unwrap();
    let expected = &REFERENCES["two"];
    close("uniqueness", &found.uniqueness, &expected["minres"]["unique"], 2e-5);
    close("rms", &[found.rms], &expected["minres"]["rms"], 1e-8);
    let ordinal = minres(&polychorics(&data, Missing::Listwise).unwrap().values, 2).unwrap();
    close("polychoric", &ordinal.uniqueness, &expected["poly_unique"], 1e-3);
}

// of the minimum itself: the diagonal is met, and no small step lowers the residuals
#[test]
fn the_solution_is_a_minimum_of_the_residuals() {
    let matrix = pearson(&two_factors());
    let found = minres(&matrix, 2).unwrap();
    let implied = &found.loadings * found.loadings.transpose();
    for item in 0..10 {
        assert!((implied[(item, item)] + found.uniqueness[item] - 1.0).abs() < 1e-9);
        for factor in 0..2 {
            for step in [-1e-3, 1e-3] {
                let mut moved = found.loadings.clone();
                moved[(item, factor)] += step;
                assert!(found.rms <= crate::minres::rms(&matrix, &(&moved * moved.transpose())));
            }
        }
    }
}

#[test]
fn varimax_agrees_with_r() {
    let found = rotate(&minres(&pearson(&two_factors()), 2).unwrap().loadings, Rotation::Varimax).unwrap();
    check("varimax", &found.loadings, &settled(&REFERENCES["two"]["minres"]["varimax"]), 5e-5);
    assert_eq!(found.correlations, Matrix::identity(2, 2));
}

#[test]
fn oblimin_agrees_with_gparotation() {
    let found = rotate(&minres(&pearson(&two_factors()), 2).unwrap().loadings, Rotation::Oblimin).unwrap();
    check("oblimin", &found.loadings, &settled(&REFERENCES["two"]["minres"]["oblimin"]), 5e-5);
    let phi = numbers(&REFERENCES["two"]["minres"]["phi"]);
    assert!((found.correlations[(0, 1)].abs() - phi[1].abs()).abs() < 5e-5);
    // drawn with 0.4
    assert!((found.correlations[(0, 1)] - 0.4).abs() < 0.12);
}

#[test]
fn rotation_leaves_what_is_explained() {
    let raw = minres(&pearson(&two_factors()), 3).unwrap().loadings;
    let whole = &raw * raw.transpose();
    for rotation in [Rotation::None, Rotation::Varimax, Rotation::Oblimin] {
        let turned = rotate(&raw, rotation).unwrap();
        let again = &turned.loadings * &turned.correlations * turned.loadings.transpose();
        assert!((&again - &whole).amax() < 1e-9, "{rotation:?}");
    }
}

#[test]
fn a_heywood_case_is_told() {
    // 0.9·0.9 > 0.7: no item can have the loadings that these correlations ask for
    let matrix = Matrix::from_row_slice(3, 3, &[1.0, 0.9, 0.9, 0.9, 1.0, 0.7, 0.9, 0.7, 1.0]);
    let found = minres(&matrix, 1).unwrap();
    assert_eq!(found.heywood, [0]);
    assert_eq!(found.uniqueness[0], 0.005);
}

#[test]
fn more_factors_than_the_items_carry_are_refused() {
    assert_eq!([3, 4, 5, 6, 10].map(most_factors), [1, 1, 2, 3, 6]);
    let matrix = Matrix::identity(5, 5);
    assert_eq!(minres(&matrix, 3).unwrap_err(), Fault::TooManyFactors { found: 3, most: 2, items: 5 });
    assert!(minres(&matrix, 0).is_err());
}

// 2,000 rounds of psych; 0.012 is five standard errors of the difference of the means
#[test]
fn chance_gives_the_eigenvalues_that_psych_draws() {
    let data = two_factors();
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    let found = parallel(&pearson(&data), 500, 2_000, &mut rng).unwrap();
    close("mean", &found.mean, &REFERENCES["two"]["parallel"]["mean"], 0.012);
    close("observed", &found.observed, &REFERENCES["two"]["minres"]["eigen"], 1e-10);
    assert_eq!(found.count as u64, REFERENCES["two"]["parallel"]["components"].as_u64().unwrap());
    assert!((found.mean.iter().sum::<f64>() - 10.0).abs() < 1e-9);
    let again = parallel(&pearson(&data), 500, 2_000, &mut ChaCha8Rng::seed_from_u64(7)).unwrap();
    assert_eq!(again, found);
}
