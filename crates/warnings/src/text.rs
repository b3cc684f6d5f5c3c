//! The words of a rule pack in one language: `text.<language>.toml`. Staff read them; residents never do.

use std::collections::{BTreeMap, BTreeSet};

use crate::rule::Fault;
use crate::{Action, Code, Dismissal, Evidence, Finding, Hearing, Level, Outcome, Party, RuleSet, SignalState, Step, What};

/// All words of a pack in one language; keys are codes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextToml {
    pub name: String,
    /// What staff should know before they act on a signal.
    pub caution: String,
    /// By code of the signal rule: why it spoke.
    pub signal: BTreeMap<Code, String>,
    pub level: BTreeMap<Level, String>,
    /// What is owed.
    pub step: BTreeMap<Step, String>,
    pub signal_state: BTreeMap<SignalState, String>,
    pub outcome: BTreeMap<Outcome, String>,
    pub dismissal: BTreeMap<Dismissal, String>,
    pub finding: BTreeMap<Finding, String>,
    pub action: BTreeMap<Action, String>,
    pub party: BTreeMap<Party, String>,
    pub hearing: BTreeMap<Hearing, String>,
    /// By [`Evidence::word`]; `{…}` are its fields.
    pub evidence: BTreeMap<String, String>,
    /// By [`What::word`]: past events in the record.
    pub event: BTreeMap<String, String>,
}

/// Keys that are missing, superfluous or empty in a language.
pub fn check_text(rules: &RuleSet, text: &TextToml) -> Vec<Fault> {
    let mut faults = Vec::new();
    let signals: Vec<&str> = rules.signals().iter().map(|rule| rule.code.as_str()).collect();
    compare(&mut faults, "signal", &signals, text.signal.iter().map(|(key, words)| (key.as_str(), words)));
    compare(&mut faults, "level", &codes(Level::ALL, |w| w.code()), text.level.iter().map(|(key, words)| (key.code(), words)));
    compare(&mut faults, "step", &codes(Step::ALL, |w| w.code()), text.step.iter().map(|(key, words)| (key.code(), words)));
    let states = codes(SignalState::ALL, |w| w.code());
    compare(&mut faults, "signal_state", &states, text.signal_state.iter().map(|(key, words)| (key.code(), words)));
    let outcomes = codes(rules.outcomes(), |w| w.code());
    compare(&mut faults, "outcome", &outcomes, text.outcome.iter().map(|(key, words)| (key.code(), words)));
    let dismissals = codes(rules.dismissals(), |w| w.code());
    compare(&mut faults, "dismissal", &dismissals, text.dismissal.iter().map(|(key, words)| (key.code(), words)));
    compare(
        &mut faults,
        "finding",
        &codes(Finding::ALL, |w| w.code()),
        text.finding.iter().map(|(key, words)| (key.code(), words)),
    );
    compare(&mut faults, "action", &codes(Action::ALL, |w| w.code()), text.action.iter().map(|(key, words)| (key.code(), words)));
    compare(&mut faults, "party", &codes(Party::ALL, |w| w.code()), text.party.iter().map(|(key, words)| (key.code(), words)));
    compare(
        &mut faults,
        "hearing",
        &codes(Hearing::ALL, |w| w.code()),
        text.hearing.iter().map(|(key, words)| (key.code(), words)),
    );
    compare(&mut faults, "evidence", Evidence::WORDS, text.evidence.iter().map(|(key, words)| (key.as_str(), words)));
    compare(&mut faults, "event", What::WORDS, text.event.iter().map(|(key, words)| (key.as_str(), words)));
    for (key, words) in [("name", &text.name), ("caution", &text.caution)] {
        if words.trim().is_empty() {
            faults.push(Fault { key: key.to_owned(), expected: "words".to_owned(), found: "nothing".to_owned() });
        }
    }
    faults
}

fn codes<T: Copy>(words: &[T], code: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    words.iter().map(|word| code(*word)).collect()
}

fn compare<'a>(faults: &mut Vec<Fault>, table: &str, expected: &[&str], found: impl Iterator<Item = (&'a str, &'a String)>) {
    let mut present = BTreeSet::new();
    for (key, words) in found {
        present.insert(key);
        if words.trim().is_empty() {
            faults.push(Fault { key: format!("{table}.{key}"), expected: "words".to_owned(), found: "nothing".to_owned() });
        }
        if !expected.contains(&key) {
            faults.push(Fault {
                key: format!("{table}.{key}"),
                expected: "a key of the rules".to_owned(),
                found: "an unknown key".to_owned(),
            });
        }
    }
    for key in expected.iter().filter(|key| !present.contains(**key)) {
        faults.push(Fault { key: format!("{table}.{key}"), expected: "words".to_owned(), found: "no key".to_owned() });
    }
}
