//! Something is written down; nothing else changes.

use crate::event::{Act, Desk, Event, What};
use crate::{Case, Change, Refusal};

/// Writes a note. Closed cases take notes too: what comes later is not lost.
///
/// Errors: [`Refusal::Wordless`].
pub fn note(case: &Case, act: &Act, words: String, desk: &Desk<'_>) -> Result<Change, Refusal> {
    once!(case, act);
    crate::said(&words)?;
    case.change(Event::of(act, desk.today(case, act), Some(words), What::Noted))
}
