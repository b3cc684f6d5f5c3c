//! The commands of `xinqiao`, as a library so that they can be tested and used without the binary.

mod clock;
pub mod commands;
mod open;
pub mod score;

pub use commands::{Cli, run};
