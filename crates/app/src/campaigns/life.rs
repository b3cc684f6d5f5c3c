//! The life of a campaign: sign-off, pause, close, re-open.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use xinqiao_access::{Act as Right, Action, Permit, Purpose, Resource, act, permit};
use xinqiao_campaigns::capacity::Figures;
use xinqiao_campaigns::{Act, Campaign as Life, Event, Part, Refusal, Stage, Window};
use xinqiao_consent::OWN_CONSENT;
use xinqiao_kernel::id::CampaignId;
use xinqiao_store::campaigns::Campaign;

use crate::audit::done;
use crate::notify::Second;
use crate::{App, AppError, Caller, Result};

/// Longest reason, in characters.
const LONGEST: usize = 500;

/// Counting those who wait for a guardian ends here.
const MOST_WAITING: u32 = 1_000;

/// What somebody wants to do with a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LifeStep {
    /// A second person agrees.
    SignOff,
    /// A second person does not agree.
    SendBack,
    /// A plan that was sent back is handed in again, with the days that it had.
    HandInAgain,
    Pause,
    Resume,
    Close,
    /// With another last day.
    Reopen(Date),
}

impl LifeStep {
    const fn is_of_signer(self) -> bool {
        matches!(self, Self::SignOff | Self::SendBack)
    }
}

/// One event as the page tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub act: Act,
    /// name of who did it; `None`: the program itself
    pub by: Option<String>,
    pub at: Timestamp,
    pub reason: Option<String>,
}

/// How many wait for the word of a guardian. Small counts are not told: one more look could name somebody's guardian.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    Nobody,
    /// fewer than this
    Fewer(u64),
    About(u64),
    /// this many or more: nobody counted on
    Many(u64),
}

/// Where a campaign stands, what happened, and what the caller may do.
#[derive(Debug, Clone, PartialEq)]
pub struct CampaignLife {
    pub campaign: Campaign,
    pub stage: Stage,
    /// how many people are asked
    pub asked: u64,
    /// of those who have something open and are under 14, how many have no guardian who agrees
    pub waiting_guardians: Waiting,
    pub parts: Vec<Part>,
    /// oldest first
    pub told: Vec<Told>,
    /// why the program paused it, while it rests for that
    pub paused_for: Option<Figures>,
    /// number of events: a step names it, so that nobody decides about what has changed meanwhile
    pub steps: i64,
    pub may_run: bool,
    /// the caller may sign off, and did not plan it
    pub may_sign: bool,
}

impl App {
    /// The history of a campaign. Errors: `Broken` when its events contradict each other.
    pub(super) async fn life(&self, id: CampaignId) -> Result<(Life, Vec<Event>)> {
        let events = self.inner.db.campaign_events(id).await?;
        let life =
            Life::fold(&events).map_err(|(at, refusal)| AppError::broken(format!("event {at} of campaign {id}: {refusal}")))?;
        Ok((life, events))
    }

    /// Where a campaign stands and what happened to it.
    ///
    /// Errors: `NotFound` for an unknown campaign and outside the scope, `Denied` without the right.
    pub async fn campaign_life(&self, caller: &Caller, id: CampaignId) -> Result<CampaignLife> {
        let campaign = self.inner.db.campaign(id).await?.ok_or(AppError::NotFound)?;
        let at = Resource::at(campaign.place.clone());
        let read = self.permit::<act::ReadCampaign>(caller, &at, Purpose::Screening).await?;
        let (life, events) = self.life(id).await?;
        let names = self.names(events.iter().filter_map(|event| event.by)).await?;
        let told = |event: Event| Told {
            by: event.by.and_then(|by| names.get(&by).cloned()),
            act: event.act,
            at: event.at,
            reason: event.reason,
        };
        let planner = life.planned_by();
        let plan = planner.map_or_else(|| at.clone(), |planner| at.clone().written_by(planner));
        Ok(CampaignLife {
            stage: life.stage(),
            asked: self.inner.db.units_below(id, &campaign.place).await?.iter().map(|one| one.asked).sum(),
            waiting_guardians: self.waiting_guardians(&read, &campaign).await?,
            parts: self.inner.db.campaign_parts(id).await?,
            told: events.into_iter().map(told).collect(),
            paused_for: life.paused_for(),
            steps: campaign.steps,
            campaign,
            may_run: self.may::<act::RunCampaign>(caller, &at),
            may_sign: permit::<act::SignCampaign>(caller.actor(), &plan, Purpose::Administration, self.moment()).is_ok(),
        })
    }

