//! The same questions for everybody: when there is no engine, and when an engine cannot go on.

use thiserror::Error;

use crate::cat::bank::Bank;
use crate::cat::engine::{Engine, ResumeFault};
use crate::cat::session::Session;
use crate::grid::Grid;
use crate::item::Item;
use crate::score::{Answer, AnswerFault, Estimate, Table};

/// Questions in an order. It needs no parameters; with them θ is estimated all the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    ids: Vec<String>,
    items: Vec<Item>,
}

/// Why questions are no form.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FormFault {
    /// There is no question.
    #[error("a form without questions")]
    Empty,
    /// A question twice.
    #[error("question {0} stands in the form twice: expected each once")]
    Twice(String),
    /// A mandatory question of the test is missing.
    #[error("question {0} is mandatory: put it into the form")]
    Mandatory(String),
}

impl Form {
    /// Questions in their order. `mandatory` names those that must be among them.
    ///
    /// Errors: none, one twice, a mandatory one missing.
    pub fn new(ids: Vec<String>, mandatory: &[&str]) -> Result<Self, FormFault> {
        if ids.is_empty() {
            return Err(FormFault::Empty);
        }
        if let Some((_, twice)) = ids.iter().enumerate().find(|(at, id)| ids[..*at].contains(id)) {
            return Err(FormFault::Twice(twice.clone()));
        }
        if let Some(missing) = mandatory.iter().find(|id| !ids.iter().any(|have| have == *id)) {
            return Err(FormFault::Mandatory((*missing).to_owned()));
        }
        Ok(Self { ids, items: Vec::new() })
    }

    /// The same with the parameters of a bank, for [`Self::estimate`].
    ///
    /// Errors: the form lacks a mandatory question of the bank.
    pub fn with_bank(self, bank: &Bank) -> Result<Self, FormFault> {
        let mandatory: Vec<&str> = bank.entries().iter().filter(|entry| entry.is_mandatory).map(|entry| entry.id()).collect();
        let form = Self::new(self.ids, &mandatory)?;
        Ok(Self { items: bank.entries().iter().filter_map(|entry| entry.item().cloned()).collect(), ..form })
    }

    /// The questions.
    pub fn ids(&self) -> &[String] {
        &self.ids
    }

    /// The first question that was not asked yet. Answers may come from an adaptive test that could not go on.
    pub fn next(&self, answers: &[(&str, Answer)]) -> Option<&str> {
        self.ids.iter().map(String::as_str).find(|id| !answers.iter().any(|(have, _)| have == id))
    }

    /// EAP under N(0, 1) from the answers to questions with parameters.
    /// Missing: `None` where no answer belongs to one.
    ///
    /// Errors: a category that a question does not have.
    pub fn estimate(&self, answers: &[(&str, Answer)]) -> Result<Option<Estimate>, AnswerFault> {
        let answer = |item: &Item| answers.iter().find(|(id, _)| *id == item.id()).and_then(|(_, answer)| *answer);
        let given: Vec<Answer> = self.items.iter().map(answer).collect();
        if given.iter().all(Option::is_none) {
            return Ok(None);
        }
        Table::new(&self.items, Grid::scoring()).eap(&given).map(Some)
    }
}

/// How a sitting goes on.
#[derive(Debug, Clone, PartialEq)]
pub enum Sitting {
    /// As an adaptive test.
    Adaptive(Session),
    /// With the form: its next question, or nothing when all were asked.
    Fixed {
        /// The question.
        next: Option<String>,
        /// Why not adaptively; nothing when there is no engine at all.
        why: Option<ResumeFault>,
    },
}

/// Takes a sitting up from its answers: adaptively where engine and answers fit each other, otherwise with the form.
pub fn take_up(engine: Option<&Engine>, form: &Form, seed: u64, answers: &[(&str, Answer)]) -> Sitting {
    let why = match engine.map(|engine| engine.resume(seed, answers)) {
        Some(Ok(session)) => return Sitting::Adaptive(session),
        Some(Err(fault)) => Some(fault),
        None => None,
    };
    Sitting::Fixed { next: form.next(answers).map(str::to_owned), why }
}
