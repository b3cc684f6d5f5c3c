//! Polychoric correlations against polycor and lavaan.

use super::files::{REFERENCES, close, lower, one_factor, sparse, two_factors};
use crate::{Matrix, Missing, polychoric, polychorics, smooth};

// polycor stops at about 1e-5
#[test]
fn correlations_agree_with_polycor() {
    for (data, key) in [(one_factor(), "one"), (two_factors(), "two"), (sparse().select(&[2, 3, 4, 5]).unwrap(), "sparse")] {
        let found = polychorics(&data, Missing::Listwise).unwrap();
        close(key, &lower(&found.values), &REFERENCES[key]["polychoric"], 5e-5);
    }
}

#[test]
fn correlations_and_standard_errors_agree_with_lavaan() {
    for (data, key) in [(one_factor(), "dwls"), (two_factors(), "dwls_two")] {
        let found = polychorics(&data, Missing::Listwise).unwrap();
        close(key, &lower(&found.values), &REFERENCES[key]["polychoric"], 5e-5);
        close(key, &lower(&found.standard_errors), &REFERENCES[key]["se_polychoric"], 1e-5);
    }
}

#[test]
fn without_blanks_pairwise_is_listwise() {
    let data = one_factor();
    let (all, pairs) = (polychorics(&data, Missing::Listwise).unwrap(), polychorics(&data, Missing::Pairwise).unwrap());
    assert_eq!(all.values, pairs.values);
}

// closed form of a 2×2 table cut at the middle: r = sin(2π(p − 1/4))
#[test]
fn a_table_cut_at_the_middle_has_a_closed_form() {
    for both in [10.0, 20.0, 30.0, 45.0] {
        let found = polychoric(&Matrix::from_row_slice(2, 2, &[both, 50.0 - both, 50.0 - both, both])).unwrap();
        let expected = (std::f64::consts::TAU * (both / 100.0 - 0.25)).sin();
        assert!((found.value - expected).abs() < 1e-12, "{both}: {} instead of {expected}", found.value);
    }
}

#[test]
fn an_empty_cell_of_a_two_by_two_table_gets_half_a_person() {
    let found = polychoric(&Matrix::from_row_slice(2, 2, &[30.0, 10.0, 0.0, 20.0])).unwrap();
    assert!(found.is_corrected && !found.is_at_edge && found.empty_cells == 1);
    let mended = polychoric(&Matrix::from_row_slice(2, 2, &[29.5, 10.5, 0.5, 19.5])).unwrap();
    assert!((found.value - mended.value).abs() < 1e-12);
    let both = polychoric(&Matrix::from_row_slice(2, 2, &[30.0, 0.0, 0.0, 20.0])).unwrap();
    assert!(both.is_corrected && 0.9 < both.value && both.value < 0.9999);
}

#[test]
fn a_larger_table_on_the_diagonal_ends_at_the_edge_and_says_so() {
    let found = polychoric(&Matrix::from_diagonal(&nalgebra::DVector::from_row_slice(&[10.0, 20.0, 30.0]))).unwrap();
    assert!(found.is_at_edge && found.value == 0.9999 && found.empty_cells == 6 && !found.is_corrected);
}

#[test]
fn a_category_that_nobody_chose_changes_nothing() {
    let table = Matrix::from_row_slice(2, 3, &[10.0, 5.0, 2.0, 3.0, 9.0, 8.0]);
    let wide = table.clone().insert_row(1, 0.0).insert_column(3, 0.0);
    let (narrow, wide) = (polychoric(&table).unwrap(), polychoric(&wide).unwrap());
    assert_eq!((narrow.value, narrow.standard_error, narrow.empty_cells), (wide.value, wide.standard_error, wide.empty_cells));
}

#[test]
fn smoothing_leaves_a_sound_matrix_alone_and_mends_another() {
    let sound = Matrix::from_row_slice(3, 3, &[1.0, 0.5, 0.4, 0.5, 1.0, 0.3, 0.4, 0.3, 1.0]);
    let (same, what) = smooth(&sound);
    assert!(same == sound && !what.was_needed && what.largest_change == 0.0);
    let broken = Matrix::from_row_slice(3, 3, &[1.0, 0.9, -0.9, 0.9, 1.0, 0.9, -0.9, 0.9, 1.0]);
    let (mended, what) = smooth(&broken);
    assert!(what.was_needed && what.smallest < 0.0 && 0.1 < what.largest_change);
    assert!(mended.clone().cholesky().is_some());
    assert!((0..3).all(|item| mended[(item, item)] == 1.0));
}