    async fn waiting_guardians(&self, permit: &Permit<act::ReadCampaign>, campaign: &Campaign) -> Result<Waiting> {
        let born_after = self.day(self.now()).saturating_sub(i32::from(OWN_CONSENT).years());
        let count = self.inner.db.waiting_guardians(permit, campaign.id, born_after, MOST_WAITING).await?;
        let level = self.inner.db.place(&campaign.place).await?.map_or_else(|| "unit".to_owned(), |place| place.level);
        let floor = self.floor(Purpose::Screening, &level)?;
        Ok(match count {
            0 => Waiting::Nobody,
            few if few < floor => Waiting::Fewer(floor),
            many if u64::from(MOST_WAITING) <= many => Waiting::Many(many),
            count => Waiting::About(count),
        })
    }

    /// Does a step with a campaign; `steps` is how many events it had when the caller looked at it.
    ///
    /// Errors: `NotFound` for an unknown campaign and outside the scope, `Denied` without the right (also for signing off the own plan),
    /// `Conflict` `changed` when somebody was quicker and `out_of_turn` when it is not the turn of the step, `Invalid` on `reason` and `closes_on`.
    pub async fn campaign_step(
        &self,
        caller: &Caller,
        id: CampaignId,
        steps: i64,
        step: LifeStep,
        reason: &str,
    ) -> Result<Stage> {
        let campaign = self.inner.db.campaign(id).await?.ok_or(AppError::NotFound)?;
        let at = Resource::at(campaign.place.clone());
        if step.is_of_signer() {
            let (life, _) = self.life(id).await?;
            let plan = life.planned_by().map_or_else(|| at.clone(), |planner| at.clone().written_by(planner));
            let permit = self.permit::<act::SignCampaign>(caller, &plan, Purpose::Administration).await?;
            return self.step_with(&permit, caller, &campaign, steps, step, reason).await;
        }
        let permit = self.permit::<act::RunCampaign>(caller, &at, Purpose::Screening).await?;
        self.step_with(&permit, caller, &campaign, steps, step, reason).await
    }

    async fn step_with<A: Right>(
        &self,
        permit: &Permit<A>,
        caller: &Caller,
        campaign: &Campaign,
        steps: i64,
        step: LifeStep,
        reason: &str,
    ) -> Result<Stage> {
        let reason = Some(reason.trim()).filter(|reason| !reason.is_empty());
        if reason.is_some_and(|reason| LONGEST < reason.chars().count()) {
            return Err(AppError::field("reason", "fault-campaign-reason", ""));
        }
        let (life, _) = self.life(campaign.id).await?;
        if campaign.steps != steps {
            return Err(AppError::conflict("changed"));
        }
        let now = self.now();
        let window = life.window();
        let act = match step {
            LifeStep::SignOff => Act::SignedOff,
            LifeStep::SendBack => Act::SentBack,
            LifeStep::HandInAgain => Act::Planned { window },
            LifeStep::Pause => Act::Paused,
            LifeStep::Resume => Act::Resumed,
            LifeStep::Close => Act::Closed,
            LifeStep::Reopen(closes_on) => Act::Reopened { window: Window { closes_on, ..window } },
        };
        let event = Event { act, by: Some(caller.account()), at: now, reason: reason.map(str::to_owned) };
        let after = life.decide(&event, self.day(now)).map_err(refused)?;
        let heads = match step {
            LifeStep::HandInAgain => self.second_persons(&campaign.place, caller.account(), Action::SignCampaign).await?,
            _ => Vec::new(),
        };
        let mut tx = self.inner.db.begin().await?;
        if !tx.add_campaign_event(campaign.id, steps, &event, (after.stage(), after.window()), now).await? {
            return Err(AppError::conflict("changed"));
        }
        tx.audit(&done(self, permit, "campaign", Some(campaign.id.uuid()), event.act.word()), now).await?;
        let what = (Second::Campaign(campaign.id), steps);
        self.ask_second(&mut tx, &heads, &campaign.place, what).await?;
        if let Some(planner) = life.planned_by().filter(|_| step.is_of_signer()) {
            self.answer_second(&mut tx, (planner, caller.account()), what).await?;
        }
        tx.commit().await?;
        Ok(after.stage())
    }
}

fn refused(refusal: Refusal) -> AppError {
    match refusal {
        Refusal::Wordless => AppError::field("reason", "fault-campaign-reason", ""),
        Refusal::Window => AppError::field("closes_on", "fault-campaign-dates", ""),
        Refusal::Beginning | Refusal::OutOfTurn | Refusal::NeedsPerson | Refusal::OwnPlan => AppError::conflict(refusal.code()),
    }
}
