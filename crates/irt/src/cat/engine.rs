//! Begins, goes on, ends, takes up again.

use thiserror::Error;

use crate::cat::bank::{Bank, Scale};
use crate::cat::rules::{Rules, RulesFault, Selection};
use crate::cat::select::choose;
use crate::cat::session::{Asked, Done, Given, Session, Step};
use crate::cat::stop::reason;
use crate::grid::{Grid, GridFault};
use crate::score::{Answer, AnswerFault, Table, moments, normalise};

/// Points of the grid on which θ is estimated: 81 from −4 to 4.
const POINTS: usize = 81;

/// A bank under rules.
#[derive(Debug, Clone)]
pub struct Engine {
    bank: Bank,
    rules: Rules,
    table: Table,
    /// questions everybody is asked, in the order of the bank
    mandatory: Vec<usize>,
    /// what each question tells at each point of the grid; empty where the rules do not ask
    informations: Vec<f64>,
}

/// Why an engine cannot be made.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum EngineFault {
    /// The rules make no sense.
    #[error(transparent)]
    Rules(#[from] RulesFault),
    /// The prior makes no sense.
    #[error(transparent)]
    Grid(#[from] GridFault),
}

/// Why a sitting cannot go on.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ResumeFault {
    /// The answers end later than the test.
    #[error("answer {number}: the test had ended before it")]
    Ended {
        /// Which answer, from 1.
        number: usize,
    },
    /// The engine would have asked something else: bank or rules are not those of the sitting.
    #[error("answer {number}: expected an answer to question {expected}, found one to {found}")]
    NotAsked {
        /// Which answer, from 1.
        number: usize,
        /// What the engine asks.
        expected: String,
        /// What was answered.
        found: String,
    },
    /// A category that the question does not have.
    #[error("answer {number}: {fault}")]
    Answer {
        /// Which answer, from 1.
        number: usize,
        /// What is wrong.
        fault: AnswerFault,
    },
}

impl Engine {
    /// Gets everything ready for any number of sittings.
    ///
    /// Errors: rules that make no sense for the bank.
    pub fn new(bank: Bank, rules: Rules) -> Result<Self, EngineFault> {
        rules.check(&bank)?;
        let grid = Grid::new(-4.0, 4.0, POINTS, rules.prior)?;
        let mut table = Table::new(&[], grid);
        for entry in bank.entries() {
            match &entry.scale {
                Scale::Item(item) => table.push(item),
                Scale::Silent { id, categories } => table.push_silent(id, *categories),
            }
        }
        let mandatory = bank.entries().iter().enumerate().filter(|(_, entry)| entry.is_mandatory).map(|(at, _)| at).collect();
        let mut informations = Vec::new();
        if rules.selection == Selection::PosteriorInformation {
            for entry in bank.entries() {
                let at = |point: &f64| entry.item().map_or(0.0, |item| item.information(*point));
                informations.extend(table.grid().points().iter().map(at));
            }
        }
        Ok(Self { bank, rules, table, mandatory, informations })
    }

    /// The bank.
    pub fn bank(&self) -> &Bank {
        &self.bank
    }

    /// The rules.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    pub(crate) fn grid(&self) -> &Grid {
        self.table.grid()
    }

    /// What a question tells at each point of the grid, where the rules ask for it.
    pub(crate) fn informations(&self, entry: usize) -> &[f64] {
        self.informations.get(entry * POINTS..(entry + 1) * POINTS).unwrap_or(&[])
    }

    /// A new sitting. The seed decides wherever chance does; keep it with the answers.
    pub fn start(&self, seed: u64) -> Session {
        let logs = self.grid().log_weights().to_vec();
        let mut weights = logs.clone();
        normalise(&mut weights);
        let estimate = moments(self.grid(), &weights);
        let step = Step::Ask(Asked { entry: 0, is_mandatory: false });
        let mut session = Session { seed, given: Vec::new(), aside: Vec::new(), estimate, logs, weights, step };
        session.step = self.next(&mut session);
        session
    }

    /// The sitting after an answer to the question that waits; `None` where the person did not want to say.
    ///
    /// Errors: nothing waits, or the question has no such category. The sitting is then as it was.
    pub fn answer(&self, session: &Session, answer: Answer) -> Result<Session, ResumeFault> {
        let number = session.given.len() + 1;
        let Step::Ask(asked) = session.step else { return Err(ResumeFault::Ended { number }) };
        let mut next = session.clone();
        if let Some(category) = answer {
            self.table.add(asked.entry, category, &mut next.logs).map_err(|fault| ResumeFault::Answer { number, fault })?;
            next.weights.copy_from_slice(&next.logs);
            normalise(&mut next.weights);
            next.estimate = moments(self.grid(), &next.weights);
        }
        next.given.push(Given { entry: asked.entry, answer });
        next.step = self.next(&mut next);
        Ok(next)
    }

    /// The sitting that these answers lead to: as if it had never been interrupted.
    ///
    /// Errors: an answer that does not belong to the question which the engine asks at this point, or that comes after the end.
    pub fn resume(&self, seed: u64, answers: &[(&str, Answer)]) -> Result<Session, ResumeFault> {
        let mut session = self.start(seed);
        for (at, (id, answer)) in answers.iter().enumerate() {
            let Step::Ask(asked) = session.step else { return Err(ResumeFault::Ended { number: at + 1 }) };
            let expected = self.bank.entries()[asked.entry].id();
            if expected != *id {
                return Err(ResumeFault::NotAsked { number: at + 1, expected: expected.to_owned(), found: (*id).to_owned() });
            }
            session = self.answer(&session, *answer)?;
        }
        Ok(session)
    }

    /// The one place where a sitting ends: never while a mandatory question is open.
    fn next(&self, session: &mut Session) -> Step {
        let mut open = self.mandatory.iter().copied().filter(|entry| !session.has(*entry));
        let waiting = open.next();
        let left = open.count() + usize::from(waiting.is_some());
        let reason = reason(self, session, left);
        let is_due = self.rules.mandatory_after.is_some_and(|after| session.given.len() >= after);
        match (waiting, reason) {
            (Some(entry), Some(_)) => Step::Ask(Asked { entry, is_mandatory: true }),
            (Some(entry), None) if is_due => Step::Ask(Asked { entry, is_mandatory: true }),
            (None, Some(reason)) => Step::Done(Done { reason, estimate: session.estimate }),
            (_, None) => {
                let entry = choose(self, session);
                Step::Ask(Asked { entry, is_mandatory: self.bank.entries()[entry].is_mandatory })
            }
        }
    }
}
