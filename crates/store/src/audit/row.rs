//! One audit row.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_kernel::id::{AccountId, AuditId, PersonId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_vault::Class;

use crate::Result;
use crate::fields::ACCOUNT_NAME;
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
        let account = row.uuid_opt(1)?;
        Ok(Self {
            id: AuditId::from_uuid(row.uuid(0)?),
            account: account.map(AccountId::from_uuid),
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
            name: match account {
                Some(account) => row.class_text_opt(12, Class::Account, &ACCOUNT_NAME.of(account))?,
                None => None,
            },
        })
    }
}

impl AuditRow {
    /// The bytes that the seal takes in: every column, each behind its length, so that no two rows share a text.
    pub fn canonical(&self) -> Vec<u8> {
        let parts = [
            self.id.to_string(),
            self.account.map(|id| id.to_string()).unwrap_or_default(),
            self.role.clone(),
            self.action.clone(),
            self.purpose.clone(),
            self.place.clone(),
            self.person.map(|id| id.to_string()).unwrap_or_default(),
            self.record_kind.clone(),
            self.record.map(|id| id.to_string()).unwrap_or_default(),
            self.outcome.clone(),
            self.detail.clone(),
            self.at.as_microsecond().to_string(),
        ];
        let mut bytes = Vec::with_capacity(256);
        for part in parts {
            bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        bytes
    }
}
