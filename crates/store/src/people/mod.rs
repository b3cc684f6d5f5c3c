//! The person index. Names and contacts leave only with a permit, and masked unless its fields say otherwise.

mod erase;
mod moved;
mod provisional;
mod restrict;
mod retoken;
mod search;

pub use moved::Moved;
pub use restrict::PersonCounts;
pub use search::Found;
#[cfg(test)]
pub(crate) use search::{TOKEN_COLUMNS, TOKEN_ENDING, TOKEN_WIDTH, tokens};

use std::collections::HashMap;

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;
use xinqiao_access::{Act, Fields, Permit, act};
use xinqiao_kernel::Sex;
use xinqiao_kernel::id::{AccountId, PersonId};
use xinqiao_kernel::person::{masked_name, masked_phone};
use xinqiao_kernel::place::PlacePath;
use xinqiao_vault::{PersonKey, Vault, VaultError};

use crate::arg::{Arg, args};
use crate::consent::Guardianship;
use crate::fields::{IDENTIFIER, PERSON_NAME, PERSON_PHONE, PersonLock, lookup_arg, lookup_args, own_arg, own_arg_opt};
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

pub(crate) const PERSON_COLUMNS: &str =
    "person (person_id, place_path, name_sealed, sex, birth_on, phone_sealed, created_at, key_sealed)";
pub(crate) const PERSON_WIDTH: usize = 8;
pub(crate) const IDENTIFIER_COLUMNS: &str =
    "person_identifier (identifier_id, system, value_lookup, value_sealed, person_id, created_at)";
pub(crate) const IDENTIFIER_WIDTH: usize = 6;

/// A person of the index. After erasure the name is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    pub place: PlacePath,
    pub name: String,
    pub sex: Option<Sex>,
    pub birth_on: Option<Date>,
    pub phone: Option<String>,
}

impl FromRow for Person {
    fn from_row(row: &Row) -> Result<Self> {
        let id = row.uuid(0)?;
        let key = row.person_key(6, id)?;
        Ok(Self {
            id: PersonId::from_uuid(id),
            place: row.parsed(1, "person", "place_path", "a place path")?,
            name: row.own_text(2, key.as_ref(), &PERSON_NAME.of(id))?.unwrap_or_default(),
            sex: sex(row, 3)?,
            birth_on: row.day_opt(4)?,
            phone: row.own_text(5, key.as_ref(), &PERSON_PHONE.of(id))?,
        })
    }
}

/// What deciding, scoring and sealing need of a person: no name, no contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whereabouts {
    pub id: PersonId,
    pub place: PlacePath,
    pub sex: Option<Sex>,
    pub birth_on: Option<Date>,
    /// seals what is written about them
    pub lock: PersonLock,
}

impl FromRow for Whereabouts {
    fn from_row(row: &Row) -> Result<Self> {
        Self::of_columns(row, PersonId::from_uuid(row.uuid(0)?), 1)
    }
}

impl Whereabouts {
    /// Reads place, sex, day of birth and wrapped key from four columns that begin at `first`.
    pub(crate) fn of_columns(row: &Row, id: PersonId, first: usize) -> Result<Self> {
        Ok(Self {
            id,
            place: row.parsed(first, "person", "place_path", "a place path")?,
            sex: sex(row, first + 1)?,
            birth_on: row.day_opt(first + 2)?,
            lock: row.lock(first + 3, id.uuid())?,
        })
    }
}

fn sex(row: &Row, at: usize) -> Result<Option<Sex>> {
    match row.text_opt(at)? {
        Some(_) => row.parsed(at, "person", "sex", "female or male").map(Some),
        None => Ok(None),
    }
}

fn person_row(vault: &Vault, person: &Person, now: Timestamp) -> Result<Vec<Arg>> {
    let id = person.id.uuid();
    let (key, wrapped) = vault.new_person_key(id)?;
    Ok(vec![
        id.into(),
        person.place.as_str().into(),
        own_arg(&key, &PERSON_NAME.of(id), &person.name)?,
        person.sex.map(Sex::code).into(),
        person.birth_on.into(),
        own_arg_opt(&key, &PERSON_PHONE.of(id), person.phone.as_deref())?,
        now.into(),
        wrapped.into(),
    ])
}

