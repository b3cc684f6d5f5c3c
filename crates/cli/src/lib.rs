//! The commands of `xinqiao`, as a library so that they can be tested and used without the binary.

pub mod score;
