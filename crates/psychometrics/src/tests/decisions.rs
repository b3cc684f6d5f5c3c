use super::*;

/// Answers in the order 1, 2, 3, 4, 5, 6, 6m; −1 is a blank.
fn check_c_ssrs(list: [i32; 7], expected: (Option<&str>, bool), complete: bool) {
    let instrument = instruments::c_ssrs();
    let outcome = outcome(&instrument, &list);
    assert_eq!(level(&instrument, &outcome), expected, "{list:?}");
    assert_eq!(outcome.complete, complete, "{list:?}");
}

#[test]
fn c_ssrs_asks_three_to_five_only_after_two() {
    check_c_ssrs([0, 0, -1, -1, -1, 0, -1], (Some("none"), true), true);
    check_c_ssrs([1, 0, -1, -1, -1, 0, -1], (Some("low"), true), true);
    check_c_ssrs([1, 1, 0, 0, 0, 0, -1], (Some("low"), true), true);
}

#[test]
fn c_ssrs_triage_takes_the_most_severe_level() {
    check_c_ssrs([1, 1, 1, 0, 0, 0, -1], (Some("moderate"), true), true);
    check_c_ssrs([0, 0, -1, -1, -1, 1, 0], (Some("moderate"), true), true);
    check_c_ssrs([1, 1, 1, 1, 0, 0, -1], (Some("high"), true), true);
    check_c_ssrs([1, 1, 0, 0, 1, 0, -1], (Some("high"), true), true);
    check_c_ssrs([0, 0, -1, -1, -1, 1, 1], (Some("high"), true), true);
}

#[test]
fn a_missing_answer_leaves_a_decision_uncertain() {
    check_c_ssrs([1, 1, 1, -1, 0, 0, -1], (Some("moderate"), false), false);
    check_c_ssrs([0, 0, -1, -1, -1, -1, -1], (None, false), false);
    check_c_ssrs([0, -1, -1, -1, -1, 0, -1], (None, false), false);
}

#[test]
fn an_answer_that_should_not_have_been_asked_still_counts() {
    check_c_ssrs([0, 0, -1, 1, -1, 0, -1], (Some("high"), true), true);
}

#[test]
fn a_skipped_item_is_named_as_such() {
    let instrument = instruments::c_ssrs();
    let outcome = outcome(&instrument, &[0, 0, -1, -1, -1, -1, -1]);
    let skipped: Vec<bool> = (0..7).map(|item| outcome.is_skipped(item)).collect();
    assert_eq!(skipped, [false, false, true, true, true, false, false]);
}

#[test]
fn a_primary_decision_fills_the_column_and_the_attention() {
    let instrument = instruments::c_ssrs();
    let high = outcome(&instrument, &[1, 1, 1, 1, 1, 1, 1]);
    assert_eq!((high.band_column(&instrument).as_ref(), high.attention), ("high", Some(Attention::TalkSoon)));
    let none = outcome(&instrument, &[0, 0, -1, -1, -1, 0, -1]);
    assert_eq!((none.band_column(&instrument).as_ref(), none.attention), ("none", Some(Attention::Steady)));
    let nothing = outcome(&instrument, &[-1; 7]);
    assert_eq!((nothing.band_column(&instrument).as_ref(), nothing.attention), ("", None));
}

#[test]
fn asq_splits_positives_by_item_five() {
    let instrument = instruments::asq();
    let check = |list: [i32; 5], expected: (Option<&str>, bool)| {
        assert_eq!(level(&instrument, &outcome(&instrument, &list)), expected, "{list:?}");
    };
    check([0, 0, 0, 0, -1], (Some("negative"), true));
    check([0, 1, 0, 0, 0], (Some("non_acute"), true));
    check([0, 1, 0, 0, 1], (Some("acute"), true));
    check([0, 0, 0, 9, 0], (Some("non_acute"), true));
    check([1, 0, 0, 0, -1], (Some("non_acute"), false));
    check([0, -1, 0, 0, -1], (None, false));
}

#[test]
fn a_skipped_item_adds_nothing_to_a_sum_and_leaves_a_mean() {
    let items = r#"
scale = [{ code = "s", values = [0, 1, 2] }]
item = [{ code = "1", scale = "s" }, { code = "2", scale = "s", ask_if = { item = "1", at_least = 1 } }, { code = "3", scale = "s" }]
"#;
    let scoring = "score = [
      { code = \"sum\", method = \"sum\", of = \"all\", reverse = [\"2\"], range = [0, 6] },
      { code = \"mean\", method = \"mean\", of = \"all\" },
      { code = \"low\", method = \"count_items\", of = \"all\", at_most = 0 },
      { code = \"rest\", method = \"max\", of = [\"2\"] },
    ]";
    let instrument = instrument(items, scoring);
    let skipped = outcome(&instrument, &[0, -1, 2]);
    assert_eq!(skipped.scores, [Some(2.0), Some(1.0), Some(1.0), None]);
    assert!(skipped.complete && !skipped.prorated);
    assert_eq!(outcome(&instrument, &[1, -1, 2]).scores, [None, None, None, None]);
    // Whether item 2 was to be asked is not known while item 1 is blank.
    assert_eq!(outcome(&instrument, &[-1, -1, 2]).scores, [None, None, None, None]);
}