impl Tx {
    /// Adds a person, with a new key of their own and the tokens by which they are found.
    pub async fn add_person(&mut self, person: &Person, now: Timestamp) -> Result<()> {
        let vault = self.vault();
        self.exec(include_str!("insert.sql"), &person_row(&vault, person, now)?).await?;
        self.add_tokens(&vault, std::slice::from_ref(person)).await
    }

    /// Adds many people at once, in chunks.
    pub async fn add_people(&mut self, people: &[Person], now: Timestamp) -> Result<()> {
        let vault = self.vault();
        let rows = people.iter().map(|person| person_row(&vault, person, now)).collect::<Result<Vec<_>>>()?;
        self.insert_many(PERSON_COLUMNS, PERSON_WIDTH, &rows).await?;
        self.add_tokens(&vault, people).await
    }

    /// Records what a person is called in some system; `id` names the row. Errors: `Duplicate` when somebody has that name there,
    /// `Sealed(Erased)` when the person was erased or is not there.
    pub async fn add_identifier(&mut self, id: Uuid, system: &str, value: &str, person: PersonId, now: Timestamp) -> Result<()> {
        let key = self.key_of(person).await?;
        let lookup = lookup_arg(&self.vault(), system, value)?;
        let sealed = own_arg(&key, &IDENTIFIER.of(id), value)?;
        let row = [Arg::from(id), Arg::from(system), lookup, sealed, Arg::from(person.uuid()), Arg::from(now)];
        self.exec(include_str!("insert_identifier.sql"), &row).await.map(|_| ())
    }

    /// Records many names of one system at once, in chunks: value, id of the row, person. Errors: as [`Tx::add_identifier`].
    pub async fn add_identifiers(&mut self, system: &str, values: &[(String, Uuid, PersonId)], now: Timestamp) -> Result<()> {
        let people: Vec<PersonId> = values.iter().map(|(.., person)| *person).collect();
        let keys: HashMap<PersonId, PersonKey> = self.keys_of(&people).await?.into_iter().collect();
        let vault = self.vault();
        let row = |(value, id, person): &(String, Uuid, PersonId)| {
            let key = keys.get(person).ok_or(VaultError::Erased)?;
            let lookup = lookup_arg(&vault, system, value)?;
            let sealed = own_arg(key, &IDENTIFIER.of(*id), value)?;
            Ok(vec![Arg::from(*id), Arg::from(system), lookup, sealed, Arg::from(person.uuid()), Arg::from(now)])
        };
        let rows = values.iter().map(row).collect::<Result<Vec<_>>>()?;
        self.insert_many(IDENTIFIER_COLUMNS, IDENTIFIER_WIDTH, &rows).await.map(|_| ())
    }

    /// Whom an identifier names: no name, no contact.
    pub async fn person_by_identifier(&mut self, system: &str, value: &str) -> Result<Option<Whereabouts>> {
        let [one, other] = lookup_args(&self.vault(), system, value)?;
        self.opt(include_str!("by_identifier.sql"), &[Arg::from(system), one, other]).await
    }
}

impl Db {
    /// Where a person belongs: what an access decision needs before any permit can exist.
    pub async fn whereabouts(&self, person: PersonId) -> Result<Option<Whereabouts>> {
        self.opt(include_str!("whereabouts.sql"), &args![person.uuid()]).await
    }

    /// The account that belongs to a person, for messages to them.
    pub async fn account_of_person(&self, person: PersonId) -> Result<Option<AccountId>> {
        Ok(self.opt::<uuid::Uuid>(include_str!("account_of.sql"), &args![person.uuid()]).await?.map(AccountId::from_uuid))
    }

