//! Opening a hand-over.

use jiff::{Timestamp, ToSpan};
use xinqiao_access::{Permit, Purpose, Resource, act};
use xinqiao_kernel::id::{CampaignId, HandOverId};
use xinqiao_signin::HandOverRules;
use xinqiao_store::campaigns::Campaign;

use super::{CODE, HandOver, plain};
use crate::audit::done;
use crate::campaigns::system;
use crate::{App, AppError, Caller, Result};

/// A hand-over that waits for its device.
#[derive(Debug, Clone)]
pub struct Opened {
    /// to be typed in on the device, once
    pub code: String,
    pub until: Timestamp,
}

impl App {
    /// The campaign for which the caller may hand devices over. Errors: `NotFound` outside the scope, `Denied` without the right to import answers.
    pub async fn campaign_to_hand_over(&self, caller: &Caller, id: CampaignId) -> Result<Campaign> {
        let (campaign, permit) = self.handing_over(caller, id).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "campaign", Some(id.uuid()), "hand_over"), self.now()).await?;
        tx.commit().await?;
        Ok(campaign)
    }

    /// Opens a hand-over for whoever has a number in the files of the campaign's place.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right to import answers, `Conflict` `campaign_not_open`, `no_wording`, or
    /// `no_hand_over` where the rules of signing in have none; `Invalid` on `number` for nobody and for whom the campaign does not ask.
    pub async fn open_hand_over(&self, caller: &Caller, id: CampaignId, number: &str) -> Result<Opened> {
        let (campaign, permit) = self.handing_over(caller, id).await?;
        let rules = self.hand_over_rules()?;
        let now = self.now();
        let today = self.day(now);
        if today < campaign.opens_on || campaign.closes_on < today {
            return Err(AppError::conflict("campaign_not_open"));
        }
        let pack = self.inner.library.instrument_version(&campaign.instrument, &campaign.version);
        if !pack.is_some_and(|pack| pack.has_wording()) {
            return Err(AppError::conflict("no_wording"));
        }
        let wrong = |expected| AppError::field("number", expected, number.trim());
        let mut tx = self.inner.db.begin().await?;
        let found = tx.person_by_identifier(&system(&campaign), number.trim()).await?;
        tx.rollback().await?;
        let found = found.filter(|who| campaign.place.covers(&who.place));
        let hand_over = HandOverId::new(self.ids(), now);
        let asked = match &found {
            // also what they have answered by now asks them no more
            Some(who) => match self.open_campaign(&self.acting(caller.account(), who.clone(), hand_over)?, id).await {
                Ok(_) => true,
                Err(AppError::NotFound) => false,
                Err(fault) => return Err(fault),
            },
            None => false,
        };
        let mut tx = self.inner.db.begin().await?;
        let Some(who) = found.filter(|_| asked) else {
            // that somebody tried numbers is to be seen
            tx.audit(&done(self, &permit, "hand_over", None, "nobody"), now).await?;
            tx.commit().await?;
            return Err(wrong("fault-hand-over-number"));
        };
        let until = now.checked_add(i64::from(rules.code_min).minutes()).unwrap_or(now);
        let code = self.paper_code();
        let new = HandOver {
            id: hand_over,
            campaign: id,
            person: who.id,
            place: who.place.clone(),
            opened_by: caller.account(),
            code_until: until,
            started_at: None,
            seen_at: None,
            expires_at: None,
            ended_at: None,
        };
        tx.add_hand_over(&permit, &new, &self.inner.db.keyed_text(CODE, &plain(&code))?, now).await?;
        let mut row = done(self, &permit, "hand_over", Some(hand_over.uuid()), "opened");
        row.person = Some(who.id);
        tx.audit(&row, now).await?;
        tx.commit().await?;
        Ok(Opened { code, until })
    }

    /// Errors: `Conflict` `no_hand_over` where the rules of signing in have none.
    pub(super) fn hand_over_rules(&self) -> Result<HandOverRules> {
        self.sign_in_rules().hand_over.ok_or_else(|| AppError::conflict("no_hand_over"))
    }

    async fn handing_over(&self, caller: &Caller, id: CampaignId) -> Result<(Campaign, Permit<act::ImportResponses>)> {
        let campaign = self.inner.db.campaign(id).await?.ok_or(AppError::NotFound)?;
        let at = Resource::at(campaign.place.clone());
        let permit = self.permit::<act::ImportResponses>(caller, &at, Purpose::Screening).await?;
        Ok((campaign, permit))
    }
}
