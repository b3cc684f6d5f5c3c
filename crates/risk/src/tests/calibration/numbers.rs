use super::*;

const SURE: Confidence = Confidence::NinetyFive;

#[test]
fn the_score_interval_solves_its_equation() {
    near_interval(wilson(15, 148, SURE), 0.0623863995307363, 0.160487241723308);
    near_interval(wilson(3, 20, SURE), 0.0523687458962166, 0.360418864740757);
}

#[test]
fn the_score_interval_of_none_and_all_has_its_closed_form() {
    let z2 = SURE.z() * SURE.z();
    near_interval(wilson(0, 10, SURE), 0.0, z2 / (10.0 + z2));
    near_interval(wilson(10, 10, SURE), 10.0 / (10.0 + z2), 1.0);
    assert_eq!((wilson(0, 0, SURE), wilson(2, 1, SURE)), (None, None));
}

#[test]
fn a_difference_has_the_interval_of_two_score_intervals() {
    near_interval(newcombe((56, 70), (48, 80), SURE), 0.0524314724023649, 0.333872654036906);
    let back = newcombe((48, 80), (56, 70), SURE).unwrap();
    near_interval(Some(back), -0.333872654036906, -0.0524314724023649);
}

#[test]
fn the_area_and_its_variance_are_those_of_all_pairs() {
    // Six against eight with ties; mpmath went over all 48 pairs.
    let (hits, rest) = ([9.0, 7.0, 7.0, 6.0, 4.0, 2.0], [8.0, 7.0, 5.0, 4.0, 4.0, 3.0, 1.0, 1.0]);
    let rows: Vec<(f64, bool)> = hits.map(|x| (x, true)).into_iter().chain(rest.map(|x| (x, false))).collect();
    let found = auc(&rows, SURE).unwrap();
    near(found.value, 0.6875);
    near(found.variance.unwrap(), 0.023077876984127);
    near_interval(found.interval, 0.389753943596949, 0.985246056403051);
}

#[test]
fn the_area_is_one_when_all_lie_apart_and_a_half_when_nothing_is_told() {
    let rows = |hits: [f64; 2], rest: [f64; 2]| [(hits[0], true), (hits[1], true), (rest[0], false), (rest[1], false)];
    near(auc(&rows([3.0, 4.0], [1.0, 2.0]), SURE).unwrap().value, 1.0);
    near(auc(&rows([1.0, 2.0], [3.0, 4.0]), SURE).unwrap().value, 0.0);
    near(auc(&rows([5.0, 5.0], [5.0, 5.0]), SURE).unwrap().value, 0.5);
    assert_eq!(auc(&[(1.0, true)], SURE), None);
    assert_eq!(auc(&[(1.0, true), (f64::NAN, false)], SURE), None);
}

#[test]
fn the_brier_score_and_its_parts_by_hand() {
    // Told 0.2 four times, seen once; told 0.6 six times, seen three times. Base rate 4/10.
    let rows = forecasts(&[0.2, 0.2, 0.2, 0.2, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6], &[1, 0, 0, 0, 1, 1, 1, 0, 0, 0]);
    let found = brier(&rows).unwrap();
    // Score: (0.64 + 3·0.04 + 3·0.16 + 3·0.36) / 10.
    near(found.score, 0.232);
    // Reliability: (4·0.05² + 6·0.1²) / 10. Resolution: (4·0.15² + 6·0.1²) / 10. Uncertainty: 0.4·0.6.
    near(found.reliability, 0.007);
    near(found.resolution, 0.015);
    near(found.uncertainty, 0.24);
}

#[test]
fn the_parts_of_the_brier_score_add_up() {
    let told = [0.03, 0.11, 0.17, 0.26, 0.35, 0.35, 0.48, 0.52, 0.61, 0.77, 0.86, 1.0];
    let rows = forecasts(&told, &[0, 0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 1]);
    let exact = brier(&rows).unwrap();
    near(exact.reliability - exact.resolution + exact.uncertainty, exact.score);
    let binned = brier_by_bin(&rows, &[0.2, 0.5, 0.8]).unwrap();
    near(binned.score, exact.score);
    let sum = binned.reliability - binned.resolution + binned.uncertainty + binned.within_variance - binned.within_covariance;
    near(sum, binned.score);
    assert_eq!(brier(&forecasts(&[1.2], &[1])), None);
    assert_eq!(brier(&[]), None);
}

