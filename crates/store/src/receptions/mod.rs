//! Receptions of petitioners 信访 and their events. The petition itself is not kept here, and nobody is named before they accept the service.
//!
//! The state is the fold of the events by the crate `disputes`; the columns of the row that lists sort by are written in one place only, together
//! with the event ([`crate::Tx::save_reception`]). Words are kept only about somebody who agreed to a record, sealed with their key.

mod event;
mod read;
mod write;

pub(crate) use event::ABOUT;
pub use event::ReceptionStepRow;
pub use read::{AfterReception, OwnReception};

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, PersonId, ReceptionId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_vault::Class;

use crate::Result;
use crate::arg::{Arg, args};
use crate::fields::ACCOUNT_NAME;
use crate::row::{FromRow, Row};

/// The columns that are written from the fold of the events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceptionState {
    /// received, offered, accepted, or how it ended
    pub stage: String,
    /// who owes what is due first, for which place, by when; `None` exactly when nothing is owed any more
    pub owed: Option<(AccountId, PlacePath, Timestamp)>,
    /// who accepted; nobody before
    pub person: Option<PersonId>,
    pub closed_at: Option<Timestamp>,
    /// number of events applied
    pub version: i64,
}

/// A reception as it stands, without its events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceptionRow {
    pub id: ReceptionId,
    /// `V20261122-0003`
    pub number: String,
    pub place: PlacePath,
    pub state: ReceptionState,
    pub received_by: AccountId,
    pub received_at: Timestamp,
    /// filled when read
    pub owner_name: Option<String>,
}

impl FromRow for ReceptionRow {
    fn from_row(row: &Row) -> Result<Self> {
        let owed = match (row.uuid_opt(4)?, row.text_opt(5)?, row.at_opt(6)?) {
            (Some(owner), Some(_), Some(due)) => {
                Some((AccountId::from_uuid(owner), row.parsed(5, "reception", "owner_path", "a place path")?, due))
            }
            _ => None,
        };
        let owner_name = match row.uuid_opt(4)? {
            Some(owner) => row.class_text_opt(12, Class::Account, &ACCOUNT_NAME.of(owner))?,
            None => None,
        };
        let person = row.uuid_opt(7)?.map(PersonId::from_uuid);
        let state = ReceptionState { stage: row.text(3)?, owed, person, closed_at: row.at_opt(10)?, version: row.int(11)? };
        Ok(Self {
            id: ReceptionId::from_uuid(row.uuid(0)?),
            number: row.text(1)?,
            place: row.parsed(2, "reception", "place_path", "a place path")?,
            state,
            received_by: AccountId::from_uuid(row.uuid(8)?),
            received_at: row.at(9)?,
            owner_name,
        })
    }
}

impl ReceptionState {
    fn owed_args(&self) -> [Arg; 3] {
        match &self.owed {
            Some((owner, place, due)) => args![owner.uuid(), place.as_str(), *due],
            None => [Arg::Id(None), Arg::Text(None), Arg::Int(None)],
        }
    }
}
