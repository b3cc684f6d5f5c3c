//! The packs that the program carries.

use std::time::{Duration, Instant};

use crate::{LANGUAGES, Library, check};

const INSTRUMENTS: &str = "phq-9 phq-2 gad-7 gad-2 who-5 k6 k10 srq-20 ces-d dass-21 pss-10 gds-15 epds rses swls sds sas scl-90 mssmhs \
    mht upi isi psqi ais pcl-5 pcl-c qids-sr y-bocs cdi-26 stai-t stai-s audit audit-c ad8 sbq-r asrs-a c-ssrs asq";

fn list(faults: &[crate::PackFault]) -> String {
    faults.iter().map(|fault| format!("\n{fault}")).collect()
}

#[test]
fn the_shipped_packs_have_no_fault() {
    let library = Library::embedded();
    assert_eq!(list(library.faults()), "");
}

#[test]
fn every_worked_case_of_the_shipped_packs_comes_out() {
    let report = check(None);
    assert_eq!(list(&report.faults), "");
    assert!(report.packs + 37 <= report.cases, "{} packs, {} cases", report.packs, report.cases);
}

#[test]
fn all_38_instruments_are_there_in_both_languages() {
    let library = Library::embedded();
    let expected: Vec<&str> = INSTRUMENTS.split_whitespace().collect();
    assert_eq!(expected.len(), 38);
    for code in expected {
        let Some(pack) = library.instrument(code) else { panic!("{code} is missing") };
        for language in LANGUAGES {
            assert!(library.text(code, pack.instrument().version(), language).is_some(), "{code} {language}");
        }
    }
}

#[test]
fn the_rules_and_the_calendar_of_2026_are_there() {
    let library = Library::embedded();
    assert!(0 < library.rule_ids().count());
    assert!(!library.calendar().is_provisional(2026));
    assert!(library.calendar().is_provisional(1990));
}

#[test]
fn the_rules_of_cases_are_there() {
    let library = Library::embedded();
    let rules = library.cases("default").unwrap();
    assert_eq!(rules.raw().lists.kind.len(), 7);
    let missing = rules
        .raw()
        .rules
        .measure
        .iter()
        .filter(|measure| measure.code.as_str() != "ors" && !library.names(measure.code.as_str()));
    assert_eq!(missing.count(), 0, "a measure that is no instrument");
}

#[test]
fn loading_all_packs_is_quick() {
    let fastest = (0..3).map(|_| {
        let start = Instant::now();
        assert!(0 < Library::embedded().instruments().count());
        start.elapsed()
    });
    let fastest = fastest.min().unwrap_or_default();
    // no measure: only that nothing is read over and over
    assert!(fastest < Duration::from_secs(3), "{fastest:?}");
}

#[test]
fn the_rules_of_moving_work_and_of_disputes_are_there() {
    let library = Library::embedded();
    assert!(library.referrals("default").is_some());
    assert!(library.disputes("default").is_some());
}
