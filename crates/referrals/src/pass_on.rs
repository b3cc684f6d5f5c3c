//! Who owed the next step is not there any more.

use jiff::Timestamp;
use xinqiao_kernel::id::AccountId;

use crate::event::{Actor, Event, What};
use crate::referral::{Change, Referral};
use crate::{Owner, Refusal, StepId};

/// The first of the candidates who is there owes the next step; its clock runs on. Nobody sees more or less by it: sight follows the two sides, and
/// whoever owes a step may take it.
///
/// Errors: [`Refusal::Missing`] when nobody is there, [`Refusal::OutOfTurn`] when somebody else owes it by now, [`Refusal::Ended`].
pub fn pass_on(referral: &Referral, id: StepId, at: Timestamp, gone: AccountId, candidates: &[Owner]) -> Result<Change, Refusal> {
    if referral.knows(id) {
        return Ok(Change { referral: referral.clone(), event: None, effects: Vec::new() });
    }
    let to = candidates.iter().find(|one| one.account != gone).ok_or(Refusal::Missing)?.clone();
    let at = referral.effective(at);
    referral.change(Event { id, at, by: Actor::System, note: None, what: What::PassedOn { gone, to } })
}

pub(crate) fn apply(next: &mut Referral, gone: AccountId, to: &Owner) -> Result<(), Refusal> {
    let open = next.state.open_mut().ok_or(Refusal::Ended)?;
    if open.owner.account != gone {
        return Err(Refusal::OutOfTurn);
    }
    if to.account == gone {
        return Err(Refusal::SamePerson);
    }
    open.owner = to.clone();
    // word to the person and a report that the same account owed go along
    for open in [next.information.as_mut(), next.report.as_mut()].into_iter().flatten() {
        if open.owner.account == gone {
            open.owner = to.clone();
        }
    }
    Ok(())
}
