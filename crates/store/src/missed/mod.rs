//! Reviews of what was missed, their events, and the facts that open one.
//!
//! The state is the fold of the events by the crate `warnings`; the columns of the row are written in one place only, together with the event
//! ([`crate::Tx::save_missed`]). Words are sealed with the key of the person whom the review is about.

mod event;
mod facts;
mod past;
mod read;
mod write;

pub(crate) use event::{ABOUT, WORDS};
pub use event::{Advice, MissedEventRow};
pub use facts::{FoundEvent, Search, WarningSignal};
pub use past::{PastSheet, PastSignal, PastWarning};
pub use read::{MissedAfter, OwnMissed};

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_kernel::id::{AccountId, MissedReviewId, PersonId};
use xinqiao_kernel::person::masked_name;
use xinqiao_kernel::place::PlacePath;

use crate::Result;
use crate::arg::Arg;
use crate::fields::PERSON_NAME;
use crate::row::{FromRow, Row};

/// The columns that are written from the fold of the events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissedState {
    /// stage code of the crate warnings
    pub stage: String,
    /// who owes the next step, for which place, by when; `None` exactly when closed
    pub owed: Option<(AccountId, PlacePath, Timestamp)>,
    /// where a miss is counted; empty while open and where nothing was missed
    pub mark: String,
    pub closed_at: Option<Timestamp>,
    /// number of events applied
    pub version: i64,
}

/// A review as it stands, without its events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissedRow {
    pub id: MissedReviewId,
    pub place: PlacePath,
    /// whom the event is about, when that is somebody of the index
    pub person: Option<PersonId>,
    /// code of the pack
    pub event: String,
    /// `warning`, `emergency` or `hand`
    pub cause: String,
    /// the warning or emergency that opened it
    pub source: Option<Uuid>,
    pub event_at: Timestamp,
    pub state: MissedState,
    pub opened_at: Timestamp,
    /// masked; filled when read, empty after erasure
    pub name: String,
}

impl FromRow for MissedRow {
    fn from_row(row: &Row) -> Result<Self> {
        let owed = match (row.uuid_opt(8)?, row.text_opt(9)?, row.at_opt(10)?) {
            (Some(owner), Some(_), Some(due)) => {
                Some((AccountId::from_uuid(owner), row.parsed(9, "missed_review", "owner_path", "a place path")?, due))
            }
            _ => None,
        };
        let person = row.uuid_opt(2)?;
        let name = match person {
            Some(person) => {
                let key = row.person_key(16, person)?;
                row.own_text(15, key.as_ref(), &PERSON_NAME.of(person))?.unwrap_or_default()
            }
            None => String::new(),
        };
        Ok(Self {
            id: MissedReviewId::from_uuid(row.uuid(0)?),
            place: row.parsed(1, "missed_review", "place_path", "a place path")?,
            person: person.map(PersonId::from_uuid),
            event: row.text(3)?,
            cause: row.text(4)?,
            source: row.uuid_opt(5)?,
            event_at: row.at(6)?,
            state: MissedState {
                stage: row.text(7)?,
                owed,
                mark: row.text(11)?,
                closed_at: row.at_opt(13)?,
                version: row.int(14)?,
            },
            opened_at: row.at(12)?,
            name: masked_name(&name),
        })
    }
}

impl MissedState {
    fn owed_args(&self) -> [Arg; 3] {
        let (owner, place, due) = match &self.owed {
            Some((owner, place, due)) => (Some(owner.uuid()), Some(place.as_str().to_owned()), Some(*due)),
            None => (None, None, None),
        };
        [Arg::from(owner), Arg::Text(place), Arg::from(due)]
    }
}
