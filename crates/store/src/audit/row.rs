//! One audit row.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_kernel::id::{AccountId, AuditId, PersonId};
use xinqiao_kernel::place::PlacePath;

use crate::Result;
use crate::row::{FromRow, Row};

/// A row to be written. Texts are codes: never a name, an answer or a note.
#[derive(Debug, Clone)]
pub struct NewAudit {
    pub id: AuditId,
    pub account: Option<AccountId>,
    pub role: String,
    pub action: String,
    pub purpose: String,
    pub place: PlacePath,
    pub person: Option<PersonId>,
    pub record_kind: &'static str,
    pub record: Option<Uuid>,
    pub refused: bool,
    pub detail: String,
}

/// A row as it was written, with the name of the account's holder.
#[derive(Debug, Clone)]
pub struct AuditRow {
    pub id: AuditId,
    pub account: Option<AccountId>,
    pub role: String,
    pub action: String,
    pub purpose: String,
    pub place: String,
    pub person: Option<PersonId>,
    pub record_kind: String,
    pub record: Option<Uuid>,
    pub outcome: String,
    pub detail: String,
    pub at: Timestamp,
    pub name: Option<String>,
}

impl FromRow for AuditRow {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: AuditId::from_uuid(row.uuid(0)?),
            account: row.uuid_opt(1)?.map(AccountId::from_uuid),
            role: row.text(2)?,
            action: row.text(3)?,
            purpose: row.text(4)?,
            place: row.text(5)?,
            person: row.uuid_opt(6)?.map(PersonId::from_uuid),
            record_kind: row.text(7)?,
            record: row.uuid_opt(8)?,
            outcome: row.text(9)?,
            detail: row.text(10)?,
            at: row.at(11)?,
            name: row.text_opt(12)?,
        })
    }
}

impl AuditRow {
    /// The row as the chain takes it in.
    pub fn into_sealed(self) -> xinqiao_audit::Row {
        xinqiao_audit::Row {
            id: self.id.uuid(),
            account: self.account.map(|id| id.uuid()),
            role: self.role,
            action: self.action,
            purpose: self.purpose,
            place: self.place,
            person: self.person.map(|id| id.uuid()),
            record_kind: self.record_kind,
            record: self.record,
            outcome: self.outcome,
            detail: self.detail,
            at: self.at,
        }
    }
}
