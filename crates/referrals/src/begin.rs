//! The receiver begins.

use jiff::Timestamp;
use xinqiao_kernel::id::AccountId;

use crate::event::{Act, Event, What};
use crate::referral::{Change, Referral, State};
use crate::time::Timetable;
use crate::{Open, Owner, Refusal};

/// The first contact took place; the result is due next. The acting account answers for it from now on.
///
/// Errors: [`Refusal::OutOfTurn`], [`Refusal::Ended`], [`Refusal::SamePerson`].
pub fn begin(referral: &Referral, act: &Act, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let due_at = time.due(referral.kind(), referral.urgency(), referral.effective(act.at), |clock| clock.report);
    referral.change(Event::of(act, What::Begun { due_at }))
}

pub(crate) fn apply(next: &mut Referral, by: AccountId, due_at: Timestamp) -> Result<(), Refusal> {
    match &next.state {
        State::Accepted { .. } => {}
        State::Ended { .. } => return Err(Refusal::Ended),
        _ => return Err(Refusal::OutOfTurn),
    }
    if by == next.sent.from.account {
        return Err(Refusal::SamePerson);
    }
    next.sent.to = Owner { account: by, place: next.sent.to.place.clone() };
    next.state = State::Begun { open: Open::new(next.sent.to.clone(), next.last_at, due_at) };
    Ok(())
}
