//! A referral back or down that cites the first: from the hospital to the community, to the school, to whoever sent (F-06, step 5).

use jiff::Timestamp;
use xinqiao_kernel::id::AccountId;

use crate::event::{Act, Event, What};
use crate::referral::{Change, Referral, State};
use crate::send::{Opening, send};
use crate::time::Timetable;
use crate::{Code, Kind, ReferralId, Refusal, Side, StepId, report_back};

/// What a referral back gives: both changes belong into one transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DownReferral {
    /// The first referral: reported, and owed a reading by its sender.
    pub first: Change,
    /// The new one; its receiver owes an answer.
    pub second: Change,
}

/// Refers on from a referral that was begun. `opening` starts from the first one's receiver and is about the same person; it will cite the first.
/// `second` is the id of the new referral's first event.
///
/// Errors: [`Refusal::OutOfTurn`] when the first is not begun, or the opening starts elsewhere or is about somebody else or no [`Kind::Refer`];
/// [`Refusal::NotOffered`]; those of [`send()`].
pub fn down_refer(
    first: &Referral,
    act: &Act,
    second: StepId,
    result: Code,
    mut opening: Opening<'_>,
    time: &Timetable<'_>,
) -> Result<DownReferral, Refusal> {
    let fits = opening.person == first.person()
        && opening.from.place == first.sent().to.place
        && opening.preview.kind() == Kind::Refer
        && first.kind() == Kind::Refer;
    if !fits || opening.referral == first.id() {
        return Err(Refusal::OutOfTurn);
    }
    let offered = match time.rules.result(Kind::Refer, &result) {
        Some(offered) if !offered.interim => offered,
        _ => return Err(Refusal::NotOffered { code: result }),
    };
    opening.cites = Some(first.id());
    let on = opening.referral;
    let due_at = time.due(Kind::Refer, first.urgency(), first.effective(act.at), |clock| clock.read);
    let what = What::DownReferred { on, result, continues: offered.continues, due_at };
    let first = first.change(Event::of(act, what))?;
    let second = send(opening, &Act { id: second, ..act.clone() }, time)?;
    Ok(DownReferral { first, second })
}

pub(crate) fn apply(
    next: &mut Referral,
    by: AccountId,
    on: ReferralId,
    result: &Code,
    continues: Side,
    due_at: Timestamp,
) -> Result<(), Refusal> {
    if next.sent.kind != Kind::Refer && !matches!(next.state, State::Ended { .. }) {
        return Err(Refusal::OutOfTurn);
    }
    report_back::apply(next, by, result, continues, Some(on), due_at)
}
