//! The sender, or whoever leads, takes it back.

use xinqiao_kernel::id::AccountId;

use crate::event::{Act, Event, What};
use crate::referral::{Change, End, Referral, State};
use crate::time::Timetable;
use crate::{Code, Refusal};

/// Takes it back, with a reason of the pack: until the receiver began; afterwards the result has to be heard, unless the reason holds at any time
/// (a withdrawn consent, PIPL 15).
///
/// Who may do so for the sender is the matter of `access` (features 1.2: a leader must be able to). Word that is owed to the person stays owed.
/// Errors: [`Refusal::NotOffered`], [`Refusal::OutOfTurn`], [`Refusal::Ended`].
pub fn revoke(referral: &Referral, act: &Act, reason: Code, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let Some(offered) = time.rules.revocation(&reason) else { return Err(Refusal::NotOffered { code: reason }) };
    if matches!(referral.state(), State::Begun { .. }) && !offered.after_begin {
        return Err(Refusal::OutOfTurn);
    }
    referral.change(Event::of(act, What::Revoked { reason }))
}

pub(crate) fn apply(next: &mut Referral, by: AccountId, reason: &Code) -> Result<(), Refusal> {
    match &next.state {
        State::Sent { .. } | State::Asked { .. } | State::Accepted { .. } | State::Begun { .. } | State::Returned { .. } => {}
        State::Reported { .. } => return Err(Refusal::OutOfTurn),
        State::Ended { .. } => return Err(Refusal::Ended),
    }
    next.accepted = false;
    next.state = State::Ended { end: End::Revoked { reason: reason.clone() }, at: next.last_at, by };
    Ok(())
}
