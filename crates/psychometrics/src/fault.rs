//! What is wrong in a pack, said so that its author can mend it.

use std::fmt::Display;

/// One fault of a pack.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {key}: expected {expected}, found {found}")]
pub struct Fault {
    /// File in the pack's folder.
    pub file: String,
    /// Where in the file, for example `score.total.of`.
    pub key: String,
    /// What would be right.
    pub expected: String,
    /// What is there.
    pub found: String,
}

impl Fault {
    pub(crate) fn new(file: &str, key: impl Into<String>, expected: impl Into<String>, found: impl Display) -> Self {
        Self { file: file.to_owned(), key: key.into(), expected: expected.into(), found: found.to_string() }
    }
}
