//! Change and its error.

use crate::{Verdict, band, history, reliable_change, standard_error};

// Jacobson and Truax 1991: sd 10, test–retest reliability 0.80, from 32.5 to 47.5
#[test]
fn the_example_of_jacobson_and_truax() {
    let error = standard_error(10.0, 0.80).unwrap();
    assert!((error - 4.472_135_955).abs() < 1e-9);
    let found = reliable_change(32.5, 47.5, error, 0.95).unwrap();
    assert!((found.index - 2.371_708_245).abs() < 1e-9);
    assert_eq!(found.verdict, Verdict::Higher);
}

#[test]
fn a_difference_within_error_is_no_verdict_of_no_change() {
    let error = standard_error(4.0, 0.85).unwrap();
    assert_eq!(reliable_change(12.0, 9.0, error, 0.95).unwrap().verdict, Verdict::WithinError);
    assert_eq!(reliable_change(12.0, 7.0, error, 0.95).unwrap().verdict, Verdict::Lower);
    assert_eq!(reliable_change(12.0, 9.0, error, 0.80).unwrap().verdict, Verdict::Lower);
}

#[test]
fn a_history_has_a_band_for_each_score() {
    let found = history(&[10.0, 12.0, 3.0], 2.0, 0.95).unwrap();
    assert_eq!(found.len(), 3);
    assert!(found[0].since_first.is_none() && found[0].since_last.is_none());
    let half = 1.959_963_984_540_054 * 2.0;
    assert!((found[1].band.upper - 12.0 - half).abs() < 1e-12 && (found[1].band.lower - 12.0 + half).abs() < 1e-12);
    assert_eq!(found[2].since_first.unwrap().difference, -7.0);
    assert_eq!(found[2].since_last.unwrap().difference, -9.0);
    assert!(history(&[], 2.0, 0.95).unwrap().is_empty());
}

#[test]
fn numbers_out_of_range_are_refused() {
    assert_eq!(standard_error(0.0, 0.8).unwrap_err().to_string(), "standard deviation: expected a number above 0, found 0");
    assert_eq!(standard_error(1.0, 1.2).unwrap_err().to_string(), "reliability: expected 0 to 1, found 1.2");
    assert!(band(1.0, f64::NAN, 0.95).is_err());
    assert_eq!(band(1.0, 1.0, 95.0).unwrap_err().to_string(), "level: expected between 0 and 1, found 95");
}
