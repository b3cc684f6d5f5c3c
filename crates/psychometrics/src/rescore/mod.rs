//! Counting the same answers again by another version of an instrument: what differs between the two results. Nothing is replaced by it.

mod class;
mod difference;
mod questions;
mod tally;

pub use class::Class;
pub use difference::{Changed, Difference, Result, difference};
pub use questions::{OtherQuestion, same_questions};
pub use tally::Tally;
