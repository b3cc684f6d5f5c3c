//! Was a sheet kept whose answer got lost on the way?

use xinqiao_kernel::id::{CampaignId, ResponseId};

use crate::assessment::campaign_key;
use crate::{App, AppError, Caller, Result};

impl App {
    /// The sheet of an instrument that a campaign has of the caller, for a device that sends once more because it never heard the answer. It opens nothing of
    /// the sheet and leaves no audit row.
    pub async fn handed_in(&self, caller: &Caller, campaign: CampaignId, instrument: &str) -> Result<Option<ResponseId>> {
        self.own_answers(caller).await?;
        let person = caller.person().ok_or(AppError::NotFound)?;
        let parts = self.inner.db.campaign_parts(campaign).await?;
        let Some(part) = parts.iter().position(|part| part.instrument == instrument) else { return Ok(None) };
        let mut tx = self.inner.db.begin().await?;
        let found = tx.response_by_key(&campaign_key(person, campaign, part)).await?;
        tx.rollback().await?;
        Ok(found.map(|sheet| sheet.id))
    }
}
