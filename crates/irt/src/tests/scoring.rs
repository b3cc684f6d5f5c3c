//! What holds for every set of items and answers.

use proptest::prelude::*;

use crate::tests::bank::near;
use crate::{Answer, AnswerFault, BOUND, Grid, Item, ItemFault, Prior, Table, map, ml, wle};

/// Items of 2 to 6 categories.
pub(crate) fn items(count: impl Into<prop::collection::SizeRange>) -> impl Strategy<Value = Vec<Item>> {
    let item = (0.3..4.0_f64, -2.5..1.0_f64, prop::collection::vec(0.05..1.2_f64, 0..5));
    prop::collection::vec(item, count).prop_map(|all| {
        let item = |(at, (slope, first, gaps)): (usize, (f64, f64, Vec<f64>))| {
            let thresholds = std::iter::once(first).chain(gaps.iter().scan(first, |from, gap| {
                *from += gap;
                Some(*from)
            }));
            Item::new(format!("i{at}"), slope, thresholds.collect()).unwrap()
        };
        all.into_iter().enumerate().map(item).collect()
    })
}

/// An answer to each item from numbers between 0 and 1; some left open.
fn picked(items: &[Item], parts: &[f64], blanks: &[bool]) -> Vec<Answer> {
    let pick = |((item, part), blank): ((&Item, &f64), &bool)| (!blank).then(|| (part * item.categories() as f64) as u8);
    items.iter().zip(parts).zip(blanks).map(pick).collect()
}

