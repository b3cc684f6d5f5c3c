//! A small part of FHIRPath: enough for what scores of questionnaires are made of, read and evaluated.

mod evaluate;
mod lex;
mod linear;
mod parse;
mod tree;

pub(crate) use evaluate::evaluate;
pub(crate) use linear::{Linear, linear};
pub(crate) use parse::parse;
pub(crate) use tree::{Scope, Tree};

/// Added before rounding down, as the scorer does: a float just below a whole number is that number.
pub(crate) const NUDGE: &str = "0.000000001";
