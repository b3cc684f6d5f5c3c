//! A time passed and nothing was heard.

use jiff::Timestamp;

use crate::event::{Actor, Debt, Event, What};
use crate::referral::{Change, Referral, Returned, State};
use crate::time::Timetable;
use crate::{Open, Owner, Refusal, StepId, next_up};

/// Records one missed time: the earliest that is due at `at`. Each missed time counts once, however often it is asked.
///
/// A receiver who does not answer: it goes back to the sender, and whoever stands above the receiver is told. Any other late debt moves one level
/// up the place tree of whoever owes it, with a new clock; without anybody above, the present owner keeps it.
/// `candidates`: who is on duty in which place, in order of preference.
/// Errors: [`Refusal::NotDue`], [`Refusal::Ended`].
pub fn silence(
    referral: &Referral,
    id: StepId,
    at: Timestamp,
    candidates: &[Owner],
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    if referral.knows(id) {
        return Ok(Change { referral: referral.clone(), event: None, effects: Vec::new() });
    }
    let at = referral.effective(at);
    let late = referral.owed().min_by_key(|owed| (owed.open.due_at, owed.debt)).ok_or(Refusal::Ended)?;
    if at < late.open.due_at {
        return Err(Refusal::NotDue { due_at: Some(late.open.due_at) });
    }
    let back = matches!((late.debt, referral.state()), (Debt::Step, State::Sent { .. }));
    let due_at = if back {
        time.due(referral.kind(), referral.urgency(), at, |clock| clock.resend)
    } else {
        time.due(referral.kind(), referral.urgency(), at, |clock| clock.escalated)
    };
    let what = What::Silent { debt: late.debt, missed: late.open.due_at, to: next_up(&late.open.owner, candidates), due_at };
    referral.change(Event { id, at, by: Actor::System, note: None, what })
}

pub(crate) fn apply(
    next: &mut Referral,
    debt: Debt,
    missed: Timestamp,
    to: Option<&Owner>,
    due_at: Timestamp,
) -> Result<(), Refusal> {
    let at = next.last_at;
    let open = match debt {
        Debt::Step => next.state.open_mut(),
        Debt::Information => next.information.as_mut(),
        Debt::Report => next.report.as_mut(),
    };
    let open = open.ok_or(Refusal::Ended)?;
    if missed != open.due_at || at < open.due_at {
        return Err(Refusal::NotDue { due_at: Some(open.due_at) });
    }
    open.escalate(to, at, due_at);
    if let (Debt::Step, State::Sent { .. }) = (debt, &next.state) {
        let open = Open::new(next.sent.from.clone(), at, due_at);
        next.state = State::Returned { open, why: Returned::Silence { told: to.cloned() } };
    }
    next.silences = next.silences.saturating_add(1);
    Ok(())
}
