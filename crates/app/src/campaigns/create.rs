//! Planning a campaign and saying who is asked.

use jiff::civil::Date;
use xinqiao_access::{Purpose, Resource, act};
use xinqiao_kernel::id::{CampaignId, PersonId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::StoreError;
use xinqiao_store::assessment::Campaign;

use crate::audit::done;
use crate::{App, AppError, Caller, FieldFault, Result};

/// Longest title and consent text, in characters.
const LONGEST_TITLE: usize = 120;
const LONGEST_CONSENT: usize = 10_000;

/// A campaign to be opened. It uses the latest version of its instrument and stays tied to it.
#[derive(Debug, Clone)]
pub struct NewCampaign {
    /// the school or place whose people are asked
    pub place: PlacePath,
    pub title: String,
    pub instrument: String,
    /// what people agree to, word for word
    pub consent_text: String,
    /// first and last day
    pub opens_on: Date,
    pub closes_on: Date,
}

impl NewCampaign {
    /// What is wrong with the fields by themselves: on `title`, `consent_text`, `closes_on`.
    pub fn faults(&self) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        let mut fault = |field, expected, found: &str| faults.push(FieldFault { field, expected, found: found.to_owned() });
        let title = self.title.trim();
        if title.is_empty() || LONGEST_TITLE < title.chars().count() {
            fault("title", "fault-campaign-title", title);
        }
        let consent = self.consent_text.trim();
        if consent.is_empty() || LONGEST_CONSENT < consent.chars().count() {
            fault("consent_text", "fault-campaign-consent", "");
        }
        if self.closes_on < self.opens_on {
            fault("closes_on", "fault-campaign-dates", &self.closes_on.to_string());
        }
        faults
    }
}

impl App {
    /// Opens a campaign.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right, `Invalid` on `place`, `title`, `instrument`, `consent_text`, `closes_on`.
    pub async fn create_campaign(&self, caller: &Caller, new: &NewCampaign) -> Result<CampaignId> {
        self.create_campaign_once(caller, CampaignId::new(self.ids(), self.now()), new).await
    }

    /// Opens a campaign under an id that the form carries: sent twice, it is opened once.
    ///
    /// Errors: as [`App::create_campaign`], and `Conflict` when somebody else has a campaign of this id.
    pub async fn create_campaign_once(&self, caller: &Caller, id: CampaignId, new: &NewCampaign) -> Result<CampaignId> {
        let permit = self.permit::<act::CreateCampaign>(caller, &Resource::at(new.place.clone()), Purpose::Screening).await?;
        let mut faults = new.faults();
        if self.inner.db.place(&new.place).await?.is_none() {
            faults.push(FieldFault { field: "place", expected: "fault-place", found: new.place.to_string() });
        }
        let Some(pack) = self.inner.library.instrument(&new.instrument) else {
            faults.push(FieldFault { field: "instrument", expected: "fault-instrument", found: new.instrument.clone() });
            return Err(AppError::Invalid(faults));
        };
        if !faults.is_empty() {
            return Err(AppError::Invalid(faults));
        }
        let now = self.now();
        let campaign = Campaign {
            id,
            place: new.place.clone(),
            title: new.title.trim().to_owned(),
            instrument: pack.instrument().code().to_owned(),
            version: pack.instrument().version().to_owned(),
            consent_text: new.consent_text.trim().to_owned(),
            opens_on: new.opens_on,
            closes_on: new.closes_on,
            created_by: caller.account(),
        };
        if self.is_own_campaign(caller, id).await? {
            return Ok(id);
        }
        let mut tx = self.inner.db.begin().await?;
        match tx.add_campaign(&campaign, now).await {
            Err(StoreError::Duplicate { .. }) => {
                // the same form at the same moment
                tx.rollback().await?;
                return if self.is_own_campaign(caller, id).await? { Ok(id) } else { Err(AppError::conflict("other")) };
            }
            other => other?,
        }
        tx.audit(&done(self, &permit, "campaign", Some(campaign.id.uuid()), format!("instrument={}", campaign.instrument)), now)
            .await?;
        tx.commit().await?;
        Ok(campaign.id)
    }

    /// Is there a campaign of this id that the caller opened? Errors: `Conflict` when somebody else did.
    async fn is_own_campaign(&self, caller: &Caller, id: CampaignId) -> Result<bool> {
        match self.inner.db.campaign(id).await? {
            None => Ok(false),
            Some(found) if found.created_by == caller.account() => Ok(true),
            Some(_) => Err(AppError::conflict("other")),
        }
    }

    /// Adds people to the cohort; how many were not in it.
    ///
    /// Errors: `NotFound` for a campaign outside the scope, and for a person who does not belong to the campaign's place.
    pub async fn add_members(&self, caller: &Caller, campaign: CampaignId, people: &[PersonId]) -> Result<usize> {
        let found = self.inner.db.campaign(campaign).await?.ok_or(AppError::NotFound)?;
        let permit = self.permit::<act::CreateCampaign>(caller, &Resource::at(found.place.clone()), Purpose::Screening).await?;
        for person in people {
            let who = self.inner.db.whereabouts(*person).await?;
            who.filter(|who| found.place.covers(&who.place)).ok_or(AppError::NotFound)?;
        }
        let now = self.now();
        let mut added = 0;
        let mut tx = self.inner.db.begin().await?;
        for person in people {
            added += usize::from(tx.add_member(campaign, *person, now).await?);
        }
        tx.audit(&done(self, &permit, "campaign", Some(campaign.uuid()), format!("members={added}")), now).await?;
        tx.commit().await?;
        Ok(added)
    }
}
