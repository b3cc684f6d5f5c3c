//! A sitting from the answers that are known, in whatever order they were given or changed.

use crate::cat::engine::{Engine, ResumeFault};
use crate::cat::session::{Session, Step};
use crate::score::Answer;

impl Engine {
    /// The sitting as far as the known answers carry it; `known` says the answer to a question by its place in the bank, `None` where there is
    /// none yet, `Some(None)` where the person did not want to say.
    ///
    /// An answer that was changed leads from its question on to whatever the engine asks then. Answers to questions that are not asked any more
    /// are passed over; they count again when another change leads back to them.
    ///
    /// Errors: a category that a question does not have.
    pub fn replay(&self, seed: u64, known: impl Fn(usize) -> Option<Answer>) -> Result<Session, ResumeFault> {
        let mut session = self.start(seed);
        while let Step::Ask(asked) = session.step() {
            let Some(answer) = known(asked.entry) else { break };
            session = self.answer(&session, answer)?;
        }
        Ok(session)
    }

    /// The most questions of any sitting. Unit: questions.
    pub fn longest(&self) -> usize {
        let entries = self.bank().entries();
        let mandatory = entries.iter().filter(|entry| entry.is_mandatory).count();
        self.rules().most.max(mandatory).min(entries.len())
    }
}

/// The seed of a sitting that is named by a text: the same on every machine. It is no secret and keeps none.
///
/// Source: FNV-1a with 64 bits (Fowler, Noll and Vo).
pub fn seed_of(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
