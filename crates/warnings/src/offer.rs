//! A hand-over between shifts: the next one accepts, until then the present owner owes it.

use jiff::Timestamp;
use xinqiao_kernel::id::AccountId;

use crate::event::{Act, Event, What};
use crate::warning::{Change, Open, Owner, Warning};
use crate::{Refusal, Step, Timetable};

/// A hand-over that waits to be accepted.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Offer {
    pub to: Owner,
    /// Who owes the acceptance, and until when.
    pub open: Open,
}

/// Offers the warning to `to`, who is to [`accept()`] by the limit of the rules. Owner and due time stay as they are until then.
///
/// An offer that is not accepted in time escalates: the warning moves one level up from its owner. A later offer replaces an earlier one,
/// and is due no later.
/// Errors: [`Refusal::SameOwner`], [`Refusal::Ended`].
pub fn offer(warning: &Warning, act: &Act, to: Owner, note: Option<String>, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let due_at = time.due(warning.pace(), Step::Accept, warning.effective(act.at));
    warning.change(Event::of(act, note, What::Offered { to, due_at }))
}

/// The one to whom it was offered takes it over: from now they owe the step. Its clock runs on.
///
/// Errors: [`Refusal::NotOffered`], [`Refusal::Ended`].
pub fn accept(warning: &Warning, act: &Act, note: Option<String>) -> Result<Change, Refusal> {
    warning.change(Event::of(act, note, What::Accepted))
}

pub(crate) fn apply_offer(next: &mut Warning, to: &Owner, due_at: Timestamp) -> Result<(), Refusal> {
    let at = next.last_at;
    let open = next.state.open_mut().ok_or(Refusal::Ended)?;
    if open.owner.account == to.account {
        return Err(Refusal::SameOwner);
    }
    let before = next.side.offer.take().map(|offer| offer.open);
    let mut open = before.map_or_else(|| Open::new(to.clone(), at, due_at), |before| before.tightened(at, due_at));
    open.owner = to.clone();
    next.side.offer = Some(Offer { to: to.clone(), open });
    Ok(())
}

pub(crate) fn apply_acceptance(next: &mut Warning, by: AccountId) -> Result<(), Refusal> {
    if next.has_ended() {
        return Err(Refusal::Ended);
    }
    match next.side.offer.take() {
        Some(offer) if offer.to.account == by => {
            next.give_to(&offer.to);
            Ok(())
        }
        Some(_) | None => Err(Refusal::NotOffered),
    }
}
