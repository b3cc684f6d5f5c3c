//! Lists of duties.

use xinqiao_access::{Purpose, act};
use xinqiao_duties::Kind;
use xinqiao_kernel::id::DutyId;
use xinqiao_store::duties::{After, DutyAct, DutyRow};

use crate::audit::listed;
use crate::{App, Caller, Result};

/// One page of a list.
#[derive(Debug, Clone)]
pub struct DutyPage {
    /// with the name of the place of each
    pub duties: Vec<(DutyRow, String)>,
    /// where the next page goes on, when there is one
    pub next: Option<After>,
}

/// Duties on one page.
const PAGE: u32 = 50;

impl App {
    /// The duties of a kind in the caller's scope, the latest first; with `all` those that have ended too.
    ///
    /// Errors: `Denied` without the right.
    pub async fn duties(&self, caller: &Caller, kind: Kind, all: bool, after: Option<After>) -> Result<DutyPage> {
        match kind {
            Kind::Incident => self.list::<act::RecordIncident>(caller, Purpose::Administration, all, after).await,
            Kind::Impact => self.list::<act::AssessImpact>(caller, Purpose::Administration, all, after).await,
            Kind::MinorReport => self.list::<act::MandatoryReport>(caller, Purpose::Exchange, all, after).await,
            Kind::MinorAccess => self.list::<act::ApproveMinorAccess>(caller, Purpose::Administration, all, after).await,
        }
    }

    async fn list<A: DutyAct>(&self, caller: &Caller, purpose: Purpose, all: bool, after: Option<After>) -> Result<DutyPage> {
        let scope = self.listing(caller, self.scope::<A>(caller, purpose)).await?;
        let now = self.now();
        let after = after.unwrap_or(After { opened_at: jiff::Timestamp::MAX, id: DutyId::from_uuid(uuid::Uuid::max()) });
        let mut rows = self.inner.db.duties(&scope, all, after, PAGE + 1).await?;
        rows.retain(|row| scope.contains(&super::fold::resource(row)));
        let more = rows.len() > PAGE as usize;
        rows.truncate(PAGE as usize);
        let next = rows.last().filter(|_| more).map(|last| After { opened_at: last.opened_at, id: last.id });
        let mut duties = Vec::with_capacity(rows.len());
        for row in rows {
            let place = self.place_name(&row.place).await?;
            duties.push((row, place));
        }
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, A::KIND.code(), duties.len()), now).await?;
        tx.commit().await?;
        Ok(DutyPage { duties, next })
    }
}
