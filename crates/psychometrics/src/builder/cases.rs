//! Test cases of a draft: answers and what has to come out, and whether they reach every bound of a band.

use std::collections::BTreeMap;

use super::DraftFault;
use super::definition::Making;
use super::draft::field;
use crate::definition::{Case, CaseAnswer, CaseAnswers, ExpectToml, Method};
use crate::{Answers, Instrument, Options, Subject, TOLERANCE, run_case, score};

impl Making<'_> {
    /// The cases: `0 1 2 - 3` in the order of the questions, `total=6`, `total=calm`.
    pub(super) fn cases(&mut self) {
        for row in self.draft.rows("t") {
            let name = match self.draft.cell("t", row, "name") {
                "" => row.to_string(),
                name => name.to_owned(),
            };
            let answers = self.answers(row);
            let scores = self.pairs(&field("t", row, "scores"));
            let mut expected = BTreeMap::new();
            for (code, value) in scores {
                match value.parse::<f64>() {
                    Ok(value) => drop(expected.insert(code, value)),
                    Err(_) => self.fault(field("t", row, "scores"), "expected", value),
                }
            }
            let bands = self.pairs(&field("t", row, "bands")).into_iter().collect();
            if expected.is_empty() {
                self.fault(field("t", row, "scores"), "expected", "");
            }
            self.cases.case.push(Case {
                name,
                answers: CaseAnswers::List(answers),
                sex: None,
                age: None,
                setting: None,
                seconds: None,
                prorate: false,
                expect: ExpectToml { scores: expected, bands, ..ExpectToml::default() },
                source: Some(self.draft.text("source").to_owned()),
            });
        }
        if self.cases.case.is_empty() {
            self.fault("t1_answers", "no-case", "");
        }
    }

    fn answers(&mut self, row: usize) -> Vec<CaseAnswer> {
        let typed = self.draft.cell("t", row, "answers").to_owned();
        let words: Vec<&str> = typed.split([' ', ',', '，', '\n']).filter(|word| !word.is_empty()).collect();
        let asked = self.items.item.len();
        if words.len() != asked {
            self.fault(field("t", row, "answers"), "answers", format!("{} / {asked}", words.len()));
        }
        let answer = |word: &str| match word.parse::<f64>() {
            Ok(number) => Some(CaseAnswer::Number(number)),
            Err(_) if matches!(word, "-" | "_") => Some(CaseAnswer::Text(String::new())),
            Err(_) => None,
        };
        let mut read = Vec::new();
        for word in words {
            match answer(word) {
                Some(answer) => read.push(answer),
                None => self.fault(field("t", row, "answers"), "answer", word),
            }
        }
        read
    }

    /// `code=value` several times.
    fn pairs(&mut self, name: &str) -> Vec<(String, String)> {
        let typed = self.draft.text(name).to_owned();
        let mut pairs = Vec::new();
        for word in typed.split([' ', ',', '，', '\n']).filter(|word| !word.is_empty()) {
            match word.split_once('=').filter(|(code, value)| !code.is_empty() && !value.is_empty()) {
                Some((code, value)) => pairs.push((code.to_owned(), value.to_owned())),
                None => self.fault(name, "expected", word),
            }
        }
        pairs
    }
}

/// Runs the cases, and looks whether a passing one stands at the lower bound of each band.
///
/// At the bound means: the score is not below it and less than one step above it. A step is 1 for a sum, and 1 through the number of
/// questions for a mean. The case has to say that it expects the band.
pub(super) fn run(instrument: &Instrument, making: &Making<'_>) -> Vec<DraftFault> {
    let mut faults = Vec::new();
    let mut passed: Vec<(&Case, Vec<Option<f64>>)> = Vec::new();
    for (row, case) in making.draft.rows("t").into_iter().zip(&making.cases.case) {
        let wrong = run_case(instrument, case);
        for mismatch in &wrong {
            let column = if mismatch.key.starts_with("answers") {
                "answers"
            } else if mismatch.key.starts_with("band") {
                "bands"
            } else {
                "scores"
            };
            let found = format!("{}: {} ≠ {}", mismatch.key, mismatch.expected, mismatch.found);
            faults.push(DraftFault::new(field("t", row, column), "case", found));
        }
        if wrong.is_empty() {
            passed.push((case, values(instrument, case)));
        }
    }
    for block in &making.scoring.bands {
        let Some(index) = instrument.score_index(&block.score) else { continue };
        let step = making.scoring.score.iter().find(|score| score.code == block.score).map_or(1.0, |score| match &score.of {
            Some(crate::definition::TermsToml::List(of)) if score.method == Method::Mean && !of.is_empty() => {
                1.0 / of.len() as f64
            }
            _ => 1.0,
        });
        for band in &block.band {
            let is_there = passed.iter().any(|(case, values)| {
                let value = values.get(index).copied().flatten();
                let expects = case.expect.bands.get(&block.score) == Some(&band.code);
                expects && value.is_some_and(|value| band.from - TOLERANCE <= value && value < band.from + step - TOLERANCE)
            });
            if !is_there {
                faults.push(DraftFault::new("t1_answers", "boundary", format!("{} = {}: {}", block.score, band.from, band.code)));
            }
        }
    }
    faults
}

fn values(instrument: &Instrument, case: &Case) -> Vec<Option<f64>> {
    let mut answers = Answers::blank(instrument);
    if let CaseAnswers::List(list) = &case.answers {
        for (index, answer) in list.iter().enumerate() {
            let put = match answer {
                CaseAnswer::Number(value) => answers.set(instrument, index, Some(*value)),
                CaseAnswer::Text(text) => answers.read(instrument, index, text),
            };
            if put.is_err() {
                return Vec::new();
            }
        }
    }
    score(instrument, &answers, &Subject::default(), &Options::default()).scores
}
