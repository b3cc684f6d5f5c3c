//! Duties of whoever runs the service: incidents, impact assessments, mandatory reports, approvals for records of minors.

mod entry;
mod read;
mod write;

pub use entry::EntryRow;
pub(crate) use entry::{ABOUT, BODY};
pub use read::After;
pub use write::DutyState;

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_access::{Act, act};
use xinqiao_duties::Kind;
use xinqiao_kernel::id::{AccountId, DutyId, PersonId};
use xinqiao_kernel::place::PlacePath;

use crate::Result;
use crate::row::{FromRow, Row};

/// The action that opens duties of a kind.
pub trait DutyAct: Act {
    /// The kind.
    const KIND: Kind;
}

impl DutyAct for act::RecordIncident {
    const KIND: Kind = Kind::Incident;
}

impl DutyAct for act::AssessImpact {
    const KIND: Kind = Kind::Impact;
}

impl DutyAct for act::MandatoryReport {
    const KIND: Kind = Kind::MinorReport;
}

impl DutyAct for act::ApproveMinorAccess {
    const KIND: Kind = Kind::MinorAccess;
}

/// A duty without its entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyRow {
    pub id: DutyId,
    pub kind: Kind,
    pub place: PlacePath,
    /// the minor, for reports and approvals
    pub person: Option<PersonId>,
    /// who opened it; for an approval who asked
    pub account: AccountId,
    pub due_at: Option<Timestamp>,
    /// last day of an approval
    pub until: Option<Date>,
    /// who granted an approval
    pub decided_by: Option<AccountId>,
    /// how many entries it has
    pub entries: i64,
    pub opened_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

impl FromRow for DutyRow {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: DutyId::from_uuid(row.uuid(0)?),
            kind: row.parsed(1, "duty", "kind", "a kind of duty")?,
            place: row.parsed(2, "duty", "place_path", "a place path")?,
            person: row.uuid_opt(3)?.map(PersonId::from_uuid),
            account: AccountId::from_uuid(row.uuid(4)?),
            due_at: row.at_opt(5)?,
            until: row.day_opt(6)?,
            decided_by: row.uuid_opt(7)?.map(AccountId::from_uuid),
            entries: row.int(8)?,
            opened_at: row.at(9)?,
            ended_at: row.at_opt(10)?,
        })
    }
}
