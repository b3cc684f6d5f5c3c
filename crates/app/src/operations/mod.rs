//! What operators do: is the program sound, backup, the audit chain.

pub mod audit;
mod doctor;

pub use doctor::{Finding, Health};
