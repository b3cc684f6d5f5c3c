//! Lists of cases: those at which the caller has a seat, by what is owed first.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;
use xinqiao_access::act;
use xinqiao_store::cases::{After, CaseFilter, CaseRow};

use crate::audit::listed;
use crate::{App, Caller, Result};

/// Rows of one page.
const PAGE: u32 = 50;

/// Which cases are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseSort {
    /// open ones, the first owed first
    Open(CaseFilter),
    /// closed ones, newest first
    Closed,
}

/// Behind which row the page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CasePage {
    First,
    AfterDay(Date, Uuid),
    AfterEnd(Timestamp, Uuid),
}

/// One page of a list.
#[derive(Debug, Clone)]
pub struct CaseList {
    pub rows: Vec<CaseRow>,
    /// where the next page begins, if there is one
    pub next: Option<CasePage>,
    pub today: Date,
}

impl App {
    /// One page of the cases at which the caller has a seat.
    ///
    /// Errors: `Denied` for roles that have no part in cases.
    pub async fn cases(&self, caller: &Caller, sort: &CaseSort, page: CasePage) -> Result<CaseList> {
        let scope = self.listing(caller, self.staff_scope::<act::ListCases>(caller)).await?;
        let mut rows = match sort {
            CaseSort::Open(filter) => {
                let after = match page {
                    CasePage::AfterDay(key, id) => After { key, id },
                    CasePage::First | CasePage::AfterEnd(..) => After::<Date>::first(),
                };
                self.inner.db.open_cases(&scope, filter, after, PAGE + 1).await?
            }
            CaseSort::Closed => {
                let after = match page {
                    CasePage::AfterEnd(key, id) => After { key, id },
                    CasePage::First | CasePage::AfterDay(..) => After::<Timestamp>::newest(),
                };
                self.inner.db.closed_cases(&scope, after, PAGE + 1).await?
            }
        };
        let more = PAGE < u32::try_from(rows.len()).unwrap_or(u32::MAX);
        rows.truncate(PAGE as usize);
        let next = rows.last().filter(|_| more).and_then(|last| match (last.state.next_due_on, last.state.closed_at) {
            (Some(due), _) => Some(CasePage::AfterDay(due, last.id.uuid())),
            (None, Some(at)) => Some(CasePage::AfterEnd(at, last.id.uuid())),
            (None, None) => None,
        });
        self.list_refreshed(listed(self, caller, &scope, "cases", rows.len())).await?;
        Ok(CaseList { rows, next, today: self.day(self.now()) })
    }

    /// May the caller have a part in cases at all? For showing or hiding an entry of the menu; leaves no trace.
    pub fn has_cases(&self, caller: &Caller) -> bool {
        self.staff_scope::<act::ListCases>(caller).is_ok()
    }
}
