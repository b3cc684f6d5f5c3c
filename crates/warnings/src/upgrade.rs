//! A running warning becomes graver; red takes two persons, as at opening.

use jiff::Timestamp;
use xinqiao_kernel::id::AccountId;

use crate::event::{Act, Event, What};
use crate::warning::{Change, Open, Owner, Warning};
use crate::{Level, Refusal, Step, Timetable};

/// A graver level that was proposed; the second person owes an answer by a time. The response goes on meanwhile at the present level.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RiseProposal {
    pub by: AccountId,
    pub level: Level,
    pub open: Open,
}

/// How a level rises: by one person, or proposed to a second.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Rise {
    /// One person was enough. `due_at` bounds the present step.
    Given { level: Level, two_to_close: bool, due_at: Timestamp, review_due_at: Option<Timestamp> },
    /// A second person is to confirm by `due_at`.
    Proposed { level: Level, owner: Owner, due_at: Timestamp },
}

/// Raises the level to `level`, or proposes it where the level needs two persons; `second` is who owes the confirmation then.
///
/// The response clock of the graver level runs from now: the present step gets no later due, usually an earlier one, and a warning whose
/// support has begun is talked through again. Source: domain_rules C.1, requirements F-01 step 7.
/// Errors: [`Refusal::NotGraver`], [`Refusal::RiseWaits`], [`Refusal::NotConfirmed`], [`Refusal::Ended`].
pub fn upgrade(
    warning: &Warning,
    act: &Act,
    level: Level,
    second: Owner,
    note: Option<String>,
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    let rise = rise_to(warning, act.at, level, second, time);
    warning.change(Event::of(act, note, What::Raised { rise }))
}

/// The second person confirms the graver level.
///
/// Errors: [`Refusal::NothingProposed`], [`Refusal::SamePerson`], [`Refusal::Ended`].
pub fn second_upgrade(warning: &Warning, act: &Act, note: Option<String>, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let at = warning.effective(act.at);
    let level = warning.rise().map_or(warning.level, |rise| rise.level);
    let what = What::RaiseSeconded {
        two_to_close: time.rules.close_needs_two(level),
        due_at: time.due(level, warning.responding_step(), at),
        review_due_at: Some(time.due(level, Step::Review, at)),
    };
    warning.change(Event::of(act, note, what))
}

/// The second person does not agree: the level stays, and the note says why.
///
/// Errors: [`Refusal::NothingProposed`], [`Refusal::SamePerson`], [`Refusal::Ended`].
pub fn refuse_upgrade(warning: &Warning, act: &Act, why: String) -> Result<Change, Refusal> {
    warning.change(Event::of(act, Some(why), What::RaiseRefused))
}

/// How `level` would be given at `at` under the rules.
pub(crate) fn rise_to(warning: &Warning, at: Timestamp, level: Level, second: Owner, time: &Timetable<'_>) -> Rise {
    let at = warning.effective(at);
    if time.rules.confirm_needs_two(level) {
        return Rise::Proposed { level, owner: second, due_at: time.due(level, Step::Second, at) };
    }
    Rise::Given {
        level,
        two_to_close: time.rules.close_needs_two(level),
        due_at: time.due(level, warning.responding_step(), at),
        review_due_at: Some(time.due(level, Step::Review, at)),
    }
}

pub(crate) fn apply(next: &mut Warning, by: AccountId, rise: &Rise) -> Result<(), Refusal> {
    next.running()?;
    let (Rise::Given { level, .. } | Rise::Proposed { level, .. }) = *rise;
    // gravest first: a smaller level is a graver one
    if next.level <= level {
        return Err(Refusal::NotGraver);
    }
    if next.side.rise.is_some() {
        return Err(Refusal::RiseWaits);
    }
    next.side.deciders.insert(by);
    match rise {
        Rise::Given { level: Level::Red, .. } => Err(Refusal::NeedsTwo),
        Rise::Given { level, two_to_close, due_at, review_due_at } => {
            give(next, *level, *two_to_close, *due_at, *review_due_at);
            Ok(())
        }
        Rise::Proposed { level, owner, due_at } => {
            let open = Open::new(owner.clone(), next.last_at, *due_at);
            next.side.rise = Some(RiseProposal { by, level: *level, open });
            next.side.downgrade = None;
            next.void_proposal();
            Ok(())
        }
    }
}

pub(crate) fn apply_second(
    next: &mut Warning,
    by: AccountId,
    two_to_close: bool,
    due_at: Timestamp,
    review_due_at: Option<Timestamp>,
) -> Result<(), Refusal> {
    let level = proposed(next, by)?.level;
    next.side.rise = None;
    next.side.deciders.insert(by);
    give(next, level, two_to_close, due_at, review_due_at);
    Ok(())
}

pub(crate) fn apply_refusal(next: &mut Warning, by: AccountId) -> Result<(), Refusal> {
    proposed(next, by)?;
    next.side.rise = None;
    Ok(())
}

fn proposed(warning: &Warning, by: AccountId) -> Result<&RiseProposal, Refusal> {
    warning.running()?;
    let rise = warning.rise().ok_or(Refusal::NothingProposed)?;
    if rise.by == by { Err(Refusal::SamePerson) } else { Ok(rise) }
}

/// The graver level holds from now.
pub(crate) fn give(next: &mut Warning, level: Level, two_to_close: bool, due_at: Timestamp, review_due_at: Option<Timestamp>) {
    next.level = level;
    next.side.level_at = next.last_at;
    // a graver level is never closed by fewer persons than the milder one
    next.two_to_close |= two_to_close;
    next.respond(due_at);
    next.review_by(review_due_at);
}
