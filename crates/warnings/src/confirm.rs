//! A person confirms: signals become a warning; red takes two.

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, WarningId};

use crate::event::{Act, Event, Opened, What};
use crate::warning::{Change, Open, Owner, State, Warning};
use crate::{Level, Refusal, Signal, SignalState, Step, Timetable};

/// What a duty person decides when they confirm signals.
#[derive(Debug, Clone)]
pub struct Opening<'a> {
    pub warning: WarningId,
    /// At least one, all open, all about one person. The first one's place is the warning's.
    pub signals: &'a [Signal],
    /// May differ from what the signals propose: the person decides.
    pub level: Level,
    /// Who owes the next step: the second confirmation where two must confirm, otherwise the response.
    pub owner: Owner,
    pub note: Option<String>,
}

/// A warning of `opening`: confirmed at once, or waiting for a second person where its level needs two.
///
/// Errors: [`Refusal::NoSignal`], [`Refusal::DifferentPersons`], [`Refusal::SignalNotOpen`].
pub fn propose(opening: Opening<'_>, act: &Act, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let Some((first, others)) = opening.signals.split_first() else {
        return Err(Refusal::NoSignal);
    };
    if others.iter().any(|other| other.person != first.person) {
        return Err(Refusal::DifferentPersons);
    }
    for signal in opening.signals {
        let state = signal.state(act.at);
        if state != SignalState::Open {
            return Err(Refusal::SignalNotOpen { signal: signal.id, state });
        }
    }
    let two_to_confirm = time.rules.confirm_needs_two(opening.level);
    let step = if two_to_confirm { Step::Second } else { Step::Acknowledge };
    let opened = Opened {
        warning: opening.warning,
        person: first.person,
        place: first.place.clone(),
        level: opening.level,
        signals: opening.signals.iter().map(|signal| signal.id).collect(),
        rules: time.rules.id().clone(),
        rules_version: time.rules.version().clone(),
        two_to_confirm,
        two_to_close: time.rules.close_needs_two(opening.level),
        has_reporter: opening.signals.iter().any(Signal::has_reporter),
        owner: opening.owner,
        due_at: time.due(opening.level, step, act.at),
        follows: None,
    };
    let event = Event::of(act, opening.note, What::Opened(opened));
    Ok(Change { warning: Warning::open(&event)?, event: Some(event) })
}

/// The second person confirms, at the proposed level or a lower one, and names who responds.
///
/// Who does not agree at all uses [`crate::dismiss()`].
/// Errors: [`Refusal::SamePerson`], [`Refusal::LevelRaised`], [`Refusal::WrongStep`], [`Refusal::Ended`].
pub fn second(
    warning: &Warning,
    act: &Act,
    level: Level,
    owner: Owner,
    note: Option<String>,
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    let due_at = time.due(level, Step::Acknowledge, warning.effective(act.at));
    let two_to_close = time.rules.close_needs_two(level);
    warning.change(Event::of(act, note, What::Seconded { level, two_to_close, owner, due_at }))
}

pub(crate) fn apply(
    next: &mut Warning,
    by: AccountId,
    level: Level,
    two_to_close: bool,
    owner: &Owner,
    due_at: Timestamp,
) -> Result<(), Refusal> {
    next.at_step(Step::Second)?;
    if matches!(next.state, State::AwaitingSecond { proposed_by, .. } if proposed_by == by) {
        return Err(Refusal::SamePerson);
    }
    // gravest first: a smaller level is a graver one
    if level < next.level {
        return Err(Refusal::LevelRaised);
    }
    next.level = level;
    next.side.level_at = next.last_at;
    next.side.deciders.insert(by);
    next.two_to_close = two_to_close;
    next.side.offer = None;
    next.state = State::Acknowledge { open: Open::new(owner.clone(), next.last_at, due_at) };
    Ok(())
}
