//! Items, alpha and retest against psych.

use super::files::{REFERENCES, blanks, close, lower, one_factor, retest_pairs};
use crate::moment::{correlation, covariance, pairwise};
use crate::{Data, ItemStatistics, Method, consistency, item_statistics, omega, retest};

fn check(data: &Data, key: &str) {
    let expected = &REFERENCES[key];
    let found = consistency(data, Method::Feldt, 0.95).unwrap();
    close(
        "alpha",
        &[found.alpha, found.standardised, found.lambda2],
        &serde_json::json!([expected["alpha"], expected["std"], expected["lambda2"]]),
        1e-12,
    );
    let items = item_statistics(data).unwrap();
    let column = |of: fn(&ItemStatistics) -> Option<f64>| items.iter().map(|item| of(item).unwrap()).collect::<Vec<f64>>();
    close("alpha without", &column(|item| item.alpha_without), &expected["drop"], 1e-12);
    close("rest", &column(|item| item.rest), &expected["rest"], 1e-12);
}

#[test]
fn consistency_of_answers_without_blanks() {
    let data = one_factor();
    check(&data, "one");
    let expected = &REFERENCES["one"];
    let feldt = consistency(&data, Method::Feldt, 0.95).unwrap().interval;
    close("feldt", &[feldt.lower, feldt.upper], &expected["feldt"], 1e-10);
    let bonett = consistency(&data, Method::Bonett, 0.95).unwrap().interval;
    close("bonett", &[bonett.lower, bonett.upper], &expected["bonett"], 1e-12);
    let items = item_statistics(&data).unwrap();
    let column = |of: fn(&ItemStatistics) -> Option<f64>| items.iter().map(|item| of(item).unwrap()).collect::<Vec<f64>>();
    close("mean", &column(|item| item.mean), &expected["mean"], 1e-12);
    close("sd", &column(|item| item.sd), &expected["sd"], 1e-12);
    close("skew", &column(|item| item.skew), &expected["skew"], 1e-12);
    assert!(items[2].is_reversed && !items[1].is_reversed);
}

#[test]
fn blanks_leave_a_person_out_of_the_sums_and_in_the_items_that_are_there() {
    let data = blanks();
    check(&data, "blanks");
    assert_eq!(consistency(&data, Method::Feldt, 0.95).unwrap().persons as u64, REFERENCES["blanks"]["n"].as_u64().unwrap());
    let items = item_statistics(&data).unwrap();
    assert!(items.iter().all(|item| 260 < item.persons && item.persons < 400));
    let shown: usize = items.iter().flat_map(|item| &item.frequencies).map(|frequency| frequency.count).sum();
    assert_eq!(shown, 400 * 8 - data.blanks());
    assert_eq!(data.blanks(), 160);
    close("pairwise", &lower(&pairwise(&data).unwrap()), &REFERENCES["blanks"]["pairwise_cor"], 1e-12);
}

#[test]
fn omega_of_one_factor() {
    let data = one_factor();
    let matrix = correlation(&covariance(&data.complete_rows(3, "").unwrap()), &data).unwrap();
    close("omega", &[omega(&matrix).unwrap()], &REFERENCES["one"]["omega"], 1e-6);
}

// mean squares of psych pass through lm, with about ten digits
#[test]
fn the_same_persons_twice() {
    let found = retest(&retest_pairs(), 0.95).unwrap();
    let expected = &REFERENCES["retest"];
    assert_eq!(found.persons, 54);
    close("r", &[found.correlation], &expected["r"], 1e-12);
    let interval = found.correlation_interval.unwrap();
    close("r interval", &[interval.lower, interval.upper], &expected["r_ci"], 1e-12);
    let row = |icc: f64, interval: crate::Interval| [icc, interval.lower, interval.upper];
    close("ICC(A,1)", &row(found.agreement, found.agreement_interval), &expected["agreement"], 1e-9);
    close("ICC(C,1)", &row(found.consistency, found.consistency_interval), &expected["consistency"], 1e-9);
    close("means", &found.means, &expected["mean"], 1e-12);
    close("sds", &found.sds, &expected["sd"], 1e-12);
    // everybody lower the second time: agreement suffers, consistency does not
    assert!(found.agreement < found.consistency && found.error_of_consistency < found.error_of_agreement);
}
