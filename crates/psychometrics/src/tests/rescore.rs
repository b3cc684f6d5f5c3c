use std::collections::{BTreeMap, BTreeSet};

use crate::rescore::{Class, OtherQuestion, Result, Tally, difference, same_questions};

use super::{PACK, instrument, plain_items, try_compile};

fn result(total: f64, band: (&str, u8), signals: &[(&str, u8)]) -> Result {
    Result {
        scores: BTreeMap::from([("total".to_owned(), total)]),
        bands: BTreeMap::from([("total".to_owned(), (band.0.to_owned(), Some(band.1)))]),
        critical: BTreeSet::new(),
        flags: BTreeSet::new(),
        is_valid: true,
        is_complete: true,
        attention: band.1,
        signals: signals.iter().map(|(rule, weight)| ((*rule).to_owned(), *weight)).collect(),
    }
}

#[track_caller]
fn check(before: &Result, after: &Result, expected: Class) {
    assert_eq!(difference(before, after, false).0, expected);
}

#[test]
fn the_gravest_difference_names_the_class() {
    let mild = result(7.0, ("mild", 2), &[]);
    check(&mild, &mild, Class::Unchanged);
    assert_eq!(difference(&mild, &mild, true).0, Class::WordsOnly);
    check(&mild, &result(8.0, ("mild", 2), &[]), Class::ScoreOnly);
    check(&mild, &result(11.0, ("moderate", 3), &[]), Class::BandUp);
    check(&result(11.0, ("moderate", 3), &[]), &mild, Class::BandDown);
    check(&mild, &result(7.0, ("slight", 2), &[]), Class::BandOther);
    check(&mild, &result(16.0, ("severe", 4), &[("phq9-high", 2)]), Class::NewSignal);
    check(&result(16.0, ("severe", 4), &[("phq9-high", 2)]), &mild, Class::NoSignal);
    let aside = Result { is_valid: false, bands: BTreeMap::new(), attention: 1, ..mild.clone() };
    check(&mild, &aside, Class::PutAside);
    check(&aside, &mild, Class::CountsNow);
}

#[test]
fn a_graver_signal_of_the_same_rule_is_a_new_one_and_a_milder_one_is_none() {
    let (blue, red) = (result(10.0, ("b", 2), &[("high", 1)]), result(10.0, ("b", 2), &[("high", 3)]));
    let (class, found) = difference(&blue, &red, false);
    assert_eq!((class, found.raised.len(), found.lifted.len()), (Class::NewSignal, 1, 0));
    assert_eq!(difference(&red, &blue, false).1.raised.len(), 0);
}

#[test]
fn one_signal_in_the_place_of_another_is_raised_and_the_other_proposed_for_lifting() {
    let (before, after) = (result(20.0, ("b", 3), &[("one", 2)]), result(20.0, ("b", 3), &[("other", 1)]));
    let (class, found) = difference(&before, &after, false);
    assert_eq!(class, Class::NewSignal);
    assert_eq!(
        (found.raised.into_iter().collect::<Vec<_>>(), found.lifted.into_iter().collect::<Vec<_>>()),
        (vec!["other".to_owned()], vec!["one".to_owned()])
    );
}

#[test]
fn a_subscale_that_moves_up_is_told_although_the_worst_stays() {
    let with = |attention: u8| {
        let mut all = result(30.0, ("b", 4), &[]);
        all.bands.insert("fear".to_owned(), (format!("f{attention}"), Some(attention)));
        all
    };
    check(&with(2), &with(3), Class::BandUp);
    check(&with(3), &with(2), Class::BandDown);
}

#[test]
fn values_within_the_tolerance_are_the_same() {
    let before = result(7.1, ("mild", 2), &[]);
    check(&before, &result(7.1 + 1e-12, ("mild", 2), &[]), Class::Unchanged);
    let mut gone = result(7.1, ("mild", 2), &[]);
    gone.scores.clear();
    let (class, found) = difference(&before, &gone, false);
    assert_eq!((class, found.scores["total"].before, found.scores["total"].after), (Class::ScoreOnly, Some(7.1), None));
}

#[test]
fn an_answer_that_becomes_critical_is_named() {
    let before = result(7.0, ("mild", 2), &[]);
    let mut after = before.clone();
    after.critical.insert(("9".to_owned(), "suicide".to_owned(), "strong".to_owned()));
    let (class, found) = difference(&before, &after, false);
    assert_eq!((class, found.critical_now.contains("9"), found.critical_before.len()), (Class::ScoreOnly, true, 0));
}

#[test]
fn only_versions_with_the_same_questions_are_compared() {
    const SCORING: &str = "score = [{ code = \"total\", method = \"sum\", of = [\"1\", \"2\"], range = [0, 6] }]";
    let two = instrument(&plain_items(2, "[0, 1, 2, 3]"), SCORING);
    assert_eq!(same_questions(&two, &instrument(&plain_items(2, "[0, 1, 2, 3]"), SCORING)), Ok(()));
    let other = try_compile(PACK, &plain_items(3, "[0, 1, 2, 3]"), SCORING).unwrap();
    let faults = same_questions(&two, &other).unwrap_err();
    assert_eq!(faults, [OtherQuestion::Item { place: 3, before: None, after: Some("3".to_owned()) }]);
    let wider = try_compile(PACK, &plain_items(2, "[0, 1, 2, 3, 4]"), &SCORING.replace("[0, 6]", "[0, 8]")).unwrap();
    let faults = same_questions(&two, &wider).unwrap_err();
    assert_eq!(faults, [OtherQuestion::Answers("1".to_owned()), OtherQuestion::Answers("2".to_owned())]);
}

#[test]
fn a_tally_counts_sheets_moves_and_signals() {
    let (mild, severe) = (result(7.0, ("mild", 2), &[]), result(16.0, ("severe", 4), &[("high", 2)]));
    let mut tally = Tally::default();
    for (before, after) in [(&mild, &severe), (&mild, &mild), (&severe, &mild)] {
        let (class, found) = difference(before, after, false);
        tally.add(class, &found, (&before.bands["total"].0, &after.bands["total"].0));
    }
    assert_eq!((tally.sheets, tally.changed(), tally.raised, tally.lifted), (3, 2, 1, 1));
    assert_eq!(tally.moves().collect::<Vec<_>>(), [("mild", "severe", 1), ("severe", "mild", 1)]);
    let kept: Tally = serde_json::from_str(&serde_json::to_string(&tally).unwrap()).unwrap();
    assert_eq!(kept, tally);
}

#[test]
fn codes_lead_back_to_classes() {
    assert!(Class::ALL.into_iter().all(|class| Class::from_code(class.code()) == Some(class)));
    assert_eq!(Class::from_code("worse"), None);
}