    /// The phone number on file of the permit's own person.
    pub async fn own_phone(&self, permit: &Permit<act::ReadOwnRecords>) -> Result<Option<String>> {
        let Some(id) = permit.person() else { return Ok(None) };
        Ok(self.opt::<Person>(include_str!("by_id.sql"), &args![id.uuid()]).await?.and_then(|person| person.phone))
    }

    /// The person of the permit, name and phone masked.
    pub async fn person(&self, permit: &Permit<act::ReadPerson>) -> Result<Option<Person>> {
        self.person_with(permit).await
    }

    /// The person of the permit with the identity that it opens.
    pub async fn person_identity(&self, permit: &Permit<act::ReadIdentity>) -> Result<Option<Person>> {
        self.person_with(permit).await
    }

    /// Who asked: the person of the permit, as far as it opens them.
    pub async fn person_of_request(&self, permit: &Permit<act::HandleDataRequest>) -> Result<Option<Person>> {
        self.person_with(permit).await
    }

    /// About whom something is given to others: the person of the permit, as far as it opens them.
    pub async fn person_of_disclosure(&self, permit: &Permit<act::RecordDisclosure>) -> Result<Option<Person>> {
        self.person_with(permit).await
    }

    /// About whom a referral is to go out: the person of the permit, masked.
    pub async fn person_of_referral(&self, permit: &Permit<act::ReferCase>) -> Result<Option<Person>> {
        self.person_with(permit).await
    }

    /// For whom a green channel is to be opened: the person of the permit, masked.
    pub async fn person_of_green(&self, permit: &Permit<act::RunGreenChannel>) -> Result<Option<Person>> {
        self.person_with(permit).await
    }

    /// For whom an aid file is to be opened: the person of the permit, masked.
    pub async fn person_of_aid(&self, permit: &Permit<act::OpenAid>) -> Result<Option<Person>> {
        self.person_with(permit).await
    }

    /// Whose attention is looked at: the person of the permit, masked.
    pub async fn person_of_attention(&self, permit: &Permit<act::ReadAttention>) -> Result<Option<Person>> {
        self.person_with(permit).await
    }

    /// About whom a concern is: the person of the permit, masked.
    pub async fn person_of_concern(&self, permit: &Permit<act::ReportConcern>) -> Result<Option<Person>> {
        self.person_with(permit).await
    }

    /// Whom somebody enters into a group: the person of the permit, masked.
    pub async fn person_of_group(&self, permit: &Permit<act::RecordGroup>) -> Result<Option<Person>> {
        self.person_with(permit).await
    }

    /// For whom somebody is bound as guardian: the person of the permit, as far as it opens them.
    pub async fn ward(&self, permit: &Permit<act::RegisterPerson>) -> Result<Option<Person>> {
        self.person_with(permit).await
    }

    /// The masked name of the guardian of the permit's person; empty for somebody who was erased and for a bond of somebody else.
    pub async fn guardian_name(&self, permit: &Permit<act::RegisterPerson>, bond: &Guardianship) -> Result<String> {
        if permit.person() != Some(bond.ward) {
            return Ok(String::new());
        }
        let found: Option<Person> = self.opt(include_str!("by_id.sql"), &args![bond.guardian.uuid()]).await?;
        Ok(found.map(|person| masked_name(&person.name)).unwrap_or_default())
    }

    /// Name and phone come masked unless the permit's fields include identity and contact.
    async fn person_with<A: Act>(&self, permit: &Permit<A>) -> Result<Option<Person>> {
        let Some(id) = permit.person() else {
            return Ok(None);
        };
        let found: Option<Person> = self.opt(include_str!("by_id.sql"), &args![id.uuid()]).await?;
        Ok(found.map(|mut person| {
            if !permit.fields().contains(Fields::IDENTITY) {
                person.name = masked_name(&person.name);
            }
            if !permit.fields().contains(Fields::CONTACT) {
                person.phone = person.phone.as_deref().map(masked_phone);
            }
            person
        }))
    }
}
