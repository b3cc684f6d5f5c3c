//! Answers as cases and command lines write them.

use anyhow::{anyhow, bail};
use xinqiao_psychometrics::definition::{CaseAnswer, CaseAnswers};
use xinqiao_psychometrics::{Answers, Instrument};

/// Answers of a worked case.
pub(super) fn answers(instrument: &Instrument, case: &CaseAnswers) -> anyhow::Result<Answers> {
    let mut answers = Answers::blank(instrument);
    let mut put = |index: usize, answer: &CaseAnswer| match answer {
        CaseAnswer::Number(value) => answers.set(instrument, index, Some(*value)),
        CaseAnswer::Text(text) => answers.read(instrument, index, text),
    };
    match case {
        CaseAnswers::List(list) => {
            for (index, answer) in list.iter().enumerate() {
                put(index, answer)?;
            }
        }
        CaseAnswers::Table(table) => {
            for (code, answer) in table {
                let index = instrument.item_index(code).ok_or_else(|| anyhow!("a case answers {code}, which is no question"))?;
                put(index, answer)?;
            }
        }
    }
    Ok(answers)
}

/// Answers of a line, `0,1,,3`: one for each question in order, nothing for a blank.
pub(super) fn of_line(instrument: &Instrument, line: &str) -> anyhow::Result<Answers> {
    let words: Vec<&str> = line.split([',', '，']).map(str::trim).collect();
    let expected = instrument.items().len();
    if words.len() != expected {
        let codes: Vec<&str> = instrument.items().iter().map(|item| item.code()).collect();
        bail!(
            "expected {expected} answers with commas between them (a blank: nothing between two commas), found {}; the questions are {}",
            words.len(),
            codes.join(", ")
        );
    }
    let mut answers = Answers::blank(instrument);
    let mut faults = Vec::new();
    for (index, word) in words.iter().enumerate() {
        faults.extend(answers.read(instrument, index, word).err().map(|fault| fault.to_string()));
    }
    if faults.is_empty() { Ok(answers) } else { bail!("{}", faults.join("\n")) }
}

/// The line of answers.
pub(super) fn line(answers: &Answers) -> String {
    let words = answers.values().iter().map(|value| value.map_or_else(String::new, |value| value.to_string()));
    words.collect::<Vec<_>>().join(",")
}
