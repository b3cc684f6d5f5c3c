//! The verbs at a reception that goes on. Each checks the caller's right, lets the pure crate decide, and saves.

use std::collections::BTreeSet;

use xinqiao_access::act;
use xinqiao_disputes::reception::{self, Step};
use xinqiao_disputes::{Act as Doing, Changed, Code, Danger, NoticeDraft, Reception, StepId};
use xinqiao_kernel::id::{AccountId, ConsentId, PersonId, ReceptionId};
use xinqiao_store::audit::NewAudit;

use super::fold::{Loaded, refused, state_of, step_row};
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// The longest words, in characters.
const LONGEST: usize = 4_000;
/// The kind of source of what is noticed at a petition desk (pack sources).
const SOURCE: &str = "petition";

/// What somebody did at a reception, as a form sends it.
#[derive(Debug, Clone)]
pub enum ReceptionInput {
    /// services of the pack
    Offer(Vec<String>),
    /// they say yes, and who they are; the event is the record of the consent
    Accept(PersonId),
    /// they say no; it has no consequence
    Decline,
    /// they may come back
    Later,
    /// a session of guidance; `another`: one more is wanted
    Guide {
        another: bool,
    },
    /// they agree to an electronic record of the guidance; the event is the record of that consent
    KeepRecord,
    /// a danger was seen: a crisis expert is called, and the duty desk gets a signal with the words of the note
    CallExpert(Danger),
    ExpertCame,
}

/// A step with what every form carries.
#[derive(Debug, Clone)]
pub struct ReceptionStep {
    /// made when the form was shown: the same form sent twice changes nothing the second time
    pub id: StepId,
    pub note: Option<String>,
    pub input: ReceptionInput,
}

type Change = Changed<Reception, Step>;

impl App {
    /// Does a step. Doing it twice with the same id is harmless.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right, `Conflict` when it is not its turn, `Invalid` on `note` (also for words
    /// about somebody who agreed to no record) or `choice`.
    pub async fn reception_step(&self, caller: &Caller, id: ReceptionId, step: &ReceptionStep) -> Result<()> {
        let row = self.inner.db.reception_place(id).await?.ok_or(AppError::NotFound)?;
        let at = self.reception_resource(&row).await?;
        let read = self.staff_permit::<act::ReadReception>(caller, &at).await?;
        let permit = self.staff_permit::<act::WorkOnReception>(caller, &at).await?;
        let loaded = self.load_reception(&read, id).await?;
        if loaded.reception.knows(step.id) {
            return Ok(());
        }
        let note = step.note.as_deref().map(str::trim).filter(|text| !text.is_empty());
        self.sound_words(&loaded.reception, &step.input, note)?;
        if let ReceptionInput::Accept(person) = &step.input {
            // out of reach is not found, and the person sees that they were chosen
            self.concerned(caller, *person).await?;
        }
        let act = Doing { id: step.id, at: self.now(), by: caller.account(), note: note.map(str::to_owned) };
        let (change, draft) = self.reception_decided(&loaded.reception, &act, &step.input)?;
        if let Some(draft) = draft {
            // first the desk knows, then the history: the same form sent again finds the signal
            self.hand_to_the_desk(caller, (SOURCE, step.id), draft).await?;
        }
        let detail = change.entry.as_ref().map_or("again", |entry| entry.step.word());
        // from here on it is about whoever accepted, who sees it
        let person = change.now.person().map(|(person, _)| person);
        let audit = NewAudit { person, ..done(self, &permit, "reception", Some(id.uuid()), detail) };
        match self.save_reception_step(&loaded, &change, Some(caller.account()), audit).await {
            Err(AppError::Conflict { .. }) if self.is_reception_step_kept(id, step.id).await? => Ok(()),
            other => other,
        }
    }

    /// Words are not too long, and not about somebody who agreed to no record.
    fn sound_words(&self, reception: &Reception, input: &ReceptionInput, note: Option<&str>) -> Result<()> {
        let Some(note) = note else { return Ok(()) };
        let long = note.chars().count();
        if LONGEST < long {
            return Err(AppError::field("note", "fault-reception-long", long.to_string()));
        }
        let is_danger = matches!(input, ReceptionInput::CallExpert(_));
        let has_record = reception.record().is_some() || matches!(input, ReceptionInput::KeepRecord);
        if is_danger || has_record { Ok(()) } else { Err(AppError::field("note", "fault-reception-no-record", "")) }
    }

    fn reception_decided(&self, now: &Reception, act: &Doing, input: &ReceptionInput) -> Result<(Change, Option<NoticeDraft>)> {
        let time = self.dispute_times()?;
        // who said it on which day, and who heard it, stands in the event: its id is the consent's
        let consent = ConsentId::from_uuid(act.id.uuid());
        let change = match input {
            ReceptionInput::Offer(services) => {
                let code = |text: &String| -> Result<Code> {
                    text.parse().map_err(|_| AppError::field("choice", "fault-reception-choice", text.clone()))
                };
                let services = services.iter().map(code).collect::<Result<BTreeSet<_>>>()?;
                reception::offer(now, act, services, &time)
            }
            ReceptionInput::Accept(person) => reception::accept(now, act, *person, consent, &time),
            ReceptionInput::Decline => reception::decline(now, act, false),
            ReceptionInput::Later => reception::decline(now, act, true),
            ReceptionInput::Guide { another } => reception::guide(now, act, *another, &time),
            ReceptionInput::KeepRecord => reception::keep_record(now, act, consent),
            ReceptionInput::CallExpert(danger) => {
                let (change, draft) = reception::call_expert(now, act, *danger, &time).map_err(refused)?;
                return Ok((change, Some(draft)));
            }
            ReceptionInput::ExpertCame => reception::expert_came(now, act),
        };
        Ok((change.map_err(refused)?, None))
    }

    /// Was the step kept meanwhile, by the same form sent at the same moment?
    async fn is_reception_step_kept(&self, id: ReceptionId, step: StepId) -> Result<bool> {
        Ok(self.inner.db.reception_steps_for_sweep(id).await?.iter().any(|row| row.id == step))
    }

    /// Saves a change of a loaded reception, with messages and its audit row; nothing is written for a step that is known already.
    pub(super) async fn save_reception_step(
        &self,
        before: &Loaded,
        change: &Change,
        by: Option<AccountId>,
        audit: NewAudit,
    ) -> Result<()> {
        let Some(entry) = &change.entry else { return Ok(()) };
        let now = self.now();
        let from = before.row.state.version;
        let state = state_of(&change.now, from + 1, now);
        let step = step_row(entry, from + 1, change.now.record().is_some())?;
        let mut tx = self.inner.db.begin().await?;
        tx.save_reception(before.row.id, from, &state, &step, now).await?;
        self.tell_of_reception(&mut tx, (&before.row.number, from + 1), change, by).await?;
        tx.audit(&audit, now).await?;
        Ok(tx.commit().await?)
    }
}
