//! The pack that the program carries, and faults of packs.

use super::{raw, rules};
use crate::{DevicesToml, Rules};

fn keys(change: impl FnOnce(&mut DevicesToml)) -> Vec<String> {
    let mut raw = raw();
    change(&mut raw);
    Rules::compile(raw, &["zh-CN", "en"]).err().unwrap_or_default().into_iter().map(|fault| fault.key).collect()
}

#[test]
fn the_kinds_of_the_requirements_are_there() {
    let expected = ["vr-assessment", "vr-session", "wearable", "biofeedback", "relaxation"];
    assert_eq!(rules().kind_codes(), expected);
}

#[test]
fn a_range_has_a_source_and_stands_in_order() {
    let found = keys(|raw| {
        raw.measurement[0].source = String::new();
        (raw.measurement[0].from, raw.measurement[0].to) = (Some(5.0), Some(5.0));
    });
    assert_eq!(found, ["measurement.heart-rate.source", "measurement.heart-rate.to"]);
}

#[test]
fn a_kind_names_measurements_that_are_there() {
    assert_eq!(keys(|raw| raw.kind[0].measurements.push("mystery".to_owned())), ["kind.vr-assessment.measurements"]);
}

#[test]
fn codes_titles_and_times_are_checked() {
    let found = keys(|raw| {
        raw.sessions.code_min = 0;
        raw.kind[0].own.remove("en");
        raw.measurement[0].loinc = Some("pulse".to_owned());
    });
    assert_eq!(found, ["sessions.code_min", "measurement.heart-rate.loinc", "kind.vr-assessment.own.en"]);
}
