//! The person objects to a warning; somebody who did not open it answers.

use jiff::Timestamp;
use xinqiao_kernel::id::AccountId;

use crate::event::{Act, Event, What};
use crate::warning::{Change, Open, Owner, State, Warning};
use crate::{Finding, Outcome, Refusal, Step, Timetable};

words! {
    /// How an objection is answered.
    Answer {
        /// The person was told by which rule and on what grounds; the warning goes on.
        Explained = "explained",
        /// The warning should not have been: it ends as a false alarm once a second person agrees.
        Upheld = "upheld",
    }
}

/// An objection that waits for its answer.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Objection {
    /// The person's account, or that of whoever wrote it down for them.
    pub by: AccountId,
    pub at: Timestamp,
    /// The first of two persons would uphold it.
    pub upheld_by: Option<AccountId>,
    pub open: Open,
}

/// Records that the person objects; `owner` owes an answer. The loop goes on meanwhile: an objection is no proof that all is well.
///
/// Source: domain_rules H.14 (explanation and appeal) and F.3 (PIPL 24, 44–50).
/// Errors: [`Refusal::ObjectionWaits`], [`Refusal::SamePerson`] where the owner had a say in the warning, [`Refusal::NotConfirmed`],
/// [`Refusal::Ended`].
pub fn object(
    warning: &Warning,
    act: &Act,
    owner: Owner,
    words: Option<String>,
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    let due_at = time.due(warning.level, Step::Answer, warning.effective(act.at));
    warning.change(Event::of(act, words, What::Objected { owner, due_at }))
}

/// Answers the objection. [`Answer::Upheld`] is a proposal that a second person confirms with [`second_objection`].
///
/// Errors: [`Refusal::NoObjection`], [`Refusal::SamePerson`] for whoever had a say in the warning, [`Refusal::Ended`].
pub fn answer_objection(warning: &Warning, act: &Act, answer: Answer, note: Option<String>) -> Result<Change, Refusal> {
    warning.change(Event::of(act, note, What::ObjectionAnswered { answer }))
}

/// The second person agrees that the objection is right: the warning ends as a false alarm and does not open again.
///
/// Errors: [`Refusal::NoObjection`], [`Refusal::NothingProposed`], [`Refusal::SamePerson`], [`Refusal::RiseWaits`],
/// [`Refusal::DangerNow`], [`Refusal::Ended`].
pub fn second_objection(warning: &Warning, act: &Act, note: Option<String>) -> Result<Change, Refusal> {
    warning.change(Event::of(act, note, What::ObjectionSeconded))
}

pub(crate) fn apply(next: &mut Warning, by: AccountId, owner: &Owner, due_at: Timestamp) -> Result<(), Refusal> {
    next.running()?;
    if next.side.objection.is_some() {
        return Err(Refusal::ObjectionWaits);
    }
    if next.side.deciders.contains(&owner.account) {
        return Err(Refusal::SamePerson);
    }
    let at = next.last_at;
    next.side.objection = Some(Objection { by, at, upheld_by: None, open: Open::new(owner.clone(), at, due_at) });
    Ok(())
}

pub(crate) fn apply_answer(next: &mut Warning, by: AccountId, answer: Answer) -> Result<(), Refusal> {
    next.running()?;
    let decided = next.side.deciders.contains(&by);
    let objection = next.side.objection.as_mut().ok_or(Refusal::NoObjection)?;
    // who objects for themselves does not judge it
    if decided || objection.by == by {
        return Err(Refusal::SamePerson);
    }
    match answer {
        Answer::Explained => next.side.objection = None,
        Answer::Upheld => objection.upheld_by = Some(by),
    }
    Ok(())
}

pub(crate) fn apply_second(next: &mut Warning, by: AccountId) -> Result<(), Refusal> {
    next.running()?;
    let objection = next.side.objection.as_ref().ok_or(Refusal::NoObjection)?;
    let first = objection.upheld_by.ok_or(Refusal::NothingProposed)?;
    if first == by || objection.by == by {
        return Err(Refusal::SamePerson);
    }
    if next.side.rise.is_some() {
        return Err(Refusal::RiseWaits);
    }
    if next.finding == Some(Finding::ImmediateDanger) && matches!(next.state, State::Intervene { .. }) {
        return Err(Refusal::DangerNow);
    }
    next.side.upheld = true;
    let at = next.last_at;
    next.end(State::Closed { outcome: Outcome::FalseAlarm, at, by, proposed_by: Some(first) });
    Ok(())
}
