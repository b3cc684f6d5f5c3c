//! What follows when a way fails: the next one has its turn at once, and somebody learns when none is left.

use jiff::Timestamp;

use crate::dispatch::{Dispatch, State};
use crate::{Channel, Event, Notice, Rules};

/// The dispatch of a notice that has its turn at once because another one failed, and the event that says so.
///
/// Takes all dispatches of one notice. With n failures the first n + 1 ways of the ladder have their turn; asking twice changes nothing.
/// The quiet hours hold for a hastened one too.
pub fn hasten(dispatches: &[Dispatch], now: Timestamp) -> Option<(usize, Event)> {
    let failed = dispatches.iter().filter(|one| matches!(one.state, State::Failed { .. })).count();
    let mut outside: Vec<(usize, &Dispatch)> =
        dispatches.iter().enumerate().filter(|(_, one)| one.channel != Channel::InApp).collect();
    outside.sort_by_key(|(at, one)| (one.planned_for, *at));
    let (at, next) = outside.into_iter().take(failed + 1).rfind(|(_, one)| matches!(one.state, State::Queued { .. }))?;
    // one whose turn has come waits for the morning or for its distance, and is not asked again and again
    (0 < failed && next.attempts == 0 && now < next.planned_for).then_some((at, Event::Hastened { at: now }))
}

/// How far a notice has come outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// Something is still under way, or waits.
    Waiting,
    /// At least one letter was taken.
    Taken,
    /// Its ladder has no way outside.
    Inside,
    /// It ended because nothing had to be sent any more.
    Needless,
    /// Every way failed, or there is no address for any: somebody else has to be told about what is urgent.
    Nobody,
}

/// Sums all dispatches of a notice up. Whatever was taken counts more than what waits.
pub fn reached(rules: &Rules, notice: &Notice, dispatches: &[Dispatch]) -> Reached {
    let goes_out = rules
        .kind(&notice.kind)
        .is_some_and(|kind| kind.ladder.rungs(notice.level).iter().any(|rung| rung.channel != Channel::InApp));
    let outside = || dispatches.iter().filter(|one| one.channel != Channel::InApp);
    if outside().any(Dispatch::is_taken) {
        Reached::Taken
    } else if outside().any(|one| !one.is_over()) {
        Reached::Waiting
    } else if outside().any(|one| matches!(one.state, State::Superseded { .. })) {
        Reached::Needless
    } else if goes_out {
        Reached::Nobody
    } else {
        Reached::Inside
    }
}
