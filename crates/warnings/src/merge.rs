//! Two running warnings about one person become one.

use xinqiao_kernel::id::{AccountId, WarningEventId, WarningId};

use crate::event::{Absorbed, Act, Actor, Event, What};
use crate::take_up::add_signals;
use crate::warning::{Change, Open, State, Warning};
use crate::{Refusal, Step, Timetable};

/// What a merge changes; both are kept in one unit of work or neither.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merging {
    /// The warning that goes on.
    pub survivor: Change,
    /// The one that ends in it.
    pub absorbed: Change,
}

/// Merges two warnings: the one with the smaller id, which is the older one, goes on, the other ends in it.
///
/// The direction does not depend on who asks, so that merges can never form a circle. The survivor gets all signals, the graver level, the
/// less advanced of the two steps, the earlier due times and whoever still waits to hear back. Nothing gets later or milder. `act.id` is the
/// survivor's event, `absorbed_event` the other's.
/// Errors: [`Refusal::DifferentPersons`], [`Refusal::SameWarning`], [`Refusal::NotConfirmed`], [`Refusal::RiseWaits`] and
/// [`Refusal::ObjectionWaits`] where somebody waits for a decision about one of them, [`Refusal::Ended`].
pub fn merge(
    one: &Warning,
    other: &Warning,
    act: &Act,
    absorbed_event: WarningEventId,
    note: Option<String>,
    time: &Timetable<'_>,
) -> Result<Merging, Refusal> {
    if one.id == other.id {
        return Err(Refusal::SameWarning);
    }
    if one.person != other.person {
        return Err(Refusal::DifferentPersons);
    }
    let (survivor, ending) = if one.id < other.id { (one, other) } else { (other, one) };
    if survivor.knows(act.id) && ending.knows(absorbed_event) {
        let unchanged = |warning: &Warning| Change { warning: warning.clone(), event: None };
        return Ok(Merging { survivor: unchanged(survivor), absorbed: unchanged(ending) });
    }
    let what = What::Absorbed(Box::new(carried(survivor, ending, act, time)?));
    let end = Event {
        id: absorbed_event,
        at: act.at,
        by: Actor::Account(act.by),
        note: None,
        what: What::MergedInto { into: survivor.id },
    };
    Ok(Merging { survivor: survivor.change(Event::of(act, note, what))?, absorbed: ending.change(end)? })
}

/// What the survivor takes over from the one that ends.
fn carried(survivor: &Warning, ending: &Warning, act: &Act, time: &Timetable<'_>) -> Result<Absorbed, Refusal> {
    let open = ending.running()?;
    let step = ending.state.open().map_or(Step::Acknowledge, |(step, _)| step);
    let at = survivor.effective(act.at);
    let level = survivor.level.min(ending.level);
    let differ = survivor.level != ending.level;
    let reached = survivor.state.open().map_or(step, |(present, _)| present.min(step));
    let due_at = if differ { open.due_at.min(time.due(level, reached, at)) } else { open.due_at };
    let own_review = ending.side.review.as_ref().map(|review| review.due_at);
    let graver_review = (differ && !survivor.actions.is_empty()).then(|| time.due(level, Step::Review, at));
    Ok(Absorbed {
        from: ending.id,
        signals: ending.signals.clone(),
        level: ending.level,
        two_to_close: ending.two_to_close || time.rules.close_needs_two(level),
        has_reporter: ending.has_reporter,
        person_settled: ending.person_heard.is_some(),
        reporter_heard: ending.reporter_heard,
        finding: ending.finding,
        step,
        due_at,
        review_due_at: own_review.into_iter().chain(graver_review).min(),
        deciders: ending.side.deciders.clone(),
    })
}

pub(crate) fn apply_absorbed(next: &mut Warning, by: AccountId, absorbed: &Absorbed) -> Result<(), Refusal> {
    next.running()?;
    if absorbed.from <= next.id {
        return Err(Refusal::SameWarning);
    }
    if next.side.rise.is_some() {
        return Err(Refusal::RiseWaits);
    }
    let at = next.last_at;
    add_signals(next, &absorbed.signals);
    next.side.absorbed.push(absorbed.from);
    next.side.deciders.extend(absorbed.deciders.iter().copied());
    next.side.deciders.insert(by);
    next.side.downgrade = None;
    if absorbed.level < next.level {
        next.level = absorbed.level;
        next.side.level_at = at;
    }
    next.two_to_close |= absorbed.two_to_close;
    // gravest first: danger that either found is the finding
    next.finding = next.finding.into_iter().chain(absorbed.finding).min();
    hear_again(next, absorbed);
    to_step(next, absorbed);
    if let Some(due_at) = absorbed.review_due_at {
        let owner = next.running()?.owner.clone();
        let review = next.side.review.take();
        next.side.review = Some(review.map_or_else(|| Open::new(owner, at, due_at), |review| review.tightened(at, due_at)));
        next.side.cleared = false;
    }
    Ok(())
}

/// Whoever waits to hear back on one side still waits.
fn hear_again(next: &mut Warning, absorbed: &Absorbed) {
    if !absorbed.person_settled {
        next.person_heard = None;
    }
    let own_waits = next.has_reporter && next.reporter_heard.is_none();
    let other_waits = absorbed.has_reporter && absorbed.reporter_heard.is_none();
    next.reporter_heard = if own_waits || other_waits { None } else { next.reporter_heard.or(absorbed.reporter_heard) };
    next.has_reporter |= absorbed.has_reporter;
}

/// The less advanced step of the two, with the earlier due time.
fn to_step(next: &mut Warning, absorbed: &Absorbed) {
    let Some((present, open)) = next.state.open() else { return };
    let open = open.tightened(next.last_at, absorbed.due_at);
    let step = present.min(absorbed.step);
    if step < Step::Feedback {
        next.person_heard = None;
    }
    next.state = match step {
        Step::Feedback => State::Feedback { open },
        Step::Intervene => State::Intervene { open },
        Step::Verify => State::Verify { open },
        Step::Close => State::Close { open, proposal: None },
        // a running warning has no other step
        Step::Decide | Step::Second | Step::Acknowledge | Step::Review | Step::Accept | Step::Answer => {
            State::Acknowledge { open }
        }
    };
}

pub(crate) fn apply_merged(next: &mut Warning, by: AccountId, into: WarningId) -> Result<(), Refusal> {
    next.running()?;
    next.nothing_waits()?;
    if next.id <= into {
        return Err(Refusal::SameWarning);
    }
    let at = next.last_at;
    next.end(State::Merged { into, at, by });
    Ok(())
}
