//! Norms.

use crate::{Norm, linear};

/// Counts of PHQ-9 totals in NHANES 2017–2020, which travel with the program.
fn nhanes() -> Norm {
    let text = include_str!("../../../../data/norms/nhanes_2017_2020_phq9_total_distribution.csv");
    let row = |line: &str| {
        let mut cells = line.split(',');
        (cells.next().unwrap().parse().unwrap(), cells.next().unwrap().parse().unwrap())
    };
    Norm::of_counts(text.lines().skip(1).map(row)).unwrap()
}

#[test]
fn a_total_among_8276_adults() {
    let norm = nhanes();
    assert_eq!(norm.persons(), 8_276);
    // 2,754 have 0: mid-rank 1,377
    let zero = norm.place(0.0, 0.95).unwrap();
    assert!((zero.percentile - 100.0 * 1_377.0 / 8_276.0).abs() < 1e-12);
    let ten = norm.place(10.0, 0.95).unwrap();
    assert!(ten.percentile_interval.contains(ten.percentile) && ten.normalised_interval.contains(ten.normalised));
    assert!(ten.percentile_interval.upper - ten.percentile_interval.lower < 1.5);
    assert!((ten.linear - 50.0 - 10.0 * (10.0 - norm.mean()) / norm.sd()).abs() < 1e-12);
    // right-skewed: the linear T of a high score passes the normalised one
    assert!(norm.place(20.0, 0.95).unwrap().normalised < norm.place(20.0, 0.95).unwrap().linear);
}

// R: qbeta(c(.025, .975), 7.5 + .5, 2.5 + .5) = 0.4439045377, 0.9332604888; 50 + 10*qnorm(.75)
#[test]
fn ten_persons_know_little() {
    let norm = Norm::of_scores(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0]).unwrap();
    let found = norm.place(8.0, 0.95).unwrap();
    assert_eq!(found.percentile, 75.0);
    let interval = found.percentile_interval;
    assert!((interval.lower - 44.390_453_77).abs() < 1e-7 && (interval.upper - 93.326_048_88).abs() < 1e-7, "{interval:?}");
    assert!((found.normalised - 56.744_897_501_960_82).abs() < 1e-9);
}

#[test]
fn beyond_everybody_t_stays_finite() {
    let norm = Norm::of_scores(&[1.0, 2.0, 3.0, 4.0]).unwrap();
    let (low, high) = (norm.place(0.0, 0.95).unwrap(), norm.place(9.0, 0.95).unwrap());
    assert_eq!((low.percentile, high.percentile), (0.0, 100.0));
    assert!(low.normalised.is_finite() && (low.normalised + high.normalised - 100.0).abs() < 1e-9);
    assert_eq!((low.percentile_interval.lower, high.percentile_interval.upper), (0.0, 100.0));
}

#[test]
fn counts_in_any_order_are_one_norm() {
    let sorted = Norm::of_counts([(1.0, 3), (2.0, 5), (4.0, 0)]).unwrap();
    assert_eq!(Norm::of_counts([(2.0, 1), (1.0, 3), (2.0, 4)]).unwrap(), sorted);
}

#[test]
fn a_published_norm_has_mean_sd_and_n() {
    let (t, interval) = linear(15.0, 10.0, 5.0, 100, 0.95).unwrap();
    assert_eq!(t, 60.0);
    assert!((interval.upper - t - 10.0 * 1.959_963_984_540_054 * 0.015_f64.sqrt()).abs() < 1e-12);
    assert_eq!(
        linear(1.0, 1.0, 0.0, 100, 0.95).unwrap_err().to_string(),
        "standard deviation: expected a number above 0, found 0"
    );
}

#[test]
fn a_norm_without_variation_is_none() {
    assert_eq!(
        Norm::of_scores(&[3.0, 3.0]).unwrap_err().to_string(),
        "item score: expected at least two different answers, found 1"
    );
    assert!(Norm::of_scores(&[3.0]).is_err());
    assert!(Norm::of_scores(&[3.0, f64::NAN]).is_err());
    assert!(Norm::of_scores(&[3.0, 4.0]).unwrap().place(f64::INFINITY, 0.95).is_err());
}
