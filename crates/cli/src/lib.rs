//! The commands of `xinqiao`, as a library so that they can be tested and used without the binary.

mod anchor;
mod clock;
pub mod commands;
mod identity;
mod letters;
pub mod master;
mod open;
pub mod psychometrics;
pub mod score;

pub use commands::{Cli, run};
