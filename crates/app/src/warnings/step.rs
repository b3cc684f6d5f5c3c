//! The verbs on an open warning. Each checks the caller's right, lets the state machine decide, and saves.

use xinqiao_access::{Act as ActTag, Permit, act};
use xinqiao_kernel::id::{AccountId, WarningEventId, WarningId};
use xinqiao_warnings::event::{Act, Actor};
use xinqiao_warnings::{
    Action, Answer, Change, Cited, Clock, Dismissal, Finding, Hearing, Level, Outcome, Owner, Party, Reopening, Reviewing,
    Timetable, Warning,
};

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
    /// a milder level, for which reviews speak
    Lower {
        level: Level,
        reviews: Vec<WarningEventId>,
    },
    /// a clinician signs the milder level
    SignLower,
    /// to the next shift, who is to accept
    Offer {
        to: AccountId,
    },
    /// the one to whom it was offered takes it over
    Accept,
    /// something that is owed beside the step goes to somebody else
    PassOn {
        clock: Clock,
        to: AccountId,
    },
    /// a closed warning opens again
    Reopen {
        reason: Reopening,
        owner: Option<AccountId>,
    },
    /// the person objects; the note is in their words
    Object,
    /// the note is what the person reads
    Answer {
        answer: Answer,
    },
    /// the second person agrees that the objection is right
    SecondAnswer,
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
                    Ok(xinqiao_warnings::second(&loaded.warning, act, *level, owner, note, &self.time_of(loaded))?)
                })
                .await
            }
            StepInput::SetAside { reason } => {
                self.step::<act::SecondWarning>(caller, id, input, |loaded, act, _| {
                    Ok(xinqiao_warnings::dismiss(&loaded.warning, act, *reason, note, &self.time_of(loaded))?)
                })
                .await
            }
            StepInput::Acknowledge => {
                self.step::<act::AcknowledgeWarning>(caller, id, input, |loaded, act, _| {
                    Ok(xinqiao_warnings::acknowledge(&loaded.warning, act, note, &self.time_of(loaded))?)
                })
                .await
            }
            StepInput::Verify { finding } => {
                self.step::<act::VerifyWarning>(caller, id, input, |loaded, act, _| {
                    Ok(xinqiao_warnings::verify(&loaded.warning, act, *finding, note, &self.time_of(loaded))?)
                })
                .await
            }
            StepInput::Intervene { action } => {
                self.step::<act::InterveneWarning>(caller, id, input, |loaded, act, _| {
                    Ok(xinqiao_warnings::intervene(&loaded.warning, act, *action, note, &self.time_of(loaded))?)
                })
                .await
            }
            StepInput::Feedback { party, hearing } => {
                self.step::<act::FeedbackWarning>(caller, id, input, |loaded, act, _| {
                    Ok(xinqiao_warnings::feedback(&loaded.warning, act, *party, *hearing, note, &self.time_of(loaded))?)
                })
                .await
            }
            StepInput::Close { outcome } => {
                self.step::<act::CloseWarning>(caller, id, input, |loaded, act, _| {
                    Ok(xinqiao_warnings::close(&loaded.warning, act, *outcome, note, &self.time_of(loaded))?)
                })
                .await
            }
            StepInput::SecondClose | StepInput::HandOver { .. } | StepInput::Note => self.side_step(caller, id, input).await,
            StepInput::Review { .. } | StepInput::Raise { .. } | StepInput::SecondRaise | StepInput::RefuseRaise => {
                self.level_step(caller, id, input).await
            }
            StepInput::Lower { .. } | StepInput::SignLower => self.lower_step(caller, id, input).await,
            StepInput::Offer { .. } | StepInput::Accept | StepInput::PassOn { .. } | StepInput::Reopen { .. } => {
                self.moving_step(caller, id, input).await
            }
            StepInput::Object | StepInput::Answer { .. } | StepInput::SecondAnswer => {
                self.objection_step(caller, id, input).await
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
                let text = written(note)?;
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
                    Ok(xinqiao_warnings::review(&loaded.warning, act, *finding, note, &self.time_of(loaded))?)
                })
                .await
            }
            StepInput::Raise { level, second } => {
                self.step::<act::InterveneWarning>(caller, id, input, |loaded, act, candidates| {
                    let another =
                        || candidates.iter().find(|one| one.may_decide() && one.account != act.by).map(|one| one.account);
                    let second = second.or_else(another).unwrap_or(act.by);
                    let second = named(candidates, second)?.owner();
                    Ok(xinqiao_warnings::upgrade(&loaded.warning, act, *level, second, note, &self.time_of(loaded))?)
                })
                .await
            }
            StepInput::SecondRaise => {
                self.step::<act::SecondWarning>(caller, id, input, |loaded, act, _| {
                    Ok(xinqiao_warnings::second_upgrade(&loaded.warning, act, note, &self.time_of(loaded))?)
                })
                .await
            }
            StepInput::RefuseRaise => {
                let why = written(note)?;
                self.step::<act::SecondWarning>(caller, id, input, |loaded, act, _| {
                    Ok(xinqiao_warnings::refuse_upgrade(&loaded.warning, act, why)?)
                })
                .await
            }
            _ => Err(AppError::conflict("wrong_step")),
        }
    }

    /// Two assessments and a clinician's signature lower a level.
    async fn lower_step(&self, caller: &Caller, id: WarningId, input: &Submitted) -> Result<()> {
        let note = input.note.clone();
        match &input.step {
            StepInput::Lower { level, reviews } => {
                self.step::<act::InterveneWarning>(caller, id, input, |loaded, act, _| {
                    let cited = reviews.iter().map(|event| Cited::Review { event: *event }).collect();
                    Ok(xinqiao_warnings::propose_downgrade(&loaded.warning, act, *level, cited, note, &self.time_of(loaded))?)
                })
                .await
            }
            StepInput::SignLower => {
                self.step::<act::SignLevel>(caller, id, input, |loaded, act, _| {
                    Ok(xinqiao_warnings::sign_downgrade(&loaded.warning, act, note, &self.time_of(loaded))?)
                })
                .await
            }
            _ => Err(AppError::conflict("wrong_step")),
        }
    }

    /// Who owes it next.
    async fn moving_step(&self, caller: &Caller, id: WarningId, input: &Submitted) -> Result<()> {
        let note = input.note.clone();
        match &input.step {
            StepInput::Offer { to } => {
                self.step::<act::HandOverWarning>(caller, id, input, |loaded, act, candidates| {
                    let to = named(candidates, *to)?.owner();
                    Ok(xinqiao_warnings::offer(&loaded.warning, act, to, note, &self.time_of(loaded))?)
                })
                .await
            }
            StepInput::Accept => {
                self.step::<act::AcknowledgeWarning>(caller, id, input, |loaded, act, _| {
                    Ok(xinqiao_warnings::accept(&loaded.warning, act, note)?)
                })
                .await
            }
            StepInput::PassOn { clock, to } => {
                self.step::<act::HandOverWarning>(caller, id, input, |loaded, act, candidates| {
                    let to = named(candidates, *to)?.owner();
                    Ok(xinqiao_warnings::pass_on(&loaded.warning, act, *clock, to, note)?)
                })
                .await
            }
            StepInput::Reopen { reason, owner } => {
                let why = written(note)?;
                self.step::<act::ConfirmWarning>(caller, id, input, |loaded, act, candidates| {
                    let owner = named(candidates, owner.unwrap_or(act.by))?.owner();
                    Ok(xinqiao_warnings::reopen(&loaded.warning, act, *reason, owner, Some(why), &self.time_of(loaded))?)
                })
                .await
            }
            _ => Err(AppError::conflict("wrong_step")),
        }
    }

    /// The person does not agree that there is a warning; somebody who had no say in it looks.
    async fn objection_step(&self, caller: &Caller, id: WarningId, input: &Submitted) -> Result<()> {
        match &input.step {
            StepInput::Object => {
                let words = written(input.note.clone())?;
                self.step::<act::InterveneWarning>(caller, id, input, |loaded, act, candidates| {
                    let owner = answerer(&loaded.warning, candidates)?;
                    Ok(xinqiao_warnings::object(&loaded.warning, act, owner, Some(words), &self.time_of(loaded))?)
                })
                .await
            }
            StepInput::Answer { answer } => {
                let words = written(input.note.clone())?;
                self.step::<act::SecondWarning>(caller, id, input, |loaded, act, _| {
                    Ok(xinqiao_warnings::answer_objection(&loaded.warning, act, *answer, Some(words))?)
                })
                .await
            }
            StepInput::SecondAnswer => {
                let note = input.note.clone();
                self.step::<act::SecondWarning>(caller, id, input, |loaded, act, _| {
                    Ok(xinqiao_warnings::second_objection(&loaded.warning, act, note)?)
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
        let owned = self.warning_owed_by(caller, id).await?;
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

    /// The clocks of the place of a warning, whoever acts on it.
    fn time_of(&self, loaded: &Loaded) -> Timetable<'_> {
        self.timetable_for(loaded.warning.place())
    }

    /// A right on a warning that the caller sees: being outside its reach is "not allowed", its existence is no secret any more.
    async fn step_permit<A: ActTag>(&self, caller: &Caller, at: &xinqiao_access::Resource) -> Result<Permit<A>> {
        match self.staff_permit::<A>(caller, at).await {
            Err(AppError::NotFound) => Err(AppError::Denied(xinqiao_access::Refusal::OutsideScope)),
            other => other,
        }
    }
}

/// Words that the step cannot do without.
fn written(note: Option<String>) -> Result<String> {
    note.filter(|text| !text.trim().is_empty()).ok_or_else(|| AppError::field("note", "fault-note-empty", ""))
}

/// Who answers an objection: the nearest who may decide about warnings and had no say in this one.
pub(super) fn answerer(warning: &Warning, candidates: &[Candidate]) -> Result<Owner> {
    let mut free = candidates.iter().filter(|one| one.may_decide() && !warning.deciders().contains(&one.account));
    free.next().map(Candidate::owner).ok_or_else(|| AppError::conflict("nobody_to_answer"))
}

pub(super) fn named(candidates: &[Candidate], account: AccountId) -> Result<&Candidate> {
    let found = candidates.iter().find(|one| one.account == account);
    found.ok_or_else(|| AppError::field("owner", "fault-owner", account.to_string()))
}
