//! What people do with the aid file, one short function each.

use std::collections::BTreeSet;

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, DutyId, PersonId};

use super::{Answer, Inquiry, Step, VictimAid, What};
use crate::entry::{Changed, Entry};
use crate::event::{Act, Actor};
use crate::rules::holds;
use crate::time::Timetable;
use crate::{AidId, Code, Owner, Refusal, StepId, next_up};

type Change = Changed<VictimAid, What>;

impl VictimAid {
    pub(super) fn change(&self, entry: Entry<What>) -> Result<Change, Refusal> {
        if self.knows(entry.id) {
            return Ok(Changed { now: self.clone(), entry: None });
        }
        Ok(Changed { now: self.apply(&entry)?, entry: Some(entry) })
    }
}

/// How a file is opened for the first time.
#[derive(Debug, Clone)]
pub struct Opening {
    pub aid: AidId,
    pub person: PersonId,
    /// Who keeps the file and owes every step until it is assigned.
    pub keeper: Owner,
    /// Who may open it besides.
    pub named: BTreeSet<AccountId>,
}

/// Opens the file: seven steps with owner and time, the report at once.
///
/// Errors: those of [`VictimAid::begin`].
pub fn open(opening: Opening, act: &Act, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let due = |step: &Step| {
        let limit = time.rules.raw().victim_aid.steps.iter().find(|entry| entry.step == *step).map(|entry| entry.within);
        match (step, limit) {
            // at once: there is no period (未成年人保护法 11)
            (Step::Report, _) | (_, None) => act.at,
            (_, Some(limit)) => time.clock.after(limit, act.at),
        }
    };
    let due = Step::ALL.iter().map(|step| (*step, due(step))).collect();
    let Opening { aid, person, keeper, named } = opening;
    let entry = Entry::of(act, What::Opened { aid, person, keeper, named, due });
    Ok(Changed { now: VictimAid::begin(&entry)?, entry: Some(entry) })
}

/// Gives a step to another owner; its clock runs on.
///
/// Errors: [`Refusal::Once`] when the step is over.
pub fn assign(aid: &VictimAid, act: &Act, step: Step, owner: Owner) -> Result<Change, Refusal> {
    aid.change(Entry::of(act, What::Assigned { step, owner }))
}

/// A step was done. For the report its id in the register of duties; the inquiry has [`inquire`].
///
/// Errors: [`Refusal::Missing`] without the report, [`Refusal::Once`], [`Refusal::OutOfTurn`] for the inquiry.
pub fn do_step(aid: &VictimAid, act: &Act, step: Step, report: Option<DutyId>) -> Result<Change, Refusal> {
    aid.change(Entry::of(act, What::Done { step, report }))
}

/// The one inquiry was made.
///
/// Errors: [`Refusal::Once`], [`Refusal::Missing`] before the report, [`Refusal::Wordless`] without a reference.
pub fn inquire(aid: &VictimAid, act: &Act, inquiry: Inquiry) -> Result<Change, Refusal> {
    if inquiry.reference.trim().is_empty() {
        return Err(Refusal::Wordless);
    }
    aid.change(Entry::of(act, What::Inquired { inquiry }))
}

/// Somebody wants to leave a step out: a reason of the pack and words. Never the report. It takes somebody else's [`agree_waiver`].
///
/// Errors: [`Refusal::NotOffered`], [`Refusal::Wordless`], [`Refusal::Once`] when the step is over, [`Refusal::OutOfTurn`] for the report.
pub fn ask_waiver(aid: &VictimAid, act: &Act, step: Step, reason: Code, time: &Timetable<'_>) -> Result<Change, Refusal> {
    if !holds(&time.rules.raw().victim_aid.waivers, &reason) {
        return Err(Refusal::NotOffered { code: reason });
    }
    aid.change(Entry::of(act, What::WaiverAsked { step, reason }))
}

/// Somebody else agrees: the step is left out.
///
/// Errors: [`Refusal::SamePerson`], [`Refusal::OutOfTurn`] when nobody asked, [`Refusal::Once`].
pub fn agree_waiver(aid: &VictimAid, act: &Act, step: Step) -> Result<Change, Refusal> {
    aid.change(Entry::of(act, What::Waived { step }))
}

