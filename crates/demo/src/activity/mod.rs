//! Two weeks of work, through the same use cases as everybody's: nothing is written past the rules.

mod actors;
mod campaign;
mod casework;
mod course;
mod disputes;
mod groups;
mod plan;
mod protocols;
mod receptions;
mod referrals;
mod sheets;
mod stories;

use std::collections::HashMap;

use xinqiao_app::assessment::{ContactTime, ContactWish, Sharing, Sheet};
use xinqiao_app::warnings::{Confirmation, QueueItem, StepInput, Submitted};
use xinqiao_app::{App, Caller};
use xinqiao_kernel::ManualClock;
use xinqiao_kernel::id::{CampaignId, PersonId, SignalId, WarningId};
use xinqiao_store::people::Person;
use xinqiao_warnings::{Level, Party};

pub(crate) use actors::Actors;
use course::{Deed, Move};
pub(crate) use plan::Plan;
use plan::{Planned, Shared, What};

use crate::DemoError;
use crate::nhanes::ITEMS;

const INSTRUMENT: &str = "phq-9";

/// What happened, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Happened {
    pub sheets: usize,
    pub signals: usize,
    pub warnings: usize,
    pub dismissed: usize,
    pub escalated: usize,
}

/// The stage on which a plan is played.
pub(crate) struct Stage<'a> {
    app: &'a App,
    clock: &'a ManualClock,
    actors: &'a mut Actors,
    campaign: Option<CampaignId>,
    warnings: HashMap<PersonId, WarningId>,
    happened: Happened,
}

/// Plays the plan from its first deed to its last.
///
/// `own` is the person of the first demonstration account: whose own plan can be seen.
pub(crate) async fn play(
    app: &App,
    clock: &ManualClock,
    actors: &mut Actors,
    plan: &Plan,
    own: Option<PersonId>,
) -> Result<Happened, DemoError> {
    let begun = match own {
        Some(own) => Some(casework::begin(app, actors, own, &plan.cast).await?),
        None => None,
    };
    let mut stage = Stage { app, clock, actors, campaign: None, warnings: HashMap::new(), happened: Happened::default() };
    stage.campaign = Some(campaign::open(app, stage.actors, plan).await?);
    for planned in &plan.deeds {
        stage.clock.set(planned.at);
        // as the job does every few seconds
        app.send_notices().await?;
        if let Some(person) = plan.cast.get(planned.person) {
            stage.act(planned, person).await?;
        }
    }
    disputes::play(stage.app, stage.actors).await?;
    receptions::play(stage.app, stage.actors).await?;
    groups::play(stage.app, stage.actors, &plan.cast, own).await?;
    let Stage { warnings, happened, .. } = stage;
    if let Some(begun) = begun {
        casework::go_on(app, actors, &begun, &plan.cast, &warnings).await?;
    }
    let hospital = referrals::refer(app, actors).await?;
    protocols::play(app, actors, &plan.cast, hospital).await?;
    Ok(happened)
}

