//! Lists of disputes.

use xinqiao_access::act;
use xinqiao_store::disputes::{After, DisputeRow, Wanted};

use crate::audit::listed;
use crate::{App, Caller, Result};

/// Disputes on one page.
const PAGE: u32 = 50;

/// One page of a list.
#[derive(Debug, Clone)]
pub struct DisputePage {
    /// with the name of the place of each
    pub disputes: Vec<(DisputeRow, String)>,
    /// where the next page goes on, when there is one
    pub next: Option<After>,
}

impl App {
    /// The disputes of the caller's places: open ones by due time, so that what is late stands first; closed ones the latest first.
    ///
    /// Errors: `Denied` without the right.
    pub async fn disputes(&self, caller: &Caller, wanted: &Wanted) -> Result<DisputePage> {
        let scope = self.listing(caller, self.staff_scope::<act::ReadDispute>(caller)).await?;
        let mut rows = self.inner.db.disputes(&scope, wanted, PAGE + 1).await?;
        let more = rows.len() > PAGE as usize;
        rows.truncate(PAGE as usize);
        let at = |row: &DisputeRow| row.state.owed.as_ref().map(|owed| owed.2).or(row.state.closed_at);
        let next = rows.last().filter(|_| more).and_then(|last| at(last).map(|at| After { at, id: last.id }));
        let mut disputes = Vec::with_capacity(rows.len());
        for row in rows {
            let place = self.place_name(&row.place).await?;
            disputes.push((row, place));
        }
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, "disputes", disputes.len()), self.now()).await?;
        tx.commit().await?;
        Ok(DisputePage { disputes, next })
    }
}
