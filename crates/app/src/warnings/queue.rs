//! The queue of a desk: signals to decide on and warnings that are owed, by due time.

use jiff::{SignedDuration, Timestamp};
use xinqiao_access::act;
use xinqiao_store::notices::Notice;
use xinqiao_store::warnings::{DuePage, Mark, OpenCount, SignalRow, WarningRow};

use super::signal::without_evidence;
use crate::audit::listed;
use crate::{App, Caller, Result};

/// Rows of one page of the queue.
const PAGE: u32 = 100;
/// Rows of one page of a list of ended warnings.
const MOST: u32 = 200;
/// Colleagues whose load the desk shows.
const TEAM: u32 = 12;
/// What is due so soon presses.
const PRESSING: SignedDuration = SignedDuration::from_hours(1);
/// How long an ended warning counts as lately ended.
const LATELY: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Which rows of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Which {
    #[default]
    All,
    /// Signals to decide about.
    Signals,
    /// Open warnings.
    Warnings,
}

/// A row of the queue.
pub enum QueueItem {
    Signal(SignalRow),
    Warning(WarningRow),
}

impl QueueItem {
    /// By when somebody should have acted.
    pub fn due_at(&self) -> Timestamp {
        match self {
            Self::Signal(signal) => signal.due_at,
            Self::Warning(warning) => warning.state.owed.as_ref().map_or(Timestamp::MAX, |owed| owed.2),
        }
    }

    fn mark(&self) -> Mark {
        let id = match self {
            Self::Signal(signal) => signal.id.uuid(),
            Self::Warning(warning) => warning.id.uuid(),
        };
        Mark { due_at: self.due_at(), id }
    }

    /// Since when the clock runs.
    pub fn since(&self) -> Timestamp {
        match self {
            Self::Signal(signal) => signal.raised_at,
            Self::Warning(warning) => warning.state.step_at,
        }
    }
}

/// How many are open, whatever the page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct QueueCount {
    pub signals: u64,
    pub warnings: u64,
    /// overdue, or due within the hour
    pub pressing: u64,
}

impl QueueCount {
    /// Signals and warnings.
    pub const fn all(self) -> u64 {
        self.signals + self.warnings
    }
}

/// What a desk shows.
pub struct Queue {
    /// by due time, the longest overdue first
    pub items: Vec<QueueItem>,
    /// where the next page begins
    pub next: Option<Mark>,
    pub count: QueueCount,
    /// open warnings of the caller's places by owner's name, most first: the team's load
    pub load: Vec<(String, usize)>,
    pub notices: Vec<Notice>,
    pub unread: i64,
    /// how many warnings ended in the last two weeks
    pub ended: i64,
    pub now: Timestamp,
}

impl App {
    /// The first page of the queue of the caller's places.
    pub async fn queue(&self, caller: &Caller) -> Result<Queue> {
        self.queue_page(caller, Which::All, Mark::FIRST).await
    }

    /// A page of the queue of the caller's places, behind `after`. Leaves one audit row a minute for the list, however often it is refreshed.
    pub async fn queue_page(&self, caller: &Caller, which: Which, after: Mark) -> Result<Queue> {
        let (now, db) = (self.now(), &self.inner.db);
        let soon = now + PRESSING;
        let scope = self.listing(caller, self.staff_scope::<act::ListWarnings>(caller)).await?;
        // village doctors own warnings and decide about no signal
        let signal_scope = self.staff_scope::<act::ListSignals>(caller).ok();
        let (mut items, mut ends) = (Vec::new(), Vec::new());
        if which != Which::Signals {
            let page = db.open_warnings(&scope, after, PAGE).await?;
            items.extend(page.rows.into_iter().map(QueueItem::Warning));
            ends.extend(page.next);
        }
        if let Some(scope) = signal_scope.as_ref().filter(|_| which != Which::Warnings) {
            let page = db.open_signals(scope, now, after, PAGE).await?;
            items.extend(page.rows.into_iter().map(without_evidence).map(QueueItem::Signal));
            ends.extend(page.next);
        }
        let DuePage { rows: items, next } = DuePage::merged(items, ends, PAGE, QueueItem::mark);
        let waiting = match &signal_scope {
            Some(signals) => db.count_open_signals(signals, now, soon).await?,
            None => OpenCount::default(),
        };
        let open = db.count_open_warnings_in(&scope, soon).await?;
        let load = db.warning_load(&scope, TEAM).await?;
        // who goes on through a long list leaves rows of their own, as many as minutes
        let list = if after == Mark::FIRST { "queue" } else { "queue_page" };
        self.list_refreshed(listed(self, caller, &scope, list, items.len())).await?;
        Ok(Queue {
            items,
            next,
            count: QueueCount {
                signals: waiting.all.unsigned_abs(),
                warnings: open.all.unsigned_abs(),
                pressing: (waiting.due + open.due).unsigned_abs(),
            },
            load: load.into_iter().map(|one| (one.name, usize::try_from(one.open).unwrap_or(0))).collect(),
            notices: db.notices(caller.account(), 10).await?,
            unread: db.unread_notices(caller.account()).await?,
            ended: db.count_closed(&scope, now - LATELY).await?,
            now,
        })
    }

    /// Warnings that ended, newest first.
    pub async fn closed_warnings(&self, caller: &Caller, limit: u32) -> Result<Vec<WarningRow>> {
        let scope = self.listing(caller, self.staff_scope::<act::ListWarnings>(caller)).await?;
        let found = self.inner.db.closed_warnings(&scope, limit.min(MOST)).await?;
        self.list_refreshed(listed(self, caller, &scope, "closed_warnings", found.len())).await?;
        Ok(found)
    }

    /// The caller's messages, newest first.
    pub async fn notices(&self, caller: &Caller, limit: u32) -> Result<Vec<Notice>> {
        Ok(self.inner.db.notices(caller.account(), limit).await?)
    }

    /// Marks the caller's messages as read.
    pub async fn read_notices(&self, caller: &Caller) -> Result<()> {
        let mut tx = self.inner.db.begin().await?;
        tx.mark_notices_read(caller.account(), self.now()).await?;
        tx.commit().await?;
        Ok(())
    }
}
