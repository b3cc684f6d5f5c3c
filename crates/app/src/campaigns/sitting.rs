//! When and where a unit answers together, and make-up sittings 补测.

use jiff::Timestamp;
use xinqiao_access::{Purpose, Resource, act};
use xinqiao_kernel::id::{CampaignId, SittingId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::campaigns::SittingRow;

use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// Longest name of a room, in characters.
const LONGEST: usize = 60;
/// Most sittings of a campaign that are shown.
const MOST: u32 = 2_000;

/// A sitting to be planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSitting {
    /// chosen when the form was shown: sent twice, it is planned once
    pub id: SittingId,
    pub unit: PlacePath,
    pub begins_at: Timestamp,
    pub room: String,
}

impl App {
    /// A fresh id for the form that plans a sitting.
    pub fn fresh_sitting(&self) -> SittingId {
        SittingId::new(self.ids(), self.now())
    }

    /// Plans a sitting.
    ///
    /// Errors: `NotFound` for an unknown campaign and outside the scope, `Denied` without the right, `Invalid` on `unit`, `begins_at`, `room`.
    pub async fn plan_sitting(&self, caller: &Caller, campaign: CampaignId, new: &NewSitting) -> Result<bool> {
        let found = self.inner.db.campaign(campaign).await?.ok_or(AppError::NotFound)?;
        let permit = self.permit::<act::RunCampaign>(caller, &Resource::at(found.place.clone()), Purpose::Screening).await?;
        if !found.place.covers(&new.unit) || self.inner.db.place(&new.unit).await?.is_none() {
            return Err(AppError::field("unit", "fault-place", new.unit.to_string()));
        }
        let day = self.day(new.begins_at);
        if day < found.opens_on || found.closes_on < day {
            return Err(AppError::field("begins_at", "fault-sitting-day", day.to_string()));
        }
        let room = new.room.trim();
        if room.is_empty() || LONGEST < room.chars().count() {
            return Err(AppError::field("room", "fault-sitting-room", room));
        }
        let now = self.now();
        let row = SittingRow {
            id: new.id,
            campaign,
            unit: new.unit.clone(),
            begins_at: new.begins_at,
            room: room.to_owned(),
            by: caller.account(),
        };
        let mut tx = self.inner.db.begin().await?;
        let added = tx.add_sitting(&row, now).await?;
        if added {
            tx.audit(&done(self, &permit, "campaign", Some(campaign.uuid()), format!("sitting at={}", new.unit)), now).await?;
        }
        tx.commit().await?;
        Ok(added)
    }

    /// The sittings of a campaign, by unit and time. Errors: `NotFound` for an unknown campaign and outside the scope, `Denied` without the right.
    pub async fn sittings(&self, caller: &Caller, campaign: CampaignId) -> Result<Vec<SittingRow>> {
        let found = self.inner.db.campaign(campaign).await?.ok_or(AppError::NotFound)?;
        self.permit::<act::ReadCampaign>(caller, &Resource::at(found.place), Purpose::Screening).await?;
        Ok(self.inner.db.campaign_sittings(campaign, MOST).await?)
    }
}
