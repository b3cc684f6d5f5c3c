//! What happens by itself: ending, telling the person, reminding of reviews.

use jiff::Timestamp;
use xinqiao_kernel::id::AccountId;
use xinqiao_store::emergency::EmergencyRow;

use crate::audit::by_system;
use crate::{App, Result};

/// Emergencies that one run looks at of each kind.
const MOST: i64 = 500;

impl App {
    /// Ends those whose time is over, tells people, and tells the heads of departments of reviews that nobody made.
    pub(crate) async fn sweep_emergencies(&self) -> Result<()> {
        let now = self.now();
        for row in self.inner.db.live_emergencies(MOST).await? {
            self.is_open(&row, now).await?;
        }
        for row in self.inner.db.untold_emergencies(now, MOST).await? {
            self.tell_person(&row, now).await?;
        }
        for row in self.inner.db.late_emergencies(now, MOST).await? {
            self.escalate_review(&row, now).await?;
        }
        Ok(())
    }

    /// Ends one; false when it had ended. Its person is told at once, unless telling is held back.
    pub(crate) async fn finish(&self, row: &EmergencyRow, by: &str, at: Timestamp) -> Result<bool> {
        let mut tx = self.inner.db.begin().await?;
        // time that is over is over at its end, however late that is noticed
        let ended_at = if by == "time" { row.until_at } else { at.min(row.until_at) };
        if !tx.end_emergency(row.id, ended_at, by).await? {
            return Ok(false);
        }
        let mut told =
            by_system(self, "end_break_glass", &row.place, Some(row.person), "emergency", row.id.uuid(), format!("by={by}"));
        told.purpose = "emergency".to_owned();
        if by == "opener" {
            told.account = Some(row.account);
            told.role.clone_from(&row.role);
        }
        tx.audit(&told, at).await?;
        tx.commit().await?;
        if row.hold_until.is_none() {
            self.tell_person(row, at).await?;
        }
        self.inner.hub.queue_changed(&row.place);
        Ok(true)
    }

    /// Tells the person through their account. Without one somebody has to tell them, and the review asks for it.
    async fn tell_person(&self, row: &EmergencyRow, now: Timestamp) -> Result<()> {
        let Some(account) = self.inner.db.account_of_person(row.person).await? else { return Ok(()) };
        let mut tx = self.inner.db.begin().await?;
        if tx.tell_emergency(row.id, "message", now).await? {
            self.tell_of_emergency(&mut tx, account, "notice-person-emergency").await?;
            let detail = "how=message";
            let row = by_system(self, "emergency_told", &row.place, Some(row.person), "emergency", row.id.uuid(), detail);
            tx.audit(&row, now).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn escalate_review(&self, row: &EmergencyRow, now: Timestamp) -> Result<()> {
        let reviewers = self.inner.db.reviewers_over(&row.place, self.day(now), 60).await?;
        let mut told: Vec<AccountId> =
            reviewers.into_iter().map(|one| one.account).filter(|account| *account != row.account).collect();
        told.sort_unstable();
        told.dedup();
        let mut tx = self.inner.db.begin().await?;
        if tx.escalate_emergency(row.id, now).await? {
            for account in &told {
                self.tell_of_emergency(&mut tx, *account, "notice-emergency-unreviewed").await?;
            }
            let detail = format!("unreviewed told={}", told.len());
            let audit = by_system(self, "escalate", &row.place, Some(row.person), "emergency", row.id.uuid(), detail);
            tx.audit(&audit, now).await?;
        }
        Ok(tx.commit().await?)
    }
}
