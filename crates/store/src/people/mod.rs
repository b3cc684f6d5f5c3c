//! The person index. Names and contacts leave only with a permit, and masked unless its fields say otherwise.

use jiff::{Timestamp, civil::Date};
use xinqiao_access::{Act, Fields, Permit, act};
use xinqiao_kernel::Sex;
use xinqiao_kernel::id::{AccountId, PersonId};
use xinqiao_kernel::person::{masked_name, masked_phone};
use xinqiao_kernel::place::PlacePath;
use xinqiao_vault::Vault;

use crate::arg::{Arg, args};
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

pub(crate) const PERSON_COLUMNS: &str = "person (person_id, place_path, name, sex, birth_on, phone, created_at, key_sealed)";
pub(crate) const PERSON_WIDTH: usize = 8;

/// A person of the index.
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
        Ok(Self {
            id: PersonId::from_uuid(row.uuid(0)?),
            place: row.parsed(1, "person", "place_path", "a place path")?,
            name: row.text(2)?,
            sex: sex(row, 3)?,
            birth_on: row.day_opt(4)?,
            phone: row.text_opt(5)?,
        })
    }
}

/// What deciding and scoring need of a person: no name, no contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whereabouts {
    pub id: PersonId,
    pub place: PlacePath,
    pub sex: Option<Sex>,
    pub birth_on: Option<Date>,
}

impl FromRow for Whereabouts {
    fn from_row(row: &Row) -> Result<Self> {
        Self::of_columns(row, PersonId::from_uuid(row.uuid(0)?), 1)
    }
}

impl Whereabouts {
    /// Reads place, sex and day of birth from three columns that begin at `first`.
    pub(crate) fn of_columns(row: &Row, id: PersonId, first: usize) -> Result<Self> {
        Ok(Self {
            id,
            place: row.parsed(first, "person", "place_path", "a place path")?,
            sex: sex(row, first + 1)?,
            birth_on: row.day_opt(first + 2)?,
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
    let (_key, wrapped) = vault.new_person_key(person.id.uuid())?;
    Ok(args![
        person.id.uuid(),
        person.place.as_str(),
        &person.name,
        person.sex.map(Sex::code),
        person.birth_on,
        person.phone.clone(),
        now,
        wrapped
    ]
    .to_vec())
}

impl Tx {
    /// Adds a person, with a new key of their own.
    pub async fn add_person(&mut self, person: &Person, now: Timestamp) -> Result<()> {
        let row = person_row(&self.vault(), person, now)?;
        self.exec(include_str!("insert.sql"), &row).await.map(|_| ())
    }

    /// Adds many people at once, in chunks.
    pub async fn add_people(&mut self, people: &[Person], now: Timestamp) -> Result<()> {
        let vault = self.vault();
        let rows = people.iter().map(|person| person_row(&vault, person, now)).collect::<Result<Vec<_>>>()?;
        self.insert_many(PERSON_COLUMNS, PERSON_WIDTH, &rows).await.map(|_| ())
    }

    /// Records what a person is called in some system. Errors: `Duplicate` when somebody has that name there.
    pub async fn add_identifier(&mut self, system: &str, value: &str, person: PersonId, now: Timestamp) -> Result<()> {
        self.exec(include_str!("insert_identifier.sql"), &args![system, value, person.uuid(), now]).await.map(|_| ())
    }

    /// Whom an identifier names: no name, no contact.
    pub async fn person_by_identifier(&mut self, system: &str, value: &str) -> Result<Option<Whereabouts>> {
        self.opt(include_str!("by_identifier.sql"), &args![system, value]).await
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
