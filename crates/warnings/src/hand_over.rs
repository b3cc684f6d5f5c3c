//! Another named account owes the next step.

use crate::Refusal;
use crate::event::{Act, Event, What};
use crate::warning::{Change, Owner, Warning};

/// Hands the warning to `to`. The clock runs on: handing over does not make a late step punctual.
///
/// Between shifts, where the next one is to say yes first, use [`crate::offer()`]. A review that the former owner owed goes with it.
///
/// Errors: [`Refusal::SameOwner`], [`Refusal::Ended`].
pub fn hand_over(warning: &Warning, act: &Act, to: Owner, note: Option<String>) -> Result<Change, Refusal> {
    warning.change(Event::of(act, note, What::HandedOver { to }))
}

pub(crate) fn apply(next: &mut Warning, to: &Owner) -> Result<(), Refusal> {
    let (_, open) = next.state.open().ok_or(Refusal::Ended)?;
    if open.owner == *to {
        return Err(Refusal::SameOwner);
    }
    next.give_to(to);
    Ok(())
}
