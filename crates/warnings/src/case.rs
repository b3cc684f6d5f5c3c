//! Worked cases of a rule pack: `cases.toml`. They run as tests wherever the pack is read.

use jiff::Timestamp;

use crate::facts::Facts;
use crate::rule::Fault;
use crate::{Code, Level, Step, Timetable, signals_from};

/// A whole file of cases.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CasesToml {
    #[serde(default, rename = "signal")]
    pub signals: Vec<SignalCase>,
    #[serde(default, rename = "clock")]
    pub clocks: Vec<ClockCase>,
}

/// Facts in, signals out: exactly these, in the order of the rules.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignalCase {
    pub name: String,
    pub source: String,
    pub facts: Facts,
    /// Left out: no signal.
    #[serde(default)]
    pub expect: Vec<ExpectedSignal>,
}

/// A signal that must be raised.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedSignal {
    pub code: Code,
    pub level: Level,
}

/// A step whose clock starts at an instant, and until when it is due.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockCase {
    pub name: String,
    pub source: String,
    pub level: Level,
    pub step: Step,
    /// With its offset, e.g. `2026-11-23T10:00:00+08:00`.
    pub from: Timestamp,
    pub due: Timestamp,
}

impl CasesToml {
    /// How many cases the file holds.
    pub const fn count(&self) -> usize {
        self.signals.len() + self.clocks.len()
    }

    /// Runs every case; the key of a fault is the case's name.
    pub fn run(&self, time: &Timetable<'_>) -> Vec<Fault> {
        let signals = self.signals.iter().flat_map(|case| run_case(case, time));
        let clocks = self.clocks.iter().flat_map(|case| case.run(time));
        signals.chain(clocks).collect()
    }
}

/// Runs one signal case.
pub fn run_case(case: &SignalCase, time: &Timetable<'_>) -> Vec<Fault> {
    let found: Vec<ExpectedSignal> = signals_from(time.rules, &case.facts)
        .into_iter()
        .map(|draft| ExpectedSignal { code: draft.rule.rule, level: draft.proposed })
        .collect();
    if found == case.expect {
        return Vec::new();
    }
    vec![Fault { key: format!("signal case {}", case.name), expected: list(&case.expect), found: list(&found) }]
}

impl ClockCase {
    /// Runs this case.
    pub fn run(&self, time: &Timetable<'_>) -> Option<Fault> {
        let found = time.due(self.level, self.step, self.from);
        (found != self.due).then(|| Fault {
            key: format!("clock case {}", self.name),
            expected: self.due.to_string(),
            found: found.to_string(),
        })
    }
}

fn list(signals: &[ExpectedSignal]) -> String {
    if signals.is_empty() {
        return "no signal".to_owned();
    }
    signals.iter().map(|signal| format!("{} {}", signal.level, signal.code)).collect::<Vec<_>>().join(", ")
}
