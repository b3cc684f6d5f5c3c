//! Reports as files: one [`Document`] as PDF, Word and Excel.
//!
//! The crate knows nothing of what is reported. A cell that is hidden holds no number, so no file can hold one.

#![warn(missing_docs)]

mod document;
mod excel;
mod fault;
mod pdf;
mod word;

#[cfg(test)]
mod tests;

pub use document::{Cell, Document, Section, Table};
pub use excel::excel;
pub use fault::Fault;
pub use pdf::pdf;
pub use word::word;