#[test]
fn bins_hold_what_lies_between_their_edges() {
    let rows = forecasts(&[0.0, 0.1, 0.2, 0.2, 0.9, 1.0], &[0, 1, 0, 1, 1, 1]);
    let bins = reliability(&rows, &[0.2, 0.5], SURE);
    let seen: Vec<(f64, f64, u64, u64)> = bins.iter().map(|bin| (bin.from, bin.below, bin.total, bin.happened)).collect();
    assert_eq!(seen, [(0.0, 0.2, 2, 1), (0.2, 0.5, 2, 1), (0.5, 1.0, 2, 2)]);
    near(bins[2].told.unwrap(), 0.95);
    near_interval(bins[0].interval, wilson(1, 2, SURE).unwrap().low, wilson(1, 2, SURE).unwrap().high);
    let empty = reliability(&rows[..1], &[0.5], SURE)[1];
    assert_eq!((empty.total, empty.told, empty.seen, empty.interval), (0, None, None, None));
}

#[test]
fn the_fit_of_a_table_of_four_is_its_log_odds_ratio() {
    // x = 0: 7 of 30 happened; x = 1: 18 of 25.
    let mut rows = vec![(0.0, true); 7];
    rows.extend([(0.0, false); 23]);
    rows.extend([(1.0, true); 18]);
    rows.extend([(1.0, false); 7]);
    let fit = logistic(&rows).unwrap();
    let base = (7.0_f64 / 23.0).ln();
    near(fit.intercept, base);
    near(fit.slope, (18.0_f64 / 7.0).ln() - base);
    near(fit.intercept_variance, 1.0 / 7.0 + 1.0 / 23.0);
    near(fit.slope_variance, 1.0 / 7.0 + 1.0 / 23.0 + 1.0 / 18.0 + 1.0 / 7.0);
    near(fit.covariance, -(1.0 / 7.0 + 1.0 / 23.0));
    near(fit.probability(1.0), 0.72);
}

#[test]
fn the_fit_of_a_number_solves_the_score_equations() {
    let points = [3.0, 7.0, 12.0, 14.0, 18.0, 21.0, 26.0, 30.0, 33.0, 41.0, 44.0, 52.0, 58.0, 63.0, 71.0];
    let happened = [0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 1, 1, 0, 1, 1];
    let rows: Vec<(f64, bool)> = points.into_iter().zip(happened.map(|seen| seen == 1)).collect();
    let fit = logistic(&rows).unwrap();
    near(fit.intercept, -1.92759908089796);
    near(fit.slope, 0.0543608495443266);
    near(fit.intercept_variance, 1.45470944709116);
    near(fit.slope_variance, 0.00103877799582711);
    near(fit.covariance, -0.0339319676668751);
    let moved: Vec<(f64, bool)> = rows.iter().map(|(x, seen)| (1e4 + 1e-3 * x, *seen)).collect();
    near(logistic(&moved).unwrap().slope * 1e-3, 0.0543608495443266);
}

#[test]
fn calibration_in_the_large_moves_all_log_odds_alike() {
    let fit = calibration_in_the_large(&forecasts(&[0.1, 0.2, 0.3, 0.5, 0.7, 0.9], &[0, 1, 0, 1, 1, 1])).unwrap();
    near(fit.intercept, 1.26834664805244);
    near(fit.intercept_variance, 1.01205204077467);
    // All told a half, seen 3 of 4: the log-odds of 3/4, by hand.
    near(calibration_in_the_large(&forecasts(&[0.5; 4], &[1, 1, 1, 0])).unwrap().intercept, 3.0_f64.ln());
}

#[test]
fn what_cannot_be_fitted_is_refused_with_its_reason() {
    let rows = |pairs: &[(f64, u8)]| pairs.iter().map(|(x, seen)| (*x, *seen == 1)).collect::<Vec<_>>();
    assert_eq!(logistic(&[]).unwrap_err(), NoFit::OneOutcome);
    assert_eq!(logistic(&rows(&[(1.0, 1), (2.0, 1)])).unwrap_err(), NoFit::OneOutcome);
    assert_eq!(logistic(&rows(&[(2.0, 1), (2.0, 0)])).unwrap_err(), NoFit::OneValue);
    assert_eq!(logistic(&rows(&[(1.0, 0), (2.0, 0), (3.0, 1)])).unwrap_err(), NoFit::Separated);
    assert_eq!(logistic(&rows(&[(1.0, 0), (2.0, 0), (2.0, 1)])).unwrap_err(), NoFit::Separated);
    assert_eq!(logistic(&rows(&[(f64::INFINITY, 0), (3.0, 1)])).unwrap_err(), NoFit::NotFinite);
    assert_eq!(recalibration(&forecasts(&[0.0, 0.5], &[0, 1])).unwrap_err(), NoFit::NotFinite);
    assert_eq!(calibration_in_the_large(&forecasts(&[0.2, 0.5], &[0, 0])).unwrap_err(), NoFit::OneOutcome);
}
