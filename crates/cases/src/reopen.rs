//! A closed case goes on.

use jiff::civil::Date;

use crate::event::{Act, Desk, Event, What};
use crate::rules::ahead;
use crate::{Case, Change, Open, Refusal, Responsible, State};

/// Opens a closed case again, with words. Risk, plan and contact are looked at anew; what was known stays.
///
/// Errors: [`Refusal::Open`], [`Refusal::Wordless`].
pub fn reopen(
    case: &Case,
    act: &Act,
    responsible: Responsible,
    note: Option<String>,
    desk: &Desk<'_>,
) -> Result<Change, Refusal> {
    once!(case, act);
    crate::worded(&note)?;
    let (today, limits) = (desk.today(case, act), desk.rules.limits());
    let review_on = ahead(today, limits.first_review_days.is);
    let contact_on = ahead(today, limits.first_contact_days.is);
    case.change(Event::of(act, today, note, What::Reopened { responsible, review_on, contact_on }))
}

pub(crate) fn apply(next: &mut Case, responsible: &Responsible, review_on: Date, contact_on: Date) -> Result<(), Refusal> {
    if matches!(next.state, State::Open { .. }) {
        return Err(Refusal::Open);
    }
    next.episode = next.episode.saturating_add(1);
    next.wish = None;
    next.state = State::Open { open: Open::new(responsible.clone(), review_on, contact_on) };
    Ok(())
}
