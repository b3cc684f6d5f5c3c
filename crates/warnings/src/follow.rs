//! A relapse: a new warning after one that was closed.

use crate::confirm::{Opening, propose};
use crate::event::{Act, Follows, What};
use crate::warning::{Change, State, Warning};
use crate::{Refusal, Timetable};

/// Opens a warning as [`propose`] does; it cites `earlier` and how that one ended, so that its page shows it.
///
/// Errors: those of [`propose`]; [`Refusal::DifferentPersons`], [`Refusal::NotClosed`] for an earlier one that was not closed.
pub fn propose_after(opening: Opening<'_>, earlier: &Warning, act: &Act, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let State::Closed { outcome, at, .. } = earlier.state else {
        return Err(Refusal::NotClosed);
    };
    if opening.signals.iter().any(|signal| signal.person != earlier.person) || opening.warning == earlier.id {
        return Err(Refusal::DifferentPersons);
    }
    let Change { event: Some(mut event), .. } = propose(opening, act, time)? else {
        return Err(Refusal::NotOpened);
    };
    if let What::Opened(opened) = &mut event.what {
        opened.follows = Some(Follows { warning: earlier.id, outcome, closed_at: at });
    }
    Ok(Change { warning: Warning::open(&event)?, event: Some(event) })
}
