//! Feeds parsers with a kept corpus and with mutations of it, the same each time. The targets are the tests of this crate.
//!
//! A fault that a target finds becomes a file of the corpus (`crates/fuzz/corpus/TARGET`), so that it is tried forever.
//! `XINQIAO_FUZZ_ROUNDS=100 cargo test -p xinqiao-fuzz` tries a hundred times as many mutations.

mod mutate;
mod run;

pub use mutate::{Chance, mutated};
pub use run::{corpus, rounds, target};
