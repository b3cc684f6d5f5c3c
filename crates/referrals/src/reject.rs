//! The receiver does not take it, with a reason.

use jiff::Timestamp;
use xinqiao_kernel::id::AccountId;

use crate::event::{Act, Event, What};
use crate::referral::{Change, Referral, Returned, State};
use crate::time::Timetable;
use crate::{Code, Open, Refusal, Urgency};

/// Not accepted: it is back with the sender, who owes another way.
///
/// Errors: [`Refusal::NotOffered`], [`Refusal::MayNotRefuse`] for a receiver who takes emergencies (精神卫生法 28), [`Refusal::OutOfTurn`],
/// [`Refusal::Ended`], [`Refusal::SamePerson`].
pub fn reject(referral: &Referral, act: &Act, reason: Code, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let Some(offered) = time.rules.rejection(&reason) else { return Err(Refusal::NotOffered { code: reason }) };
    let takes = time.rules.receiver(&referral.sent().role).is_some_and(|receiver| receiver.takes_emergencies);
    if referral.urgency() == Urgency::Emergency && takes && !offered.in_emergency {
        return Err(Refusal::MayNotRefuse);
    }
    let due_at = time.due(referral.kind(), referral.urgency(), referral.effective(act.at), |clock| clock.resend);
    referral.change(Event::of(act, What::Rejected { reason, due_at }))
}

pub(crate) fn apply(next: &mut Referral, by: AccountId, reason: &Code, due_at: Timestamp) -> Result<(), Refusal> {
    match &next.state {
        State::Sent { .. } | State::Returned { why: Returned::Silence { .. }, .. } => {}
        State::Ended { .. } => return Err(Refusal::Ended),
        _ => return Err(Refusal::OutOfTurn),
    }
    if by == next.sent.from.account {
        return Err(Refusal::SamePerson);
    }
    let open = Open::new(next.sent.from.clone(), next.last_at, due_at);
    next.state = State::Returned { open, why: Returned::Rejected { reason: reason.clone() } };
    Ok(())
}
