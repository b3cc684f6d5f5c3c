//! What a calibration gets back, and what it refuses.

use crate::calibrate::{
    Calibration, CalibrationFault, Model, Responses, ResponsesFault, Settings, Warning, WeakPriors, calibrate,
};
use crate::{Draw, Item, answer};

/// Answers of `people` with θ ~ N(0, 1).
fn simulated(items: &[Item], people: u64, seed: u64) -> Vec<Vec<Option<i32>>> {
    let person = |at: u64| {
        let mut draw = Draw::new(seed, at);
        let theta = draw.normal();
        items.iter().map(|item| Some(i32::from(answer(item, theta, &mut draw)))).collect()
    };
    (0..people).map(person).collect()
}

fn made(count: usize, categories: usize) -> Vec<Item> {
    let item = |at: usize| {
        let first = -1.4 + 0.25 * (at % 6) as f64;
        let thresholds = (1..categories).map(|step| first + 0.8 * (step - 1) as f64).collect();
        Item::new(format!("i{at}"), 0.8 + 0.3 * (at % 5) as f64, thresholds).unwrap()
    };
    (0..count).map(item).collect()
}

fn responses(items: &[Item], rows: Vec<Vec<Option<i32>>>) -> Responses {
    Responses::new(items.iter().map(|item| item.id().to_owned()).collect(), rows).unwrap()
}

/// Mean and root mean square of (estimate − truth)/error over all parameters, and the mean of estimate − truth of slopes.
fn compared(found: &Calibration, truth: &[Item]) -> (f64, f64, f64) {
    let (mut all, mut slopes) = (Vec::new(), Vec::new());
    for (found, truth) in found.items.iter().zip(truth) {
        slopes.push(found.slope.value - truth.slope());
        all.push((found.slope.value - truth.slope()) / found.slope.se.unwrap());
        let thresholds = found.thresholds.iter().zip(truth.thresholds());
        all.extend(thresholds.map(|(found, truth)| (found.value - truth) / found.se.unwrap()));
    }
    let mean = |all: &[f64]| all.iter().sum::<f64>() / all.len() as f64;
    let squares: Vec<f64> = all.iter().map(|value| value * value).collect();
    (mean(&all), mean(&squares).sqrt(), mean(&slopes))
}

#[test]
fn parameters_are_found_again_within_their_errors() {
    for (categories, people, seed) in [(2, 2_000, 1), (4, 2_000, 2), (5, 1_500, 3)] {
        let items = made(10, categories);
        let found = calibrate(&responses(&items, simulated(&items, people, seed)), &Settings::default()).unwrap();
        assert!(found.fit.converged && found.warnings.is_empty(), "{:?} {:?}", found.fit, found.warnings);
        let (mean, spread, bias) = compared(&found, &items);
        assert!(mean.abs() < 0.6 && (0.6..1.5).contains(&spread) && bias.abs() < 0.08, "{categories}: {mean} {spread} {bias}");
        assert!(found.items.iter().all(|item| item.item.thresholds().windows(2).all(|pair| pair[0] < pair[1])));
    }
}

#[test]
fn errors_are_honest_over_many_samples() {
    // the spread of estimates over samples beside the mean of the errors that each sample gives
    let items = made(6, 3);
    let found: Vec<Calibration> = (0..60)
        .map(|seed| calibrate(&responses(&items, simulated(&items, 600, 1_000 + seed)), &Settings::default()).unwrap())
        .collect();
    for at in 0..6 {
        let slopes: Vec<f64> = found.iter().map(|one| one.items[at].slope.value).collect();
        let mean = slopes.iter().sum::<f64>() / 60.0;
        let spread = (slopes.iter().map(|slope| (slope - mean).powi(2)).sum::<f64>() / 59.0).sqrt();
        let error = found.iter().map(|one| one.items[at].slope.se.unwrap()).sum::<f64>() / 60.0;
        // with 60 samples a spread is known to a tenth or so
        assert!((spread / error - 1.0).abs() < 0.35, "item {at}: spread {spread}, error {error}");
    }
}

#[test]
fn blanks_cost_precision_and_nothing_else() {
    let items = made(10, 4);
    let mut rows = simulated(&items, 2_000, 9);
    let mut draw = Draw::new(4, 4);
    rows.iter_mut().flatten().filter(|_| draw.uniform() < 0.2).for_each(|answer| *answer = None);
    rows.push(vec![None; 10]);
    let found = calibrate(&responses(&items, rows), &Settings::default()).unwrap();
    assert_eq!(found.warnings, [Warning::NoAnswers { count: 1 }]);
    let (mean, spread, bias) = compared(&found, &items);
    assert!(mean.abs() < 0.6 && (0.6..1.5).contains(&spread) && bias.abs() < 0.1, "{mean} {spread} {bias}");
}

