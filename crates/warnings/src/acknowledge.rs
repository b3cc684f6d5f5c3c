//! Somebody takes the warning on and becomes its owner.

use jiff::Timestamp;
use xinqiao_kernel::id::AccountId;

use crate::event::{Act, Event, What};
use crate::warning::{Change, Open, Owner, State, Warning};
use crate::{Refusal, Step, Timetable};

/// The acting account takes the warning on; talking with the person is due next.
///
/// Errors: [`Refusal::WrongStep`], [`Refusal::Ended`].
pub fn acknowledge(warning: &Warning, act: &Act, note: Option<String>, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let due_at = time.due(warning.level, Step::Verify, warning.effective(act.at));
    warning.change(Event::of(act, note, What::Acknowledged { due_at }))
}

pub(crate) fn apply(next: &mut Warning, by: AccountId, due_at: Timestamp) -> Result<(), Refusal> {
    let place = next.at_step(Step::Acknowledge)?.owner.place.clone();
    let owner = Owner { account: by, place };
    next.give_to(&owner);
    next.state = State::Verify { open: Open::new(owner, next.last_at, due_at) };
    Ok(())
}
