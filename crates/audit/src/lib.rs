//! The audit chain, without a database: what a row is to the chain, how rows are sealed, how a head is signed, and how a chain is
//! verified that came from a database or from an exported file. `docs/audit.md` says the same in words, for whoever writes a verifier.

pub mod fault;
pub mod file;
pub mod head;
pub mod hints;
pub mod pack;
pub mod row;
pub mod seal;
pub mod suite;
pub mod walk;

pub use fault::{Fault, What};
pub use head::{Head, Kept, SignedHead};
pub use hints::{Hint, hints};
pub use pack::AuditPack;
pub use row::Row;
pub use seal::{GENESIS, Seal, seal_over};
pub use suite::Suite;
pub use walk::{Entry, Part, Walk, gone_digest};

#[cfg(test)]
mod tests;
