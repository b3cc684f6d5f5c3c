//! Why a value was not sealed or opened.

use crate::Class;

/// Reasons that a caller can act on. None of them carries a byte of the value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The first byte is not a format that this program writes.
    #[error("a sealed value has the unknown format {found}")]
    UnknownFormat { found: u8 },
    /// The second byte is not a suite of this program.
    #[error("a sealed value has the unknown suite {found}")]
    UnknownSuite { found: u8 },
    /// The ring has no key of this number: it was made later, by another process. Read the keys again.
    #[error("no key has the number {number}")]
    UnknownKey { number: u32 },
    /// The key of this number is of another class or suite than the value needs.
    #[error("the key {number} does not fit the value")]
    OtherKey { number: u32 },
    /// Fewer bytes than the shortest sealed value.
    #[error("a sealed value is cut off: {length} bytes")]
    Truncated { length: usize },
    /// It was changed, or belongs to another table, column, row or key.
    #[error("a sealed value of {table}.{column} does not open: it was changed, or belongs to another row")]
    NotOpened { table: &'static str, column: &'static str },
    /// What was sealed is not text.
    #[error("a sealed value of {table}.{column} is not text")]
    NotText { table: &'static str, column: &'static str },
    /// The ring has no key of the class that seals: the keys were not made yet.
    #[error("there is no active key of the class {}", class.code())]
    NoActiveKey { class: Class },
    /// The person's key was destroyed.
    #[error("the person was erased")]
    Erased,
    /// The master key could not do its part.
    #[error(transparent)]
    Master(#[from] MasterError),
}

/// Why the master key did not wrap or open a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MasterError {
    /// It is not the master key that wrapped this.
    #[error("the master key does not open the key {number}")]
    Wrong { number: u32 },
    /// The program or service that holds it failed.
    #[error("the master key is out of reach: {what}")]
    Failed { what: String },
}
