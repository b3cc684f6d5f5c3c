//! A further signal about the same person becomes part of a warning that runs already.

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, SignalId};

use crate::event::{Act, Event, What};
use crate::upgrade::{self, Rise, rise_to};
use crate::warning::{Change, Owner, Warning};
use crate::{Level, Refusal, Signal, SignalState, Step, Timetable};

/// What a duty person decides about signals of somebody who has a warning already.
#[derive(Debug, Clone)]
pub struct TakingUp<'a> {
    /// At least one, all open, all about the person of the warning.
    pub signals: &'a [Signal],
    /// The level that the person sees with them; where it is graver than the warning's, the warning rises as by [`crate::upgrade()`].
    pub level: Level,
    /// Who confirms a level that takes two.
    pub second: Owner,
    pub note: Option<String>,
}

/// Takes signals up. What they say is to be talked through: a warning whose support has begun returns to that step, with a due time that
/// is not later than the present one. The caller decides each signal with [`Signal::confirm`] in the same unit of work.
///
/// Errors: [`Refusal::NoSignal`], [`Refusal::DifferentPersons`], [`Refusal::SignalNotOpen`], [`Refusal::RiseWaits`] where a level beyond
/// the one that waits is wanted, [`Refusal::NotConfirmed`], [`Refusal::Ended`].
pub fn take_up(warning: &Warning, taking: TakingUp<'_>, act: &Act, time: &Timetable<'_>) -> Result<Change, Refusal> {
    if warning.knows(act.id) {
        return Ok(Change { warning: warning.clone(), event: None });
    }
    for signal in taking.signals {
        let state = signal.state(act.at);
        if signal.person != warning.person {
            return Err(Refusal::DifferentPersons);
        }
        if state != SignalState::Open {
            return Err(Refusal::SignalNotOpen { signal: signal.id, state });
        }
    }
    let waiting = warning.rise().map_or(warning.level, |rise| rise.level.min(warning.level));
    let rise = (taking.level < waiting).then(|| rise_to(warning, act.at, taking.level, taking.second, time));
    let what = What::TookUp {
        signals: taking.signals.iter().map(|signal| signal.id).collect(),
        has_reporter: taking.signals.iter().any(Signal::has_reporter),
        due_at: time.due(warning.pace(), warning.responding_step(), warning.effective(act.at)),
        review_due_at: Some(time.due(warning.level, Step::Review, warning.effective(act.at))),
        rise,
    };
    warning.change(Event::of(act, taking.note, what))
}

pub(crate) fn apply(
    next: &mut Warning,
    by: AccountId,
    signals: &[SignalId],
    has_reporter: bool,
    due_at: Timestamp,
    review_due_at: Option<Timestamp>,
    rise: Option<&Rise>,
) -> Result<(), Refusal> {
    next.running()?;
    if signals.iter().all(|signal| next.signals.contains(signal)) {
        return Err(Refusal::NoSignal);
    }
    add_signals(next, signals);
    next.side.deciders.insert(by);
    next.has_reporter |= has_reporter;
    if has_reporter {
        next.reporter_heard = None;
    }
    next.respond(due_at);
    next.review_by(review_due_at);
    rise.map_or(Ok(()), |rise| upgrade::apply(next, by, rise))
}

/// Adds the signals that the warning does not cite yet.
pub(crate) fn add_signals(next: &mut Warning, signals: &[SignalId]) {
    for signal in signals {
        if !next.signals.contains(signal) {
            next.signals.push(*signal);
        }
    }
}