#[test]
fn the_order_of_people_changes_nothing() {
    let items = made(5, 3);
    let mut rows = simulated(&items, 400, 6);
    let one = calibrate(&responses(&items, rows.clone()), &Settings::default()).unwrap();
    rows.reverse();
    assert_eq!(calibrate(&responses(&items, rows), &Settings::default()).unwrap(), one);
}

#[test]
fn codes_that_nobody_used_and_items_without_variance_are_named() {
    let items = made(5, 4);
    let mut rows = simulated(&items, 800, 7);
    for row in &mut rows {
        // codes from 1, nobody says 3 to the first item, everybody says 2 to the last
        row.iter_mut().for_each(|code| *code = code.map(|code| code + 1));
        row[0] = row[0].map(|code| if code == 3 { 4 } else { code });
        row[4] = Some(2);
    }
    let found = calibrate(&responses(&items, rows), &Settings::default()).unwrap();
    assert_eq!(
        found.warnings,
        [Warning::LeftOut { item: "i4".to_owned(), code: Some(2) }, Warning::Unused { item: "i0".to_owned(), codes: vec![3] }]
    );
    assert_eq!((found.items.len(), &found.items[0].codes), (4, &vec![1, 2, 4]));
}

#[test]
fn what_cannot_be_calibrated_is_refused() {
    let items = made(5, 3);
    let rows = simulated(&items, 300, 8);
    let refused = |rows: Vec<Vec<Option<i32>>>, settings: Settings| calibrate(&responses(&items, rows), &settings).unwrap_err();
    assert_eq!(refused(rows[..40].to_vec(), Settings::default()), CalibrationFault::TooFewPersons { needed: 100, found: 40 });
    let two = Settings { model: Model::TwoPl, ..Settings::default() };
    assert_eq!(refused(rows.clone(), two), CalibrationFault::NotTwo { item: "i0".to_owned(), codes: vec![0, 1, 2] });
    let mut against = rows.clone();
    against.iter_mut().for_each(|row| row[3] = row[3].map(|code| 2 - code));
    assert_eq!(refused(against, Settings::default()), CalibrationFault::Against { items: vec!["i3".to_owned()] });
    let mut many = rows.clone();
    many.iter_mut().zip(0..).for_each(|(row, at)| row[1] = Some(at));
    assert_eq!(
        refused(many, Settings::default()),
        CalibrationFault::TooManyCategories { item: "i1".to_owned(), most: 10, found: 300 }
    );
    let mut alike = rows.clone();
    alike.iter_mut().for_each(|row| row[..3].fill(Some(1)));
    assert_eq!(refused(alike, Settings::default()), CalibrationFault::TooFewItems { found: 2 });
    assert_eq!(Responses::new(vec!["a".to_owned(); 2], Vec::new()).unwrap_err(), ResponsesFault::Twice("a".to_owned()));
    let short = Responses::new(vec!["a".to_owned()], vec![Vec::new()]).unwrap_err();
    assert_eq!(short, ResponsesFault::Length { row: 1, expected: 1, found: 0 });
}

#[test]
fn a_climb_that_was_cut_short_is_told_or_ended_by_newton() {
    let items = made(5, 3);
    let all = responses(&items, simulated(&items, 400, 6));
    let whole = calibrate(&all, &Settings::default()).unwrap();
    let cut = calibrate(&all, &Settings { most_steps: 1, ..Settings::default() }).unwrap();
    let is_told = cut.warnings.iter().any(|warning| matches!(warning, Warning::NotConverged { .. } | Warning::NoErrors));
    assert!(cut.fit.converged || is_told, "{cut:?}");
    assert!(!cut.fit.converged || (cut.fit.log_likelihood - whole.fit.log_likelihood).abs() < 1e-6);
}

#[test]
fn the_same_question_twice_is_steep_and_a_weak_prior_tames_it() {
    let items = made(4, 2);
    let mut rows = simulated(&items, 400, 12);
    rows.iter_mut().for_each(|row| row[1] = row[0]);
    let all = responses(&items, rows);
    match calibrate(&all, &Settings::default()) {
        Ok(found) => assert!(found.warnings.iter().any(|warning| !matches!(warning, Warning::FewPersons { .. })), "{found:?}"),
        Err(fault) => assert!(matches!(fault, CalibrationFault::Undetermined { .. }), "{fault}"),
    }
    let tamed = calibrate(&all, &Settings { priors: Some(WeakPriors::default()), ..Settings::default() }).unwrap();
    assert!(tamed.fit.converged && tamed.items.iter().all(|item| item.slope.value < 8.0 && item.slope.se.is_some()), "{tamed:?}");
}
