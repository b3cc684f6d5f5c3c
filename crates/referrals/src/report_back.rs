//! The receiver tells the sender how it stands or came out: the minimum.

use jiff::Timestamp;
use xinqiao_kernel::id::AccountId;

use crate::event::{Act, Event, What};
use crate::referral::{Change, Outcome, Referral, State};
use crate::time::Timetable;
use crate::{Code, Open, Owner, ReferralId, Refusal, Side};

/// Reports a result of the pack. An interim one (in treatment, waiting) leaves the final one owed; after the final one the sender owes reading it.
///
/// Errors: [`Refusal::NotOffered`], [`Refusal::OutOfTurn`], [`Refusal::Ended`], [`Refusal::SamePerson`].
pub fn report_back(referral: &Referral, act: &Act, result: Code, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let (kind, urgency, from) = (referral.kind(), referral.urgency(), referral.effective(act.at));
    let Some(offered) = time.rules.result(kind, &result) else { return Err(Refusal::NotOffered { code: result }) };
    let what = if offered.interim {
        What::Interim { result, due_at: time.due(kind, urgency, from, |clock| clock.report) }
    } else {
        let due_at = time.due(kind, urgency, from, |clock| clock.read);
        What::Reported { result, continues: offered.continues, due_at }
    };
    referral.change(Event::of(act, what))
}

pub(crate) fn apply_interim(next: &mut Referral, by: AccountId, due_at: Timestamp) -> Result<(), Refusal> {
    begun(next, by)?;
    let owner = Owner { account: by, place: next.sent.to.place.clone() };
    next.sent.to = owner.clone();
    next.state = State::Begun { open: Open::new(owner, next.last_at, due_at) };
    Ok(())
}

pub(crate) fn apply(
    next: &mut Referral,
    by: AccountId,
    result: &Code,
    continues: Side,
    on: Option<ReferralId>,
    due_at: Timestamp,
) -> Result<(), Refusal> {
    begun(next, by)?;
    let outcome = Outcome { result: result.clone(), continues, on };
    next.state = State::Reported { open: Open::new(next.sent.from.clone(), next.last_at, due_at), outcome };
    Ok(())
}

fn begun(next: &Referral, by: AccountId) -> Result<(), Refusal> {
    match &next.state {
        State::Begun { .. } if by == next.sent.from.account => Err(Refusal::SamePerson),
        State::Begun { .. } => Ok(()),
        State::Ended { .. } => Err(Refusal::Ended),
        _ => Err(Refusal::OutOfTurn),
    }
}
