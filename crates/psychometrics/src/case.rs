//! Worked cases of a pack, run as tests.

use crate::definition::{Case, CaseAnswer, CaseAnswers};
use crate::{Answers, Instrument, Options, Outcome, Subject, TOLERANCE, score};

/// A difference between what a case expects and what is computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{key}: expected {expected}, found {found}")]
pub struct Mismatch {
    /// What differs, for example `scores.total`.
    pub key: String,
    /// What the case says.
    pub expected: String,
    /// What is computed.
    pub found: String,
}

/// Scores a worked case and compares; empty when everything agrees.
pub fn run_case(instrument: &Instrument, case: &Case) -> Vec<Mismatch> {
    let mut mismatches = Mismatches(Vec::new());
    let answers = mismatches.read(instrument, case);
    if !mismatches.0.is_empty() {
        return mismatches.0;
    }
    let subject = Subject { sex: case.sex, age: case.age, setting: case.setting.as_deref() };
    let options = Options { prorate: case.prorate, seconds: case.seconds };
    let outcome = score(instrument, &answers, &subject, &options);
    mismatches.ranges(instrument, &outcome);
    mismatches.scores(instrument, case, &outcome);
    mismatches.grades(instrument, case, &outcome);
    mismatches.lists(instrument, case, &outcome);
    mismatches.0
}

struct Mismatches(Vec<Mismatch>);

impl Mismatches {
    fn add(&mut self, key: impl Into<String>, expected: impl Into<String>, found: impl Into<String>) {
        self.0.push(Mismatch { key: key.into(), expected: expected.into(), found: found.into() });
    }

    fn compare(&mut self, key: impl Into<String>, expected: &str, found: Option<&str>) {
        if found != Some(expected) {
            self.add(key, expected, found.unwrap_or("nothing"));
        }
    }

    fn read(&mut self, instrument: &Instrument, case: &Case) -> Answers {
        let mut answers = Answers::blank(instrument);
        match &case.answers {
            CaseAnswers::List(list) if list.len() != instrument.items().len() => {
                self.add("answers", format!("{} answers", instrument.items().len()), list.len().to_string());
            }
            CaseAnswers::List(list) => {
                for (index, answer) in list.iter().enumerate() {
                    self.put(instrument, &mut answers, index, answer);
                }
            }
            CaseAnswers::Table(table) => {
                for (code, answer) in table {
                    match instrument.item_index(code) {
                        Some(index) => self.put(instrument, &mut answers, index, answer),
                        None => self.add(format!("answers.{code}"), "the code of an item", format!("{code:?}")),
                    }
                }
            }
        }
        answers
    }

    fn put(&mut self, instrument: &Instrument, answers: &mut Answers, index: usize, answer: &CaseAnswer) {
        let outcome = match answer {
            CaseAnswer::Number(value) => answers.set(instrument, index, Some(*value)),
            CaseAnswer::Text(text) => answers.read(instrument, index, text),
        };
        if let Err(fault) = outcome {
            let code = instrument.items().get(index).map_or("", |item| item.code());
            self.add(format!("answers.{code}"), "an answer that the item takes", fault.to_string());
        }
    }

    /// No computed score may leave its declared range.
    fn ranges(&mut self, instrument: &Instrument, outcome: &Outcome) {
        for (score, value) in instrument.scores().iter().zip(&outcome.scores) {
            if let (Some([lowest, highest]), Some(value)) = (score.range(), value)
                && !(lowest - TOLERANCE..=highest + TOLERANCE).contains(value)
            {
                self.add(format!("scores.{}", score.code()), format!("a value in [{lowest}, {highest}]"), value.to_string());
            }
        }
    }

    fn scores(&mut self, instrument: &Instrument, case: &Case, outcome: &Outcome) {
        let value_of = |code: &str| instrument.score_index(code).map(|index| outcome.scores.get(index).copied().flatten());
        for (code, expected) in &case.expect.scores {
            let key = format!("scores.{code}");
            match value_of(code) {
                None => self.add(key, "the code of a score", format!("{code:?}")),
                Some(None) => self.add(key, expected.to_string(), "no value"),
                Some(Some(value)) if TOLERANCE < (value - expected).abs() => {
                    self.add(key, expected.to_string(), value.to_string());
                }
                Some(Some(_)) => {}
            }
        }
        for code in &case.expect.none {
            match value_of(code) {
                None => self.add(format!("none.{code}"), "the code of a score", format!("{code:?}")),
                Some(None) => {}
                Some(Some(value)) => self.add(format!("none.{code}"), "no value", value.to_string()),
            }
        }
    }

    fn grades(&mut self, instrument: &Instrument, case: &Case, outcome: &Outcome) {
        if let Some(expected) = &case.expect.band {
            self.compare("band", expected, Some(&outcome.band_column(instrument)));
        }
        for (code, expected) in &case.expect.bands {
            let found = instrument.score_index(code).and_then(|index| outcome.band_code(instrument, index));
            self.compare(format!("bands.{code}"), expected, found);
        }
        for (code, expected) in &case.expect.rules {
            let held = instrument.rules().position(|rule| rule == code).and_then(|index| outcome.rules.get(index));
            let found = match held {
                None => "no such rule",
                Some(None) => "unknown",
                Some(Some(true)) => "true",
                Some(Some(false)) => "false",
            };
            self.compare(format!("rules.{code}"), if *expected { "true" } else { "false" }, Some(found));
        }
        for (code, expected) in &case.expect.decisions {
            let index = instrument.decisions().iter().position(|decision| decision.code() == code);
            let found = index.and_then(|index| outcome.level_code(instrument, index));
            self.compare(format!("decisions.{code}"), expected, found);
        }
    }

    fn lists(&mut self, instrument: &Instrument, case: &Case, outcome: &Outcome) {
        if let Some(expected) = &case.expect.critical {
            let item = |index: usize| instrument.items().get(index).map_or("", |item| item.code());
            self.same("critical", expected, outcome.critical.iter().map(|hit| item(hit.item)));
        }
        if let Some(expected) = &case.expect.flags {
            self.same("flags", expected, outcome.flag_texts(instrument));
        }
        let truths = [("complete", case.expect.complete, outcome.complete), ("prorated", case.expect.prorated, outcome.prorated)];
        for (key, expected, found) in truths {
            if let Some(expected) = expected {
                self.compare(key, &expected.to_string(), Some(&found.to_string()));
            }
        }
    }

    /// Both lists hold the same words, in any order.
    fn same<'a>(&mut self, key: &str, expected: &[String], found: impl Iterator<Item = &'a str>) {
        let mut expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        let mut found: Vec<&str> = found.collect();
        expected.sort_unstable();
        expected.dedup();
        found.sort_unstable();
        found.dedup();
        if expected != found {
            self.add(key, format!("{expected:?}"), format!("{found:?}"));
        }
    }
}
