//! The person, or the guardian, hears of what was given in an emergency (PIPL 18).

use crate::basis::Giver;
use crate::event::{Act, Event, What};
use crate::referral::{Change, Referral};
use crate::{Age, Refusal};

/// Records who heard. Possible after the end as well: the debt outlives the referral.
///
/// Errors: [`Refusal::OutOfTurn`] when no word is owed, [`Refusal::NeedsGuardian`] for a child whose guardian was not told.
pub fn inform(referral: &Referral, act: &Act, told: Giver) -> Result<Change, Refusal> {
    if (told, referral.age()) == (Giver::Person, Age::Child) {
        return Err(Refusal::NeedsGuardian);
    }
    referral.change(Event::of(act, What::Informed { told }))
}

pub(crate) fn apply(next: &mut Referral) -> Result<(), Refusal> {
    next.information.take().map(|_| ()).ok_or(Refusal::OutOfTurn)
}
