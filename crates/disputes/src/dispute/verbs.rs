//! What people do with a dispute, one short function each; every one gives the dispute after it and the entry to keep.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use xinqiao_kernel::id::AccountId;
use xinqiao_kernel::place::PlacePath;

use super::{Agreement, Decision, Dispute, Opened, Party, PartyNo, Session, Step};
use crate::entry::{Act, Actor, Changed, Entry};
use crate::notice::NoticeDraft;
use crate::rules::{Timetable, offered};
use crate::{Code, Danger, DisputeId, Origin, Owner, Refusal, Seen, Settlement, StepId, Worker, next_up};

type Change = Changed<Dispute, Step>;

/// How a dispute is registered.
#[derive(Debug, Clone)]
pub struct Opening {
    pub dispute: DisputeId,
    pub kind: Code,
    pub place: PlacePath,
    /// Which of the five kinds of workers registers it.
    pub worker: Worker,
    pub origin: Origin,
    /// At least one; mediation needs two.
    pub parties: Vec<Party>,
    pub problems: Vec<Code>,
    /// The other system's reference, where it came from there.
    pub reference: Option<String>,
    /// Who owes the first mediation.
    pub owner: Owner,
}

impl Dispute {
    fn change(&self, entry: Entry<Step>) -> Result<Change, Refusal> {
        if self.knows(entry.id) {
            return Ok(Changed { now: self.clone(), entry: None });
        }
        Ok(Changed { now: self.apply(&entry)?, entry: Some(entry) })
    }
}

/// Registers a dispute.
///
/// Errors: [`Refusal::NotOffered`] for a kind, a problem or an outside party that the pack does not have, [`Refusal::Missing`] without a party.
pub fn register(opening: Opening, act: &Act, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let raw = time.rules.raw();
    offered(&raw.kinds, &opening.kind)?;
    opening.problems.iter().try_for_each(|problem| offered(&raw.problems, problem))?;
    opening.parties.iter().try_for_each(|party| known(party, time))?;
    let Opening { dispute, kind, place, worker, origin, parties, problems, reference, owner } = opening;
    let due_at = time.due(act.at, |within| within.begin);
    let rules_version = time.rules.version().to_owned();
    let opened = Opened { dispute, kind, place, worker, origin, parties, problems, reference, owner, due_at, rules_version };
    let entry = Entry::of(act, Step::Registered(Box::new(opened)));
    Ok(Changed { now: Dispute::begin(&entry)?, entry: Some(entry) })
}

fn known(party: &Party, time: &Timetable<'_>) -> Result<(), Refusal> {
    match party {
        Party::Person(_) => Ok(()),
        Party::Outside(code) => offered(&time.rules.raw().outsides, code),
    }
}

/// Adds a party.
///
/// Errors: [`Refusal::NotOffered`], [`Refusal::OutOfTurn`] for a person who is a party already, [`Refusal::Ended`].
pub fn add_party(dispute: &Dispute, act: &Act, party: Party, time: &Timetable<'_>) -> Result<Change, Refusal> {
    known(&party, time)?;
    dispute.change(Entry::of(act, Step::PartyAdded { party }))
}

/// Adds a problem to the list.
///
/// Errors: [`Refusal::NotOffered`], [`Refusal::Ended`].
pub fn add_problem(dispute: &Dispute, act: &Act, problem: Code, time: &Timetable<'_>) -> Result<Change, Refusal> {
    offered(&time.rules.raw().problems, &problem)?;
    dispute.change(Entry::of(act, Step::ProblemAdded { problem }))
}

/// The n-th problem of the list, from 0, is resolved.
///
/// Errors: [`Refusal::Unknown`], [`Refusal::OutOfTurn`] when it was before, [`Refusal::Ended`].
pub fn resolve(dispute: &Dispute, act: &Act, problem: usize) -> Result<Change, Refusal> {
    dispute.change(Entry::of(act, Step::ProblemResolved { problem }))
}

/// A session of mediation. Guidance was offered to each party that came; every party has an answer.
///
/// Errors: [`Refusal::Missing`] without two parties, a problem, an answer of each party, or anybody present; [`Refusal::OutOfTurn`], [`Refusal::Ended`].
pub fn mediate(dispute: &Dispute, act: &Act, session: Session, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let due_at = time.due(dispute.effective(act.at), |within| within.mediate);
    dispute.change(Entry::of(act, Step::Mediated { session, due_at }))
}

/// A hard case goes to the joint group of at least two departments, whose secretary `owner` owes the decision; the note says why.
///
/// Errors: [`Refusal::NotOffered`], [`Refusal::Missing`], [`Refusal::Wordless`], [`Refusal::OutOfTurn`], [`Refusal::Ended`].
pub fn to_joint_group(
    dispute: &Dispute,
    act: &Act,
    departments: BTreeSet<Code>,
    owner: Owner,
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    departments.iter().try_for_each(|department| offered(&time.rules.raw().departments, department))?;
    let due_at = time.due(dispute.effective(act.at), |within| within.joint);
    dispute.change(Entry::of(act, Step::SentToJointGroup { departments, owner, due_at }))
}

/// The joint group decided; the note says what.
///
/// Errors: [`Refusal::Wordless`], [`Refusal::OutOfTurn`], [`Refusal::Ended`].
pub fn decide(dispute: &Dispute, act: &Act, decision: Decision, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let at = dispute.effective(act.at);
    let (until, look) = watch(at, time);
    let due_at = match decision {
        Decision::MediateAgain => time.due(at, |within| within.mediate),
        Decision::Settled(_) => look,
    };
    dispute.change(Entry::of(act, Step::Decided { decision, due_at, until }))
}

