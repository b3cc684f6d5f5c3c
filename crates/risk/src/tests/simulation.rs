//! The made-up population: what is planted is found, and a scenario changes what it says and nothing else.

use super::*;
use crate::calibration::{Attribute, Confidence, Difference, Row, auc, fairness};
use crate::simulation::{Population, Simulated, Simulation, SimulationToml};
use crate::{Fault, Level, Model};

const ASSUMED: &str = include_str!("../../../../packs/risk/default/simulation.toml");
const SURE: Confidence = Confidence::NinetyNine;

/// The shipped assumptions, for fewer people.
fn raw() -> SimulationToml {
    SimulationToml { people: 8_000, ..toml::from_str(ASSUMED).unwrap() }
}

fn assumed(model: &Model) -> Simulation {
    Simulation::compile(raw(), model).unwrap()
}

fn faults(raw: SimulationToml) -> Vec<Fault> {
    Simulation::compile(raw, &shipped()).unwrap_err()
}

fn happened(found: &Population<'_>) -> u64 {
    found.unknown_happened + found.known.iter().filter(|one| one.happened).count() as u64
}

fn rows<'a>(known: &[Simulated<'a>]) -> Vec<Row<'a>> {
    let row = |one: &Simulated<'a>| Row {
        level: one.level,
        points: one.points,
        happened: one.happened,
        sex: one.sex,
        age_band: one.age_band,
        area: one.area,
    };
    known.iter().map(row).collect()
}

#[test]
fn the_same_assumptions_give_the_same_people_and_another_period_gives_others() {
    let model = shipped();
    let simulation = assumed(&model);
    let one = simulation.population(&model, "even", 0).unwrap();
    assert_eq!(one, simulation.population(&model, "even", 0).unwrap());
    assert_ne!(one, simulation.population(&model, "even", 1).unwrap());
    assert_eq!(one.known.len() as u64 + one.unknown, u64::from(simulation.people()));
    assert_eq!(simulation.population(&model, "nowhere", 0), None);
}

#[test]
fn outcomes_come_as_often_as_the_need_says() {
    let model = shipped();
    let simulation = assumed(&model);
    let found = simulation.population(&model, "even", 0).unwrap();
    let told: f64 = found.known.iter().map(|one| one.chance).sum();
    let spread: f64 = found.known.iter().map(|one| one.chance * (1.0 - one.chance)).sum::<f64>().sqrt();
    let seen = found.known.iter().filter(|one| one.happened).count() as f64;
    assert!((seen - told).abs() < 3.0 * spread, "{seen} {told} {spread}");
    // the level orders people, and nobody orders them better than the need itself
    let area = |of: fn(&Simulated<'_>) -> f64| {
        auc(&found.known.iter().map(|one| (of(one), one.happened)).collect::<Vec<_>>(), SURE).unwrap().value
    };
    let (points, need) = (area(|one| one.points.value()), area(|one| one.chance));
    assert!(0.6 < points && points < need, "{points} {need}");
}

#[test]
fn in_every_scenario_the_same_people_have_the_same_outcomes() {
    let model = shipped();
    let simulation = assumed(&model);
    let codes: Vec<&str> = simulation.scenarios().map(|(code, _)| code).collect();
    assert_eq!(codes, ["even", "less-heard", "rumoured", "silent"]);
    let counts: Vec<u64> = codes.iter().map(|code| happened(&simulation.population(&model, code, 0).unwrap())).collect();
    assert!(0 < counts[0] && counts.iter().all(|count| *count == counts[0]), "{counts:?}");
}

#[test]
fn whom_nobody_hears_is_found_less_and_whom_rumours_reach_is_flagged_more() {
    let model = shipped();
    let simulation = assumed(&model);
    let flagged = |scenario: &str, sex: &str| {
        let found = simulation.population(&model, scenario, 0).unwrap();
        found.known.iter().filter(|one| one.sex == Some(sex) && one.level != Level::None).count()
    };
    // reports by others alone are blue at most, and only while they are fresh: some more men are flagged, and no woman
    assert!(flagged("even", "male") < flagged("rumoured", "male"));
    assert_eq!(flagged("even", "female"), flagged("rumoured", "female"));
    let even = simulation.population(&model, "even", 0).unwrap();
    let rows = rows(&even.known);
    let groups = fairness(&rows, Attribute::Area, Level::Yellow, 10, SURE).groups;
    // nothing was planted by area: no share of any of them stands apart
    let apart = |found: &Difference| 0.0 < found.interval.low || found.interval.high < 0.0;
    assert!(groups.iter().flat_map(|group| group.differences.iter().flatten()).all(|found| !apart(found)), "{groups:?}");
    // in the hills half is heard: fewer are known, so fewer of all outcomes are among those that a report speaks of
    let known = |scenario: &str| {
        let found = simulation.population(&model, scenario, 0).unwrap();
        found.known.iter().filter(|one| one.area == Some("hills")).count()
    };
    assert!(known("less-heard") * 10 < known("even") * 8, "{} {}", known("less-heard"), known("even"));
}

#[test]
fn assumptions_that_do_not_fit_are_told_with_their_place() {
    let told = |change: fn(&mut SimulationToml)| {
        let mut raw = raw();
        change(&mut raw);
        faults(raw).into_iter().map(|fault| format!("{}: {} / {}", fault.key, fault.expected, fault.found)).collect::<Vec<_>>()
    };
    let found = told(|raw| raw.groups[0].share = 0.4);
    assert_eq!(found, ["group.share: shares of one `by` that add up to 1 / 0.9"]);
    let found = told(|raw| raw.told[0].kind = "zodiac".to_owned());
    assert!(
        found[0].starts_with("told.zodiac.kind: a kind of the model") && found[1].starts_with("told.suicide-attempt"),
        "{found:?}"
    );
    let found = told(|raw| raw.scenarios[1].heard[0].by = Attribute::Sex);
    assert_eq!(found, ["scenario.less-heard.heard: a group of this file / hills"]);
    let found = told(|raw| raw.scenarios[2].rumoured[0].kind = "mood-score".to_owned());
    assert_eq!(found, ["scenario.rumoured.rumoured.kind: a kind without a reading / mood-score"]);
    let found = told(|raw| raw.people = 0);
    assert_eq!(found, ["people: a number from 1 to 1000000 / 0"]);
}
