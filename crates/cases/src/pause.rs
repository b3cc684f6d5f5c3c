//! A case rests: in hospital, away, at the person's wish.

use jiff::civil::Date;

use crate::event::{Act, Desk, Event, What};
use crate::rules::ahead;
use crate::{Case, Change, Code, Refusal};

/// A rest. Until its last day nothing of the plan is due; on that day somebody looks.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    pub reason: Code,
    pub until: Date,
}

/// Lets the case rest until a day. A rest that lasts longer is given again, so that somebody decides each time.
///
/// Errors: [`Refusal::TooGrave`] above the pack's grade, or with no review, unless somebody else cares for the person; [`Refusal::Already`],
/// [`Refusal::NotOffered`], [`Refusal::DayOutside`], [`Refusal::Closed`].
pub fn pause(
    case: &Case,
    act: &Act,
    reason: Code,
    until: Date,
    note: Option<String>,
    desk: &Desk<'_>,
) -> Result<Change, Refusal> {
    once!(case, act);
    let (today, rules) = (desk.today(case, act), desk.rules);
    let is_mild = case.grade().is_some_and(|grade| grade <= rules.thresholds().pause_up_to);
    if !rules.pause(&reason)?.cared_for && !is_mild {
        return Err(Refusal::TooGrave);
    }
    crate::day_within(until, ahead(today, 1), ahead(today, rules.limits().pause_days.is))?;
    case.change(Event::of(act, today, note, What::Paused(Pause { reason, until })))
}

/// The case goes on; contact and review are due soon.
///
/// Errors: [`Refusal::NotPaused`], [`Refusal::Closed`].
pub fn resume(case: &Case, act: &Act, note: Option<String>, desk: &Desk<'_>) -> Result<Change, Refusal> {
    once!(case, act);
    let today = desk.today(case, act);
    let soon = ahead(today, desk.rules.limits().after_pause_days.is);
    let (review_on, contact_on) = match case.grade() {
        Some(grade) => (desk.rules.next_review(grade, today).min(soon), desk.rules.next_contact(grade, today).min(soon)),
        None => (soon, soon),
    };
    case.change(Event::of(act, today, note, What::Resumed { review_on, contact_on }))
}

pub(crate) fn apply(next: &mut Case, pause: &Pause) -> Result<(), Refusal> {
    let open = next.open_now_mut()?;
    if open.pause.is_some() {
        return Err(Refusal::Already);
    }
    open.pause = Some(pause.clone());
    Ok(())
}

pub(crate) fn apply_resume(next: &mut Case, review_on: Date, contact_on: Date) -> Result<(), Refusal> {
    let open = next.open_now_mut()?;
    open.pause.take().ok_or(Refusal::NotPaused)?;
    (open.review_on, open.contact_on) = (review_on, contact_on);
    Ok(())
}
