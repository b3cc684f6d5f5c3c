//! People with a known latent risk: does the report find what was planted?

use super::*;
use crate::{Level, Points};

const SURE: Confidence = Confidence::NinetyFive;

/// A plain repeatable generator (64-bit linear congruential, upper 53 bits).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn happens(&mut self, probability: f64) -> bool {
        self.next() < probability
    }
}

fn expit(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// 20,000 people with log-odds from −4 to 1, told as `moved + stretched · log-odds`.
fn told(moved: f64, stretched: f64) -> Vec<Forecast> {
    let mut chance = Chance(20_261_122);
    let mut one = || {
        let odds = -4.0 + 5.0 * chance.next();
        Forecast { probability: expit(moved + stretched * odds), happened: chance.happens(expit(odds)) }
    };
    (0..20_000).map(|_| one()).collect()
}

#[test]
fn a_calibrated_model_is_found_calibrated() {
    let rows = told(0.0, 1.0);
    let fit = recalibration(&rows).unwrap();
    let (slope, intercept) = (fit.slope_interval(SURE), fit.intercept_interval(SURE));
    assert!(slope.low < 1.0 && 1.0 < slope.high && intercept.low < 0.0 && 0.0 < intercept.high, "{fit:?}");
    let bins = reliability(&rows, &[0.05, 0.1, 0.2, 0.4], Confidence::NinetyNine);
    assert!(
        bins.iter().all(|bin| bin.interval.is_some_and(|seen| seen.low < bin.told.unwrap() && bin.told.unwrap() < seen.high))
    );
}

#[test]
fn a_model_that_is_twice_too_extreme_shows_a_slope_of_a_half() {
    let fit = recalibration(&told(0.0, 2.0)).unwrap();
    let interval = fit.slope_interval(Confidence::NinetyNine);
    assert!(interval.low < 0.5 && 0.5 < interval.high && interval.high < 0.6, "{fit:?}");
}

#[test]
fn a_model_that_tells_too_much_shows_a_negative_intercept_and_a_worse_score() {
    let (right, wrong) = (told(0.0, 1.0), told(0.8, 1.0));
    let large = calibration_in_the_large(&wrong).unwrap();
    let interval = large.intercept_interval(Confidence::NinetyNine);
    assert!(interval.low < -0.8 && -0.8 < interval.high, "{large:?}");
    let (good, bad) = (brier(&right).unwrap(), brier(&wrong).unwrap());
    assert!(good.score < bad.score);
    let cuts = [0.05, 0.1, 0.2, 0.4];
    let apart = |rows: &[Forecast]| brier_by_bin(rows, &cuts).unwrap().reliability;
    assert!(20.0 * apart(&right) < apart(&wrong), "{} {}", apart(&right), apart(&wrong));
    let number = |rows: &[Forecast]| rows.iter().map(|row| (row.probability, row.happened)).collect::<Vec<_>>();
    let area = |rows: &[Forecast]| auc(&number(rows), SURE).unwrap().value;
    assert!((area(&right) - area(&wrong)).abs() < 1e-12, "order is not calibration");
}

/// 40,000 people of two sexes with the same risk; the flag of the second misses `missed` of those to whom it happens.
fn flagged(missed: f64) -> Vec<Row<'static>> {
    let mut chance = Chance(7);
    let mut one = |number: u32| {
        let sex = if number.is_multiple_of(2) { "1" } else { "2" };
        let happened = chance.happens(0.1);
        let seen = chance.happens(if happened { 0.7 } else { 0.12 });
        let overlooked = chance.happens(missed) && happened && sex == "2";
        let level = if seen && !overlooked { Level::Red } else { Level::None };
        Row { level, points: Points::ZERO, happened, sex: Some(sex), age_band: None, area: None }
    };
    (0..40_000).map(&mut one).collect()
}

#[test]
fn a_planted_bias_of_known_size_is_found_where_it_was_planted() {
    // Sensitivity 0.7 against 0.7 · (1 − 0.3) = 0.49: a difference of 0.21; false alarms are alike.
    let report = fairness(&flagged(0.3), Attribute::Sex, Level::Yellow, 10, Confidence::NinetyNine);
    let [_, _, sensitivity, alarms] = report.groups[0].differences.map(Option::unwrap);
    assert!(
        sensitivity.interval.low < 0.21 && 0.21 < sensitivity.interval.high && 0.15 < sensitivity.interval.low,
        "{sensitivity:?}"
    );
    assert!(alarms.interval.low < 0.0 && 0.0 < alarms.interval.high, "{alarms:?}");
}

#[test]
fn no_bias_is_found_where_none_was_planted() {
    let report = fairness(&flagged(0.0), Attribute::Sex, Level::Yellow, 10, Confidence::NinetyNine);
    for difference in report.groups[0].differences.map(Option::unwrap) {
        assert!(difference.interval.low < 0.0 && 0.0 < difference.interval.high, "{difference:?}");
    }
}