proptest! {
    #[test]
    fn probabilities_add_up_and_information_is_never_negative(all in items(1..4), theta in -60.0..60.0_f64) {
        for item in &all {
            let probabilities = item.probabilities(theta);
            prop_assert!(probabilities.iter().all(|probability| (0.0..=1.0).contains(probability)));
            prop_assert!((probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            let information = item.information(theta);
            prop_assert!(information.is_finite() && information >= 0.0);
            for (category, probability) in probabilities.iter().enumerate() {
                let log = item.log_probability(theta, category);
                prop_assert!(log.is_finite() && log <= 0.0);
                prop_assert!((log.exp() - probability).abs() < 1e-12);
            }
            prop_assert!(item.cumulative(theta).windows(2).all(|pair| pair[0] >= pair[1]));
        }
    }

    #[test]
    fn derivatives_are_the_slopes_of_the_logarithm(all in items(1), theta in -4.0..4.0_f64) {
        let item = &all[0];
        for category in 0..item.categories() {
            let (slope, bend) = item.derivatives(theta, category);
            let step = 1e-4;
            let at = |theta: f64| item.log_probability(theta, category);
            prop_assert!((slope - (at(theta + step) - at(theta - step)) / (2.0 * step)).abs() < 1e-5);
            prop_assert!((bend - (at(theta + step) - 2.0 * at(theta) + at(theta - step)) / (step * step)).abs() < 1e-4);
        }
    }

    #[test]
    fn a_higher_answer_never_lowers_theta(all in items(6), parts in prop::collection::vec(0.0..1.0_f64, 6), at in 0..6_usize) {
        let lower = picked(&all, &parts, &[false; 6]);
        let mut higher = lower.clone();
        let most = (all[at].categories() - 1) as u8;
        prop_assume!(higher[at] < Some(most));
        higher[at] = higher[at].map(|category| category + 1);
        let table = Table::new(&all, Grid::scoring());
        prop_assert!(table.eap(&higher).unwrap().theta >= table.eap(&lower).unwrap().theta - 1e-12);
        let prior = Prior::default();
        prop_assert!(map(&all, &higher, prior).unwrap().theta >= map(&all, &lower, prior).unwrap().theta - 1e-9);
        prop_assert!(ml(&all, &higher).unwrap().theta >= ml(&all, &lower).unwrap().theta - 1e-9);
    }

    #[test]
    fn every_estimate_is_finite_and_at_a_zero_of_its_equation(
        all in items(5),
        parts in prop::collection::vec(0.0..1.0_f64, 5),
        blanks in prop::collection::vec(prop::bool::weighted(0.2), 5),
    ) {
        let answers = picked(&all, &parts, &blanks);
        let prior = Prior { mean: 0.3, sd: 1.4 };
        let found = map(&all, &answers, prior).unwrap();
        let slope = |theta: f64| -> f64 {
            all.iter().zip(&answers).filter_map(|(item, answer)| Some(item.derivatives(theta, usize::from((*answer)?)).0)).sum()
        };
        prop_assert!((slope(found.theta) - (found.theta - prior.mean) / (prior.sd * prior.sd)).abs() < 1e-7);
        prop_assert!(found.se > 0.0 && found.se <= prior.sd + 1e-12);
        if answers.iter().all(Option::is_none) {
            return Ok(());
        }
        let likeliest = ml(&all, &answers).unwrap();
        if likeliest.at_bound {
            prop_assert!(likeliest.theta.abs() == BOUND);
        } else {
            prop_assert!(slope(likeliest.theta).abs() < 1e-7);
        }
        let weighted = wle(&all, &answers).unwrap();
        prop_assert!(weighted.theta.abs() <= BOUND && weighted.se > 0.0);
        prop_assert!(!weighted.at_bound || likeliest.at_bound);
    }
}

#[test]
fn answers_at_the_ends_have_a_weighted_estimate_and_no_likeliest_one() {
    let all: Vec<Item> =
        (0..10).map(|at| Item::new(format!("i{at}"), 1.5, vec![f64::from(at) * 0.2 - 1.0, 1.5]).unwrap()).collect();
    for (category, sign) in [(0, -1.0), (2, 1.0)] {
        let answers = vec![Some(category); 10];
        let likeliest = ml(&all, &answers).unwrap();
        assert!(likeliest.at_bound && likeliest.theta == sign * BOUND);
        let weighted = wle(&all, &answers).unwrap();
        assert!(!weighted.at_bound && weighted.theta * sign > 1.0 && weighted.theta.abs() < 5.0, "{weighted:?}");
    }
}

#[test]
fn warms_estimate_of_equal_items_is_known() {
    // n items with the same b and a = 1: the correction is (1 − 2P)/2, so that P = (r + ½)/(n + 1)
    let all: Vec<Item> = (0..8).map(|at| Item::new(format!("i{at}"), 1.0, vec![0.4]).unwrap()).collect();
    for right in 0..=8_u8 {
        let answers: Vec<Answer> = (0..8).map(|at| Some(u8::from(at < right))).collect();
        let share = (f64::from(right) + 0.5) / 9.0;
        near(wle(&all, &answers).unwrap().theta, 0.4 + (share / (1.0 - share)).ln(), 1e-9);
    }
}

#[test]
fn estimates_agree_where_there_is_much_to_go_by() {
    let all: Vec<Item> =
        (0..200).map(|at| Item::new(format!("i{at}"), 1.7, vec![f64::from(at % 20) * 0.2 - 2.0]).unwrap()).collect();
    let answers: Vec<Answer> = (0..200).map(|at| Some(u8::from(at % 20 < 12))).collect();
    let eap = Table::new(&all, Grid::new(-6.0, 6.0, 601, Prior::default()).unwrap()).eap(&answers).unwrap();
    for found in [map(&all, &answers, Prior::default()).unwrap(), ml(&all, &answers).unwrap(), wle(&all, &answers).unwrap()] {
        near(found.theta, eap.theta, 0.02);
        near(found.se, eap.se, 0.01);
    }
}

#[test]
fn nothing_answered_is_what_was_believed_before() {
    let all = vec![Item::new("i", 1.0, vec![0.0]).unwrap()];
    let found = Table::new(&all, Grid::scoring()).eap(&[None]).unwrap();
    near(found.theta, 0.0, 1e-12);
    near(found.se, 1.0, 1e-3);
    let prior = Prior { mean: 0.5, sd: 2.0 };
    let found = map(&all, &[None], prior).unwrap();
    near(found.theta, 0.5, 1e-12);
    near(found.se, 2.0, 1e-12);
    assert!(ml(&all, &[None]).unwrap().se.is_infinite());
    assert!(wle(&all, &[None]).unwrap().at_bound);
}

#[test]
fn answers_that_do_not_fit_are_named() {
    let all = vec![Item::new("mood", 1.0, vec![0.0, 1.0]).unwrap()];
    let table = Table::new(&all, Grid::scoring());
    assert_eq!(table.eap(&[]), Err(AnswerFault::Count { expected: 1, found: 0 }));
    let fault = table.eap(&[Some(3)]).unwrap_err();
    assert_eq!(fault.to_string(), "item mood: expected an answer from 0 to 2, found 3");
    let people: [&[Answer]; 2] = [&[Some(1)], &[Some(3)]];
    assert_eq!(table.eap_all(people), Err((1, fault)));
}

#[test]
fn parameters_that_are_no_item_are_named() {
    let fault = |slope: f64, thresholds: &[f64]| Item::new("x", slope, thresholds.to_vec()).unwrap_err();
    assert!(matches!(fault(0.0, &[0.0]), ItemFault::Slope { .. }));
    assert!(matches!(fault(f64::NAN, &[0.0]), ItemFault::Slope { .. }));
    assert!(matches!(fault(1.0, &[]), ItemFault::Count { found: 0, .. }));
    assert!(matches!(fault(1.0, &[0.0; 10]), ItemFault::Count { found: 10, .. }));
    assert!(matches!(fault(1.0, &[0.0, f64::INFINITY]), ItemFault::NotFinite { number: 2, .. }));
    assert!(matches!(fault(1.0, &[0.0, 0.0]), ItemFault::Order { number: 2, .. }));
    assert_eq!(Item::new(" ", 1.0, vec![0.0]), Err(ItemFault::NoId));
    let item = Item::from_intercepts("x", 2.0, &[1.0, -1.0]).unwrap();
    assert_eq!((item.thresholds(), item.intercepts()), (&[-0.5, 0.5][..], vec![1.0, -1.0]));
}

#[test]
fn an_item_survives_its_file_and_a_wrong_one_does_not() {
    let item = Item::new("x", 1.25, vec![-0.5, 0.75]).unwrap();
    let text = serde_json::to_string(&item).unwrap();
    assert_eq!(text, r#"{"id":"x","a":1.25,"b":[-0.5,0.75]}"#);
    assert_eq!(serde_json::from_str::<Item>(&text).unwrap(), item);
    let fault = serde_json::from_str::<Item>(r#"{"id":"x","a":1,"b":[1,0]}"#).unwrap_err();
    assert!(fault.to_string().contains("item x: threshold 2: expected more than 1, found 0"), "{fault}");
}

#[test]
fn a_grid_that_is_none_is_refused() {
    assert!(Grid::new(1.0, 1.0, 81, Prior::default()).is_err());
    assert!(Grid::new(-4.0, 4.0, 2, Prior::default()).is_err());
    assert!(Grid::new(-4.0, 4.0, 81, Prior { mean: 0.0, sd: 0.0 }).is_err());
    assert!(Grid::new(-4.0, 4.0, 81, Prior { mean: 9.0, sd: 1.0 }).is_err());
}
