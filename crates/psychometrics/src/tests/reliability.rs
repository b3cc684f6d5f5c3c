use super::*;

/// G.7 of the domain rules.
pub(super) const TOY: [[i32; 4]; 7] =
    [[3, 4, 3, 4], [2, 2, 1, 2], [4, 4, 5, 4], [1, 2, 1, 1], [3, 3, 4, 3], [5, 4, 5, 5], [2, 3, 2, 2]];

fn summary<'a>(instrument: &'a Instrument, rows: &[Vec<i32>]) -> Summary<'a> {
    let mut summary = Summary::new(instrument);
    for row in rows {
        summary.push(&answers(instrument, &values(row)), &outcome(instrument, row));
    }
    summary
}

#[test]
fn alpha_of_the_toy_table_is_the_reference_value() {
    let mut alpha = Alpha::new(4);
    for row in TOY {
        alpha.push(&row.map(f64::from));
    }
    assert!((alpha.value().expect("it varies") - 0.957_084_068_2).abs() < 1e-9);
}

#[test]
fn a_summary_reverses_items_and_leaves_incomplete_rows_out_of_alpha() {
    let scoring = "score = [{ code = \"total\", method = \"sum\", of = \"all\", reverse = [\"2\"], range = [4, 20] }]
        [[bands]]
        score = \"total\"
        source = \"x\"
        band = [{ code = \"lo\", from = 4, to = 10, attention = 1 }, { code = \"hi\", from = 11, to = 20, attention = 2 }]
        [[critical]]
        item = \"1\"
        at_least = 5
        kind = \"suicide\"
        strength = \"hard\"
        source = \"x\"";
    let instrument = instrument(&plain_items(4, "[1, 2, 3, 4, 5]"), scoring);
    let mut rows: Vec<Vec<i32>> = TOY.iter().map(|row| vec![row[0], 6 - row[1], row[2], row[3]]).collect();
    rows.push(vec![5, -1, 5, 5]);
    let summary = summary(&instrument, &rows);
    assert_eq!((summary.rows(), summary.complete(), summary.critical()), (8, 7, [2].as_slice()));
    let total = &summary.scores()[0];
    assert!((total.alpha.expect("it varies") - 0.957_084_068_2).abs() < 1e-9);
    // Sums 14, 7, 17, 5, 13, 19, 9: mean 12, Σ(x − 12)² = 4 + 25 + 25 + 49 + 1 + 49 + 9 = 162.
    assert_eq!((total.n, total.complete, total.min, total.max), (7, 7, Some(5.0), Some(19.0)));
    assert!((total.mean.expect("seven values") - 12.0).abs() < 1e-9);
    assert!((total.sd.expect("seven values") - 27.0_f64.sqrt()).abs() < 1e-9);
    assert_eq!(total.bands, [("lo", 3), ("hi", 4)]);
}

#[test]
fn alpha_of_a_total_of_subscales_is_over_their_items() {
    let flat = "score = [{ code = \"total\", method = \"sum\", of = \"all\" }]";
    let nested = "score = [
      { code = \"a\", method = \"sum\", of = [\"1\", \"2\"] },
      { code = \"b\", method = \"mean\", of = [\"3\", \"4\"] },
      { code = \"total\", method = \"sum\", of = [\"@a\", \"@b\"] },
    ]";
    let rows: Vec<Vec<i32>> = TOY.iter().map(|row| row.to_vec()).collect();
    let alpha = |scoring: &str| {
        let instrument = instrument(&plain_items(4, "[1, 2, 3, 4, 5]"), scoring);
        let summary = summary(&instrument, &rows);
        let scores = summary.scores();
        scores.iter().find(|score| score.score == "total").and_then(|score| score.alpha)
    };
    assert_eq!(alpha(flat), alpha(nested));
    assert!(alpha(flat).is_some());
}

#[test]
fn there_is_no_alpha_without_variance_or_with_one_part() {
    let mut constant = Alpha::new(2);
    constant.push(&[1.0, 2.0]);
    assert_eq!(constant.value(), None);
    constant.push(&[1.0, 2.0]);
    assert_eq!((constant.value(), constant.rows()), (None, 2));
    let mut single = Alpha::new(1);
    single.push(&[1.0]);
    single.push(&[2.0]);
    assert_eq!(single.value(), None);
}

#[test]
fn an_empty_summary_has_no_mean() {
    let instrument = instruments::phq9();
    let summary = Summary::new(&instrument);
    let total = &summary.scores()[0];
    assert_eq!((total.n, total.mean, total.sd, total.min, total.max, total.alpha), (0, None, None, None, None, None));
}

#[test]
fn merged_summaries_equal_one_over_all_rows() {
    let instrument =
        instrument(&plain_items(4, "[1, 2, 3, 4, 5]"), "score = [{ code = \"total\", method = \"sum\", of = \"all\" }]");
    let rows: Vec<Vec<i32>> = TOY.iter().map(|row| row.to_vec()).collect();
    let mut merged = Summary::new(&instrument);
    merged.merge(&summary(&instrument, &rows[..3]));
    merged.merge(&Summary::new(&instrument));
    merged.merge(&summary(&instrument, &rows[3..]));
    let (one, other) = (&summary(&instrument, &rows).scores()[0], &merged.scores()[0]);
    let close = |one: Option<f64>, other: Option<f64>| one.zip(other).is_some_and(|(one, other)| (one - other).abs() < 1e-9);
    assert!(close(one.alpha, other.alpha) && close(one.mean, other.mean) && close(one.sd, other.sd));
    assert_eq!((one.n, one.min, one.max), (other.n, other.min, other.max));
}
