use super::*;
use proptest::prelude::*;

fn rows() -> impl Strategy<Value = Vec<Vec<i32>>> {
    prop::collection::vec(prop::collection::vec(0..=3_i32, 5), 3..40)
}

fn alpha_of(rows: &[Vec<f64>]) -> Option<f64> {
    let mut alpha = Alpha::new(5);
    rows.iter().for_each(|row| alpha.push(row));
    alpha.value()
}

fn floats(rows: &[Vec<i32>]) -> Vec<Vec<f64>> {
    rows.iter().map(|row| row.iter().copied().map(f64::from).collect()).collect()
}

fn close(one: Option<f64>, other: Option<f64>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() <= 1e-9 * one.abs().max(1.0),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reversing_twice_changes_nothing(list in prop::collection::vec(0..=3_i32, 4)) {
        let items = plain_items(4, "[0, 1, 2, 3]");
        let plain = instrument(&items, "score = [{ code = \"x\", method = \"sum\", of = \"all\" }]");
        let reversed = instrument(&items, "score = [{ code = \"x\", method = \"sum\", of = \"all\", reverse = [\"1\", \"2\", \"3\", \"4\"] }]");
        let mirrored: Vec<i32> = list.iter().map(|value| 3 - value).collect();
        prop_assert_eq!(outcome(&plain, &list).scores, outcome(&reversed, &mirrored).scores);
    }

    #[test]
    fn a_total_stays_within_its_range(list in prop::collection::vec(-1..=3_i32, 9), prorate: bool) {
        let instrument = instruments::phq9();
        let given = answers(&instrument, &values(&list));
        let outcome = score(&instrument, &given, &Subject::default(), &Options { prorate, seconds: None });
        let total = outcome.total(&instrument);
        prop_assert!(total.is_none_or(|total| (0.0..=27.0).contains(&total)));
        // Within its range every total has a band, and nothing else has.
        prop_assert_eq!(total.is_some(), outcome.bands[0].is_some());
        prop_assert_eq!(outcome.critical.is_empty(), list[8] < 1);
        prop_assert_eq!(outcome.complete, !list.contains(&-1));
    }

    #[test]
    fn alpha_does_not_change_with_a_constant(rows in rows(), shift in -1000.0..1000.0_f64) {
        let rows = floats(&rows);
        let shifted: Vec<Vec<f64>> = rows.iter().map(|row| row.iter().map(|value| value + shift).collect()).collect();
        // A nearly constant total makes alpha ill-conditioned, which is not the fact under test.
        let sums: Vec<f64> = rows.iter().map(|row| row.iter().sum()).collect();
        prop_assume!(sums.iter().any(|sum| *sum != sums[0]));
        prop_assert!(close(alpha_of(&rows), alpha_of(&shifted)));
    }

    #[test]
    fn the_order_of_rows_does_not_matter(rows in rows(), turn in 0..40_usize) {
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len());
        turned.reverse();
        let sums: Vec<i32> = rows.iter().map(|row| row.iter().sum()).collect();
        prop_assume!(sums.iter().any(|sum| *sum != sums[0]));
        prop_assert!(close(alpha_of(&floats(&rows)), alpha_of(&floats(&turned))));
        let instrument = instrument(&plain_items(5, "[0, 1, 2, 3]"), "score = [{ code = \"total\", method = \"sum\", of = \"all\" }]");
        let summed = |rows: &[Vec<i32>]| {
            let mut summary = Summary::new(&instrument);
            rows.iter().for_each(|row| summary.push(&answers(&instrument, &values(row)), &outcome(&instrument, row)));
            let total = summary.scores().remove(0);
            (total.mean, total.sd)
        };
        let (one, other) = (summed(&rows), summed(&turned));
        prop_assert!(close(one.0, other.0) && close(one.1, other.1));
    }

    #[test]
    fn a_blank_never_makes_an_unknown_rule_certain_by_itself(list in prop::collection::vec(0..=3_i32, 9), blank in 0..9_usize) {
        let instrument = instruments::phq9();
        let full = outcome(&instrument, &list);
        let mut partial = list.clone();
        partial[blank] = -1;
        let partial = outcome(&instrument, &partial);
        prop_assert!(partial.rules[0].is_none() || partial.rules[0] == full.rules[0]);
    }
}
