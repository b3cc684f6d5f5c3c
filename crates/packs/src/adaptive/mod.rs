//! The adaptive form of an instrument: a bank of its questions, rules of a sitting, and what T means.

mod cases;
mod load;
mod raw;

use xinqiao_irt::cat::Engine;
use xinqiao_irt::{Answer, AnswerFault, Estimate, Table};
use xinqiao_psychometrics::Instrument;

pub(crate) use load::load;
pub use raw::{AdaptiveToml, BandToml, CalibrationToml, CaseToml, LimitToml};

/// Its rules and what T means.
pub(crate) const FILE: &str = "adaptive.toml";
/// Its parameters.
pub(crate) const BANK: &str = "bank.json";

/// One question of the bank, as the instrument knows it.
#[derive(Debug, Clone, PartialEq)]
struct Question {
    /// index of the item
    item: usize,
    /// answers by category, the lowest category first
    values: Vec<i64>,
}

/// The adaptive form of an instrument, checked.
#[derive(Debug, Clone)]
pub struct AdaptiveForm {
    raw: AdaptiveToml,
    engine: Engine,
    /// aligned with the bank
    questions: Vec<Question>,
}

impl AdaptiveForm {
    /// As the pack writes it.
    pub fn raw(&self) -> &AdaptiveToml {
        &self.raw
    }

    /// What chooses the questions.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The most questions of a sitting. Unit: questions.
    pub fn longest(&self) -> usize {
        self.engine.longest()
    }

    /// Index of the item that a question of the bank is.
    pub fn item(&self, entry: usize) -> Option<usize> {
        self.questions.get(entry).map(|question| question.item)
    }

    /// The category of an answer. `None` for an answer that the question does not know.
    pub fn category(&self, entry: usize, value: f64) -> Option<u8> {
        let values = &self.questions.get(entry)?.values;
        let at = values.iter().position(|option| (*option as f64 - value).abs() < xinqiao_psychometrics::TOLERANCE)?;
        u8::try_from(at).ok()
    }

    /// θ from answers in item order, whoever chose the questions: EAP under N(0, 1). Both forms are on one scale by it.
    ///
    /// Missing: `None` where no answer belongs to a question with parameters.
    pub fn estimate(&self, answers: &[Option<f64>]) -> Result<Option<Estimate>, AnswerFault> {
        let mut items = Vec::new();
        let mut given: Vec<Answer> = Vec::new();
        for (at, (entry, question)) in self.engine.bank().entries().iter().zip(&self.questions).enumerate() {
            let Some(item) = entry.item() else { continue };
            items.push(item.clone());
            given.push(answers.get(question.item).copied().flatten().and_then(|value| self.category(at, value)));
        }
        if given.iter().all(Option::is_none) {
            return Ok(None);
        }
        Table::new(&items, xinqiao_irt::Grid::scoring()).eap(&given).map(Some)
    }

    /// The band of the total that a T falls into, by its code. T is compared as it is told, with one decimal.
    pub fn band(&self, t: f64) -> Option<&str> {
        let told = (t * 10.0).round() / 10.0;
        let reached = self.raw.band.iter().rev().find(|band| band.t_from.is_none_or(|from| from <= told));
        reached.map(|band| band.code.as_str())
    }

    /// Whose mean is T 50, in a language.
    pub fn group(&self, language: &str) -> &str {
        self.raw.calibration.group.get(language).map_or("", String::as_str)
    }

    /// Is an item asked of everybody?
    pub fn is_mandatory(&self, item: usize) -> bool {
        let mut entries = self.engine.bank().entries().iter().zip(&self.questions);
        entries.any(|(entry, question)| question.item == item && entry.is_mandatory)
    }

    /// Items of the bank, by index, in its order.
    pub fn items(&self) -> impl Iterator<Item = usize> {
        self.questions.iter().map(|question| question.item)
    }
}

/// Does some band of the total have this code, and the same attention for everybody?
fn is_band(instrument: &Instrument, code: &str) -> bool {
    let Some(total) = instrument.total() else { return false };
    let mut found = instrument.bands().iter().filter(|band| band.score() == total && band.code() == code);
    let Some(first) = found.next() else { return false };
    found.all(|band| band.attention() == first.attention())
}
