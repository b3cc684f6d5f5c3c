//! Lists of protocols: what the caller owes first, then all, the newest first.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_access::{Act, Scope, act};
use xinqiao_store::referrals::ProtocolRow;

use super::kept::{AID, GREEN, Kind};
use crate::audit::listed;
use crate::{App, Caller, Result};

/// Protocols on one page.
const PAGE: u32 = 30;
/// Debts that stand above the list at most.
const MOST_OWED: u32 = 20;

/// The end of a page: the next one goes on from here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    pub opened_at: Timestamp,
    pub id: Uuid,
}

/// One line of a list.
#[derive(Debug, Clone)]
pub struct Line {
    pub row: ProtocolRow,
    /// name of the place that leads it
    pub place: String,
    /// name of who owes the next step
    pub owner: Option<String>,
    /// is it late?
    pub late: bool,
}

/// One page.
#[derive(Debug, Clone)]
pub struct Page {
    /// of what the caller owes something, the earliest due first; on the first page only
    pub owed: Vec<Line>,
    pub lines: Vec<Line>,
    pub next: Option<After>,
}

impl App {
    /// The green channels of the caller's school, and those that the caller works on. Leaves an audit row.
    ///
    /// Errors: `Denied` without the right.
    pub async fn greens(&self, caller: &Caller, after: Option<After>) -> Result<Page> {
        let scope = self.listing(caller, self.staff_scope::<act::RunGreenChannel>(caller)).await?;
        self.protocol_page(caller, &scope, GREEN, after).await
    }

    /// The aid files that name the caller or of which the caller owes something; nobody sees others. Leaves an audit row.
    ///
    /// Errors: `Denied` without the right.
    pub async fn aids(&self, caller: &Caller, after: Option<After>) -> Result<Page> {
        let scope = self.listing(caller, self.staff_scope::<act::WorkOnAid>(caller)).await?;
        self.protocol_page(caller, &scope, AID, after).await
    }

    /// May the caller work on green channels, and on aid files? What the pages offer.
    pub fn protocol_kinds(&self, caller: &Caller) -> (bool, bool) {
        (self.staff_scope::<act::RunGreenChannel>(caller).is_ok(), self.staff_scope::<act::WorkOnAid>(caller).is_ok())
    }

    async fn protocol_page<A: Act>(&self, caller: &Caller, scope: &Scope<A>, kind: Kind, after: Option<After>) -> Result<Page> {
        let now = self.now();
        let from = after.map_or((Timestamp::MAX, Uuid::max()), |after| (after.opened_at, after.id));
        let mut rows = self.inner.db.protocols(scope, kind.code, from, PAGE + 1).await?;
        let more = rows.len() > PAGE as usize;
        rows.truncate(PAGE as usize);
        let next = rows.last().filter(|_| more).map(|last| After { opened_at: last.opened_at, id: last.id });
        let owed = match after {
            None => self.inner.db.protocols_owed(kind.code, caller.account(), MOST_OWED).await?,
            Some(_) => Vec::new(),
        };
        rows.retain(|row| owed.iter().all(|mine| mine.id != row.id));
        let page = Page { owed: self.protocol_lines(owed).await?, lines: self.protocol_lines(rows).await?, next };
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, scope, kind.code, page.owed.len() + page.lines.len()), now).await?;
        tx.commit().await?;
        Ok(page)
    }

    async fn protocol_lines(&self, rows: Vec<ProtocolRow>) -> Result<Vec<Line>> {
        let now = self.now();
        let mut lines = Vec::with_capacity(rows.len());
        for row in rows {
            let owner = match row.state.owner {
                Some(owner) => Some(self.holder(owner).await?),
                None => None,
            };
            lines.push(Line {
                place: self.place_name(&row.place).await?,
                late: row.state.due_at.is_some_and(|due| due < now),
                owner,
                row,
            });
        }
        Ok(lines)
    }
}
