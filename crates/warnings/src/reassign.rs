//! An account that ended owns nothing: what it owed goes to somebody who is there.

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, WarningEventId};
use xinqiao_kernel::place::PlacePath;

use crate::event::{Actor, Event, What};
use crate::offer::Offer;
use crate::side::Clock;
use crate::warning::{Change, Open, Owner, State, Warning};
use crate::{Refusal, Step, Timetable};

/// Moves everything that `gone` owes to the nearest candidate, at the same place or above. Done by the program itself.
///
/// No due time gets later. A step that is to be taken on gets the clock of taking on from now if that is sooner; for any other step the
/// new owner is to [`crate::accept()`], and silence escalates. Where a hand-over was offered already, that one becomes the owner.
/// Errors: [`Refusal::NotOwner`] where the account owes nothing, [`Refusal::NobodyThere`] without a candidate, [`Refusal::Ended`].
pub fn reassign(
    warning: &Warning,
    id: WarningEventId,
    at: Timestamp,
    gone: AccountId,
    candidates: &[Owner],
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    if warning.knows(id) {
        return Ok(Change { warning: warning.clone(), event: None });
    }
    let place = place_of(warning, gone)?;
    let owned_step = warning.state.open().is_some_and(|(_, open)| open.owner.account == gone);
    let offered = warning.offer().map(|offer| &offer.to).filter(|to| owned_step && to.account != gone);
    let to = match offered {
        Some(to) => to.clone(),
        None => nearest(&place, gone, warning, candidates).ok_or(Refusal::NobodyThere)?,
    };
    let due_at = time.due(warning.pace(), step_of(warning), warning.effective(at));
    warning.change(Event { id, at, by: Actor::System, note: None, what: What::Reassigned { from: gone, to, due_at } })
}

/// Does the account owe anything here?
pub fn owes(warning: &Warning, account: AccountId) -> bool {
    warning.owed().iter().any(|owed| owed.open.owner.account == account)
}

fn place_of(warning: &Warning, gone: AccountId) -> Result<PlacePath, Refusal> {
    if warning.has_ended() {
        return Err(Refusal::Ended);
    }
    let owed = warning.owed().into_iter().find(|owed| owed.open.owner.account == gone);
    Ok(owed.ok_or(Refusal::NotOwner)?.open.owner.place.clone())
}

fn step_of(warning: &Warning) -> Step {
    if matches!(warning.state, State::Acknowledge { .. }) { Step::Acknowledge } else { Step::Accept }
}

/// The nearest candidate from the place upwards; by preference not the one whose proposal waits for a second person, and for an objection
/// nobody who had a say in the warning.
fn nearest(place: &PlacePath, gone: AccountId, warning: &Warning, candidates: &[Owner]) -> Option<Owner> {
    let proposer = match &warning.state {
        State::AwaitingSecond { proposed_by, .. } => Some(*proposed_by),
        _ => warning.rise().map(|rise| rise.by),
    };
    let find = |fits: &dyn Fn(&Owner) -> bool| {
        place
            .upwards()
            .find_map(|place| candidates.iter().find(|one| one.place == place && one.account != gone && fits(one)).cloned())
    };
    let answers = warning.objection().is_some_and(|objection| objection.open.owner.account == gone);
    let barred = |one: &Owner| Some(one.account) == proposer || answers && warning.deciders().contains(&one.account);
    find(&|one| !barred(one)).or_else(|| find(&|_| true))
}

pub(crate) fn apply(next: &mut Warning, from: AccountId, to: &Owner, due_at: Timestamp) -> Result<(), Refusal> {
    place_of(next, from)?;
    if from == to.account {
        return Err(Refusal::SameOwner);
    }
    let at = next.last_at;
    let to_take_on = matches!(next.state, State::Acknowledge { .. } | State::AwaitingSecond { .. });
    let owned_step = next.state.open().is_some_and(|(_, open)| open.owner.account == from);
    for clock in Clock::ALL {
        if let Some(open) = next.clock_mut(*clock)
            && open.owner.account == from
        {
            open.owner = to.clone();
        }
    }
    if let Some(offer) = &mut next.side.offer
        && offer.to.account == from
    {
        // the offer was to the one who is gone: the next one is asked, no later
        offer.to = to.clone();
        offer.open = offer.open.tightened(at, due_at);
    }
    if !owned_step {
        // whoever was offered their own warning has nothing to accept
        let own = next.state.open().is_some_and(|(_, open)| open.owner.account == to.account);
        if own && next.side.offer.as_ref().is_some_and(|offer| offer.to.account == to.account) {
            next.side.offer = None;
        }
        return Ok(());
    }
    if to_take_on {
        if let State::Acknowledge { open } = &mut next.state {
            *open = open.tightened(at, due_at);
        }
    } else if next.side.offer.is_none() {
        next.side.offer = Some(Offer { to: to.clone(), open: Open::new(to.clone(), at, due_at) });
    }
    Ok(())
}
