//! Lists of tasks to ask again.

use xinqiao_access::act;
use xinqiao_store::retests::{RetestAfter, RetestRow};

use crate::audit::listed;
use crate::{App, Caller, Result};

/// Tasks on one page.
const PAGE: u32 = 50;

/// A task as a page shows it.
#[derive(Debug, Clone)]
pub struct RetestView {
    /// the name is masked
    pub row: RetestRow,
    /// name of the place
    pub place: String,
    /// title of the campaign, where the sheet came from one
    pub campaign: Option<String>,
    pub is_late: bool,
    /// may the caller open the person's file?
    pub has_file: bool,
}

/// One page of tasks.
#[derive(Debug, Clone)]
pub struct RetestPage {
    pub tasks: Vec<RetestView>,
    pub next: Option<RetestAfter>,
}

impl App {
    /// The tasks of the caller's places: open ones by due time, settled ones the latest first. Errors: `Denied` without the right.
    pub async fn retests(&self, caller: &Caller, is_settled: bool, after: Option<RetestAfter>) -> Result<RetestPage> {
        let scope = self.listing(caller, self.staff_scope::<act::AskAgain>(caller)).await?;
        let mut rows = self.inner.db.retests(&scope, is_settled, after, PAGE + 1).await?;
        let more = rows.len() > PAGE as usize;
        rows.truncate(PAGE as usize);
        let at = |row: &RetestRow| row.settled.as_ref().map_or(row.due_at, |settled| settled.1);
        let next = rows.last().filter(|_| more).map(|last| RetestAfter { at: at(last), id: last.id });
        let now = self.now();
        let mut tasks = Vec::with_capacity(rows.len());
        for row in rows {
            let at = self.retest_resource(&row).await?;
            if !self.may::<act::AskAgain>(caller, &at) {
                // stored only: the person asked for deletion
                continue;
            }
            let campaign = match row.campaign {
                Some(id) => self.inner.db.campaign(id).await?.map(|campaign| campaign.title),
                None => None,
            };
            tasks.push(RetestView {
                place: self.place_name(&row.place).await?,
                campaign,
                is_late: row.settled.is_none() && row.due_at <= now,
                has_file: self.may::<act::ReadPerson>(caller, &at),
                row,
            });
        }
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, "retest_tasks", tasks.len()), now).await?;
        tx.commit().await?;
        Ok(RetestPage { tasks, next })
    }
}
