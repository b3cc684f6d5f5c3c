//! Triage of Chinese free text by rules: a letter, a note, a chat message in; a *proposed* [`AttentionLevel`] out.
//!
//! [`Triage::compile`] makes a reader of the rules of a pack, [`Triage::read`] gives a [`Reading`]: the level, whom it is about, and the
//! [`Span`]s that carry it, also those that did not count and why (negated, quoted, set expression, past, in jest). Combinations of
//! categories raise the level, and many small signs are weighed together for and against. It only proposes; a person reads every text anyway. [`Figures`] measures the rules with labelled cases.
//!
//! No file, clock or chance; nothing of a text is kept. Source: domain_rules C.1–C.8; docs/triage.md.

#[macro_use]
mod words;

pub mod attention;
pub mod category;
mod combine;
mod compile;
mod context;
mod damp;
pub mod figures;
mod normal;
mod pattern;
pub mod reading;
pub mod rules;
mod scan;
mod subject;
pub mod triage;
mod weigh;

pub use attention::AttentionLevel;
pub use category::{Category, CueKind, Subject};
pub use figures::{Case, Difference, Figures};
pub use reading::{Combined, Cue, Reading, RulesRef, Span};
pub use rules::{Fault, RulesToml};
pub use triage::Triage;
pub use weigh::factor;

#[cfg(test)]
mod tests;
