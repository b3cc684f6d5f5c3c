//! Reading plans: the list, and one with its counts. Nobody is named.

use std::collections::BTreeMap;

use xinqiao_access::{Purpose, act, permit};
use xinqiao_kernel::id::{AccountId, RescoreId};
use xinqiao_psychometrics::rescore::Tally;
use xinqiao_store::rescores::RescoreRow;

use super::{resource, stage};
use crate::audit::{done, listed};
use crate::{App, AppError, Caller, Result};

/// Plans on one page.
const PAGE: u32 = 30;

/// A plan as a page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct RescoreView {
    pub row: RescoreRow,
    /// name of the place
    pub place: String,
    pub tally: Tally,
    /// names of who planned it and who decided
    pub planned_by: String,
    pub decided_by: Option<String>,
    /// may agree or refuse now
    pub may_approve: bool,
    /// may stop it now
    pub may_stop: bool,
    /// may see whose result differs
    pub may_see_people: bool,
}

/// One page of plans.
#[derive(Debug, Clone, PartialEq)]
pub struct RescorePage {
    pub plans: Vec<RescoreView>,
    pub next: Option<RescoreId>,
}

impl App {
    /// The plans of the caller's places, the latest first. Errors: `Denied` without the right.
    pub async fn rescores(&self, caller: &Caller, before: Option<RescoreId>) -> Result<RescorePage> {
        let scope = self.listing(caller, self.scope::<act::ReadRescore>(caller, Purpose::Screening)).await?;
        let mut rows = self.inner.db.rescores(&scope, before, PAGE + 1).await?;
        let is_more = (PAGE as usize) < rows.len();
        rows.truncate(PAGE as usize);
        let next = rows.last().filter(|_| is_more).map(|row| row.id);
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, "rescores", rows.len()), self.now()).await?;
        tx.commit().await?;
        let mut plans = Vec::with_capacity(rows.len());
        for row in rows {
            plans.push(self.rescore_view(caller, row).await?);
        }
        Ok(RescorePage { plans, next })
    }

    /// One plan with its counts.
    ///
    /// Errors: `NotFound` for an unknown plan and outside the scope, `Denied` without the right.
    pub async fn rescore(&self, caller: &Caller, id: RescoreId) -> Result<RescoreView> {
        let known = self.inner.db.rescore_place(id).await?.ok_or(AppError::NotFound)?;
        let permit = self.permit::<act::ReadRescore>(caller, &resource(&known), Purpose::Screening).await?;
        let row = self.inner.db.rescore(&permit, id).await?.ok_or(AppError::NotFound)?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "rescore", Some(id.uuid()), row.stage.clone()), self.now()).await?;
        tx.commit().await?;
        self.rescore_view(caller, row).await
    }

    async fn rescore_view(&self, caller: &Caller, row: RescoreRow) -> Result<RescoreView> {
        let at = resource(&row);
        let names = self.rescore_names(&row).await?;
        let moment = self.moment();
        let may_approve = permit::<act::ApproveRescore>(caller.actor(), &at, Purpose::Administration, moment).is_ok();
        let may_plan = permit::<act::PlanRescore>(caller.actor(), &at, Purpose::Screening, moment).is_ok();
        Ok(RescoreView {
            place: self.place_name(&row.place).await?,
            tally: Self::tally_of(&row)?,
            planned_by: names.get(&row.planned_by).cloned().unwrap_or_default(),
            decided_by: row.decided.and_then(|(by, _)| names.get(&by).cloned()),
            may_approve: may_approve && row.stage == stage::COUNTED && row.people.is_some_and(|people| 0 < people),
            may_stop: may_plan && [stage::COUNTING, stage::COUNTED].contains(&row.stage.as_str()),
            may_see_people: may_plan,
            row,
        })
    }

    async fn rescore_names(&self, row: &RescoreRow) -> Result<BTreeMap<AccountId, String>> {
        let mut names = BTreeMap::new();
        for id in std::iter::once(row.planned_by).chain(row.decided.map(|(by, _)| by)) {
            if let Some(account) = self.inner.db.account(id).await? {
                names.insert(id, account.name);
            }
        }
        Ok(names)
    }
}
