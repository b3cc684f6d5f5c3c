//! A proposal is set aside with a reason before a second person confirms it. Signals are dismissed by [`crate::Signal::dismiss`].

use xinqiao_kernel::id::AccountId;

use crate::event::{Act, Event, What};
use crate::warning::{Change, State, Warning};
use crate::{Refusal, Step, Timetable};

words! {
    /// Why a signal or a proposal is not followed.
    Dismissal {
        /// The person says that the answer was a slip.
        AnsweredByMistake = "answered_by_mistake",
        /// Somebody is already with the person for the same reason.
        AlreadyInCare = "already_in_care",
        /// Talked it over with the person; there is another explanation.
        ExplainedByPerson = "explained_by_person",
        /// The sheet belongs to somebody else.
        WrongPerson = "wrong_person",
        /// Another signal or warning says the same.
        Duplicate = "duplicate",
        /// A trial entry.
        TestEntry = "test_entry",
    }
}

/// Sets a proposed warning aside. A confirmed warning cannot be dismissed, only closed with an outcome.
///
/// Errors: [`Refusal::ReasonNotOffered`], [`Refusal::WrongStep`], [`Refusal::Ended`].
pub fn dismiss(
    warning: &Warning,
    act: &Act,
    reason: Dismissal,
    note: Option<String>,
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    time.rules.offers_dismissal(reason)?;
    warning.change(Event::of(act, note, What::Dismissed { reason }))
}

pub(crate) fn apply(next: &mut Warning, by: AccountId, reason: Dismissal) -> Result<(), Refusal> {
    next.at_step(Step::Second)?;
    let at = next.last_at;
    next.end(State::Dismissed { reason, at, by });
    Ok(())
}
