//! What a class teacher sees: who still has something open, and nothing else.

use xinqiao_access::{Action, Purpose, Resource, act};
use xinqiao_kernel::id::{CampaignId, PersonId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::campaigns::{Campaign, MemberRow, SittingRow};

use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// People of one page.
const PAGE: u32 = 100;

/// A campaign that asks the people of a class.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassCampaign {
    pub campaign: Campaign,
    pub unit: PlacePath,
    pub unit_name: String,
    pub asked: u64,
    pub settled: u64,
}

/// The list of a class.
#[derive(Debug, Clone, PartialEq)]
pub struct Completion {
    pub campaign: Campaign,
    pub unit: PlacePath,
    pub unit_name: String,
    pub asked: u64,
    pub settled: u64,
    /// who has something open, then who has not; the next page begins behind the last
    pub members: Vec<MemberRow>,
    pub next: Option<PersonId>,
    pub sittings: Vec<SittingRow>,
}

impl App {
    /// Campaigns that ask the people of the classes in which the caller may read who has something open. Errors: `Denied` without the right.
    pub async fn class_campaigns(&self, caller: &Caller) -> Result<Vec<ClassCampaign>> {
        self.listing(caller, self.scope::<act::ReadCompletion>(caller, Purpose::Screening)).await?;
        let today = self.day(self.now());
        let mut found: Vec<ClassCampaign> = Vec::new();
        for unit in caller.actor().places(Action::ReadCompletion, today) {
            for campaign in self.inner.db.campaigns_over(unit, today).await? {
                let counts = self.inner.db.units_below(campaign.id, unit).await?;
                let (asked, settled) = counts.iter().fold((0, 0), |sum, one| (sum.0 + one.asked, sum.1 + one.settled));
                let known = found.iter().any(|one| one.campaign.id == campaign.id && one.unit == *unit);
                if 0 < asked && !known {
                    let unit_name = self.place_name(unit).await?;
                    found.push(ClassCampaign { unit_name, campaign, unit: unit.clone(), asked, settled });
                }
            }
        }
        Ok(found)
    }

    /// Who of a unit, or of the whole campaign, still has something open.
    ///
    /// Errors: `NotFound` for an unknown campaign, a unit outside of it and outside the scope; `Denied` without the right.
    pub async fn completion(
        &self,
        caller: &Caller,
        id: CampaignId,
        unit: Option<&PlacePath>,
        after: Option<PersonId>,
    ) -> Result<Completion> {
        let campaign = self.inner.db.campaign(id).await?.ok_or(AppError::NotFound)?;
        let unit = unit.unwrap_or(&campaign.place);
        if !campaign.place.covers(unit) {
            return Err(AppError::NotFound);
        }
        let at = Resource::at(unit.clone()).in_class(unit.clone());
        let permit = self.permit::<act::ReadCompletion>(caller, &at, Purpose::Screening).await?;
        let counts = self.inner.db.unit_counts(&permit, id).await?;
        let (asked, settled) = counts.iter().fold((0, 0), |sum, one| (sum.0 + one.asked, sum.1 + one.settled));
        let start = after.unwrap_or_else(|| PersonId::from_uuid(uuid::Uuid::nil()));
        let mut members = self.inner.db.members(&permit, id, start, PAGE + 1).await?;
        let next = if (PAGE as usize) < members.len() {
            members.truncate(PAGE as usize);
            members.last().map(|last| last.person)
        } else {
            None
        };
        members.sort_by_key(|one| one.settled);
        let sittings = self.inner.db.campaign_sittings(id, 500).await?;
        let sittings = sittings.into_iter().filter(|one| unit.covers(&one.unit) || one.unit.covers(unit)).collect();
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "campaign", Some(id.uuid()), format!("completion rows={}", members.len())), self.now())
            .await?;
        tx.commit().await?;
        let unit_name = self.place_name(unit).await?;
        let unit = unit.clone();
        Ok(Completion { campaign, unit, unit_name, asked, settled, members, next, sittings })
    }
}
