//! Where a warning stands now: derived from facts and the instant, never stored.

use jiff::Timestamp;

use crate::side::{Clock, Owed};
use crate::warning::{Owner, Warning};
use crate::{Level, Step};

/// What is owed, by whom, until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status<'a> {
    pub level: Level,
    /// The step, or something beside it.
    pub clock: Clock,
    pub step: Step,
    pub owner: &'a Owner,
    pub since: Timestamp,
    pub due_at: Timestamp,
    pub overdue: bool,
    /// Share of the time limit that is used up, percent, 0–100, rounded down.
    pub share_used: u8,
    /// How often silence moved the warning up, over all steps.
    pub escalations: u32,
    /// The clock shows an instant before the last event: it was set wrong then or now, and due times deserve no trust.
    pub clock_behind: bool,
}

/// The status of the step at `now`; `None` when the warning has ended. What is owed beside it: [`statuses`].
pub fn status(warning: &Warning, now: Timestamp) -> Option<Status<'_>> {
    warning.clock(Clock::Step).map(|owed| seen(warning, owed, now))
}

/// The status of everything that is owed at `now`, the soonest due first; empty when the warning has ended.
pub fn statuses(warning: &Warning, now: Timestamp) -> Vec<Status<'_>> {
    warning.owed().into_iter().map(|owed| seen(warning, owed, now)).collect()
}

fn seen<'a>(warning: &Warning, Owed { clock, step, open }: Owed<'a>, now: Timestamp) -> Status<'a> {
    Status {
        level: warning.level,
        clock,
        step,
        owner: &open.owner,
        since: open.since,
        due_at: open.due_at,
        overdue: open.due_at <= now,
        share_used: share_used(open.since, open.due_at, now),
        escalations: warning.escalations,
        clock_behind: now < warning.last_at,
    }
}

fn share_used(since: Timestamp, due_at: Timestamp, now: Timestamp) -> u8 {
    if due_at <= now {
        return 100;
    }
    let used = now.duration_since(since).as_secs().max(0);
    let whole = due_at.duration_since(since).as_secs().max(1);
    u8::try_from((used * 100 / whole).min(100)).unwrap_or(100)
}
