//! Who did what to which record and why, sealed into a hash chain.

mod checks;
mod prune;
mod reach;
mod row;
mod seal;
mod search;
mod verify;

pub use checks::{Anchor, Check, HintRow};
pub use prune::Pruned;
pub use reach::Reach;
pub use row::{AuditRow, NewAudit};
#[cfg(test)]
pub(crate) use seal::{ENTRY_COLUMNS, ENTRY_WIDTH, ROWS_IN_A_SEAL};
pub use seal::{Look, is_full};
pub use search::{Before, By, Standing, Stretch};
pub use verify::Verdict;

use jiff::Timestamp;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::PersonId;

use crate::arg::{Arg, args};
use crate::{Db, Result, Tx};

pub(crate) const AUDIT_COLUMNS: &str = "audit (audit_id, account_id, role, action, purpose, place_path, person_id, record_kind, record_id, \
     outcome, detail, created_at)";
pub(crate) const AUDIT_WIDTH: usize = 12;

impl Tx {
    /// Writes one audit row in this unit of work.
    pub async fn audit(&mut self, row: &NewAudit, now: Timestamp) -> Result<()> {
        self.exec(include_str!("insert.sql"), &row.args(now)).await.map(|_| ())
    }
}

impl NewAudit {
    /// The bound values in the order of `insert.sql`.
    pub(crate) fn args(&self, now: Timestamp) -> [Arg; AUDIT_WIDTH] {
        args![
            self.id.uuid(),
            self.account.map(|id| id.uuid()),
            &self.role,
            &self.action,
            &self.purpose,
            self.place.as_str(),
            self.person.map(|id| id.uuid()),
            self.record_kind,
            self.record,
            if self.refused { "refused" } else { "done" },
            &self.detail,
            now
        ]
    }
}

impl Db {
    /// What was done with the records of the person of the permit, newest first, before an instant. Reports of a concern are left out: whoever
    /// reports is kept confidential (domain_rules C.8).
    pub async fn who_looked(
        &self,
        permit: &Permit<act::ReadWhoLooked>,
        person: PersonId,
        before: Timestamp,
        limit: u32,
    ) -> Result<Vec<AuditRow>> {
        if permit.person() != Some(person) {
            return Ok(Vec::new());
        }
        self.all(include_str!("of_person.sql"), &args![person.uuid(), before, i64::from(limit)]).await
    }

    /// The last things that were done with the records of the person of the permit, for the people who work with them.
    pub async fn looks_at(&self, permit: &Permit<act::ReadPerson>, before: Timestamp, limit: u32) -> Result<Vec<AuditRow>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        let mut found: Vec<AuditRow> =
            self.all(include_str!("of_person.sql"), &args![person.uuid(), before, i64::from(limit)]).await?;
        found.retain(|row| row.place == permit.place().as_str());
        Ok(found)
    }
}
