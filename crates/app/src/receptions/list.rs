//! Lists of receptions. Nobody is named on them.

use xinqiao_access::act;
use xinqiao_store::receptions::{AfterReception, ReceptionRow};

use crate::audit::listed;
use crate::{App, Caller, Result};

/// Receptions on one page.
const PAGE: u32 = 50;

/// One page of a list.
#[derive(Debug, Clone)]
pub struct ReceptionPage {
    /// with the name of the place of each
    pub receptions: Vec<(ReceptionRow, String)>,
    /// where the next page goes on, when there is one
    pub next: Option<AfterReception>,
}

impl App {
    /// The receptions of the caller's places: open ones by due time, so that what is late stands first; closed ones the latest first.
    ///
    /// Errors: `Denied` without the right.
    pub async fn receptions(&self, caller: &Caller, closed: bool, after: Option<AfterReception>) -> Result<ReceptionPage> {
        let scope = self.listing(caller, self.staff_scope::<act::ReadReception>(caller)).await?;
        let mut rows = self.inner.db.receptions(&scope, closed, after, PAGE + 1).await?;
        let more = rows.len() > PAGE as usize;
        rows.truncate(PAGE as usize);
        let at = |row: &ReceptionRow| row.state.owed.as_ref().map(|owed| owed.2).or(row.state.closed_at);
        let next = rows.last().filter(|_| more).and_then(|last| at(last).map(|at| AfterReception { at, id: last.id }));
        let mut receptions = Vec::with_capacity(rows.len());
        for row in rows {
            let place = self.place_name(&row.place).await?;
            receptions.push((row, place));
        }
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, "receptions", receptions.len()), self.now()).await?;
        tx.commit().await?;
        Ok(ReceptionPage { receptions, next })
    }
}
