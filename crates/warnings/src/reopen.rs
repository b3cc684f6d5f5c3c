//! A closed warning opens again, for a time that the rules give.

use jiff::Timestamp;

use crate::event::{Act, Event, What};
use crate::warning::{Change, Open, Owner, State, Warning};
use crate::{Refusal, Step, Timetable};

words! {
    /// Why a closed warning opens again.
    Reopening {
        /// It was closed by mistake, or with the wrong outcome.
        ClosedByMistake = "closed_by_mistake",
        /// The need is there again.
        NeedReturned = "need_returned",
        /// Something was learned that was not known at the closing.
        NewInformation = "new_information",
        /// The service that took over gave it back.
        ReferredBack = "referred_back",
    }
}

/// Opens a closed warning again: `owner` is to take it on. One person is enough; what took two to close takes two again.
///
/// The parties are to hear back again. Not for a warning that was set aside, absorbed, or ended by an objection.
/// Errors: [`Refusal::NotClosed`], [`Refusal::TooLate`], [`Refusal::AlreadyOpen`].
pub fn reopen(
    warning: &Warning,
    act: &Act,
    reason: Reopening,
    owner: Owner,
    note: Option<String>,
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    let at = warning.effective(act.at);
    if let State::Closed { at: closed_at, .. } = warning.state
        && !warning.knows(act.id)
    {
        let until = time.reopen_until(closed_at);
        if until <= at {
            return Err(Refusal::TooLate { until });
        }
    }
    let due_at = time.due(warning.level, Step::Acknowledge, at);
    let two_to_close = time.rules.close_needs_two(warning.level);
    warning.change(Event::of(act, note, What::Reopened { reason, two_to_close, owner, due_at }))
}

pub(crate) fn apply(next: &mut Warning, two_to_close: bool, owner: &Owner, due_at: Timestamp) -> Result<(), Refusal> {
    match next.state {
        State::Closed { .. } if !next.side.upheld => {}
        State::Closed { .. } | State::Dismissed { .. } | State::Merged { .. } => return Err(Refusal::NotClosed),
        _ => return Err(Refusal::AlreadyOpen),
    }
    next.state = State::Acknowledge { open: Open::new(owner.clone(), next.last_at, due_at) };
    next.two_to_close |= two_to_close;
    next.person_heard = None;
    next.reporter_heard = None;
    next.side.cleared = false;
    next.side.reopened = next.side.reopened.saturating_add(1);
    Ok(())
}
