//! Calibrations and searches for DIF beside other programs.
//!
//! data/graded8.csv: answers of 700 people who do not exist, written by examples/sample.rs. The values beside it come from data/reference.py, which
//! shares no code with this crate: numpy and scipy maximise the marginal likelihood, statsmodels fits the ordinal regressions.

use crate::calibrate::{Calibration, Model, Responses, Settings, calibrate};
use crate::dif::{DifSettings, Magnitude, Matching, dif};
use crate::tests::bank::near;

/// How often each row of five right (1) or wrong (0) answers was given, from 00000 to 11111. Source: section 7 of the LSAT, Bock and Lieberman 1970, table 1.
const LSAT7: [usize; 32] =
    [12, 19, 1, 7, 3, 19, 3, 17, 10, 5, 3, 7, 7, 23, 8, 28, 7, 39, 11, 34, 14, 51, 15, 90, 6, 25, 7, 35, 18, 136, 32, 308];

/// Slope, three intercepts and their errors of the items g1 to g8.
const GRADED: [([f64; 4], [f64; 4]); 8] = [
    ([0.813873, 1.182639, 0.445157, -0.140569], [0.10049, 0.10025, 0.08896, 0.08715]),
    ([1.112831, 0.760495, -0.41822, -1.233171], [0.11019, 0.09999, 0.09666, 0.10831]),
    ([1.590394, 0.071443, -1.38318, -2.485122], [0.14351, 0.10984, 0.1287, 0.16409]),
    ([2.434664, -0.126205, -2.579453, -4.197136], [0.23242, 0.14215, 0.21869, 0.30448]),
    ([0.879515, 0.882014, -0.075835, -0.736417], [0.10052, 0.09589, 0.0888, 0.09361]),
    ([1.212547, 0.510183, -0.727359, -1.529102], [0.11733, 0.10032, 0.10358, 0.11915]),
    ([2.041518, -0.547385, -2.872429, -4.406335], [0.188, 0.13176, 0.20854, 0.29132]),
    ([1.479115, 0.210381, -1.363961, -2.359267], [0.13373, 0.1064, 0.12451, 0.15443]),
];

/// Log-likelihoods on the score, with the group, with their product; log-odds of group b.
const REGRESSIONS: [([f64; 3], f64); 8] = [
    ([-603.3616827, -603.2286953, -602.67763], -0.087663),
    ([-622.6605777, -621.7378612, -621.6423228], 0.226919),
    ([-549.0537779, -530.7427867, -530.1851633], -1.073855),
    ([-452.7375616, -452.4676512, -452.2204795], 0.137511),
    ([-644.3459504, -644.2098655, -644.0773702], 0.085688),
    ([-600.1695543, -595.0314713, -595.0252052], 0.544644),
    ([-424.4774198, -424.1619193, -424.1518206], 0.151717),
    ([-558.5496778, -558.4480097, -558.1612796], 0.07799),
];

fn lsat() -> Responses {
    let mut rows = Vec::new();
    for (pattern, count) in LSAT7.iter().enumerate() {
        let row: Vec<Option<i32>> = (0..5).rev().map(|bit| Some(i32::from(pattern >> bit & 1 == 1))).collect();
        rows.extend(std::iter::repeat_n(row, *count));
    }
    Responses::new((1..=5).map(|number| format!("Q{number}")).collect(), rows).unwrap()
}

/// The answers with the group of each person.
fn graded() -> (Responses, Vec<&'static str>) {
    let mut lines = include_str!("data/graded8.csv").lines();
    let ids = lines.next().unwrap().split(',').skip(2).map(str::to_owned).collect();
    let cells: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let rows = cells.iter().map(|row| row[2..].iter().map(|cell| cell.parse().ok()).collect()).collect();
    (Responses::new(ids, rows).unwrap(), cells.iter().map(|row| row[1]).collect())
}

fn calibrated(model: Model, responses: &Responses) -> Calibration {
    calibrate(responses, &Settings { model, ..Settings::default() }).unwrap()
}

