//! Where somebody stands in a sitting, from the key of the draft and the answers so far.

use xinqiao_irt::cat::{Reason, Session, Step, seed_of};
use xinqiao_irt::{Answer, Estimate};
use xinqiao_packs::{AdaptiveForm, InstrumentPack};

use crate::{AppError, Result};

/// A sitting: a value that follows from bank, key and answers, so that every device of the person asks the same.
#[derive(Debug, Clone)]
pub struct Sitting<'a> {
    pack: &'a InstrumentPack,
    form: &'a AdaptiveForm,
    session: Session,
}

impl<'a> Sitting<'a> {
    /// The sitting under a submission key; answers in item order. `None` for a pack without an adaptive form.
    ///
    /// Answers to questions that the present answers do not lead to are passed over, and count again when a change leads back to them.
    ///
    /// Errors: `Invalid` on `answers` for an answer that a question does not know.
    pub fn of(pack: &'a InstrumentPack, key: &str, answers: &[Option<f64>]) -> Result<Option<Self>> {
        let Some(form) = pack.adaptive() else { return Ok(None) };
        let given = |entry: usize| form.item(entry).and_then(|item| answers.get(item).copied().flatten());
        let strange = (0..form.engine().bank().entries().len())
            .find_map(|entry| given(entry).filter(|value| form.category(entry, *value).is_none()));
        if let Some(value) = strange {
            return Err(AppError::field("answers", "fault-answers", value.to_string()));
        }
        let known = |entry: usize| -> Option<Answer> { given(entry).map(|value| form.category(entry, value)) };
        let session = form.engine().replay(seed_of(key), known);
        let session = session.map_err(|fault| AppError::field("answers", "fault-answers", fault.to_string()))?;
        Ok(Some(Self { pack, form, session }))
    }

    /// Items that were asked and have an answer, in the order in which they were asked.
    pub fn asked(&self) -> Vec<usize> {
        self.session.given().iter().filter_map(|given| self.form.item(given.entry)).collect()
    }

    /// The item that is asked next; `None` when the sitting is over.
    pub fn next(&self) -> Option<usize> {
        match self.session.step() {
            Step::Ask(asked) => self.form.item(asked.entry),
            Step::Done(_) => None,
        }
    }

    /// The item at a place of the sitting, from 1: one that was answered, or the one that waits.
    pub fn item_at(&self, number: usize) -> Option<usize> {
        let asked = self.asked();
        let place = number.checked_sub(1)?;
        if place == asked.len() { self.next() } else { asked.get(place).copied() }
    }

    /// The place of the question that waits, or of the last one when the sitting is over; from 1.
    pub fn open(&self) -> usize {
        let answered = self.session.given().len();
        if self.next().is_some() { answered + 1 } else { answered.max(1) }
    }

    /// The most questions that it can have.
    pub fn longest(&self) -> usize {
        self.form.longest()
    }

    /// Why it ended, and θ; `None` while it goes on.
    pub fn end(&self) -> Option<(&'static str, Estimate)> {
        match self.session.step() {
            Step::Ask(_) => None,
            Step::Done(done) => Some((word(done.reason), done.estimate)),
        }
    }

    /// Only the answers to questions that were asked, in item order.
    pub fn answers(&self, answers: &[Option<f64>]) -> Vec<Option<f64>> {
        let asked = self.asked();
        let of = |item: usize| answers.get(item).copied().flatten().filter(|_| asked.contains(&item));
        (0..self.pack.instrument().items().len()).map(of).collect()
    }

    /// Codes of the items that were asked, in their order.
    pub(crate) fn codes(&self) -> Vec<String> {
        let items = self.pack.instrument().items();
        self.asked().into_iter().filter_map(|item| Some(items.get(item)?.code().to_owned())).collect()
    }
}

/// The reason as it is kept.
const fn word(reason: Reason) -> &'static str {
    match reason {
        Reason::Precise => "precise",
        Reason::Most => "most",
        Reason::NothingToLearn => "nothing_to_learn",
        Reason::Exhausted => "exhausted",
    }
}
