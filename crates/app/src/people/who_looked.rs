//! Who opened my records, when and what for.

use jiff::Timestamp;
use xinqiao_access::{Purpose, Resource, act};
use xinqiao_kernel::id::AccountId;
use xinqiao_store::audit::AuditRow;

use crate::{App, AppError, Caller, Result};

/// One thing that was done with the person's records.
#[derive(Debug, Clone)]
pub struct Look {
    pub at: Timestamp,
    /// name of who did it; `None` for the program itself
    pub by: Option<String>,
    /// the person themselves
    pub own: bool,
    /// role, action and purpose codes
    pub role: String,
    pub action: String,
    pub purpose: String,
    /// somebody tried and was refused
    pub refused: bool,
}

impl Look {
    /// An audit row as `me` reads it.
    pub(super) fn of(row: AuditRow, me: AccountId) -> Self {
        Self {
            at: row.at,
            own: row.account == Some(me),
            by: row.name,
            role: row.role,
            action: row.action,
            purpose: row.purpose,
            refused: row.outcome == "refused",
        }
    }
}

impl App {
    /// What was done with the caller's own records, newest first, before an instant.
    pub async fn who_looked(&self, caller: &Caller, before: Timestamp, limit: u32) -> Result<Vec<Look>> {
        let (person, at) = self.own_record(caller)?;
        let permit = self.permit::<act::ReadWhoLooked>(caller, &at, Purpose::SelfService).await?;
        let rows = self.inner.db.who_looked(&permit, person, before, limit).await?;
        Ok(rows.into_iter().map(|row| Look::of(row, caller.account())).collect())
    }

    /// The caller's own person as access sees it. Errors: `NotFound` for an account that belongs to no person.
    pub(crate) fn own_record(&self, caller: &Caller) -> Result<(xinqiao_kernel::id::PersonId, Resource)> {
        let own = caller.whereabouts().ok_or(AppError::NotFound)?;
        Ok((own.id, Resource::at(own.place.clone()).of(own.id)))
    }
}
