//! What operators do: is the program sound, backup, the audit chain.

mod audit;
mod doctor;

pub use doctor::{Finding, Health};
