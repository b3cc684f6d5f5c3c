//! Lists of reviews.

use xinqiao_access::act;
use xinqiao_store::missed::{MissedAfter, MissedRow};

use crate::audit::listed;
use crate::{App, Caller, Result};

/// Reviews on one page.
const PAGE: u32 = 50;

/// One page of a list.
#[derive(Debug, Clone)]
pub struct MissedPage {
    /// with the name of the place of each; the names of people are left out
    pub reviews: Vec<(MissedRow, String)>,
    /// where the next page goes on, when there is one
    pub next: Option<MissedAfter>,
}

impl App {
    /// The reviews of the caller's places: open ones by due time, so that what is late stands first; closed ones the latest first.
    ///
    /// Errors: `Denied` without the right.
    pub async fn missed_reviews(&self, caller: &Caller, is_closed: bool, after: Option<MissedAfter>) -> Result<MissedPage> {
        let scope = self.listing(caller, self.staff_scope::<act::ReviewMissed>(caller)).await?;
        let mut rows = self.inner.db.missed_below(&scope, is_closed, after, PAGE + 1).await?;
        let more = rows.len() > PAGE as usize;
        rows.truncate(PAGE as usize);
        let at = |row: &MissedRow| row.state.owed.as_ref().map(|owed| owed.2).or(row.state.closed_at);
        let next = rows.last().filter(|_| more).and_then(|last| at(last).map(|at| MissedAfter { at, id: last.id }));
        let mut reviews = Vec::with_capacity(rows.len());
        for row in rows {
            let place = self.place_name(&row.place).await?;
            reviews.push((MissedRow { name: String::new(), ..row }, place));
        }
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, "missed_reviews", reviews.len()), self.now()).await?;
        tx.commit().await?;
        Ok(MissedPage { reviews, next })
    }
}
