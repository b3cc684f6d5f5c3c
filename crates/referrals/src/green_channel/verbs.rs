//! What people do on the way, one short function each; every one gives the channel after it and the entry to keep.

use std::collections::BTreeSet;

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, DutyId, PersonId};
use xinqiao_kernel::place::PlacePath;

use super::{Cause, GreenChannel, Limits, PlanDraft, Review, Step, Treatment};
use crate::entry::{Changed, Entry};
use crate::event::{Act, Actor};
use crate::referral::{End, Referral, State};
use crate::time::Timetable;
use crate::{ChannelId, Code, Kind, Limit, Owner, Refusal, StepId, next_up};

type Change = Changed<GreenChannel, Step>;

/// How a channel is opened.
#[derive(Debug, Clone)]
pub struct Opening {
    pub channel: ChannelId,
    pub person: PersonId,
    /// Who leads at the school.
    pub school: Owner,
    pub cause: Cause,
}

impl GreenChannel {
    fn change(&self, entry: Entry<Step>) -> Result<Change, Refusal> {
        if self.knows(entry.id) {
            return Ok(Changed { now: self.clone(), entry: None });
        }
        Ok(Changed { now: self.apply(&entry)?, entry: Some(entry) })
    }

    fn due(&self, act: &Act, time: &Timetable<'_>, pick: fn(&Limits) -> Limit) -> Timestamp {
        time.clock.after(pick(&time.rules.raw().green_channel.within), self.effective(act.at))
    }
}

/// Opens a channel; the school's crisis team owes its decision.
///
/// Errors: none of the pack's making; those of [`GreenChannel::begin`].
pub fn open(opening: Opening, act: &Act, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let due_at = time.clock.after(time.rules.raw().green_channel.within.team, act.at);
    let Opening { channel, person, school, cause } = opening;
    let entry = Entry::of(act, Step::Opened { channel, person, school, cause, due_at });
    Ok(Changed { now: GreenChannel::begin(&entry)?, entry: Some(entry) })
}

/// The crisis team met and wants the hospital's help. A team that does not, stops the channel ([`stop`]).
///
/// Errors: [`Refusal::SamePerson`] for fewer than two, [`Refusal::OutOfTurn`], [`Refusal::Ended`].
pub fn meet(channel: &GreenChannel, act: &Act, present: BTreeSet<AccountId>, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let due_at = channel.due(act, time, |within| within.parents);
    channel.change(Entry::of(act, Step::Met { present, due_at }))
}

/// Parents were told. Also later, where they had been left out.
///
/// Errors: [`Refusal::OutOfTurn`], [`Refusal::Ended`].
pub fn inform_parents(channel: &GreenChannel, act: &Act, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let due_at = channel.due(act, time, |within| within.slot);
    channel.change(Entry::of(act, Step::ParentsInformed { due_at }))
}

/// Somebody holds that parents should not be told: a reason of the pack and words; the mandatory report where the reason needs one. It takes
/// somebody else's [`agree_to_leave_out`].
///
/// Errors: [`Refusal::NotOffered`], [`Refusal::Missing`] without the report, [`Refusal::Wordless`], [`Refusal::OutOfTurn`].
pub fn ask_to_leave_out(
    channel: &GreenChannel,
    act: &Act,
    reason: Code,
    report: Option<DutyId>,
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    let offered = time.rules.raw().green_channel.not_told.iter().find(|offered| offered.code == reason);
    match offered {
        None => return Err(Refusal::NotOffered { code: reason }),
        Some(offered) if offered.needs_report && report.is_none() => return Err(Refusal::Missing),
        Some(_) => {}
    }
    channel.change(Entry::of(act, Step::LeaveOutAsked { reason, report }))
}

/// Somebody else agrees that parents are not told for now. They may be told at any time later.
///
/// Errors: [`Refusal::SamePerson`], [`Refusal::OutOfTurn`] when nobody asked.
pub fn agree_to_leave_out(channel: &GreenChannel, act: &Act, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let due_at = channel.due(act, time, |within| within.slot);
    channel.change(Entry::of(act, Step::ParentsLeftOut { due_at }))
}

/// Ties the referral to the channel on which the hospital will give a slot; from now on the hospital owes it. Another one may replace it until then.
///
/// Errors: [`Refusal::Missing`] when it is about somebody else, no referral 转介, or has ended; [`Refusal::OutOfTurn`], [`Refusal::Ended`].
pub fn cite(channel: &GreenChannel, act: &Act, referral: &Referral) -> Result<Change, Refusal> {
    let over = matches!(referral.state(), State::Ended { .. } | State::Returned { .. });
    if referral.person() != channel.person() || referral.kind() != Kind::Refer || over {
        return Err(Refusal::Missing);
    }
    channel.change(Entry::of(act, Step::Referred { referral: referral.id(), hospital: referral.sent().to.clone() }))
}

