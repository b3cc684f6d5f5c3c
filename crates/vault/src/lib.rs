//! Sealed values: encryption of single fields, the key ring that they need, and keyed hashes for exact look-ups.
//!
//! A master key, which lies outside the database, wraps a few data keys for each [`Class`]. The active key of the class `Person` wraps one
//! random key for each person, and that key seals the person's fields: who destroys it has erased them, in every copy that does not hold
//! the key. Everything else is sealed with the active key of its class. A value says with which suite and which key it was sealed, and
//! opens only in the table, column and row for which it was sealed ([`Spot`]).
//!
//! Randomness comes from a [`xinqiao_kernel::IdSource`] that the outermost crate seeds from the operating system; the master key comes
//! through [`MasterKey`], which may be a program that speaks to a key management service.

mod cipher;
mod class;
mod data_key;
mod error;
mod master;
mod person;
mod ring;
mod sealed;
mod source;
mod spot;
mod suite;

pub use class::{Class, State};
pub use data_key::WrappedKey;
pub use error::{MasterError, VaultError};
pub use master::{LocalMaster, MasterKey};
pub use person::PersonKey;
pub use ring::Vault;
pub use sealed::{Header, LONGER_BY};
pub use source::KeySource;
pub use spot::{Field, Spot};
pub use suite::Suite;
/// Wiped from memory when it is dropped.
pub use zeroize::Zeroizing;

/// The result of opening and sealing.
pub type Result<T, E = VaultError> = std::result::Result<T, E>;

#[cfg(test)]
mod tests;
