//! Numbers about many people, in which nobody can be found.
//!
//! [`suppress`] is the only way from counted records to numbers that somebody may see: what is counted is a [`RawCounts`], which nothing
//! can read; what is shown is a [`Cell`], which holds no number where it is hidden.

pub mod closed_loop;
pub mod floor;
pub mod moments;
pub mod suppress;

pub use closed_loop::closed_loop;
pub use floor::{Floor, FloorFault, Floors};
pub use moments::{Mean, RawMoments};
pub use suppress::{Cell, Decision, Kept, NodeRule, RawCounts, Release, Table};

#[cfg(test)]
mod tests;
