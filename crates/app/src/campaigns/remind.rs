//! Reminders: to the teachers of a class, that something is open; never who, and never to a pupil by name.

use jiff::Timestamp;
use xinqiao_access::{Purpose, Resource, Role, act};
use xinqiao_campaigns::Window;
use xinqiao_campaigns::reminder::{may_remind, reminds_by_itself};
use xinqiao_kernel::id::{AccountId, CampaignId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::Tx;
use xinqiao_store::campaigns::{Campaign, UnitCount};

use crate::audit::done;
use crate::notify::Owing;
use crate::{App, AppError, Caller, Result};

/// Most teachers who are told at once.
const MOST: u32 = 200;

impl App {
    /// Reminds the teachers of a unit, or of a unit above classes those of each class in it; how many classes were reminded.
    ///
    /// Errors: `NotFound` for an unknown campaign, a unit outside of it and outside the scope; `Denied` without the right; `Conflict` `nothing_to_remind` when
    /// all have finished, or were reminded a short while ago.
    pub async fn remind(&self, caller: &Caller, id: CampaignId, unit: &PlacePath) -> Result<usize> {
        let campaign = self.inner.db.campaign(id).await?.ok_or(AppError::NotFound)?;
        let permit = self.permit::<act::RunCampaign>(caller, &Resource::at(campaign.place.clone()), Purpose::Screening).await?;
        if !campaign.place.covers(unit) {
            return Err(AppError::NotFound);
        }
        let now = self.now();
        let due = self.due_reminders(&campaign, unit, now, false).await?;
        let mut tx = self.inner.db.begin().await?;
        let mut reminded = 0;
        for count in &due {
            reminded += usize::from(self.remind_unit(&mut tx, &campaign, count, Some(caller.account()), now).await?);
        }
        if reminded == 0 {
            return Err(AppError::conflict("nothing_to_remind"));
        }
        tx.audit(&done(self, &permit, "campaign", Some(id.uuid()), format!("reminded={reminded} at={unit}")), now).await?;
        tx.commit().await?;
        Ok(reminded)
    }

    /// Reminds the classes of a campaign whose day it is, without anybody asking for it.
    pub(super) async fn remind_by_itself(&self, campaign: &Campaign, now: Timestamp) -> Result<usize> {
        let due = self.due_reminders(campaign, &campaign.place, now, true).await?;
        if due.is_empty() {
            return Ok(0);
        }
        let mut tx = self.inner.db.begin().await?;
        let mut reminded = 0;
        for count in &due {
            reminded += usize::from(self.remind_unit(&mut tx, campaign, count, None, now).await?);
        }
        tx.commit().await?;
        Ok(reminded)
    }

    async fn due_reminders(
        &self,
        campaign: &Campaign,
        unit: &PlacePath,
        now: Timestamp,
        by_itself: bool,
    ) -> Result<Vec<UnitCount>> {
        let (rules, today) = (self.campaign_rules()?.reminder(), self.day(now));
        if !campaign.asks(today) {
            return Ok(Vec::new());
        }
        let window = Window { opens_on: campaign.opens_on, closes_on: campaign.closes_on };
        let last = self.inner.db.last_reminders(campaign.id).await?;
        let is_due = |count: &UnitCount| {
            let last = last.iter().find(|one| one.unit == count.unit).map(|one| self.day(one.at));
            let open = count.asked - count.settled;
            let due = if by_itself { reminds_by_itself } else { may_remind };
            due(rules, window, last, open, today)
        };
        let mut counts = self.inner.db.units_below(campaign.id, unit).await?;
        counts.retain(is_due);
        Ok(counts)
    }

    /// Tells the teachers of a class; false when it has none.
    async fn remind_unit(
        &self,
        tx: &mut Tx,
        campaign: &Campaign,
        count: &UnitCount,
        by: Option<AccountId>,
        now: Timestamp,
    ) -> Result<bool> {
        let teachers = self.inner.db.of_role(Role::ClassTeacher.code(), &count.unit, self.day(now), MOST).await?;
        for teacher in &teachers {
            let params = serde_json::json!({ "campaign": campaign.id, "number": count.asked - count.settled });
            self.owe(tx, Owing::new(teacher.account, "notice-campaign-open").with(params)).await?;
        }
        if !teachers.is_empty() {
            tx.add_reminder(campaign.id, &count.unit, by, now).await?;
        }
        Ok(!teachers.is_empty())
    }
}
