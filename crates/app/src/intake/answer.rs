//! What came of a report, in the minimum form: whoever handed it in hears that somebody takes care, never what was found.

use jiff::Timestamp;
use xinqiao_access::act;
use xinqiao_kernel::id::SignalId;

use crate::audit::listed;
use crate::{App, Caller, Result};

/// Reports on one page.
const MOST: u32 = 100;

/// Where a report stands, as far as its sender hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportState {
    /// Nobody has decided yet.
    Waiting,
    /// Somebody has taken it over.
    TakenOver,
    /// It is done; also when it needed nothing.
    Done,
    /// Nobody decided in time: if it still holds, it has to be said again.
    Lapsed,
}

/// One's own report: no name, no level.
#[derive(Debug, Clone)]
pub struct OwnReport {
    pub signal: SignalId,
    /// kind of source
    pub source: String,
    pub at: Timestamp,
    pub state: ReportState,
}

impl App {
    /// What the caller handed in lately, newest first. Errors: `Denied`.
    pub async fn own_reports(&self, caller: &Caller) -> Result<Vec<OwnReport>> {
        let scope = self.listing(caller, self.staff_scope::<act::ReportConcern>(caller)).await?;
        let rows = self.inner.db.reports_of(&scope, MOST).await?;
        self.list_refreshed(listed(self, caller, &scope, "reports", rows.len())).await?;
        let now = self.now();
        let state = |row: &xinqiao_store::warnings::ReportRow| match (row.dismissed, row.taken_up, row.closed) {
            (true, ..) | (_, true, true) => ReportState::Done,
            (_, true, false) => ReportState::TakenOver,
            (false, false, _) if row.expires_at <= now => ReportState::Lapsed,
            (false, false, _) => ReportState::Waiting,
        };
        Ok(rows
            .iter()
            .map(|row| OwnReport { signal: row.id, source: row.source.clone(), at: row.raised_at, state: state(row) })
            .collect())
    }
}
