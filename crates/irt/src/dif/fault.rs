//! Why groups cannot be compared.

use thiserror::Error;

/// Why there is no report.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DifFault {
    /// The list of groups does not fit the people.
    #[error("expected a group (or none) for each of {expected} persons, found {found}")]
    Length {
        /// People.
        expected: usize,
        /// Entries of the list.
        found: usize,
    },
    /// There is nothing to compare.
    #[error("expected at least two groups, found {0}")]
    OneGroup(usize),
    /// A group that is too small to say anything about.
    #[error(
        "group {group}: expected at least {needed} persons with complete answers, found {found}; join it with another or leave it out"
    )]
    SmallGroup {
        /// The group.
        group: String,
        /// How many are needed.
        needed: usize,
        /// How many there are.
        found: usize,
    },
    /// Too few items to match people by the others.
    #[error("expected at least 3 items with different answers, found {0}")]
    TooFewItems(usize),
}
