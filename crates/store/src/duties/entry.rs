//! Entries of a duty, sealed with the key of its person or, where it is about nobody, with the class key.

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, DutyEntryId, DutyId, PersonId};
use xinqiao_vault::{Class, Field, VaultError};

use crate::arg::Arg;
use crate::row::{FromRow, Row};
use crate::{Db, Result, StoreError, Tx};

/// Entries of duties about somebody.
pub(crate) const ABOUT: Field = Field::new("duty_entry", "about_sealed");
/// Entries of duties about nobody.
pub(crate) const BODY: Field = Field::new("duty_entry", "body_sealed");

/// One entry of a duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    pub id: DutyEntryId,
    pub seq: i64,
    pub account: AccountId,
    /// what was done, as a code
    pub word: String,
    /// JSON of the entry; `None` when its person was erased
    pub body: Option<String>,
    pub at: Timestamp,
}

/// An entry as it lies there.
pub(super) struct SealedEntry {
    entry: EntryRow,
    about: Option<Vec<u8>>,
    sealed: Option<Vec<u8>>,
}

impl FromRow for SealedEntry {
    fn from_row(row: &Row) -> Result<Self> {
        let entry = EntryRow {
            id: DutyEntryId::from_uuid(row.uuid(0)?),
            seq: row.int(1)?,
            account: AccountId::from_uuid(row.uuid(2)?),
            word: row.text(3)?,
            body: None,
            at: row.at(6)?,
        };
        Ok(Self { entry, about: row.bytes_opt(4)?, sealed: row.bytes_opt(5)? })
    }
}

impl Db {
    /// Opens the entries of one duty.
    pub(super) async fn opened_entries(&self, person: Option<PersonId>, found: Vec<SealedEntry>) -> Result<Vec<EntryRow>> {
        let key = match person {
            None => None,
            Some(person) => match self.person_key(person).await {
                Err(StoreError::Sealed(VaultError::Erased)) => None,
                other => other?,
            },
        };
        let vault = self.vault();
        found
            .into_iter()
            .map(|SealedEntry { entry, about, sealed }| {
                let row = entry.id.uuid();
                let body = match (about, sealed, &key) {
                    (Some(about), _, Some(key)) => Some(key.open_text(&ABOUT.of(row), &about)?),
                    (None, Some(sealed), _) => Some(vault.open_text(Class::Account, &BODY.of(row), &sealed)?),
                    (Some(_), _, None) | (None, None, _) => None,
                };
                Ok(EntryRow { body, ..entry })
            })
            .collect()
    }
}

impl Tx {
    /// Seals and adds an entry. Errors: `Sealed(Erased)` for somebody who was erased.
    pub(super) async fn add_entry(
        &mut self,
        duty: DutyId,
        person: Option<PersonId>,
        entry: &EntryRow,
        now: Timestamp,
    ) -> Result<()> {
        let (row, plain) = (entry.id.uuid(), entry.body.as_deref().unwrap_or_default().as_bytes());
        let (about, body) = match person {
            None => (None, Some(self.vault().seal(Class::Account, &BODY.of(row), plain)?)),
            Some(person) => {
                let key = self.person_key(person).await?.ok_or(StoreError::Sealed(VaultError::Erased))?;
                (Some(key.seal(&ABOUT.of(row), plain)?), None)
            }
        };
        let row = [
            Arg::from(row),
            Arg::from(duty.uuid()),
            Arg::from(entry.seq),
            Arg::from(entry.account.uuid()),
            Arg::from(&entry.word),
            Arg::Bytes(about),
            Arg::Bytes(body),
            Arg::from(entry.at),
            Arg::from(now),
        ];
        self.exec(include_str!("insert_entry.sql"), &row).await.map(|_| ())
    }
}
