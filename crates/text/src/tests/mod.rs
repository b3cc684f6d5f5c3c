//! Facts about the reader and the rules of the pack.

use crate::{Case, RulesToml, Triage};

mod cases;
mod facts;
mod faults;
mod properties;

const RULES: &str = concat!(
    include_str!("../../../../packs/triage/default/rules.toml"),
    "\n",
    include_str!("../../../../packs/triage/default/phrases.toml"),
    "\n",
    include_str!("../../../../packs/triage/default/cues.toml")
);
const DEV: &str = include_str!("../../../../packs/triage/default/cases-dev.jsonl");
const SECOND_LOOK: &str = include_str!("../../../../packs/triage/default/cases-second-look.jsonl");
const TEST: &str = include_str!("../../../../packs/triage/default/cases-test.jsonl");

fn rules() -> RulesToml {
    toml::from_str(RULES).unwrap()
}

fn triage() -> &'static Triage {
    static TRIAGE: std::sync::LazyLock<Triage> = std::sync::LazyLock::new(|| Triage::compile(rules()).unwrap());
    &TRIAGE
}

fn cases(part: &str) -> Vec<Case> {
    part.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