impl Stage<'_> {
    async fn act(&mut self, planned: &Planned, person: &Person) -> Result<(), DemoError> {
        match &planned.what {
            What::Answer { sheet, shared } => self.answer(person, sheet, *shared).await,
            What::Wish => {
                let caller = self.actors.person(self.app, person).await?;
                self.app.request_contact(&caller, &ContactWish { time: ContactTime::Evening, phone: None }).await?;
                self.happened.signals += 1;
                Ok(())
            }
            What::Decline => {
                let caller = self.actors.person(self.app, person).await?;
                campaign::decline(self.app, &caller, self.campaign).await
            }
            What::Deed(one) => self.deed(one, person).await,
        }
    }

    async fn answer(&mut self, person: &Person, sheet: &[u8; ITEMS], shared: Shared) -> Result<(), DemoError> {
        let caller = self.actors.person(self.app, person).await?;
        let sharing = match (shared, self.campaign) {
            (Shared::Campaign, Some(campaign)) => Sharing::Campaign(campaign),
            (Shared::Contact, _) => Sharing::Contact,
            (Shared::Private | Shared::Campaign, _) => Sharing::Private,
        };
        let pack = self.app.library().instrument(INSTRUMENT);
        let items = pack.map_or(ITEMS, |pack| pack.instrument().items().len());
        // the question after the nine is not scored; the survey's tables do not tell it
        let answers = (0..items).map(|at| sheet.get(at).map(|answer| f64::from(*answer))).collect();
        self.happened.sheets += 1;
        let key = format!("demo-{:06}", self.happened.sheets);
        let sheet = Sheet {
            instrument: INSTRUMENT.to_owned(),
            answers,
            sharing,
            key,
            answered_at: self.app.now(),
            seconds: None,
            form: xinqiao_kernel::TestForm::Fixed,
        };
        self.happened.signals += self.app.submit(&caller, sheet).await?.signals;
        Ok(())
    }

    async fn deed(&mut self, one: &Move, person: &Person) -> Result<(), DemoError> {
        if one.deed == Deed::Sweep {
            self.happened.escalated += self.app.sweep_warnings().await?;
            return Ok(());
        }
        let caller = self.actors.staff(self.app, one.by).await?;
        let note = Some(one.note.to_owned()).filter(|note| !note.is_empty());
        match one.deed {
            Deed::Confirm { level, owner } => {
                let signals = self.look_at_signals(&caller, person).await?;
                let owner = Some(self.actors.account(owner)?);
                let input = Confirmation { signals, level, owner, note, event: self.app.fresh_event() };
                let warning = self.app.confirm_warning(&caller, &input).await?;
                self.warnings.insert(person.id, warning);
                self.happened.warnings += 1;
                Ok(())
            }
            Deed::Dismiss(reason) => {
                for signal in self.look_at_signals(&caller, person).await? {
                    self.app.dismiss_signal(&caller, signal, reason, note.clone()).await?;
                    self.happened.dismissed += 1;
                }
                Ok(())
            }
            other => {
                let step = self.step(other)?;
                let warning = self.warnings.get(&person.id).copied().ok_or_else(|| self.lost(one.by))?;
                self.app.warning(&caller, warning).await?;
                let input = Submitted { event: self.app.fresh_event(), note, step };
                Ok(self.app.warning_step(&caller, warning, &input).await?)
            }
        }
    }

    /// Opens the queue and the person's signals in it, gravest first.
    async fn look_at_signals(&self, caller: &Caller, person: &Person) -> Result<Vec<SignalId>, DemoError> {
        let queue = self.app.queue(caller).await?;
        let mut found: Vec<(Option<Level>, SignalId)> = Vec::new();
        for item in queue.items {
            if let QueueItem::Signal(signal) = item
                && signal.person == person.id
            {
                found.push((signal.level.parse().ok(), signal.id));
            }
        }
        found.sort();
        if found.is_empty() {
            return Err(self.lost(caller.login()));
        }
        for (_, signal) in &found {
            self.app.signal(caller, *signal).await?;
        }
        Ok(found.into_iter().map(|(_, signal)| signal).collect())
    }

    fn step(&self, deed: Deed) -> Result<StepInput, DemoError> {
        Ok(match deed {
            Deed::Second { level, owner } => StepInput::Second { level, owner: Some(self.actors.account(owner)?) },
            Deed::SetAside(reason) => StepInput::SetAside { reason },
            Deed::Acknowledge => StepInput::Acknowledge,
            Deed::Verify(finding) => StepInput::Verify { finding },
            Deed::Intervene(action) => StepInput::Intervene { action },
            Deed::Review(finding) => StepInput::Review { finding },
            Deed::Feedback(hearing) => StepInput::Feedback { party: Party::Person, hearing },
            Deed::Close(outcome) => StepInput::Close { outcome },
            Deed::SecondClose => StepInput::SecondClose,
            Deed::HandOver { to } => StepInput::HandOver { to: self.actors.account(to)? },
            Deed::Note => StepInput::Note,
            Deed::Confirm { .. } | Deed::Dismiss(_) | Deed::Sweep => return Err(self.lost("no step of a warning")),
        })
    }

    fn lost(&self, by: &str) -> DemoError {
        DemoError::Lost { by: by.to_owned(), at: self.app.now() }
    }
}
