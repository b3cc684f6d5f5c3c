//! Comparing with the pack.

use serde_json::json;

use super::{faults, now, rules, sound};
use crate::{check, read};

fn one(path: &str, code: &'static str) -> Vec<(String, &'static str)> {
    vec![(path.to_owned(), code)]
}

#[test]
fn a_value_that_cannot_be_is_refused_and_not_bent() {
    let mut sent = sound();
    sent["measurements"][1]["value"] = json!(100.1);
    assert_eq!(faults(&sent), one("measurements[1].value", "range"));
    sent["measurements"][1]["value"] = json!(100);
    assert_eq!(faults(&sent), []);
    sent["measurements"][0]["value"] = json!(-1);
    assert_eq!(faults(&sent), one("measurements[0].value", "range"));
}

#[test]
fn a_unit_is_the_one_of_the_pack() {
    let mut sent = sound();
    sent["measurements"][0]["unit"] = json!("bpm");
    assert_eq!(faults(&sent), one("measurements[0].unit", "text"));
}

#[test]
fn a_kind_takes_its_own_measurements_only() {
    let mut sent = sound();
    sent["measurements"][0]["code"] = json!("vr-score");
    assert_eq!(faults(&sent), one("measurements[0].code", "one-of"));
    let session = read(&sound(), &rules()).unwrap();
    let sends = ["biofeedback".to_owned()];
    assert_eq!(check(&session, &rules(), &sends, now()).unwrap_err()[0].path, "kind");
}

#[test]
fn times_stand_in_order_in_the_past_and_not_too_long_ago() {
    let times = |start: &str, end: &str| {
        let mut sent = sound();
        sent["measurements"][0]["at"] = json!(start);
        (sent["started_at"], sent["ended_at"]) = (json!(start), json!(end));
        faults(&sent)
    };
    assert_eq!(times("2026-11-23T09:30:00+08:00", "2026-11-23T09:30:00+08:00"), []);
    assert_eq!(
        times("2026-11-23T09:30:00+08:00", "2026-11-23T09:20:00+08:00"),
        [("ended_at".to_owned(), "after-start"), ("measurements[0].at".to_owned(), "within-session")]
    );
    assert_eq!(times("2026-11-23T09:30:00+08:00", "2026-11-23T10:06:00+08:00"), one("ended_at", "past"));
    assert_eq!(times("2026-11-23T09:30:00+08:00", "2026-11-23T10:05:00+08:00"), []);
    assert_eq!(times("2025-11-23T09:30:00+08:00", "2026-11-23T09:05:00+08:00"), one("started_at", "within-days"));
}

#[test]
fn relaxing_is_rated_before_and_after_and_nothing_is_nothing() {
    let mut sent = sound();
    sent["measurements"] = json!([]);
    assert_eq!(faults(&sent), one("measurements", "something"));
    sent["kind"] = json!("relaxation");
    assert_eq!(faults(&sent), [("ratings".to_owned(), "both-ratings"), ("measurements".to_owned(), "something")]);
    sent["ratings"] = json!({"before": 0, "after": 10});
    assert_eq!(faults(&sent), []);
}

#[test]
fn more_than_the_most_is_refused_whole() {
    let mut sent = sound();
    let most = rules().sessions().most_measurements as usize;
    let line = sent["measurements"][1].clone();
    sent["measurements"] = json!(vec![line.clone(); most]);
    assert_eq!(faults(&sent), []);
    sent["measurements"] = json!(vec![line; most + 1]);
    assert_eq!(faults(&sent), one("measurements", "most"));
}
