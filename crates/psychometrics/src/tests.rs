//! Facts about scoring, each on an instrument small enough to read beside it or copied from the domain rules.

mod answering;
mod building;
mod compiling;
mod conditions;
mod decisions;
mod instruments;
mod methods;
mod missing;
mod properties;
mod quality;
mod reliability;
mod rescore;
mod retest;
mod texts;
mod validity;

use crate::definition::{CasesToml, ItemsToml, PackToml, ScoringToml};
use crate::*;

const PACK: &str = r#"
code = "toy"
version = "1"
measures = "symptoms"
valid_from = "2026-11-22"
age = { min = 12, max = 80 }
licence = { class = "PD", wording = "included" }
citation = { text = "Toy (2026)" }
source = [{ ref = "domain rules D.0", confidence = "P" }]
"#;

/// `0..count` items "1", "2", … on one scale.
fn plain_items(count: usize, values: &str) -> String {
    let mut text = format!("scale = [{{ code = \"s\", values = {values} }}]\n");
    for code in 1..=count {
        text.push_str(&format!("[[item]]\ncode = \"{code}\"\nscale = \"s\"\n"));
    }
    text
}

fn try_compile(pack: &str, items: &str, scoring: &str) -> Result<Instrument, Vec<Fault>> {
    let pack: PackToml = toml::from_str(pack).expect("pack.toml reads");
    let items: ItemsToml = toml::from_str(items).expect("items.toml reads");
    let scoring: ScoringToml = toml::from_str(scoring).expect("scoring.toml reads");
    compile(&pack, &items, &scoring)
}

fn instrument(items: &str, scoring: &str) -> Instrument {
    try_compile(PACK, items, scoring).expect("the definition is sound")
}

fn answers(instrument: &Instrument, values: &[Option<f64>]) -> Answers {
    Answers::from_values(instrument, values).expect("the answers fit")
}

fn values(list: &[i32]) -> Vec<Option<f64>> {
    // −1 stands for a blank.
    list.iter().map(|value| (*value != -1).then_some(f64::from(*value))).collect()
}

fn outcome(instrument: &Instrument, list: &[i32]) -> Outcome {
    score(instrument, &answers(instrument, &values(list)), &Subject::default(), &Options::default())
}

fn score_of(instrument: &Instrument, outcome: &Outcome, code: &str) -> Option<f64> {
    outcome.scores[instrument.score_index(code).expect("the score exists")]
}

fn level<'a>(instrument: &'a Instrument, outcome: &Outcome) -> (Option<&'a str>, bool) {
    (outcome.level_code(instrument, 0), outcome.decisions[0].certain)
}

fn flags(instrument: &Instrument, outcome: &Outcome) -> Vec<String> {
    outcome.flag_texts(instrument).map(str::to_owned).collect()
}

/// Runs worked cases written as in `cases.toml`.
fn check_cases(instrument: &Instrument, cases: &str) {
    let cases: CasesToml = toml::from_str(cases).expect("cases.toml reads");
    for case in &cases.case {
        let mismatches = run_case(instrument, case);
        assert!(mismatches.is_empty(), "{}: {mismatches:?}", case.name);
    }
}
