use super::*;

/// The value of one score over items "1", "2", … on the scale 0–4.
fn check(scoring: &str, list: &[i32], expected: Option<f64>) {
    let instrument = instrument(&plain_items(list.len(), "[0, 1, 2, 3, 4]"), scoring);
    let outcome = outcome(&instrument, list);
    let found = outcome.scores[instrument.scores().len() - 1];
    match (found, expected) {
        (Some(found), Some(expected)) => assert!((found - expected).abs() < 1e-9, "{found} instead of {expected}"),
        (found, expected) => assert_eq!(found, expected),
    }
}

#[test]
fn sum_mean_max_and_min_reverse_their_items_first() {
    let of = |method: &str| {
        format!("score = [{{ code = \"x\", method = \"{method}\", of = [\"1\", \"2\", \"3\"], reverse = [\"2\"] }}]")
    };
    check(&of("sum"), &[1, 0, 3], Some(8.0));
    check(&of("mean"), &[1, 0, 3], Some(8.0 / 3.0));
    check(&of("max"), &[1, 0, 3], Some(4.0));
    check(&of("min"), &[2, 4, 3], Some(0.0));
}

#[test]
fn reversing_uses_both_ends_of_the_scale() {
    let instrument = instrument(
        &plain_items(2, "[1, 2, 3, 4]"),
        "score = [{ code = \"x\", method = \"sum\", of = \"all\", reverse = [\"2\"], range = [2, 8] }]",
    );
    assert_eq!(outcome(&instrument, &[1, 1]).scores, [Some(5.0)]);
}

#[test]
fn times_plus_and_floor_follow_the_method_in_this_order() {
    check("score = [{ code = \"x\", method = \"sum\", of = \"all\", times = 2, plus = 1 }]", &[1, 2], Some(7.0));
    check("score = [{ code = \"x\", method = \"mean\", of = \"all\", times = 3, plus = 0.5, floor = true }]", &[1, 2], Some(5.0));
}

