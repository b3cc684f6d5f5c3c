//! The person, and whoever reported, hear back.

use jiff::Timestamp;

use crate::event::{Act, Event, What};
use crate::warning::{Change, Open, State, Warning};
use crate::{Refusal, Step, Timetable};

words! {
    /// Who hears back.
    Party {
        /// The person themselves: what was done and who looked.
        Person = "person",
        /// Whoever reported: only that somebody is taking care, never what was found.
        Reporter = "reporter",
    }
}

words! {
    /// How hearing back went.
    Hearing {
        Heard = "heard",
        NotWished = "not_wished",
        NotReached = "not_reached",
    }
}

/// Records that a party heard back. When all parties are settled, stating the outcome is due next; until then the clock runs on.
///
/// Until then a party may be recorded again, e.g. reached at last. Errors: [`Refusal::NoReporter`], [`Refusal::WrongStep`],
/// [`Refusal::Ended`].
pub fn feedback(
    warning: &Warning,
    act: &Act,
    party: Party,
    hearing: Hearing,
    note: Option<String>,
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    let due_at = time.due(warning.level, Step::Close, warning.effective(act.at));
    warning.change(Event::of(act, note, What::Heard { party, hearing, due_at }))
}

pub(crate) fn apply(next: &mut Warning, party: Party, hearing: Hearing, due_at: Timestamp) -> Result<(), Refusal> {
    let owner = next.at_step(Step::Feedback)?.owner.clone();
    match party {
        Party::Person => next.person_heard = Some(hearing),
        Party::Reporter if next.has_reporter => next.reporter_heard = Some(hearing),
        Party::Reporter => return Err(Refusal::NoReporter),
    }
    if next.person_heard.is_some() && (next.reporter_heard.is_some() || !next.has_reporter) {
        next.state = State::Close { open: Open::new(owner, next.last_at, due_at), proposal: None };
    }
    Ok(())
}
