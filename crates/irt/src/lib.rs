//! Item response theory: how answers to graded items tell where a person stands, and how sure that is.
//!
//! - [`Item`]: the graded response model, of which the two-parameter logistic model is the case of two categories.
//! - [`Table::eap`], [`map`], [`wle`], [`ml`]: θ of a person.
//! - [`calibrate`](calibrate::calibrate): parameters from answers.
//! - [`cat`]: adaptive tests.
//! - [`dif`](dif::dif): items that work otherwise in one group than in another.
//!
//! The crate reads no file and no clock; chance comes from seeds. What the models are and how exact they are: docs/irt.md.

pub mod calibrate;
pub mod cat;
mod chi_square;
mod cumulative;
mod curve;
pub mod dif;
mod draw;
mod grid;
mod item;
mod matrix;
mod score;
mod sigmoid;
mod simulate;

pub use chi_square::chi_square_tail;
pub use curve::{standard_error, test_information};
pub use draw::Draw;
pub use grid::{Grid, GridFault, Prior};
pub use item::{Item, ItemFault, MOST_CATEGORIES};
pub use score::{Answer, AnswerFault, BOUND, Estimate, Table, map, ml, wle};
pub use simulate::{answer, answers};

#[cfg(test)]
mod tests;