#[test]
fn zung_index_is_the_floor_of_raw_times_one_and_a_quarter() {
    let items = plain_items(20, "[1, 2, 3, 4]");
    let instrument = instrument(
        &items,
        "score = [
           { code = \"raw\", method = \"sum\", of = \"all\", reverse = [\"2\", \"5\"], range = [20, 80] },
           { code = \"total\", method = \"sum\", of = [\"@raw\"], times = 1.25, floor = true, range = [25, 100] },
         ]
         [[bands]]
         score = \"total\"
         source = \"domain rules D.1\"
         band = [{ code = \"none\", from = 25, to = 52, attention = 1 }, { code = \"some\", from = 53, to = 100, attention = 3 }]",
    );
    let mut list = [2; 20];
    list[0] = 3;
    // Items 2 and 5 are reversed to 3: raw 43, 43·1.25 = 53.75.
    let outcome = outcome(&instrument, &list);
    assert_eq!(outcome.scores, [Some(43.0), Some(53.0)]);
    assert_eq!(outcome.band_column(&instrument), "some");
}

#[test]
fn dass_sums_count_twice() {
    check("score = [{ code = \"d\", method = \"sum\", of = [\"1\", \"3\"], times = 2, range = [0, 16] }]", &[1, 4, 2], Some(6.0));
}

#[test]
fn count_says_how_many_conditions_hold() {
    let scoring = "score = [{ code = \"x\", method = \"count\", when = [{ item = \"1\", at_least = 2 }, { item = \"2\", above = 3 }, { item = \"3\", below = 1 }] }]";
    check(scoring, &[2, 3, 0], Some(2.0));
    check(scoring, &[2, -1, 0], None);
}

#[test]
fn count_items_counts_by_one_comparison() {
    let of = |test: &str| format!("score = [{{ code = \"x\", method = \"count_items\", of = \"all\", {test} }}]");
    check(&of("at_least = 2"), &[0, 2, 4], Some(2.0));
    check(&of("at_most = 0"), &[0, 2, 4], Some(1.0));
    check(&of("equals = 4"), &[4, 2, 4], Some(2.0));
}

#[test]
fn weighted_adds_terms_by_their_weights() {
    let scoring = "score = [
        { code = \"sum\", method = \"sum\", of = \"all\" },
        { code = \"zeros\", method = \"count_items\", of = \"all\", equals = 0 },
        { code = \"x\", method = \"weighted\", of = [\"@sum\", \"@zeros\"], weights = [1, -0.5] },
    ]";
    check(scoring, &[0, 4, 0], Some(3.0));
}

#[test]
fn ratio_has_no_value_over_zero() {
    let scoring = "score = [{ code = \"x\", method = \"ratio\", of = [\"1\", \"2\"], times = 100 }]";
    check(scoring, &[3, 4], Some(75.0));
    check(scoring, &[3, 0], None);
}

#[test]
fn banded_takes_the_first_cut_that_holds() {
    let scoring = "score = [{ code = \"x\", method = \"banded\", of = [\"1\"], cuts = [{ at_most = 1, value = 10 }, { below = 3, value = 20 }, { value = 30 }] }]";
    check(scoring, &[1], Some(10.0));
    check(scoring, &[2], Some(20.0));
    check(scoring, &[3], Some(30.0));
    check(scoring, &[-1], None);
}

#[test]
fn hours_between_runs_across_midnight() {
    let clocks = "[[item]]\ncode = \"1\"\nkind = \"clock\"\n[[item]]\ncode = \"2\"\nkind = \"clock\"\n";
    let instrument = instrument(clocks, "score = [{ code = \"x\", method = \"hours_between\", of = [\"1\", \"2\"] }]");
    for (from, to, expected) in [("23:30", "7:00", 7.5), ("22.5", "6", 7.5), ("01:15", "08:45", 7.5), ("24:00", "0:00", 24.0)] {
        let mut answers = Answers::blank(&instrument);
        answers.read(&instrument, 0, from).expect("a time");
        answers.read(&instrument, 1, to).expect("a time");
        let outcome = score(&instrument, &answers, &Subject::default(), &Options::default());
        assert!((outcome.scores[0].expect("a value") - expected).abs() < 1e-9, "{from} to {to}");
    }
}

#[test]
fn qids_takes_the_worst_item_of_a_domain() {
    let instrument = instruments::qids();
    let list = [0, 3, 1, 0, 1, 0, 0, 2, 0, 1, 1, 1, 1, 1, 0, 2];
    assert_eq!(outcome(&instrument, &list).total(&instrument), Some(13.0));
    assert_eq!(outcome(&instrument, &[3; 16]).total(&instrument), Some(27.0));
    let mut partial = list;
    partial[0] = -1;
    assert_eq!(outcome(&instrument, &partial).total(&instrument), None);
}

#[test]
fn psqi_components_follow_the_chinese_order() {
    let instrument = instruments::psqi();
    check_cases(
        &instrument,
        r#"
[[case]]
name = "a fair night; item 5j left blank"
answers = ["23:30", 20, "06:30", 6, 1, 1, 1, 0, 0, 0, 1, 0, 0, "", 1, 0, 1, 1]
[case.expect]
scores = { c1 = 1, c2 = 1, c3 = 1, in_bed = 7, efficiency = 85.71428571428571, c4 = 0, disturbance = 3, c5 = 1, c6 = 0, c7 = 1, total = 5 }
bands = { total = "good" }
band = "good"
complete = true
flags = []

[[case]]
name = "a bad night"
answers = ["22:00", 75, "06:00", 4, 3, 3, 3, 3, 3, 3, 3, 0, 0, 1, 3, 3, 3, 2]
[case.expect]
scores = { c1 = 3, c2 = 3, c3 = 3, efficiency = 50, c4 = 3, disturbance = 19, c5 = 3, c6 = 3, c7 = 3, total = 21 }
band = "very_poor"

[[case]]
name = "an efficiency of exactly 85 % scores 0, of exactly 75 % scores 1"
answers = { "1" = "22:00", "2" = 15, "3" = "04:00", "4" = 5.1, "5a" = 0, "5b" = 0, "5c" = 0, "5d" = 0, "5e" = 0, "5f" = 0, "5g" = 0, "5h" = 0, "5i" = 0, "6" = 0, "7" = 0, "8" = 0, "9" = 0 }
[case.expect]
scores = { c4 = 0, c3 = 2, total = 2 }

[[case]]
name = "without the rising time there is no efficiency and no total"
answers = { "1" = "22:00", "2" = 15, "4" = 8 }
[case.expect]
none = ["in_bed", "efficiency", "c4", "total"]
scores = { c3 = 0 }
complete = false
"#,
    );
}

#[test]
fn audit_items_nine_and_ten_take_0_2_4() {
    let instrument = instruments::audit();
    let outcome = outcome(&instrument, &[4, 4, 4, 4, 4, 4, 4, 4, 4, 2]);
    assert_eq!(outcome.total(&instrument), Some(38.0));
    let refused =
        Answers::from_values(&instrument, &values(&[0, 0, 0, 0, 0, 0, 0, 0, 1, 3])).expect_err("1 and 3 are no options");
    assert_eq!(refused.len(), 2);
    assert_eq!(refused[0].to_string(), "item 9: expected one of 0, 2, 4, found 1 (out of range)");
}
