//! Counts for those who lead: persons by place and month, in which nobody can be found.
//!
//! A month is counted once, when it is over, for the whole jurisdiction at once, and stays as it went out: whoever looks, from whichever place and
//! whenever, sees a part of one and the same table, so two looks never differ by a person.

mod month;
mod read;
mod release;

pub use month::Month;
pub use read::{Aggregates, Asked, CoverageOf, PlaceRow};
pub use xinqiao_store::releases::Measure;

#[cfg(test)]
mod tests;
