use super::*;

const PRORATE: Options = Options { prorate: true, seconds: None };

fn prorated(instrument: &Instrument, list: &[i32]) -> Outcome {
    score(instrument, &answers(instrument, &values(list)), &Subject::default(), &PRORATE)
}

#[test]
fn one_missing_item_takes_the_total_away() {
    let instrument = instruments::phq9();
    let outcome = outcome(&instrument, &[1, 1, 1, 1, 1, 1, 1, 1, -1]);
    assert_eq!((outcome.total(&instrument), outcome.complete, outcome.prorated), (None, false, false));
    assert_eq!((outcome.band_column(&instrument).as_ref(), outcome.attention), ("", None));
    assert_eq!(outcome.screens, [None]);
}

#[test]
fn prorating_happens_only_when_asked_for_and_is_reported() {
    let instrument = instruments::phq9();
    let outcome = prorated(&instrument, &[2, 2, 2, 1, 1, 1, 1, -1, -1]);
    let total = outcome.total(&instrument).expect("two of nine may be missing");
    assert!((total - 10.0 * 9.0 / 7.0).abs() < 1e-9);
    assert!(outcome.prorated && !outcome.complete);
    assert_eq!(outcome.band_column(&instrument), "moderate");
}

#[test]
fn prorating_stops_at_the_limit() {
    let instrument = instruments::phq9();
    assert_eq!(prorated(&instrument, &[2, 2, 2, 1, 1, 1, -1, -1, -1]).total(&instrument), None);
    assert!(!prorated(&instrument, &[1; 9]).prorated);
}

#[test]
fn a_prorated_value_between_two_bands_stays_below_the_cut_off() {
    let instrument = instruments::phq9();
    // 8.5 · 9/8 does not occur; 17 points on 8 items give 19.125, 5 points on 8 items 5.625, 4 on 8 items 4.5.
    let outcome = prorated(&instrument, &[1, 1, 1, 1, 0, 0, 0, 0, -1]);
    assert_eq!((outcome.total(&instrument), outcome.band_column(&instrument).as_ref()), (Some(4.5), "none"));
}

#[test]
fn prorating_uses_the_items_after_reversal() {
    let scoring = "score = [{ code = \"x\", method = \"sum\", of = \"all\", reverse = [\"1\", \"2\"], missing = { min_answered_share = 0.6 } }]";
    let instrument = instrument(&plain_items(5, "[0, 1, 2]"), scoring);
    // Reversed: 2, –, 1, 0, – → 3 of 3 answered, mean 1, five items.
    assert_eq!(prorated(&instrument, &[0, -1, 1, 0, -1]).scores, [Some(5.0)]);
    assert_eq!(prorated(&instrument, &[0, -1, 1, -1, -1]).scores, [None]);
}

#[test]
fn a_mean_a_maximum_and_a_count_can_be_prorated() {
    let scoring = "score = [
      { code = \"mean\", method = \"mean\", of = \"all\", missing = { max = 1 } },
      { code = \"max\", method = \"max\", of = \"all\", missing = { max = 1 } },
      { code = \"count\", method = \"count_items\", of = \"all\", at_least = 1, missing = { max = 1 } },
      { code = \"weighted\", method = \"weighted\", of = [\"1\", \"2\", \"3\"], weights = [1, 2, 3], missing = { max = 1 } },
      { code = \"later\", method = \"sum\", of = [\"@mean\", \"@max\"] },
    ]";
    let instrument = instrument(&plain_items(3, "[0, 1, 2]"), scoring);
    let outcome = prorated(&instrument, &[0, -1, 2]);
    assert_eq!(outcome.scores, [Some(1.0), Some(2.0), Some(2.0), Some(8.0), Some(3.0)]);
}

#[test]
fn a_score_that_is_missing_is_not_filled_in() {
    let scoring = "score = [
      { code = \"a\", method = \"sum\", of = [\"1\", \"2\"] },
      { code = \"b\", method = \"sum\", of = [\"@a\", \"3\"], missing = { max = 2 } },
    ]";
    let instrument = instrument(&plain_items(3, "[0, 1, 2]"), scoring);
    assert_eq!(prorated(&instrument, &[0, -1, 2]).scores, [None, None]);
}

#[test]
fn nothing_is_filled_in_when_nothing_is_answered() {
    let scoring = "score = [{ code = \"a\", method = \"sum\", of = \"all\", missing = { max = 9 } }]";
    let instrument = instrument(&plain_items(2, "[0, 1]"), scoring);
    assert_eq!(prorated(&instrument, &[-1, -1]).scores, [None]);
}

#[test]
fn an_optional_blank_is_left_out_and_the_form_stays_complete() {
    let items = "scale = [{ code = \"s\", values = [0, 1, 2] }]
        item = [{ code = \"1\", scale = \"s\" }, { code = \"2\", scale = \"s\", optional = true }, { code = \"3\", scale = \"s\", scored = false }]";
    let scoring = "score = [{ code = \"total\", method = \"sum\", of = \"all\", range = [0, 4] }]\n[[rule]]\ncode = \"r\"\nwhen = { item = \"2\", at_least = 1 }";
    let instrument = instrument(items, scoring);
    let outcome = outcome(&instrument, &[2, -1, -1]);
    assert_eq!((outcome.total(&instrument), outcome.complete, outcome.rules[0]), (Some(2.0), true, None));
}