/// Settled by the parties or by a way of law; the watch begins.
///
/// Errors: [`Refusal::Missing`] without an agreement of at least two parties where it is one, [`Refusal::Unknown`], [`Refusal::OutOfTurn`],
/// [`Refusal::Ended`].
pub fn settle(
    dispute: &Dispute,
    act: &Act,
    settlement: Settlement,
    agreement: Option<Agreement>,
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    let (until, due_at) = watch(dispute.effective(act.at), time);
    dispute.change(Entry::of(act, Step::Settled { settlement, agreement, until, due_at }))
}

/// The last day of a watch that begins at an instant, and when the first look is due.
fn watch(at: Timestamp, time: &Timetable<'_>) -> (Date, Timestamp) {
    let rules = &time.rules.raw().watch;
    let day = time.clock.day(at);
    (plus(day, rules.days), time.clock.end_of(plus(day, rules.every_days), at))
}

fn plus(day: Date, days: u16) -> Date {
    day.saturating_add(i64::from(days).days())
}

/// Somebody looked: which of the four states were seen in the matter, and what was offered.
///
/// On the last day of the watch or later it closes, unless something was seen and the pack still allows putting the end off by one look.
/// Errors: [`Refusal::Missing`] when something was seen and nothing offered, [`Refusal::NotOffered`], [`Refusal::OutOfTurn`], [`Refusal::Ended`].
pub fn look(
    dispute: &Dispute,
    act: &Act,
    seen: BTreeSet<Seen>,
    services: BTreeSet<Code>,
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    services.iter().try_for_each(|service| offered(&time.rules.raw().services, service))?;
    let rules = &time.rules.raw().watch;
    let at = dispute.effective(act.at);
    let day = time.clock.day(at);
    let over = dispute.watch().until.is_none_or(|until| until <= day);
    let extended = over && !seen.is_empty() && dispute.watch().extensions < rules.most_extensions;
    let next = (!over || extended).then(|| time.clock.end_of(plus(day, rules.every_days), at));
    dispute.change(Entry::of(act, Step::Looked { seen, offered: services, extended, next }))
}

/// It broke out again during the watch: mediation is owed; the note says how.
///
/// Errors: [`Refusal::Wordless`], [`Refusal::OutOfTurn`], [`Refusal::Ended`].
pub fn reopen(dispute: &Dispute, act: &Act, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let due_at = time.due(dispute.effective(act.at), |within| within.mediate);
    dispute.change(Entry::of(act, Step::Reopened { due_at }))
}

/// Somebody saw a danger; the note says what was seen. Gives a draft for the duty desk, which a person there decides about.
///
/// The draft says nothing of the dispute. Errors: [`Refusal::Unknown`] for no party, [`Refusal::Wordless`], [`Refusal::Ended`].
pub fn notice(dispute: &Dispute, act: &Act, party: PartyNo, danger: Danger) -> Result<(Change, NoticeDraft), Refusal> {
    let person = match dispute.parties().get(&party).ok_or(Refusal::Unknown)? {
        Party::Person(person) => Some(*person),
        Party::Outside(_) => None,
    };
    let change = dispute.change(Entry::of(act, Step::Noticed { danger }))?;
    Ok((change, NoticeDraft::of(act, person, dispute.place().clone(), danger)))
}

/// Another account owes the next step; its clock runs on.
///
/// Errors: [`Refusal::SameOwner`], [`Refusal::Ended`].
pub fn hand_over(dispute: &Dispute, act: &Act, to: Owner) -> Result<Change, Refusal> {
    dispute.change(Entry::of(act, Step::HandedOver { to }))
}

/// Who owes the next step is not there any more: the first of the candidates who is owes it. Its clock runs on.
///
/// Errors: [`Refusal::Missing`] when nobody is there, [`Refusal::OutOfTurn`] when somebody else owes it by now, [`Refusal::Ended`].
pub fn pass_on(dispute: &Dispute, id: StepId, at: Timestamp, gone: AccountId, candidates: &[Owner]) -> Result<Change, Refusal> {
    if dispute.knows(id) {
        return Ok(Changed { now: dispute.clone(), entry: None });
    }
    let to = candidates.iter().find(|one| one.account != gone).ok_or(Refusal::Missing)?.clone();
    let at = dispute.effective(at);
    dispute.change(Entry { id, at, by: Actor::System, note: None, step: Step::PassedOn { gone, to } })
}

/// A time passed in silence: the step moves one level up the place tree. Each missed time counts once.
///
/// Errors: [`Refusal::NotDue`], [`Refusal::Ended`].
pub fn silence(
    dispute: &Dispute,
    id: StepId,
    at: Timestamp,
    candidates: &[Owner],
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    if dispute.knows(id) {
        return Ok(Changed { now: dispute.clone(), entry: None });
    }
    let open = dispute.owed().ok_or(Refusal::Ended)?;
    let at = dispute.effective(at);
    if at < open.due_at {
        return Err(Refusal::NotDue { due_at: open.due_at });
    }
    let due_at = time.due(at, |within| within.escalated);
    let step = Step::Silent { missed: open.due_at, to: next_up(&open.owner, candidates), due_at };
    dispute.change(Entry { id, at, by: Actor::System, note: None, step })
}
