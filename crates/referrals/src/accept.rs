//! The receiver takes it on.

use jiff::Timestamp;
use xinqiao_kernel::id::AccountId;

use crate::event::{Act, Event, What};
use crate::referral::{Change, End, Referral, Returned, State};
use crate::time::Timetable;
use crate::{Kind, Open, Owner, Refusal};

/// The acting account takes it on and becomes the receiver.
///
/// An assignment or a transfer ends here: responsibility and sight move in this one change (see its effects). For a referral the beginning is due
/// next, for advice the advice. Whoever missed the time may still accept while the sender has not gone elsewhere.
/// Errors: [`Refusal::OutOfTurn`], [`Refusal::Ended`], [`Refusal::SamePerson`].
pub fn accept(referral: &Referral, act: &Act, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let (kind, urgency, from) = (referral.kind(), referral.urgency(), referral.effective(act.at));
    let due_at = match kind {
        Kind::Consult => time.due(kind, urgency, from, |clock| clock.report),
        _ => time.due(kind, urgency, from, |clock| clock.begin),
    };
    referral.change(Event::of(act, What::Accepted { due_at }))
}

pub(crate) fn apply(next: &mut Referral, by: AccountId, due_at: Timestamp) -> Result<(), Refusal> {
    match &next.state {
        State::Sent { .. } | State::Returned { why: Returned::Silence { .. }, .. } => {}
        State::Ended { .. } => return Err(Refusal::Ended),
        _ => return Err(Refusal::OutOfTurn),
    }
    if by == next.sent.from.account {
        return Err(Refusal::SamePerson);
    }
    // whoever accepts answers for the receiving desk, also after an escalation
    next.sent.to = Owner { account: by, place: next.sent.to.place.clone() };
    next.accepted = true;
    let open = Open::new(next.sent.to.clone(), next.last_at, due_at);
    next.state = match next.sent.kind {
        Kind::Assign | Kind::Transfer => State::Ended { end: End::Moved, at: next.last_at, by },
        Kind::Refer => State::Accepted { open },
        Kind::Consult => State::Begun { open },
    };
    if let State::Ended { .. } = next.state {
        take_debts_along(next);
    }
    Ok(())
}

/// Word to the person and a report that are still owed go with the responsibility; their clocks run on.
fn take_debts_along(next: &mut Referral) {
    let to = next.sent.to.clone();
    for open in [next.information.as_mut(), next.report.as_mut()].into_iter().flatten() {
        open.owner = to.clone();
    }
}
