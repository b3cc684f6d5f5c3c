//! Instruments as data: scoring, bands, critical items, validity, reliability; no I/O.
//!
//! A pack's files are read into [`definition`] structs, [`compile()`] turns them into an [`Instrument`] or names every fault,
//! [`Answers`] checks what a person answered, and [`score()`] (or [`score_into`] with a reused buffer) gives the [`Outcome`].
//! [`Summary`] streams over many outcomes: mean, standard deviation, Cronbach's alpha, counts of bands and critical answers.

#![warn(missing_docs)]

pub mod builder;
pub mod definition;
pub mod rescore;
pub mod retest;
pub mod validity;

mod answers;
mod attention;
mod band;
mod case;
mod chosen;
mod compile;
mod condition;
mod fault;
mod instrument;
mod method;
mod outcome;
mod reliability;
mod score;
mod summary;
mod text;

#[cfg(test)]
mod tests;

pub use answers::{AnswerFault, AnswerProblem, Answers, Expected};
pub use attention::Attention;
pub use band::{Band, BandHit};
pub use case::{Mismatch, run_case};
pub use compile::compile;
pub use fault::Fault;
pub use instrument::{Accepts, Critical, Decision, Instrument, Item, Level, Primary, Score};
pub use outcome::{CriticalHit, Decided, Flag, Outcome};
pub use reliability::{Alpha, Moments};
pub use score::{Options, Subject, score, score_into};
pub use summary::{ScoreSummary, Summary};
pub use text::check_text;

/// Values closer than this are the same: cut-offs are met and worked cases match within it.
pub const TOLERANCE: f64 = 1e-9;
