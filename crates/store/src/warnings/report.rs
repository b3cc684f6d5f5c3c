//! What an account handed in.

use jiff::Timestamp;
use xinqiao_access::{Scope, act};
use xinqiao_kernel::id::SignalId;

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result};

/// One's own report: nothing about the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportRow {
    pub id: SignalId,
    pub source: String,
    pub raised_at: Timestamp,
    pub expires_at: Timestamp,
    pub dismissed: bool,
    /// a warning has taken it up
    pub taken_up: bool,
    /// that warning has ended
    pub closed: bool,
}

impl FromRow for ReportRow {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: SignalId::from_uuid(row.uuid(0)?),
            source: row.text(1)?,
            raised_at: row.at(2)?,
            expires_at: row.at(3)?,
            dismissed: row.at_opt(4)?.is_some(),
            taken_up: row.uuid_opt(5)?.is_some(),
            closed: row.at_opt(6)?.is_some(),
        })
    }
}

impl Db {
    /// What the scope's account handed in and hears back about, newest first.
    pub async fn reports_of(&self, scope: &Scope<act::ReportConcern>, limit: u32) -> Result<Vec<ReportRow>> {
        self.all(include_str!("reports_of.sql"), &args![scope.account().uuid(), i64::from(limit)]).await
    }
}
