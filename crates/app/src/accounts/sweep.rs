//! The leaver sweep: roles of accounts that nobody uses, and of days and credentials that have passed, are closed and their sessions ended.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use xinqiao_kernel::id::AccountId;
use xinqiao_store::sign_in::RoleRow;

use crate::audit::by_system;
use crate::{App, Result};

/// Roles that one sweep closes at most; the next one goes on.
const MOST: u32 = 500;

impl App {
    /// Closes what has run out and what nobody uses; how many roles. Sweeping twice closes each once.
    ///
    /// The three administrators are never closed for want of use: a city whose security administrator was away for a quarter could open
    /// nothing any more. They stand in the list of accounts with their last sign-in.
    pub async fn sweep_leavers(&self) -> Result<usize> {
        let now = self.now();
        let days = i64::from(self.sign_in_rules().reviews.dormant_days);
        let run_out = self.inner.db.roles_run_out(self.day(now), MOST).await?;
        let since = now - SignedDuration::from_hours(24 * days);
        let dormant = self.inner.db.dormant_roles(since, MOST).await?;
        let mut left: BTreeSet<AccountId> = BTreeSet::new();
        let mut closed = 0;
        for (role, why) in run_out.iter().map(|role| (role, "run_out")).chain(dormant.iter().map(|role| (role, "dormant"))) {
            closed += usize::from(self.close(role, why).await?);
            left.insert(role.account);
        }
        for account in left {
            let mut tx = self.inner.db.begin().await?;
            tx.end_sessions_of(account, now).await?;
            tx.commit().await?;
        }
        if closed > 0 {
            tracing::info!(roles = closed, "roles were closed that had run out or that nobody used");
        }
        Ok(closed)
    }

    async fn close(&self, role: &RoleRow, why: &str) -> Result<bool> {
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if !tx.end_role(role.id, None, why, now).await? {
            return Ok(false);
        }
        let detail = format!("{why} role={} assignment={}", role.role, role.id);
        let row = by_system(self, "manage_accounts", &role.place, None, "account", role.account.uuid(), detail);
        tx.audit(&row, now).await?;
        tx.commit().await?;
        Ok(true)
    }
}
