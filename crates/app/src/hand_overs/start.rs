//! Using the code on a device.

use jiff::ToSpan;
use xinqiao_kernel::id::CampaignId;

use super::{CODE, TOKEN, plain};
use crate::audit::by_system;
use crate::{App, AppError, Result};

/// A device that acts for one person in one campaign.
#[derive(Debug, Clone)]
pub struct Started {
    /// what the device holds; kept nowhere else
    pub token: String,
    pub campaign: CampaignId,
}

impl App {
    /// Starts a hand-over by its code, once. Errors: `Invalid` on `code` for one that is unknown, used or too old, all alike; `Conflict`
    /// `no_hand_over` where the rules have none.
    pub async fn start_hand_over(&self, code: &str) -> Result<Started> {
        let rules = self.hand_over_rules()?;
        let wrong = || AppError::field("code", "fault-hand-over-code", code.trim());
        let found = self.inner.db.hand_over_by_code(&self.inner.db.keyed_text(CODE, &plain(code))?).await?.ok_or_else(wrong)?;
        let now = self.now();
        let token: String = self.ids().secret().iter().map(|byte| format!("{byte:02x}")).collect();
        let expires_at = now.checked_add(i64::from(rules.absolute_min).minutes()).unwrap_or(now);
        let mut tx = self.inner.db.begin().await?;
        if !tx.start_hand_over(found.id, &self.inner.db.keyed_text(TOKEN, &token)?, expires_at, now).await? {
            return Err(wrong());
        }
        let row = by_system(self, "answer_self", &found.place, Some(found.person), "hand_over", found.id.uuid(), "started");
        tx.audit(&row, now).await?;
        tx.commit().await?;
        Ok(Started { token, campaign: found.campaign })
    }
}
