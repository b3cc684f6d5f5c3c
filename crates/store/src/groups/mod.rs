//! The register of population groups 人群名册: entries, their events, who is on record where, and how many of them were reached.
//!
//! An entry is the fold of its events by the crate `cases`; the columns that lists sort by are written from the fold in one place, together with
//! the event ([`crate::Tx::save_group_entry`]). Words are sealed with the key of the person.

mod count;
mod read;
mod write;

pub use count::{CaseDays, Counting, MOST_GROUPS};
pub use read::AfterEntry;
pub(crate) use read::WORDS;

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_kernel::id::{AccountId, GroupEntryId, GroupEventId, PersonId};
use xinqiao_kernel::place::PlacePath;

use crate::fields::PERSON_NAME;
use crate::row::{FromRow, Row};
use crate::{Result, StoreError};

/// An entry as it stands, without its events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    pub id: GroupEntryId,
    pub person: PersonId,
    /// code of the pack
    pub group: String,
    /// where the person belonged when it was entered
    pub place: PlacePath,
    pub since: Date,
    pub confirm_by: Date,
    /// last day and code of the reason
    pub ended: Option<(Date, String)>,
    pub recorded_by: AccountId,
    pub version: i64,
    /// masked; empty after erasure; filled when read
    pub name: String,
    /// filled when read
    pub birth_on: Option<Date>,
}

impl FromRow for EntryRow {
    fn from_row(row: &Row) -> Result<Self> {
        let person = row.uuid(1)?;
        let key = row.person_key(11, person)?;
        let day = |at: usize, column: &'static str| {
            row.day_opt(at)?.ok_or_else(|| StoreError::Corrupt {
                table: "group_entry",
                column,
                expected: "a day",
                found: "nothing".to_owned(),
            })
        };
        let name = row.own_text(10, key.as_ref(), &PERSON_NAME.of(person))?.unwrap_or_default();
        Ok(Self {
            id: GroupEntryId::from_uuid(row.uuid(0)?),
            person: PersonId::from_uuid(person),
            group: row.text(2)?,
            place: row.parsed(3, "group_entry", "place_path", "a place path")?,
            since: day(4, "since_on")?,
            confirm_by: day(5, "confirm_by")?,
            ended: row.day_opt(6)?.zip(row.text_opt(7)?),
            recorded_by: AccountId::from_uuid(row.uuid(8)?),
            version: row.int(9)?,
            name: xinqiao_kernel::person::masked_name(&name),
            birth_on: row.day_opt(12)?,
        })
    }
}

/// One event of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupEventRow {
    pub id: GroupEventId,
    /// 1, 2, 3, …
    pub seq: i64,
    pub account: AccountId,
    /// what was done, as a code
    pub word: String,
    /// JSON of the event
    pub body: String,
    /// in words; none where there were none
    pub words: Option<String>,
    pub at: Timestamp,
    /// of the account; filled when read
    pub by: String,
}
