//! Disputes 矛盾纠纷, their parties and events, and the ledger of files for and from the governance system.
//!
//! The state is the fold of the events by the crate `disputes`; the columns of the row that lists sort by are written in one place only, together
//! with the event ([`crate::Tx::save_dispute`]). Words are sealed with the key of the first party of the index; when any party is erased, all words go.

mod event;
mod exchange;
mod read;
mod write;

pub use event::StepRow;
pub(crate) use event::{ABOUT, WORDS};
pub use exchange::ExchangeRow;
pub use read::{After, OwnDispute, PartyName, Wanted};

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, DisputeId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_vault::Class;

use crate::Result;
use crate::arg::{Arg, args};
use crate::fields::ACCOUNT_NAME;
use crate::row::{FromRow, Row};

/// The columns that are written from the fold of the events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisputeState {
    /// stage code of the crate disputes
    pub stage: String,
    /// who owes the next step, for which place, by when; `None` exactly when closed
    pub owed: Option<(AccountId, PlacePath, Timestamp)>,
    pub closed_at: Option<Timestamp>,
    /// number of events applied
    pub version: i64,
}

/// A dispute as it stands, without its events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisputeRow {
    pub id: DisputeId,
    /// `D20261122-0003`
    pub number: String,
    pub place: PlacePath,
    /// code of the pack
    pub kind: String,
    pub state: DisputeState,
    /// what another system calls it
    pub reference: Option<String>,
    pub registered_by: AccountId,
    pub registered_at: Timestamp,
    /// filled when read
    pub owner_name: Option<String>,
}

impl FromRow for DisputeRow {
    fn from_row(row: &Row) -> Result<Self> {
        let owed = match (row.uuid_opt(5)?, row.text_opt(6)?, row.at_opt(7)?) {
            (Some(owner), Some(_), Some(due)) => {
                Some((AccountId::from_uuid(owner), row.parsed(6, "dispute", "owner_path", "a place path")?, due))
            }
            _ => None,
        };
        let owner_name = match row.uuid_opt(5)? {
            Some(owner) => row.class_text_opt(13, Class::Account, &ACCOUNT_NAME.of(owner))?,
            None => None,
        };
        let state = DisputeState { stage: row.text(4)?, owed, closed_at: row.at_opt(11)?, version: row.int(12)? };
        Ok(Self {
            id: DisputeId::from_uuid(row.uuid(0)?),
            number: row.text(1)?,
            place: row.parsed(2, "dispute", "place_path", "a place path")?,
            kind: row.text(3)?,
            state,
            reference: row.text_opt(8)?,
            registered_by: AccountId::from_uuid(row.uuid(9)?),
            registered_at: row.at(10)?,
            owner_name,
        })
    }
}

impl DisputeState {
    fn owed_args(&self) -> [Arg; 3] {
        match &self.owed {
            Some((owner, place, due)) => args![owner.uuid(), place.as_str(), *due],
            None => [Arg::Id(None), Arg::Text(None), Arg::Int(None)],
        }
    }
}
