//! Somebody talks with the person: is it so, and how urgent?

use jiff::Timestamp;

use crate::event::{Act, Event, What};
use crate::warning::{Change, Open, State, Warning};
use crate::{Level, Refusal, Step, Timetable};

words! {
    /// What talking with the person showed: what was seen and heard, not a diagnosis.
    Finding {
        /// Danger now: not left alone.
        ImmediateDanger = "immediate_danger",
        /// Support is wanted or needed.
        NeedsSupport = "needs_support",
        /// No need at present.
        NoPresentNeed = "no_present_need",
        /// All that could be tried was tried, a visit included. Single failed calls are notes.
        Unreachable = "unreachable",
    }
}

/// Records what the first response showed; support is due next. Danger now runs by the clock of red, whatever the level.
///
/// Errors: [`Refusal::WrongStep`], [`Refusal::Ended`].
pub fn verify(
    warning: &Warning,
    act: &Act,
    finding: Finding,
    note: Option<String>,
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    let pace = if finding == Finding::ImmediateDanger { Level::Red } else { warning.level };
    let due_at = time.due(pace, Step::Intervene, warning.effective(act.at));
    warning.change(Event::of(act, note, What::Verified { finding, due_at }))
}

pub(crate) fn apply(next: &mut Warning, finding: Finding, due_at: Timestamp) -> Result<(), Refusal> {
    let owner = next.at_step(Step::Verify)?.owner.clone();
    next.finding = Some(finding);
    next.state = State::Intervene { open: Open::new(owner, next.last_at, due_at) };
    Ok(())
}
