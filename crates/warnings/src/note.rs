//! Something is written down 补记: a failed call, a talk with a colleague. The step and its clock stay as they are.

use crate::Refusal;
use crate::event::{Act, Event, What};
use crate::warning::{Change, Warning};

/// Records `text`. Errors: [`Refusal::Ended`].
pub fn note(warning: &Warning, act: &Act, text: String) -> Result<Change, Refusal> {
    warning.change(Event::of(act, Some(text), What::Noted))
}

pub(crate) const fn apply(next: &Warning) -> Result<(), Refusal> {
    if next.has_ended() { Err(Refusal::Ended) } else { Ok(()) }
}
