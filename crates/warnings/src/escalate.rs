//! Silence moves a warning one level up the place tree.

use jiff::Timestamp;
use xinqiao_kernel::id::WarningEventId;
use xinqiao_kernel::place::PlacePath;

use crate::event::{Actor, Event, What};
use crate::side::Clock;
use crate::warning::{Change, Open, Owner, Warning};
use crate::{Refusal, Timetable};

/// Moves what is late to the nearest place above the present owner's that has a candidate, and starts a new clock.
///
/// `candidates`: who is on duty in which place, in order of preference; places that are not above the owner's are passed over.
/// Without any, the present owner keeps it: a late warning is never nobody's. Each lateness escalates once, however often it is asked.
/// Of several clocks that are late one moves at a time: ask again until [`Refusal::NotDue`]. A hand-over that was not accepted moves the
/// warning itself; its step is then due as it was.
/// Errors: [`Refusal::NotDue`] with the soonest due time, [`Refusal::Ended`].
pub fn escalate(
    warning: &Warning,
    id: WarningEventId,
    at: Timestamp,
    candidates: &[Owner],
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    if warning.knows(id) {
        // a repeated delivery of the event is no fault even after the end
        return Ok(Change { warning: warning.clone(), event: None });
    }
    let Some(soonest) = warning.next_owed() else { return Err(Refusal::Ended) };
    let at = warning.effective(at);
    let Some(late) = BESIDE_FIRST.iter().filter_map(|clock| warning.clock(*clock)).find(|owed| owed.open.due_at <= at) else {
        return Err(Refusal::NotDue { due_at: soonest.open.due_at });
    };
    let from = match late.clock {
        // the present owner still owes it, not the one who did not accept
        Clock::Accept => warning.state.open().map_or(&late.open.owner, |(_, open)| &open.owner),
        Clock::Step | Clock::Rise | Clock::Review | Clock::Answer => &late.open.owner,
    };
    let level = match (late.clock, warning.rise()) {
        (Clock::Rise, Some(rise)) => rise.level,
        _ => warning.pace(),
    };
    let fitting: Vec<Owner> = candidates.iter().filter(|one| may_owe(warning, late.clock, one)).cloned().collect();
    let what = What::Escalated {
        missed: late.open.due_at,
        to: next_up(from, &fitting),
        due_at: time.due_after_escalation(level, at),
        clock: late.clock,
    };
    warning.change(Event { id, at, by: Actor::System, note: None, what })
}

/// A hand-over that nobody accepted is looked at before the step: moving the step would void it.
const BESIDE_FIRST: [Clock; 5] = [Clock::Accept, Clock::Rise, Clock::Review, Clock::Answer, Clock::Step];

/// Who proposed is not asked to second, and who had a say in the warning is not asked to answer an objection to it.
fn may_owe(warning: &Warning, clock: Clock, candidate: &Owner) -> bool {
    match clock {
        Clock::Rise => warning.rise().is_none_or(|rise| rise.by != candidate.account),
        Clock::Answer => !warning.deciders().contains(&candidate.account),
        Clock::Accept => warning.offer().is_none_or(|offer| offer.to.account != candidate.account),
        Clock::Step | Clock::Review => true,
    }
}

/// The first candidate of the nearest place above `owner`'s that has one other than the owner.
pub fn next_up(owner: &Owner, candidates: &[Owner]) -> Option<Owner> {
    let above = owner.place.upwards().skip(1);
    let serves = |place: &PlacePath, candidate: &&Owner| candidate.place == *place && candidate.account != owner.account;
    above.filter_map(|place| candidates.iter().find(|candidate| serves(&place, candidate))).next().cloned()
}

pub(crate) fn apply(
    next: &mut Warning,
    clock: Clock,
    missed: Timestamp,
    to: Option<&Owner>,
    due_at: Timestamp,
) -> Result<(), Refusal> {
    let at = next.last_at;
    let soonest = next.next_owed().map_or(at, |owed| owed.open.due_at);
    let refused = if next.has_ended() { Refusal::Ended } else { Refusal::NotDue { due_at: soonest } };
    let open = next.clock_mut(clock).ok_or(refused)?;
    if missed != open.due_at || at < open.due_at {
        return Err(Refusal::NotDue { due_at: open.due_at });
    }
    let owner = to.unwrap_or(&open.owner).clone();
    *open = Open::new(owner, at, due_at);
    match (clock, to) {
        (Clock::Accept, Some(to)) => next.give_to(to),
        // an offer that is itself late is escalated for itself
        (Clock::Step, Some(_)) if next.side.offer.as_ref().is_some_and(|offer| at < offer.open.due_at) => next.side.offer = None,
        _ => {}
    }
    next.escalations = next.escalations.saturating_add(1);
    Ok(())
}
