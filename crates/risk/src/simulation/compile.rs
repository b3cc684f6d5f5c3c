//! From the written form to sound assumptions, or to the list of their faults.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use super::{Scenario, ScenarioToml, Simulation, SimulationToml, ToldToml};
use crate::calibration::Attribute;
use crate::{Fault, KindId, Model};

/// More are no city's.
const MOST_PEOPLE: u32 = 1_000_000;
const MOST_DAYS: u32 = 3_650;
/// Log-odds and logarithms beyond say nothing more.
const WIDEST: f64 = 20.0;
/// How far the shares of a `by` may be from 1.
const CLOSE: f64 = 1e-9;

pub(super) fn compile(raw: SimulationToml, model: &Model) -> Result<Simulation, Vec<Fault>> {
    let mut check = Check { model, faults: Vec::new() };
    check.head(&raw);
    check.groups(&raw);
    let kinds = check.told(&raw.told);
    let scenarios = raw.scenarios.iter().map(|scenario| check.scenario(&raw, scenario)).collect();
    check.codes("scenario", raw.scenarios.iter().map(|scenario| scenario.code.as_str()));
    if check.faults.is_empty() { Ok(Simulation { kinds, scenarios, raw }) } else { Err(check.faults) }
}

struct Check<'a> {
    model: &'a Model,
    faults: Vec<Fault>,
}

impl Check<'_> {
    fn fault(&mut self, key: impl Display, expected: impl Display, found: impl Display) {
        self.faults.push(Fault { key: key.to_string(), expected: expected.to_string(), found: found.to_string() });
    }

    fn number(&mut self, key: impl Display, found: f64, low: f64, high: f64) {
        if !(low..=high).contains(&found) {
            self.fault(key, format!("a number from {low} to {high}"), found);
        }
    }

    fn codes<'b>(&mut self, key: &str, codes: impl Iterator<Item = &'b str>) {
        let mut seen = BTreeSet::new();
        let mut any = false;
        for code in codes {
            any = true;
            if code.is_empty() || !seen.insert(code) {
                self.fault(format!("{key}.{code}"), "every code once", code);
            }
        }
        if !any {
            self.fault(key, "one at least", "none");
        }
    }

    fn head(&mut self, raw: &SimulationToml) {
        self.number("people", f64::from(raw.people), 1.0, f64::from(MOST_PEOPLE));
        self.number("look_back_days", f64::from(raw.look_back_days), 1.0, f64::from(MOST_DAYS));
        self.number("need.spread", raw.need.spread, 0.0, WIDEST);
        self.number("outcome.intercept", raw.outcome.intercept, -WIDEST, WIDEST);
        self.number("outcome.slope", raw.outcome.slope, -WIDEST, WIDEST);
        if raw.sources.is_empty() || raw.outcome.source.trim().is_empty() {
            self.fault("source", "where the numbers come from", "nothing");
        }
    }

    fn groups(&mut self, raw: &SimulationToml) {
        for by in Attribute::ALL {
            let of = || raw.groups.iter().filter(move |group| group.by == by);
            self.codes("group", of().map(|group| group.label.as_str()));
            for group in of() {
                self.number(format!("group.{}.share", group.label), group.share, 0.0, 1.0);
                self.number(format!("group.{}.need", group.label), group.need, -WIDEST, WIDEST);
            }
            let sum: f64 = of().map(|group| group.share).sum();
            if CLOSE < (sum - 1.0).abs() {
                self.fault("group.share", "shares of one `by` that add up to 1", sum);
            }
        }
    }

    fn told(&mut self, told: &[ToldToml]) -> Vec<KindId> {
        self.codes("told", told.iter().map(|told| told.kind.as_str()));
        let mut kinds = Vec::new();
        for one in told {
            let key = |field: &str| format!("told.{}.{field}", one.kind);
            self.number(key("base"), one.base, -WIDEST, 5.0);
            self.number(key("slope"), one.slope, -WIDEST, WIDEST);
            self.number(key("effect"), one.effect, -WIDEST, WIDEST);
            if let Some(reading) = &one.reading {
                self.number(key("reading.noise"), reading.noise, 0.0, WIDEST);
                for step in &reading.steps {
                    self.number(key("reading.steps.permille"), f64::from(step.permille), 0.0, 1000.0);
                }
                if !reading.steps.iter().map(|step| step.from).is_sorted_by(|one, next| one < next) {
                    self.fault(key("reading.steps.from"), "rising numbers", "another order");
                }
            }
            match self.model.kind_id(&one.kind) {
                Some(kind) => kinds.push(kind),
                None => self.fault(key("kind"), "a kind of the model", &one.kind),
            }
        }
        let missing = self.model.kinds().filter(|(_, kind)| told.iter().all(|one| one.kind != kind.code));
        let missing: Vec<String> = missing.map(|(_, kind)| kind.code.clone()).collect();
        for code in missing {
            self.fault(format!("told.{code}"), "how often each kind of the model comes to be known", "nothing");
        }
        kinds
    }

    fn scenario(&mut self, raw: &SimulationToml, scenario: &ScenarioToml) -> Scenario {
        let (mut heard, mut rumoured) = (BTreeMap::new(), BTreeMap::new());
        let key = |field: &str| format!("scenario.{}.{field}", scenario.code);
        let place = |code: &str| raw.told.iter().position(|told| told.kind == code);
        for one in &scenario.heard {
            self.number(key("heard.share"), one.share, 0.0, 1.0);
            let Some(group) = self.group(raw, &key("heard"), one.by, &one.label) else { continue };
            let all = 0..raw.told.len();
            let of: Vec<usize> = if one.kinds.is_empty() {
                all.collect()
            } else {
                one.kinds.iter().filter_map(|code| self.kind(&key("heard.kinds"), code, place(code))).collect()
            };
            heard.extend(of.into_iter().map(|at| ((at, group), one.share)));
        }
        for one in &scenario.rumoured {
            self.number(key("rumoured.pieces"), one.pieces, 0.0, 10.0);
            let Some(group) = self.group(raw, &key("rumoured"), one.by, &one.label) else { continue };
            let Some(at) = self.kind(&key("rumoured.kind"), &one.kind, place(&one.kind)) else { continue };
            if raw.told.get(at).is_some_and(|told| told.reading.is_some()) {
                self.fault(key("rumoured.kind"), "a kind without a reading", &one.kind);
            }
            rumoured.insert((at, group), one.pieces);
        }
        Scenario { heard, rumoured }
    }

    fn group(&mut self, raw: &SimulationToml, key: &str, by: Attribute, label: &str) -> Option<usize> {
        let found = raw.groups.iter().position(|group| group.by == by && group.label == label);
        if found.is_none() {
            self.fault(key, "a group of this file", label);
        }
        found
    }

    fn kind(&mut self, key: &str, code: &str, found: Option<usize>) -> Option<usize> {
        if found.is_none() {
            self.fault(key, "a kind under `told`", code);
        }
        found
    }
}
