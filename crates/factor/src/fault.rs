//! Why something could not be computed.

use thiserror::Error;

/// A reason that a caller can act on. Rows count from 1.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Fault {
    /// The table has too few columns.
    #[error("expected at least {needed} items, found {found}")]
    TooFewItems {
        /// Fewest.
        needed: usize,
        /// How many there are.
        found: usize,
    },
    /// Too few persons have answered what is needed.
    #[error("{what}: expected at least {needed} persons with an answer to every item, found {found}")]
    TooFewPersons {
        /// What was to be computed.
        what: &'static str,
        /// Fewest.
        needed: usize,
        /// How many there are.
        found: usize,
    },
    /// A row of another length than the list of items.
    #[error("row {row}: expected {expected} answers, found {found}")]
    RowLength {
        /// Row.
        row: usize,
        /// Number of items.
        expected: usize,
        /// Number of answers.
        found: usize,
    },
    /// An answer outside of the item's categories.
    #[error("row {row}, item {item}: expected a whole number from {lowest} to {highest}, found {found}")]
    OutOfRange {
        /// Row.
        row: usize,
        /// Code of the item.
        item: String,
        /// The answer.
        found: i32,
        /// Lowest category.
        lowest: i32,
        /// Highest category.
        highest: i32,
    },
    /// Two items bear one code.
    #[error("item {item}: expected each item once, found it twice")]
    Twice {
        /// Code.
        item: String,
    },
    /// Everybody answered an item alike (or nobody answered it).
    #[error("item {item}: expected at least two different answers, found {found}")]
    NoVariation {
        /// Code.
        item: String,
        /// Number of different answers.
        found: usize,
    },
    /// More categories than an ordered item has.
    #[error("item {item}: expected at most {most} categories, found {found}")]
    TooManyCategories {
        /// Code.
        item: String,
        /// Most.
        most: usize,
        /// Number of categories.
        found: usize,
    },
    /// A matrix that cannot be inverted: items that follow from others, or fewer persons than items.
    #[error("{what}: the correlations are singular: an item follows from others, or there are too few persons")]
    Singular {
        /// What was to be computed.
        what: &'static str,
    },
    /// More factors than the items can carry.
    #[error("expected at most {most} factors for {items} items, found {found}")]
    TooManyFactors {
        /// Number asked for.
        found: usize,
        /// Most: the model must have no more parameters than there are correlations.
        most: usize,
        /// Number of items.
        items: usize,
    },
    /// The search did not end.
    #[error("{what}: no solution after {steps} steps")]
    NotConverged {
        /// What was to be computed.
        what: &'static str,
        /// Steps taken.
        steps: usize,
    },
    /// A table of two items does not tell how strong their relation is.
    #[error(
        "items {first} and {second}: their answers go together so closely that the polychoric correlation cannot be told from 1 or −1"
    )]
    AtEdge {
        /// Code of one.
        first: String,
        /// Code of the other.
        second: String,
    },
    /// More work than is reasonable in one go.
    #[error("{what}: expected at most {most} items, found {found}")]
    TooLarge {
        /// What was to be computed.
        what: &'static str,
        /// Most.
        most: usize,
        /// Number of items.
        found: usize,
    },
    /// A number outside of its range.
    #[error("{what}: expected {expected}, found {found}")]
    Number {
        /// Which number.
        what: &'static str,
        /// What it should be.
        expected: &'static str,
        /// What it is.
        found: f64,
    },
}
