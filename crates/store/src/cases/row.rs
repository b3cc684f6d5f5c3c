//! Rows of cases as they are read.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_kernel::id::{AccountId, CaseEventId, CaseId, PersonId};
use xinqiao_kernel::person::masked_name;
use xinqiao_kernel::place::PlacePath;
use xinqiao_vault::Class;

use crate::Result;
use crate::fields::{ACCOUNT_NAME, CASE_EVENT_BODY, PERSON_NAME};
use crate::row::{FromRow, Row};

/// The columns that lists sort and filter by: a copy of the folded case, written together with the event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseState {
    /// status code of the crate `cases`, as of the last event
    pub status: String,
    /// who answers for it, or last did
    pub responsible: AccountId,
    /// the first day by which somebody owes something; `None` exactly when closed
    pub next_due_on: Option<Date>,
    /// number of events applied
    pub version: i64,
    pub closed_at: Option<Timestamp>,
}

/// A case as it stands, with the masked name of its person and the name of the responsible account.
#[derive(Debug, Clone)]
pub struct CaseRow {
    pub id: CaseId,
    /// `C20261123-0001`
    pub number: String,
    pub person: PersonId,
    pub place: PlacePath,
    /// code of the pack of cases
    pub kind: String,
    pub state: CaseState,
    pub opened_at: Timestamp,
    pub name: String,
    pub responsible_name: String,
    /// the first day by which the account of a list owes something
    pub owes_on: Option<Date>,
}

impl FromRow for CaseRow {
    fn from_row(row: &Row) -> Result<Self> {
        let (person, responsible) = (row.uuid(2)?, row.uuid(6)?);
        let key = row.person_key(13, person)?;
        let state = CaseState {
            status: row.text(5)?,
            responsible: AccountId::from_uuid(responsible),
            next_due_on: row.day_opt(7)?,
            version: row.int(8)?,
            closed_at: row.at_opt(10)?,
        };
        Ok(Self {
            id: CaseId::from_uuid(row.uuid(0)?),
            number: row.text(1)?,
            person: PersonId::from_uuid(person),
            place: row.parsed(3, "case_file", "place_path", "a place path")?,
            kind: row.text(4)?,
            state,
            opened_at: row.at(9)?,
            name: masked_name(&row.own_text(11, key.as_ref(), &PERSON_NAME.of(person))?.unwrap_or_default()),
            responsible_name: row.class_text(12, Class::Account, &ACCOUNT_NAME.of(responsible))?,
            owes_on: row.day_opt(14)?,
        })
    }
}

/// One event of a case.
#[derive(Debug, Clone)]
pub struct CaseEventRow {
    pub id: CaseEventId,
    pub seq: i64,
    pub account: AccountId,
    pub kind: String,
    /// JSON of the event
    pub body: String,
    pub at: Timestamp,
    /// name of the account's holder; filled when read
    pub name: String,
}

impl FromRow for CaseEventRow {
    fn from_row(row: &Row) -> Result<Self> {
        let (id, account) = (row.uuid(0)?, row.uuid(2)?);
        let key = row.person_key(8, row.uuid(7)?)?;
        Ok(Self {
            id: CaseEventId::from_uuid(id),
            seq: row.int(1)?,
            account: AccountId::from_uuid(account),
            kind: row.text(3)?,
            body: row.own_text(4, key.as_ref(), &CASE_EVENT_BODY.of(id))?.unwrap_or_default(),
            at: row.at(5)?,
            name: row.class_text(6, Class::Account, &ACCOUNT_NAME.of(account))?,
        })
    }
}

/// An account with a seat at a case, or that owes something in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatRow {
    pub account: AccountId,
    /// the first day by which it owes something
    pub owes_on: Option<Date>,
    /// until which day of what it owes it was told
    pub told_until: Option<Date>,
    /// when it is told next
    pub tell_on: Option<Date>,
    /// name of the account's holder; filled when read
    pub name: String,
}

impl FromRow for SeatRow {
    fn from_row(row: &Row) -> Result<Self> {
        let account = row.uuid(0)?;
        Ok(Self {
            account: AccountId::from_uuid(account),
            owes_on: row.day_opt(1)?,
            told_until: row.day_opt(2)?,
            tell_on: row.day_opt(3)?,
            name: row.class_text(4, Class::Account, &ACCOUNT_NAME.of(account))?,
        })
    }
}

/// An account that is to be told that something is due in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToTell {
    pub case: CaseId,
    pub account: AccountId,
    pub tell_on: Date,
}

impl FromRow for ToTell {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { case: CaseId::from_uuid(row.uuid(0)?), account: AccountId::from_uuid(row.uuid(1)?), tell_on: row.day(2)? })
    }
}
