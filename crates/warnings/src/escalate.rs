//! Silence moves a warning one level up the place tree.

use jiff::Timestamp;
use xinqiao_kernel::id::WarningEventId;
use xinqiao_kernel::place::PlacePath;

use crate::event::{Actor, Event, What};
use crate::warning::{Change, Open, Owner, Warning};
use crate::{Refusal, Timetable};

/// Moves a late step to the nearest place above the present owner's that has a candidate, and starts a new clock.
///
/// `candidates`: who is on duty in which place, in order of preference; places that are not above the owner's are passed over.
/// Without any, the present owner keeps it: a late warning is never nobody's. Each lateness escalates once, however often it is asked.
/// Errors: [`Refusal::NotDue`], [`Refusal::Ended`].
pub fn escalate(
    warning: &Warning,
    id: WarningEventId,
    at: Timestamp,
    candidates: &[Owner],
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    let Some((_, open)) = warning.state.open() else {
        // a repeated delivery of the event is no fault even after the end
        return if warning.knows(id) { Ok(Change { warning: warning.clone(), event: None }) } else { Err(Refusal::Ended) };
    };
    let what = What::Escalated {
        missed: open.due_at,
        to: next_up(&open.owner, candidates),
        due_at: time.due_after_escalation(warning.pace(), warning.effective(at)),
    };
    warning.change(Event { id, at, by: Actor::System, note: None, what })
}

/// The first candidate of the nearest place above `owner`'s that has one other than the owner.
pub fn next_up(owner: &Owner, candidates: &[Owner]) -> Option<Owner> {
    let above = owner.place.upwards().skip(1);
    let serves = |place: &PlacePath, candidate: &&Owner| candidate.place == *place && candidate.account != owner.account;
    above.filter_map(|place| candidates.iter().find(|candidate| serves(&place, candidate))).next().cloned()
}

pub(crate) fn apply(next: &mut Warning, missed: Timestamp, to: Option<&Owner>, due_at: Timestamp) -> Result<(), Refusal> {
    let at = next.last_at;
    let open = next.state.open_mut().ok_or(Refusal::Ended)?;
    if missed != open.due_at || at < open.due_at {
        return Err(Refusal::NotDue { due_at: open.due_at });
    }
    let owner = to.unwrap_or(&open.owner).clone();
    *open = Open::new(owner, at, due_at);
    next.escalations = next.escalations.saturating_add(1);
    Ok(())
}