/// Whoever acts leads from now on, for the place `at`.
///
/// Errors: [`Refusal::OutOfTurn`] for who leads already, [`Refusal::Ended`].
pub fn lead(channel: &GreenChannel, act: &Act, at: PlacePath) -> Result<Change, Refusal> {
    channel.change(Entry::of(act, Step::Led { school: Owner { account: act.by, place: at } }))
}

/// The hospital gives a slot on the referral that it accepted.
///
/// Errors: [`Refusal::Missing`] when the referral is not accepted or not the one that was tied, [`Refusal::TimeOutside`] for a slot before the act or too
/// far ahead, [`Refusal::OutOfTurn`], [`Refusal::Ended`].
pub fn give_slot(
    channel: &GreenChannel,
    act: &Act,
    referral: &Referral,
    slot_at: Timestamp,
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    if channel.referral() != Some(referral.id()) || !referral.is_accepted() {
        return Err(Refusal::Missing);
    }
    let at = channel.effective(act.at);
    let latest = time.clock.after(time.rules.raw().green_channel.within.latest_slot, at);
    if slot_at < at || latest < slot_at {
        return Err(Refusal::TimeOutside);
    }
    let hospital = Owner { account: act.by, place: referral.sent().to.place.clone() };
    let due_at = time.clock.after(time.rules.raw().green_channel.within.treatment, slot_at);
    channel.change(Entry::of(act, Step::SlotGiven { referral: referral.id(), hospital, slot_at, due_at }))
}

/// Whether there is a treatment; never which.
///
/// Errors: [`Refusal::OutOfTurn`], [`Refusal::Ended`].
pub fn treat(channel: &GreenChannel, act: &Act, state: Treatment, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let due_at = channel.due(act, time, |within| within.feedback);
    channel.change(Entry::of(act, Step::Treated { state, due_at }))
}

/// The feedback: the result that the hospital reported on the referral.
///
/// Errors: [`Refusal::Missing`] when the referral is another one or has no result yet, [`Refusal::OutOfTurn`], [`Refusal::Ended`].
pub fn feed_back(channel: &GreenChannel, act: &Act, referral: &Referral, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let outcome = match referral.state() {
        State::Reported { outcome, .. } | State::Ended { end: End::Done { outcome }, .. } => outcome,
        _ => return Err(Refusal::Missing),
    };
    if channel.referral() != Some(referral.id()) {
        return Err(Refusal::Missing);
    }
    let due_at = channel.due(act, time, |within| within.plan);
    channel.change(Entry::of(act, Step::FedBack { result: outcome.result.clone(), due_at }))
}

/// The school plans the return; also a changed plan before the review. The review is due on its day.
///
/// Errors: [`Refusal::TimeOutside`] unless the return is not past and the review lies after it; those of [`PlanDraft::complete`];
/// [`Refusal::OutOfTurn`], [`Refusal::Ended`].
pub fn plan_return(channel: &GreenChannel, act: &Act, draft: &PlanDraft, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let plan = draft.complete(time.rules)?;
    let at = channel.effective(act.at);
    if !channel.has_day(time.day(at), &plan) {
        return Err(Refusal::TimeOutside);
    }
    let due_at = time.clock.end_of(plan.review_on, at);
    channel.change(Entry::of(act, Step::Planned { plan, due_at }))
}

/// How the return went. A change owes a new plan; anything else ends the channel.
///
/// Errors: [`Refusal::OutOfTurn`], [`Refusal::Ended`].
pub fn review(channel: &GreenChannel, act: &Act, review: Review, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let due_at = (review == Review::Change).then(|| channel.due(act, time, |within| within.plan));
    channel.change(Entry::of(act, Step::Reviewed { review, due_at }))
}

/// Ends it before its end; the words say why.
///
/// Errors: [`Refusal::Wordless`], [`Refusal::Ended`].
pub fn stop(channel: &GreenChannel, act: &Act) -> Result<Change, Refusal> {
    channel.change(Entry::of(act, Step::Stopped))
}

/// A time passed in silence: the stage moves one level up the place tree. Each missed time counts once.
///
/// Errors: [`Refusal::NotDue`], [`Refusal::Ended`].
pub fn silence(
    channel: &GreenChannel,
    id: StepId,
    at: Timestamp,
    candidates: &[Owner],
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    if channel.knows(id) {
        return Ok(Changed { now: channel.clone(), entry: None });
    }
    let (_, open) = channel.owed().ok_or(Refusal::Ended)?;
    let at = channel.effective(at);
    if at < open.due_at {
        return Err(Refusal::NotDue { due_at: Some(open.due_at) });
    }
    let due_at = time.clock.after(time.rules.raw().green_channel.within.escalated, at);
    let step = Step::Silent { missed: open.due_at, to: next_up(&open.owner, candidates), due_at };
    channel.change(Entry { id, at, by: Actor::System, note: None, step })
}
