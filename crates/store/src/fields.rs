//! The sealed fields: in which columns they lie, and how rows open them.
//!
//! Fields of a person open with the key that lies wrapped in the person's row; statements that read them read `key_sealed` beside them.
//! After erasure that is null and the fields are as if they were not there.

use std::fmt;

use uuid::Uuid;
use xinqiao_kernel::id::PersonId;
use xinqiao_vault::{Class, Field, PersonKey, Spot, Vault, VaultError};

use crate::arg::Arg;
use crate::migrate::hex;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

pub(crate) const PERSON_NAME: Field = Field::new("person", "name_sealed");
pub(crate) const PERSON_PHONE: Field = Field::new("person", "phone_sealed");
pub(crate) const IDENTIFIER: Field = Field::new("person_identifier", "value_sealed");
pub(crate) const ANSWERS: Field = Field::new("response", "answers_sealed");
pub(crate) const OUTCOME: Field = Field::new("response", "outcome_sealed");
pub(crate) const EVIDENCE: Field = Field::new("signal", "evidence_sealed");
pub(crate) const DISMISS_NOTE: Field = Field::new("signal", "dismiss_note_sealed");
pub(crate) const EVENT_BODY: Field = Field::new("warning_event", "body_sealed");
pub(crate) const CASE_EVENT_BODY: Field = Field::new("case_event", "body_sealed");
pub(crate) const LOGIN: Field = Field::new("account", "login_sealed");
pub(crate) const ACCOUNT_NAME: Field = Field::new("account", "name_sealed");
pub(crate) const FILE_NAME: Field = Field::new("import_batch", "file_name_sealed");
pub(crate) const FILE_OPTIONS: Field = Field::new("import_batch", "options_sealed");
pub(crate) const FILE_BYTES: Field = Field::new("import_file", "bytes_sealed");
pub(crate) const ROW_ID: Field = Field::new("import_row", "external_id_sealed");
pub(crate) const ROW_DETAIL: Field = Field::new("import_row", "detail_sealed");

pub(crate) const IDENTIFIER_LOOKUP: Field = Field::new("person_identifier", "value_lookup");
pub(crate) const LOGIN_LOOKUP: Field = Field::new("account", "login_lookup");

/// What is hashed for a look-up.
pub(crate) const LOOKUP_LOGIN: &str = "login";
pub(crate) const LOOKUP_TOKEN: &str = "person-token";

/// The wrapped key of a person as it lies in the row: what a use case carries along so that sealing needs no read.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonLock {
    person: Uuid,
    sealed: Option<Vec<u8>>,
}

impl fmt::Debug for PersonLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.sealed.is_some() { "PersonLock" } else { "PersonLock(erased)" })
    }
}

impl PersonLock {
    /// Was the key destroyed?
    pub const fn is_erased(&self) -> bool {
        self.sealed.is_none()
    }

    /// The key. Errors: `Erased` when it was destroyed.
    pub(crate) fn key(&self, vault: &Vault) -> Result<PersonKey> {
        Ok(vault.person_key(self.person, self.sealed.as_deref())?)
    }
}

/// Reads columns `person_id, key_sealed`.
impl FromRow for PersonLock {
    fn from_row(row: &Row) -> Result<Self> {
        row.lock(1, row.uuid(0)?)
    }
}

impl Row {
    /// The wrapped key of a person.
    pub(crate) fn lock(&self, at: usize, person: Uuid) -> Result<PersonLock> {
        Ok(PersonLock { person, sealed: self.bytes_opt(at)? })
    }

    /// The key of a person; none after erasure.
    pub(crate) fn person_key(&self, at: usize, person: Uuid) -> Result<Option<PersonKey>> {
        let Some(sealed) = self.bytes_opt(at)? else { return Ok(None) };
        Ok(Some(self.vault().person_key(person, Some(&sealed))?))
    }

    /// A text of a person; none for null and after erasure.
    pub(crate) fn own_text(&self, at: usize, key: Option<&PersonKey>, spot: &Spot) -> Result<Option<String>> {
        let (Some(key), Some(sealed)) = (key, self.bytes_opt(at)?) else { return Ok(None) };
        Ok(Some(key.open_text(spot, &sealed)?))
    }

    /// A text of no person.
    pub(crate) fn class_text(&self, at: usize, class: Class, spot: &Spot) -> Result<String> {
        Ok(self.vault().open_text(class, spot, &self.bytes(at)?)?)
    }

    /// A text of no person, if there is one.
    pub(crate) fn class_text_opt(&self, at: usize, class: Class, spot: &Spot) -> Result<Option<String>> {
        let Some(sealed) = self.bytes_opt(at)? else { return Ok(None) };
        Ok(Some(self.vault().open_text(class, spot, &sealed)?))
    }
}

/// A sealed text of a person as a bound value.
pub(crate) fn own_arg(key: &PersonKey, spot: &Spot, text: &str) -> Result<Arg> {
    Ok(Arg::Bytes(Some(key.seal(spot, text.as_bytes())?)))
}

/// A sealed text of a person that may be missing.
pub(crate) fn own_arg_opt(key: &PersonKey, spot: &Spot, text: Option<&str>) -> Result<Arg> {
    text.map_or(Ok(Arg::Bytes(None)), |text| own_arg(key, spot, text))
}

/// A sealed value of no person.
pub(crate) fn class_arg(vault: &Vault, class: Class, spot: &Spot, bytes: &[u8]) -> Result<Arg> {
    Ok(Arg::Bytes(Some(vault.seal(class, spot, bytes)?)))
}

/// The hash under which a row is written.
pub(crate) fn lookup_arg(vault: &Vault, kind: &str, text: &str) -> Result<Arg> {
    Ok(Arg::Bytes(Some(vault.lookup(kind, text.as_bytes())?.to_vec())))
}

/// Both hashes under which a row may lie while keys change.
pub(crate) fn lookup_args(vault: &Vault, kind: &str, text: &str) -> Result<[Arg; 2]> {
    Ok(vault.lookups(kind, text.as_bytes())?.map(|hash| Arg::Bytes(Some(hash.to_vec()))))
}

impl Tx {
    /// The key of a person, read in this unit of work. Errors: `Erased` for somebody who was erased or is not there.
    pub(crate) async fn key_of(&mut self, person: PersonId) -> Result<PersonKey> {
        let found = self.keys_of(&[person]).await?;
        found.into_iter().next().map(|(_, key)| key).ok_or_else(|| VaultError::Erased.into())
    }

    /// The keys of several people; those who were erased or are not there are left out.
    pub(crate) async fn keys_of(&mut self, people: &[PersonId]) -> Result<Vec<(PersonId, PersonKey)>> {
        const AT_ONCE: usize = 16;
        let mut found = Vec::with_capacity(people.len());
        let vault = self.vault();
        for some in people.chunks(AT_ONCE) {
            let mut args: Vec<Arg> = some.iter().map(|person| Arg::from(person.uuid())).collect();
            args.resize(AT_ONCE, Arg::Id(None));
            for lock in self.all::<PersonLock>(include_str!("keys_of.sql"), &args).await? {
                if !lock.is_erased() {
                    found.push((PersonId::from_uuid(lock.person), lock.key(&vault)?));
                }
            }
        }
        Ok(found)
    }
}

impl Db {
    /// A keyed hash of a text as hex: for keys that must tell two texts apart without holding either. It changes with the keys.
    pub fn keyed_text(&self, kind: &str, text: &str) -> Result<String> {
        Ok(hex(&self.vault().lookup(kind, text.as_bytes())?))
    }
}
