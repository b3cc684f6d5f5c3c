//! Once support has begun somebody looks again in turns, until a review clears it.

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, WarningEventId};

use crate::event::{Act, Event, What};
use crate::warning::{Change, Open, Warning};
use crate::{Refusal, Step, Timetable};

words! {
    /// What a review found.
    Reviewing {
        /// No further review is needed; for red a psychiatrist says so (domain_rules C.1).
        Cleared = "cleared",
        Better = "better",
        Same = "same",
        Worse = "worse",
    }
}

impl Reviewing {
    /// Does it speak for a milder level?
    pub const fn speaks_for_milder(self) -> bool {
        matches!(self, Self::Cleared | Self::Better)
    }
}

/// A review that took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ReviewNote {
    pub event: WarningEventId,
    pub at: Timestamp,
    pub by: AccountId,
    pub finding: Reviewing,
}

/// Records a review. The next one is owed by the owner of the warning; a cleared warning owes none.
///
/// A review that found no betterment voids a proposal to lower the level; a worse state voids a proposal to close too.
/// The first review is owed from the beginning of support ([`crate::intervene()`]). Source: domain_rules C.1, column "review".
/// Errors: [`Refusal::NoReview`] where none is owed, [`Refusal::NotConfirmed`], [`Refusal::Ended`].
pub fn review(
    warning: &Warning,
    act: &Act,
    finding: Reviewing,
    note: Option<String>,
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    let due_at = time.due(warning.level, Step::Review, warning.effective(act.at));
    warning.change(Event::of(act, note, What::Reviewed { finding, due_at }))
}

pub(crate) fn apply(
    next: &mut Warning,
    event: WarningEventId,
    by: AccountId,
    finding: Reviewing,
    due_at: Timestamp,
) -> Result<(), Refusal> {
    let owner = next.running()?.owner.clone();
    if next.side.review.is_none() {
        return Err(Refusal::NoReview);
    }
    let at = next.last_at;
    next.side.reviews.push(ReviewNote { event, at, by, finding });
    if !finding.speaks_for_milder() {
        next.side.downgrade = None;
    }
    if finding == Reviewing::Worse {
        next.void_proposal();
    }
    next.side.cleared = finding == Reviewing::Cleared;
    next.side.review = if next.side.cleared { None } else { Some(Open::new(owner, at, due_at)) };
    Ok(())
}

/// Support has begun: the first review is owed unless one runs or the warning was cleared.
pub(crate) fn begin(next: &mut Warning, due_at: Option<Timestamp>) {
    let Some((_, main)) = next.state.open() else { return };
    if let (None, false, Some(due_at)) = (&next.side.review, next.side.cleared, due_at) {
        next.side.review = Some(Open::new(main.owner.clone(), next.last_at, due_at));
    }
}
