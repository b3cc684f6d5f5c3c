//! Planning a campaign and saying who is asked.

use jiff::civil::Date;
use xinqiao_access::{Action, Purpose, Resource, act};
use xinqiao_campaigns::{Act, Course, CourseFault, Event, Only, Part, Stage, Window};
use xinqiao_kernel::TestForm;
use xinqiao_kernel::id::{CampaignId, PersonId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_psychometrics::definition::Informant;
use xinqiao_store::StoreError;
use xinqiao_store::campaigns::Campaign;

use crate::audit::done;
use crate::notify::Second;
use crate::{App, AppError, Caller, FieldFault, Result};

/// Longest title and consent text, in characters.
const LONGEST_TITLE: usize = 120;
const LONGEST_CONSENT: usize = 10_000;

/// An instrument that a campaign is to ask with; the latest version is taken, and stays.
#[derive(Debug, Clone, PartialEq)]
pub struct NewPart {
    pub instrument: String,
    /// all questions, or those that the answers lead to
    pub form: TestForm,
    /// asked only after a result of an earlier part; always, where absent
    pub only: Option<Only>,
}

impl NewPart {
    /// A part that everybody is asked.
    pub fn always(instrument: &str) -> Self {
        Self { instrument: instrument.to_owned(), form: TestForm::Fixed, only: None }
    }
}

/// A campaign to be planned. It asks nobody before a second person has signed it off.
#[derive(Debug, Clone)]
pub struct NewCampaign {
    /// the school or place whose people are asked
    pub place: PlacePath,
    pub title: String,
    /// in the order in which they are asked
    pub parts: Vec<NewPart>,
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
    /// Plans a campaign.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right, `Invalid` on `place`, `title`, `instrument`, `consent_text`, `closes_on`.
    pub async fn create_campaign(&self, caller: &Caller, new: &NewCampaign) -> Result<CampaignId> {
        self.create_campaign_once(caller, CampaignId::new(self.ids(), self.now()), new).await
    }

    /// Plans a campaign under an id that the form carries: sent twice, it is planned once.
    ///
    /// Errors: as [`App::create_campaign`], and `Conflict` when somebody else has a campaign of this id.
    pub async fn create_campaign_once(&self, caller: &Caller, id: CampaignId, new: &NewCampaign) -> Result<CampaignId> {
        let permit = self.permit::<act::CreateCampaign>(caller, &Resource::at(new.place.clone()), Purpose::Screening).await?;
        let mut faults = new.faults();
        if self.inner.db.place(&new.place).await?.is_none() {
            faults.push(FieldFault { field: "place", expected: "fault-place", found: new.place.to_string() });
        }
        // a version that another process released or withdrew a moment ago
        self.learn_questionnaires().await?;
        let parts = match self.parts_of(new) {
            Ok(parts) => parts,
            Err(fault) => {
                faults.push(fault);
                Vec::new()
            }
        };
        let Some(first) = parts.first().filter(|_| faults.is_empty()) else { return Err(AppError::Invalid(faults)) };
        let now = self.now();
        let window = Window { opens_on: new.opens_on, closes_on: new.closes_on };
        let planned = Event { act: Act::Planned { window }, by: Some(caller.account()), at: now, reason: None };
        let campaign = Campaign {
            id,
            place: new.place.clone(),
            title: new.title.trim().to_owned(),
            instrument: first.instrument.clone(),
            version: first.version.clone(),
            consent_text: new.consent_text.trim().to_owned(),
            opens_on: new.opens_on,
            closes_on: new.closes_on,
            created_by: caller.account(),
            stage: Stage::Planned,
            steps: 0,
        };
        if self.is_own_campaign(caller, id).await? {
            return Ok(id);
        }
        let heads = self.second_persons(&campaign.place, caller.account(), Action::SignCampaign).await?;
        let mut tx = self.inner.db.begin().await?;
        match tx.add_campaign(&campaign, now).await {
            Err(StoreError::Duplicate { .. }) => {
                // the same form at the same moment
                tx.rollback().await?;
                return if self.is_own_campaign(caller, id).await? { Ok(id) } else { Err(AppError::conflict("other")) };
            }
            other => other?,
        }
        tx.set_parts(id, &parts).await?;
        tx.add_campaign_event(id, 0, &planned, (Stage::Planned, window), now).await?;
        tx.audit(&done(self, &permit, "campaign", Some(campaign.id.uuid()), format!("instrument={}", campaign.instrument)), now)
            .await?;
        self.ask_second(&mut tx, &heads, &campaign.place, (Second::Campaign(id), 0)).await?;
        tx.commit().await?;
        Ok(campaign.id)
    }

    /// The parts with the versions in force. Errors: the fault on `instrument`.
    pub(super) fn parts_of(&self, new: &NewCampaign) -> Result<Vec<Part>, FieldFault> {
        let fault = |expected, found: String| FieldFault { field: "instrument", expected, found };
        let named = |part: &NewPart| match self.inner.library.instrument(&part.instrument) {
            // what others answer about somebody is asked of them one by one
            Some(pack) if pack.instrument().pack().informant.is_some_and(|who| who != Informant::Oneself) => {
                Err(fault("fault-instrument", part.instrument.clone()))
            }
            Some(pack) if !self.is_for_place(&part.instrument, pack.instrument().version(), &new.place) => {
                Err(fault("fault-instrument-place", part.instrument.clone()))
            }
            Some(pack) if part.form.is_adaptive() && pack.adaptive().is_none() => {
                Err(fault("fault-test-form", part.instrument.clone()))
            }
            Some(pack) => Ok(Part {
                form: part.form,
                instrument: pack.instrument().code().to_owned(),
                version: pack.instrument().version().to_owned(),
                only: part.only.clone(),
            }),
            None => Err(fault("fault-instrument", part.instrument.clone())),
        };
        let parts = new.parts.iter().map(named).collect::<Result<Vec<Part>, FieldFault>>()?;
        let name = |place: usize| new.parts.get(place).map(|part| part.instrument.clone()).unwrap_or_default();
        let most = self.campaign_rules().map_or(1, |rules| rules.most_parts());
        match Course::new(parts, most) {
            Ok(course) => Ok(course.parts().to_vec()),
            Err(CourseFault::Empty) => Err(fault("fault-instrument", String::new())),
            Err(CourseFault::TooMany { most }) => Err(fault("fault-course-many", most.to_string())),
            Err(CourseFault::Twice { part }) => Err(fault("fault-course-twice", name(part))),
            Err(CourseFault::NotEarlier { part }) => Err(fault("fault-course-earlier", name(part))),
            Err(CourseFault::NotANumber { part }) => Err(fault("fault-course-number", name(part))),
        }
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
