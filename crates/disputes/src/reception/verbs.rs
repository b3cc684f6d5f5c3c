//! What people do at a reception, one short function each.

use std::collections::BTreeSet;

use jiff::Timestamp;
use xinqiao_kernel::closed_list;
use xinqiao_kernel::id::{AccountId, ConsentId, PersonId};
use xinqiao_kernel::place::PlacePath;

use super::{Reception, Step};
use crate::entry::{Act, Actor, Changed, Entry};
use crate::notice::NoticeDraft;
use crate::rules::{Timetable, offered};
use crate::{Code, Danger, Owner, ReceptionId, Refusal, StepId, next_up};

type Change = Changed<Reception, Step>;

closed_list! {
    /// What is owed.
    Debt: "debt of a reception" {
        /// The next step.
        Step = "step",
        /// A crisis expert who was called.
        Expert = "expert",
    }
}

/// How somebody is received.
#[derive(Debug, Clone)]
pub struct Opening {
    pub reception: ReceptionId,
    pub place: PlacePath,
    /// Who owes the steps.
    pub owner: Owner,
}

impl Reception {
    fn change(&self, entry: Entry<Step>) -> Result<Change, Refusal> {
        if self.knows(entry.id) {
            return Ok(Changed { now: self.clone(), entry: None });
        }
        Ok(Changed { now: self.apply(&entry)?, entry: Some(entry) })
    }
}

/// Somebody is received. Nothing says who; words of the act are not kept.
///
/// Errors: those of [`Reception::begin`].
pub fn receive(opening: Opening, act: &Act, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let due_at = time.due(act.at, |within| within.offer);
    let Opening { reception, place, owner } = opening;
    let entry = Entry::of(&unsaid(act), Step::Received { reception, place, owner, due_at });
    Ok(Changed { now: Reception::begin(&entry)?, entry: Some(entry) })
}

/// Services of the pack are offered.
///
/// Errors: [`Refusal::NotOffered`], [`Refusal::Missing`] for none, [`Refusal::OutOfTurn`], [`Refusal::Ended`].
pub fn offer(reception: &Reception, act: &Act, services: BTreeSet<Code>, time: &Timetable<'_>) -> Result<Change, Refusal> {
    services.iter().try_for_each(|service| offered(&time.rules.raw().services, service))?;
    let due_at = time.due(reception.effective(act.at), |within| within.answer);
    reception.change(Entry::of(&unsaid(act), Step::Offered { services, due_at }))
}

/// The person accepts, with the consent that the service needs.
///
/// Errors: [`Refusal::OutOfTurn`], [`Refusal::Ended`].
pub fn accept(
    reception: &Reception,
    act: &Act,
    person: PersonId,
    consent: ConsentId,
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    let due_at = time.due(reception.effective(act.at), |within| within.guide);
    reception.change(Entry::of(act, Step::Accepted { person, consent, due_at }))
}

/// The person declines, or would rather come back later. It has no consequence for the petition, and nothing says who it was.
///
/// Errors: [`Refusal::OutOfTurn`], [`Refusal::Ended`].
pub fn decline(reception: &Reception, act: &Act, comes_back: bool) -> Result<Change, Refusal> {
    reception.change(Entry::of(&unsaid(act), if comes_back { Step::Later } else { Step::Declined }))
}

/// Without words: before somebody accepted, words about them would be a record of them.
fn unsaid(act: &Act) -> Act {
    Act { note: None, ..act.clone() }
}

/// A session of guidance; `another`: one more is wanted.
///
/// Errors: [`Refusal::OutOfTurn`], [`Refusal::Ended`].
pub fn guide(reception: &Reception, act: &Act, another: bool, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let due_at = another.then(|| time.due(reception.effective(act.at), |within| within.guide));
    reception.change(Entry::of(act, Step::Guided { due_at }))
}

/// An electronic record of the guidance is kept, with a consent of its own.
///
/// Errors: [`Refusal::OutOfTurn`] before the service was accepted or when one is kept, [`Refusal::Ended`] after it was declined.
pub fn keep_record(reception: &Reception, act: &Act, consent: ConsentId) -> Result<Change, Refusal> {
    reception.change(Entry::of(act, Step::RecordKept { consent }))
}

/// A danger was seen: a crisis expert is called, and the duty desk gets a draft. The note says what was seen.
///
/// Errors: [`Refusal::Wordless`], [`Refusal::OutOfTurn`] while one is awaited.
pub fn call_expert(
    reception: &Reception,
    act: &Act,
    danger: Danger,
    time: &Timetable<'_>,
) -> Result<(Change, NoticeDraft), Refusal> {
    let due_at = time.due(reception.effective(act.at), |within| within.expert);
    let change = reception.change(Entry::of(act, Step::ExpertCalled { danger, due_at }))?;
    let person = reception.person().map(|(person, _)| person);
    Ok((change, NoticeDraft::of(act, person, reception.place().clone(), danger)))
}

/// The expert came.
///
/// Errors: [`Refusal::OutOfTurn`] when none was called.
pub fn expert_came(reception: &Reception, act: &Act) -> Result<Change, Refusal> {
    reception.change(Entry::of(act, Step::ExpertCame))
}

/// Somebody who owes something is not there any more: the first of the candidates who is owes it. The clocks run on.
///
/// Errors: [`Refusal::Missing`] when nobody is there, [`Refusal::OutOfTurn`] when others owe everything by now.
pub fn pass_on(
    reception: &Reception,
    id: StepId,
    at: Timestamp,
    gone: AccountId,
    candidates: &[Owner],
) -> Result<Change, Refusal> {
    let to = candidates.iter().find(|one| one.account != gone).ok_or(Refusal::Missing)?.clone();
    let at = reception.effective(at);
    reception.change(Entry { id, at, by: Actor::System, note: None, step: Step::PassedOn { gone, to } })
}

/// A time passed in silence: the earliest late debt moves one level up the place tree. Each missed time counts once.
///
/// Errors: [`Refusal::NotDue`], [`Refusal::Ended`].
pub fn silence(
    reception: &Reception,
    id: StepId,
    at: Timestamp,
    candidates: &[Owner],
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    if reception.knows(id) {
        return Ok(Changed { now: reception.clone(), entry: None });
    }
    let at = reception.effective(at);
    let (debt, open) = reception.owed().min_by_key(|(debt, open)| (open.due_at, *debt)).ok_or(Refusal::Ended)?;
    if at < open.due_at {
        return Err(Refusal::NotDue { due_at: open.due_at });
    }
    let due_at = match debt {
        Debt::Step => time.due(at, |within| within.escalated),
        Debt::Expert => time.due(at, |within| within.expert),
    };
    let step = Step::Silent { debt, missed: open.due_at, to: next_up(&open.owner, candidates), due_at };
    reception.change(Entry { id, at, by: Actor::System, note: None, step })
}
