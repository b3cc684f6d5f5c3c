//! The report.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use super::files::{blanks, data, one_factor, retest_pairs, sparse, two_factors};
use crate::{Data, Options, Report, Topic, report};

fn made(data: &Data, scales: &[(String, Vec<usize>)]) -> Report {
    report(data, "total", scales, &Options::default(), &mut ChaCha8Rng::seed_from_u64(1)).unwrap()
}

fn topics(report: &Report, section: usize) -> Vec<Topic> {
    report.sections[section].remarks.iter().map(|remark| remark.topic).collect()
}

#[test]
fn a_good_scale_is_said_to_hold() {
    let found = made(&one_factor(), &[]);
    assert_eq!(topics(&found, 0), [Topic::OneFactorHolds]);
    let section = &found.sections[0];
    assert!(section.failed.is_empty(), "{:?}", section.failed);
    assert!(section.omega.unwrap() < section.omega_ordinal.unwrap());
    assert_eq!(section.factors.as_ref().unwrap().loadings[0].len(), 1);
}

#[test]
fn a_forgotten_reversal_is_seen() {
    let found = made(&data(include_str!("../../tests/data/one_factor.csv"), &[]), &[]);
    let against = found.sections[0].remarks.iter().find(|remark| remark.topic == Topic::RunsAgainst).unwrap();
    assert_eq!(against.items, ["q3"]);
    assert!(topics(&found, 0).contains(&Topic::BetterWithout));
}

#[test]
fn two_factors_are_seen_as_two_and_each_half_as_one() {
    let halves = [("first".to_owned(), vec![0, 1, 2, 3, 4]), ("second".to_owned(), vec![5, 6, 7, 8, 9])];
    let found = made(&two_factors(), &halves);
    assert_eq!(found.sections.iter().map(|section| section.code.as_str()).collect::<Vec<_>>(), ["total", "first", "second"]);
    assert!(topics(&found, 0).contains(&Topic::SeveralFactors) && topics(&found, 0).contains(&Topic::CfiLow));
    assert_eq!(found.sections[0].factors.as_ref().unwrap().correlations[0].len(), 2);
    for half in [1, 2] {
        assert!(topics(&found, half).contains(&Topic::OneFactorHolds), "{:?}", topics(&found, half));
    }
}

#[test]
fn few_persons_and_blanks_are_told() {
    assert!(topics(&made(&sparse(), &[]), 0).contains(&Topic::FewPersons));
    let found = made(&blanks(), &[]);
    let dropped = found.sections[0].remarks.iter().find(|remark| remark.topic == Topic::ManyDropped).unwrap();
    assert!((dropped.value.unwrap() - 0.35).abs() < 1e-12);
    assert!(dropped.rule.unwrap().source.contains("Schafer"));
}

#[test]
fn a_second_time_is_taken_in() {
    let mut found = made(&one_factor(), &[]);
    found.sections[0].take_retest(&retest_pairs(), &Options::default());
    assert_eq!(topics(&found, 0), [Topic::OneFactorHolds, Topic::RetestShift]);
}

#[test]
fn too_little_is_reported_as_such_and_nothing_is_made_up() {
    let found = made(&data("id,a,b\n1,0,1\n2,1,1\n", &[]), &[]);
    let section = &found.sections[0];
    assert!(section.consistency.is_none() && section.factors.is_none() && section.weighted.is_none() && section.omega.is_none());
    let failed: Vec<&str> = section.failed.iter().map(|failed| failed.what).collect();
    assert_eq!(failed, ["correlations", "consistency", "likelihood", "polychoric"]);
}

#[test]
fn the_same_seed_gives_the_same_report_and_it_is_json() {
    let found = made(&two_factors(), &[]);
    assert_eq!(found, made(&two_factors(), &[]));
    let text = serde_json::to_value(&found).unwrap();
    assert_eq!(text["sections"][0]["remarks"][0]["topic"], "several-factors");
    assert!(text["sections"][0]["weighted"]["fit"]["rmsea_interval"]["upper"].is_number());
}
