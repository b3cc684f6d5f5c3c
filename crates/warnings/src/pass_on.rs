//! Something that is owed beside the step goes to another named account: a review, an answer, a second confirmation.

use crate::event::{Act, Event, What};
use crate::side::Clock;
use crate::warning::{Change, Owner, Warning};
use crate::{Refusal, hand_over};

/// Passes one clock on to `to`; its due time stays. For the step it is the same as [`crate::hand_over()`].
///
/// Who proposed a graver level cannot be the second person, and who had a say in the warning does not answer an objection to it.
/// Errors: [`Refusal::SameOwner`], [`Refusal::NothingOwed`], [`Refusal::SamePerson`], [`Refusal::Ended`].
pub fn pass_on(warning: &Warning, act: &Act, clock: Clock, to: Owner, note: Option<String>) -> Result<Change, Refusal> {
    warning.change(Event::of(act, note, What::PassedOn { clock, to }))
}

pub(crate) fn apply(next: &mut Warning, clock: Clock, to: &Owner) -> Result<(), Refusal> {
    if next.has_ended() {
        return Err(Refusal::Ended);
    }
    let barred = match clock {
        Clock::Step => return hand_over::apply(next, to),
        Clock::Rise => next.rise().is_some_and(|rise| rise.by == to.account),
        Clock::Answer => next.deciders().contains(&to.account),
        // an offer is replaced by another offer
        Clock::Accept => return Err(Refusal::NothingOwed),
        Clock::Review => false,
    };
    if barred {
        return Err(Refusal::SamePerson);
    }
    let open = next.clock_mut(clock).ok_or(Refusal::NothingOwed)?;
    if open.owner == *to {
        return Err(Refusal::SameOwner);
    }
    open.owner = to.clone();
    Ok(())
}