#[test]
fn two_parameter_items_of_the_lsat_are_those_of_the_reference() {
    let answers = lsat();
    let sums: Vec<usize> = (0..5).map(|item| answers.rows().iter().filter(|row| row[item] == Some(1)).count()).collect();
    assert_eq!(sums, [828, 658, 772, 606, 843]);
    let found = calibrated(Model::TwoPl, &answers);
    let slopes = [0.9876, 1.0809, 1.7074, 0.7650, 0.7357];
    let intercepts = [1.856, 0.808, 1.806, 0.486, 1.855];
    for ((item, slope), intercept) in found.items.iter().zip(slopes).zip(intercepts) {
        near(item.slope.value, slope, 6e-4);
        near(item.intercepts[0].value, intercept, 1e-3);
    }
    assert!(found.fit.converged && found.warnings.is_empty(), "{found:?}");
    assert_eq!((found.fit.persons, found.fit.patterns, found.fit.parameters), (1_000, 32, 10));
    // the graded model with two categories is the same model
    assert_eq!(calibrated(Model::Grm, &answers), found);
}

#[test]
fn graded_items_and_their_errors_are_those_of_the_reference() {
    let found = calibrated(Model::Grm, &graded().0);
    near(found.fit.log_likelihood, -6225.417545824827, 1e-5);
    assert!(found.fit.converged);
    for (item, (values, errors)) in found.items.iter().zip(GRADED) {
        for (figure, (value, error)) in [item.slope].iter().chain(&item.intercepts).zip(values.into_iter().zip(errors)) {
            near(figure.value, value, 1e-4);
            near(figure.se.unwrap(), error, 2e-4);
        }
        // the delta method beside its definition
        for (threshold, intercept) in item.thresholds.iter().zip(&item.intercepts) {
            near(threshold.value, -intercept.value / item.slope.value, 1e-12);
            assert!(threshold.se.unwrap() > 0.0);
        }
    }
}

#[test]
fn ordinal_regressions_are_those_of_the_reference() {
    let (answers, groups) = graded();
    let groups: Vec<Option<&str>> = groups.into_iter().map(Some).collect();
    let found = dif(&answers, &groups, &Matching::Sum, DifSettings { purify: false, ..DifSettings::default() }).unwrap();
    // log-odds are of the smaller group against the larger one
    let sign = if found.groups[0].0 == "a" { 1.0 } else { -1.0 };
    assert_eq!(found.groups.iter().map(|(_, count)| count).sum::<usize>() + found.left_out, 700);
    for ((_, item), (values, odds)) in found.items.iter().zip(REGRESSIONS) {
        let item = item.as_ref().unwrap();
        near(item.uniform.chi_square, 2.0 * (values[1] - values[0]), 1e-5);
        near(item.non_uniform.chi_square, 2.0 * (values[2] - values[1]), 1e-5);
        near(item.total.chi_square, 2.0 * (values[2] - values[0]), 1e-5);
        near(item.log_odds[0] * sign, odds, 1e-4);
        assert_eq!((item.uniform.freedom, item.non_uniform.freedom, item.total.freedom), (1, 1, 2));
    }
    let flagged: Vec<&str> =
        found.items.iter().filter(|(_, item)| item.as_ref().unwrap().is_flagged).map(|(id, _)| id.as_str()).collect();
    assert_eq!(flagged, ["g3"]);
    assert_eq!(found.items[2].1.as_ref().unwrap().magnitude, Magnitude::Moderate);
}

#[test]
fn a_score_of_sums_and_theta_lead_to_the_same_item() {
    let (answers, groups) = graded();
    let groups: Vec<Option<&str>> = groups.into_iter().map(Some).collect();
    let items = calibrated(Model::Grm, &answers).items;
    for matching in [Matching::Sum, Matching::Theta(items)] {
        let found = dif(&answers, &groups, &matching, DifSettings::default()).unwrap();
        assert!(found.is_settled, "{found:?}");
        let sure = found.items.iter().filter(|(_, item)| item.as_ref().unwrap().adjusted_p < 0.01).map(|(id, _)| id.as_str());
        assert_eq!(sure.collect::<Vec<_>>(), ["g3"]);
    }
}
