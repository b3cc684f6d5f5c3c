//! The queue of a desk: signals to decide on and warnings that are owed, by due time.

use jiff::Timestamp;
use xinqiao_access::act;
use xinqiao_store::notices::Notice;
use xinqiao_store::warnings::{SignalRow, WarningRow};

use super::signal::without_evidence;
use crate::audit::listed;
use crate::{App, Caller, Result};

/// Most rows of each kind that one page of the queue shows.
const MOST: u32 = 200;
/// How long an ended warning counts as lately ended.
const LATELY: jiff::SignedDuration = jiff::SignedDuration::from_hours(14 * 24);

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

    /// Since when the clock runs.
    pub fn since(&self) -> Timestamp {
        match self {
            Self::Signal(signal) => signal.raised_at,
            Self::Warning(warning) => warning.state.step_at,
        }
    }
}

/// What a desk shows.
pub struct Queue {
    /// by due time, the longest overdue first
    pub items: Vec<QueueItem>,
    /// open warnings by owner's name, most first: the team's load
    pub load: Vec<(String, usize)>,
    pub notices: Vec<Notice>,
    pub unread: i64,
    /// how many warnings ended in the last two weeks
    pub ended: i64,
    pub now: Timestamp,
}

impl App {
    /// The queue of the caller's places. Leaves one audit row a minute for the list, however often it is refreshed.
    pub async fn queue(&self, caller: &Caller) -> Result<Queue> {
        let now = self.now();
        let warnings_scope = self.listing(caller, self.staff_scope::<act::ListWarnings>(caller)).await?;
        let warnings = self.inner.db.open_warnings(&warnings_scope, MOST).await?;
        // village doctors own warnings and decide about no signal
        let signals = match self.staff_scope::<act::ListSignals>(caller) {
            Ok(scope) => self.inner.db.open_signals(&scope, now, MOST).await?,
            Err(_) => Vec::new(),
        };
        let mut load: Vec<(String, usize)> = Vec::new();
        for name in warnings.iter().filter_map(|warning| warning.owner_name.as_deref()) {
            match load.iter_mut().find(|(known, _)| known == name) {
                Some((_, count)) => *count += 1,
                None => load.push((name.to_owned(), 1)),
            }
        }
        load.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let mut items: Vec<QueueItem> = signals
            .into_iter()
            .map(without_evidence)
            .map(QueueItem::Signal)
            .chain(warnings.into_iter().map(QueueItem::Warning))
            .collect();
        items.sort_by_key(QueueItem::due_at);
        self.list_refreshed(listed(self, caller, &warnings_scope, "queue", items.len())).await?;
        Ok(Queue {
            items,
            load,
            notices: self.inner.db.notices(caller.account(), 10).await?,
            unread: self.inner.db.unread_notices(caller.account()).await?,
            ended: self.inner.db.count_closed(&warnings_scope, now - LATELY).await?,
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
