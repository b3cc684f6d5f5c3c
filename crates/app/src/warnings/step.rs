//! The verbs on an open warning. Each checks the caller's right, lets the state machine decide, and saves.

use xinqiao_access::{Act as ActTag, Permit, act};
use xinqiao_kernel::id::{AccountId, WarningEventId, WarningId};
use xinqiao_warnings::event::{Act, Actor};
use xinqiao_warnings::{Action, Change, Dismissal, Finding, Hearing, Level, Outcome, Party, Reviewing};

use super::Candidate;
use super::candidates::resource;
use super::change::Loaded;
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// What somebody did with a warning, as a form sends it.
#[derive(Debug, Clone)]
pub enum StepInput {
    /// the second person confirms, at the same level or a milder one, and names who responds
    Second {
        level: Level,
        owner: Option<AccountId>,
    },
    /// the second person does not agree
    SetAside {
        reason: Dismissal,
    },
    Acknowledge,
    Verify {
        finding: Finding,
    },
    Intervene {
        action: Action,
    },
    Feedback {
        party: Party,
        hearing: Hearing,
    },
    Close {
        outcome: Outcome,
    },
    SecondClose,
    HandOver {
        to: AccountId,
    },
    /// somebody looked again
    Review {
        finding: Reviewing,
    },
    /// a graver level; where it takes two, `second` is to confirm, else the nearest officer who is not the caller
    Raise {
        level: Level,
        second: Option<AccountId>,
    },
    SecondRaise,
    /// the second person does not agree; the note says why
    RefuseRaise,
    Note,
}

/// A step with what every form carries.
#[derive(Debug, Clone)]
pub struct Submitted {
    /// idempotency id: the same form sent twice changes nothing the second time
    pub event: WarningEventId,
    pub note: Option<String>,
    pub step: StepInput,
}

impl App {
    /// Does a step of the loop. Doing it twice with the same event id is harmless.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right, `Conflict` when the warning is past that step,
    /// `Invalid` on field `owner` or `note`.
    pub async fn warning_step(&self, caller: &Caller, id: WarningId, input: &Submitted) -> Result<()> {
        let note = input.note.clone();
        match &input.step {
            StepInput::Second { level, owner } => {
                self.step::<act::SecondWarning>(caller, id, input, |loaded, act, candidates| {
                    let owner = owner.unwrap_or(act.by);
                    let owner = named(candidates, owner)?.owner();
                    Ok(xinqiao_warnings::second(&loaded.warning, act, *level, owner, note, &self.timetable())?)
                })
                .await
            }
            StepInput::SetAside { reason } => {
                self.step::<act::SecondWarning>(caller, id, input, |loaded, act, _| {
                    Ok(xinqiao_warnings::dismiss(&loaded.warning, act, *reason, note, &self.timetable())?)
                })
                .await
            }
            StepInput::Acknowledge => {
                self.step::<act::AcknowledgeWarning>(caller, id, input, |loaded, act, _| {
                    Ok(xinqiao_warnings::acknowledge(&loaded.warning, act, note, &self.timetable())?)
                })
                .await
            }
            StepInput::Verify { finding } => {
                self.step::<act::VerifyWarning>(caller, id, input, |loaded, act, _| {
                    Ok(xinqiao_warnings::verify(&loaded.warning, act, *finding, note, &self.timetable())?)
                })
                .await
            }
            StepInput::Intervene { action } => {
                self.step::<act::InterveneWarning>(caller, id, input, |loaded, act, _| {
                    Ok(xinqiao_warnings::intervene(&loaded.warning, act, *action, note, &self.timetable())?)
                })
                .await
            }
            StepInput::Feedback { party, hearing } => {
                self.step::<act::FeedbackWarning>(caller, id, input, |loaded, act, _| {
                    Ok(xinqiao_warnings::feedback(&loaded.warning, act, *party, *hearing, note, &self.timetable())?)
                })
                .await
            }
            StepInput::Close { outcome } => {
                self.step::<act::CloseWarning>(caller, id, input, |loaded, act, _| {
                    Ok(xinqiao_warnings::close(&loaded.warning, act, *outcome, note, &self.timetable())?)
                })
                .await
            }
            StepInput::SecondClose | StepInput::HandOver { .. } | StepInput::Note => self.side_step(caller, id, input).await,
            StepInput::Review { .. } | StepInput::Raise { .. } | StepInput::SecondRaise | StepInput::RefuseRaise => {
                self.level_step(caller, id, input).await
            }
        }
    }

