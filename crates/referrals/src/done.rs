//! The sender read the result.

use xinqiao_kernel::id::AccountId;

use crate::Refusal;
use crate::event::{Act, Event, What};
use crate::referral::{Change, End, Referral, State};

/// Ends it: the sender knows how it came out and who goes on.
///
/// Errors: [`Refusal::OutOfTurn`], [`Refusal::Ended`], [`Refusal::SamePerson`]: who reported does not read it for the sender.
pub fn done(referral: &Referral, act: &Act) -> Result<Change, Refusal> {
    referral.change(Event::of(act, What::Done))
}

pub(crate) fn apply(next: &mut Referral, by: AccountId) -> Result<(), Refusal> {
    let outcome = match &next.state {
        State::Reported { outcome, .. } => outcome.clone(),
        State::Ended { .. } => return Err(Refusal::Ended),
        _ => return Err(Refusal::OutOfTurn),
    };
    if by == next.sent.to.account {
        return Err(Refusal::SamePerson);
    }
    next.state = State::Ended { end: End::Done { outcome }, at: next.last_at, by };
    Ok(())
}
