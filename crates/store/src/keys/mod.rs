//! The keys of a database: data keys wrapped by the master key, the open ring that every unit of work shares, the list of sealed columns.

mod data_key;
mod ring;
pub mod sealed;

pub use data_key::DataKey;
pub(crate) use ring::Ring;

use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_kernel::id::PersonId;
use xinqiao_vault::{Class, PersonKey, State, Vault, WrappedKey};

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, StoreError, Tx};

/// The migration that made the table of keys.
pub(crate) const SINCE: &str = "0008_keys.sql";
pub(crate) const KEY_ROWS: &str = include_str!("rows.sql");

/// A column that may hold no key: that of an erased person.
struct OwnKey(Option<Vec<u8>>);

impl FromRow for OwnKey {
    fn from_row(row: &Row) -> Result<Self> {
        row.bytes_opt(0).map(Self)
    }
}

impl Db {
    /// The open key ring. It is read again by itself when another process changed the keys, at the latest with the first unit of work
    /// that begins five seconds later.
    pub fn vault(&self) -> Arc<Vault> {
        self.keys.vault()
    }

    /// All data keys, wrapped as they lie there, in the order of their numbers.
    pub async fn data_keys(&self) -> Result<Vec<DataKey>> {
        self.all(KEY_ROWS, &[]).await
    }

    /// Reads the keys anew: what to do when a value names a key that the ring lacks. Errors: `WrongMasterKey`.
    pub async fn reload_keys(&self) -> Result<()> {
        if self.applied().await?.iter().any(|one| one.name == SINCE) {
            let rows = self.data_keys().await?;
            self.keys.open(rows).await?;
        }
        Ok(())
    }

    /// The key of a person's fields. `None`: nobody has this id. Errors: `Sealed(Erased)` when the key was destroyed.
    pub async fn person_key(&self, person: PersonId) -> Result<Option<PersonKey>> {
        let found: Option<OwnKey> = self.opt(include_str!("of_person.sql"), &args![person.uuid()]).await?;
        let Some(OwnKey(wrapped)) = found else { return Ok(None) };
        match open_person(&self.vault(), person.uuid(), wrapped.as_deref()) {
            Err(StoreError::Sealed(xinqiao_vault::VaultError::UnknownKey { .. })) => {
                self.reload_keys().await?;
                open_person(&self.vault(), person.uuid(), wrapped.as_deref()).map(Some)
            }
            other => other.map(Some),
        }
    }

    /// Looks whether another process changed the keys, at most every few seconds. A ring that cannot be read again goes on as it is.
    pub(crate) async fn refresh_keys(&self) {
        if !self.keys.is_due() {
            return;
        }
        let version: Result<Option<i64>> = self.opt(include_str!("version.sql"), &[]).await;
        if matches!(version, Ok(Some(version)) if version != self.keys.version())
            && let Err(fault) = self.reload_keys().await
        {
            tracing::error!(error = %fault, "the keys were changed by another process and cannot be read: is it the present master key?");
        }
    }
}

fn open_person(vault: &Vault, person: Uuid, wrapped: Option<&[u8]>) -> Result<PersonKey> {
    vault.person_key(person, wrapped).map_err(StoreError::Sealed)
}

impl Tx {
    /// The open key ring.
    pub fn vault(&self) -> Arc<Vault> {
        self.keys.vault()
    }

    /// The key of a person's fields. `None`: nobody has this id. Errors: `Sealed(Erased)` when the key was destroyed.
    pub async fn person_key(&mut self, person: PersonId) -> Result<Option<PersonKey>> {
        let found: Option<OwnKey> = self.opt(include_str!("of_person.sql"), &args![person.uuid()]).await?;
        let Some(OwnKey(wrapped)) = found else { return Ok(None) };
        match open_person(&self.vault(), person.uuid(), wrapped.as_deref()) {
            Err(StoreError::Sealed(xinqiao_vault::VaultError::UnknownKey { .. })) => {
                let rows = self.all(KEY_ROWS, &[]).await?;
                self.keys.open(rows).await?;
                open_person(&self.vault(), person.uuid(), wrapped.as_deref()).map(Some)
            }
            other => other.map(Some),
        }
    }

    /// The check value of the master key that wrapped the newest data key; `None` without keys.
    pub(crate) async fn master_check(&mut self) -> Result<Option<String>> {
        Ok(self.all::<DataKey>(KEY_ROWS, &[]).await?.pop().map(|row| row.master_check))
    }

    /// Forgets the keys of a database that holds nothing else, for those of a backup.
    pub(crate) async fn forget_unused_keys(&mut self) -> Result<()> {
        self.exec(include_str!("delete_all.sql"), &[]).await.map(|_| ())
    }

    /// Takes the keys that this unit of work wrote, before anybody else sees them. Errors: `WrongMasterKey`.
    pub(crate) async fn try_keys(&mut self) -> Result<()> {
        let rows = self.all(KEY_ROWS, &[]).await?;
        self.keys.opened(rows).await.map(|_| ())
    }

    /// Makes the first key of each class where there is none: part of the first migration.
    pub(crate) async fn make_keys(&mut self, now: Timestamp) -> Result<()> {
        let rows: Vec<DataKey> = self.all(KEY_ROWS, &[]).await?;
        let mut number = rows.iter().map(|row| row.key.number).max().unwrap_or(0);
        for class in Class::ALL {
            if rows.iter().any(|row| row.key.class == class) {
                continue;
            }
            number += 1;
            self.add_data_key(number, class, State::Active, now).await?;
        }
        Ok(())
    }

    /// Makes a data key with the master key of this database's options and keeps it.
    pub(crate) async fn add_data_key(&mut self, number: u32, class: Class, state: State, now: Timestamp) -> Result<()> {
        let (key, check) = self.keys.make(number, class, state).await?;
        let active_at = (state == State::Active).then_some(now);
        let row = args![i64::from(number), class.code(), key.suite.code(), state.code(), key.wrapped, check, active_at, now];
        self.exec(include_str!("insert.sql"), &row).await.map(|_| ())
    }
}

/// All keys of a list, without what the database knows of them beside.
pub(crate) fn wrapped(rows: &[DataKey]) -> Vec<WrappedKey> {
    rows.iter().map(|row| row.key.clone()).collect()
}