/// The file is kept by somebody else from now on. The keeper hands it over; a named account, or one that owes something of it, takes it over when
/// the keeper has left (whether that is so, the caller of this function knows). The note says why.
///
/// Errors: [`Refusal::Sealed`], [`Refusal::Wordless`], [`Refusal::SamePerson`] for the keeper.
pub fn keep(aid: &VictimAid, act: &Act, keeper: Owner) -> Result<Change, Refusal> {
    aid.change(Entry::of(act, What::Kept { keeper }))
}

/// Somebody wants to ask the child again; the note says what and why.
///
/// Errors: [`Refusal::Wordless`], [`Refusal::OutOfTurn`] before the inquiry or while another question waits.
pub fn ask_further(aid: &VictimAid, act: &Act, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let due_at = time.clock.after(time.rules.raw().victim_aid.further, aid.effective(act.at));
    aid.change(Entry::of(act, What::FurtherAsked { due_at }))
}

/// Somebody else approves the question; it may be put once.
///
/// Errors: [`Refusal::SamePerson`], [`Refusal::OutOfTurn`].
pub fn approve_further(aid: &VictimAid, act: &Act, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let due_at = time.clock.after(time.rules.raw().victim_aid.further, aid.effective(act.at));
    aid.change(Entry::of(act, What::FurtherApproved { due_at }))
}

/// Somebody else refuses the question, or an approved one is not put after all; in words.
///
/// Errors: [`Refusal::SamePerson`], [`Refusal::Wordless`], [`Refusal::OutOfTurn`].
pub fn refuse_further(aid: &VictimAid, act: &Act) -> Result<Change, Refusal> {
    aid.change(Entry::of(act, What::FurtherRefused))
}

/// The approved question was put; `reference`: where the record is kept.
///
/// Errors: [`Refusal::Wordless`] without a reference, [`Refusal::OutOfTurn`] without approval.
pub fn answer_further(aid: &VictimAid, act: &Act, reference: String) -> Result<Change, Refusal> {
    if reference.trim().is_empty() {
        return Err(Refusal::Wordless);
    }
    aid.change(Entry::of(act, What::FurtherAnswered { reference }))
}

/// The keeper names an account that may open the file; the note says why.
///
/// Errors: [`Refusal::Sealed`] for anybody but the keeper, [`Refusal::Wordless`].
pub fn name(aid: &VictimAid, act: &Act, account: AccountId) -> Result<Change, Refusal> {
    aid.change(Entry::of(act, What::Named { account }))
}

/// The keeper takes a name off.
///
/// Errors: as [`name`]; [`Refusal::OutOfTurn`] for the keeper.
pub fn unname(aid: &VictimAid, act: &Act, account: AccountId) -> Result<Change, Refusal> {
    aid.change(Entry::of(act, What::Unnamed { account }))
}

/// What became of a service on the side: legal education, reconciliation, relief, assessment.
///
/// Errors: [`Refusal::NotOffered`], [`Refusal::OutOfTurn`] for done without accepted, [`Refusal::Once`].
pub fn offer(aid: &VictimAid, act: &Act, service: Code, answer: Answer, time: &Timetable<'_>) -> Result<Change, Refusal> {
    if !holds(&time.rules.raw().victim_aid.services, &service) {
        return Err(Refusal::NotOffered { code: service });
    }
    aid.change(Entry::of(act, What::Service { service, answer }))
}

/// A time passed in silence: the earliest late debt moves one level up the place tree. Each missed time counts once.
///
/// Errors: [`Refusal::NotDue`], [`Refusal::Ended`] when all is done.
pub fn silence(
    aid: &VictimAid,
    id: StepId,
    at: Timestamp,
    candidates: &[Owner],
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    if aid.knows(id) {
        return Ok(Changed { now: aid.clone(), entry: None });
    }
    let at = aid.effective(at);
    let owing = aid.owing();
    let Some((what, open)) = owing.first() else { return Err(Refusal::Ended) };
    if at < open.due_at {
        return Err(Refusal::NotDue { due_at: Some(open.due_at) });
    }
    let due_at = time.clock.after(time.rules.raw().victim_aid.escalated, at);
    let what = What::Silent { owing: *what, missed: open.due_at, to: next_up(&open.owner, candidates), due_at };
    aid.change(Entry { id, at, by: Actor::System, note: None, step: what })
}