    async fn side_step(&self, caller: &Caller, id: WarningId, input: &Submitted) -> Result<()> {
        let note = input.note.clone();
        match &input.step {
            StepInput::SecondClose => {
                self.step::<act::SecondClose>(caller, id, input, |loaded, act, _| {
                    Ok(xinqiao_warnings::second_close(&loaded.warning, act, note)?)
                })
                .await
            }
            StepInput::HandOver { to } => {
                self.step::<act::HandOverWarning>(caller, id, input, |loaded, act, candidates| {
                    let to = named(candidates, *to)?.owner();
                    Ok(xinqiao_warnings::hand_over(&loaded.warning, act, to, note)?)
                })
                .await
            }
            StepInput::Note => {
                let text = note.filter(|text| !text.trim().is_empty());
                let text = text.ok_or_else(|| AppError::field("note", "fault-note-empty", ""))?;
                self.step::<act::InterveneWarning>(caller, id, input, |loaded, act, _| {
                    Ok(xinqiao_warnings::note(&loaded.warning, act, text)?)
                })
                .await
            }
            _ => Err(AppError::conflict("wrong_step")),
        }
    }

    /// What changes the level, and the reviews that speak for it.
    async fn level_step(&self, caller: &Caller, id: WarningId, input: &Submitted) -> Result<()> {
        let note = input.note.clone();
        match &input.step {
            StepInput::Review { finding } => {
                self.step::<act::InterveneWarning>(caller, id, input, |loaded, act, _| {
                    Ok(xinqiao_warnings::review(&loaded.warning, act, *finding, note, &self.timetable())?)
                })
                .await
            }
            StepInput::Raise { level, second } => {
                self.step::<act::InterveneWarning>(caller, id, input, |loaded, act, candidates| {
                    let another =
                        || candidates.iter().find(|one| one.may_decide() && one.account != act.by).map(|one| one.account);
                    let second = second.or_else(another).unwrap_or(act.by);
                    let second = named(candidates, second)?.owner();
                    Ok(xinqiao_warnings::upgrade(&loaded.warning, act, *level, second, note, &self.timetable())?)
                })
                .await
            }
            StepInput::SecondRaise => {
                self.step::<act::SecondWarning>(caller, id, input, |loaded, act, _| {
                    Ok(xinqiao_warnings::second_upgrade(&loaded.warning, act, note, &self.timetable())?)
                })
                .await
            }
            StepInput::RefuseRaise => {
                let why = note.filter(|text| !text.trim().is_empty());
                let why = why.ok_or_else(|| AppError::field("note", "fault-note-empty", ""))?;
                self.step::<act::SecondWarning>(caller, id, input, |loaded, act, _| {
                    Ok(xinqiao_warnings::refuse_upgrade(&loaded.warning, act, why)?)
                })
                .await
            }
            _ => Err(AppError::conflict("wrong_step")),
        }
    }

    async fn step<A: ActTag>(
        &self,
        caller: &Caller,
        id: WarningId,
        input: &Submitted,
        decide: impl FnOnce(&Loaded, &Act, &[Candidate]) -> Result<Change>,
    ) -> Result<()> {
        let owned = self.inner.db.warning_place(id).await?.ok_or(AppError::NotFound)?;
        let at = resource(&owned, self.day(self.now()));
        // not seeing a warning and not being allowed to act on it are told apart only for those who see it
        let read = self.staff_permit::<act::ReadWarning>(caller, &at).await?;
        let loaded = self.load_warning(&read, id).await?;
        if loaded.events.iter().any(|(_, event)| event.id == input.event && event.by == Actor::Account(caller.account())) {
            // the same form sent again: what it did may have ended the right to do it
            return Ok(());
        }
        let permit = self.step_permit::<A>(caller, &at).await?;
        let now = self.now();
        let candidates = self.candidates(&owned.place, now).await?;
        let act = Act { id: input.event, at: now, by: caller.account() };
        let change = decide(&loaded, &act, &candidates)?;
        let audit =
            done(self, &permit, "warning", Some(id.uuid()), change.event.as_ref().map_or("again", |event| event.what.word()));
        let saved = self.save_change(&loaded, &change.warning, change.event.as_ref(), audit).await;
        if matches!(saved, Err(AppError::Conflict { .. })) && self.load_warning(&read, id).await?.warning.knows(input.event) {
            // the same form, sent twice at the same moment: the other one was saved
            return Ok(());
        }
        saved
    }

    /// A right on a warning that the caller sees: being outside its reach is "not allowed", its existence is no secret any more.
    async fn step_permit<A: ActTag>(&self, caller: &Caller, at: &xinqiao_access::Resource) -> Result<Permit<A>> {
        match self.staff_permit::<A>(caller, at).await {
            Err(AppError::NotFound) => Err(AppError::Denied(xinqiao_access::Refusal::OutsideScope)),
            other => other,
        }
    }
}

fn named(candidates: &[Candidate], account: AccountId) -> Result<&Candidate> {
    let found = candidates.iter().find(|one| one.account == account);
    found.ok_or_else(|| AppError::field("owner", "fault-owner", account.to_string()))
}
