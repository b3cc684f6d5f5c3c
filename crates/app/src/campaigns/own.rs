//! What a resident sees of campaigns: those that ask them, and the way to say no.

use xinqiao_access::{Purpose, act};
use xinqiao_kernel::id::CampaignId;
use xinqiao_store::campaigns::Campaign;

use crate::audit::done;
use crate::{App, AppError, Caller, Result};

impl App {
    /// Campaigns that ask the caller today, that they have not answered or declined, and whose questions can be shown.
    ///
    /// It opens no record and leaves no audit row: the first page asks on every visit, and "who looked" is not to drown in it.
    pub async fn open_campaigns(&self, caller: &Caller) -> Result<Vec<Campaign>> {
        let (_, at) = self.own_record(caller)?;
        let permit = self.permit::<act::AnswerSelf>(caller, &at, Purpose::SelfService).await?;
        let mut found = self.inner.db.campaigns_of(&permit, self.day(self.now())).await?;
        for campaign in &found {
            self.know_questionnaire(&campaign.instrument, &campaign.version).await?;
        }
        found.retain(|campaign| {
            let pack = self.inner.library.instrument_version(&campaign.instrument, &campaign.version);
            pack.is_some_and(|pack| pack.has_wording())
        });
        Ok(found)
    }

    /// One of the campaigns that ask the caller today. Errors: `NotFound` for every other one, also after answering or declining.
    pub async fn open_campaign(&self, caller: &Caller, id: CampaignId) -> Result<Campaign> {
        let open = self.open_campaigns(caller).await?;
        open.into_iter().find(|campaign| campaign.id == id).ok_or(AppError::NotFound)
    }

    /// The caller does not take part: taking part is voluntary (精神卫生法 27). No reason is asked.
    ///
    /// Errors: `NotFound` for a campaign that does not ask the caller, or that they declined before.
    pub async fn decline_campaign(&self, caller: &Caller, id: CampaignId) -> Result<()> {
        let (person, at) = self.own_record(caller)?;
        let permit = self.permit::<act::AnswerSelf>(caller, &at, Purpose::SelfService).await?;
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if !tx.decline(id, person, now).await? {
            return Err(AppError::NotFound);
        }
        tx.audit(&done(self, &permit, "campaign", Some(id.uuid()), "declined"), now).await?;
        tx.commit().await?;
        Ok(())
    }
}
