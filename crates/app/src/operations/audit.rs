//! The audit, for the audit administrator.

use jiff::Timestamp;
use xinqiao_access::{Act, Purpose, Resource, Scope, act};
use xinqiao_kernel::PlacePath;
use xinqiao_store::audit::{AuditRow, Verdict};

use crate::audit::{listed, refused};
use crate::{App, AppError, Caller, Result};

impl App {
    /// Audit rows, newest first, before an instant. Reading the audit is itself audited.
    pub async fn audit_rows(&self, caller: &Caller, before: Timestamp, limit: u32) -> Result<Vec<AuditRow>> {
        let scope = self.listing(caller, self.scope::<act::ReadAudit>(caller, Purpose::Audit)).await?;
        let rows = self.inner.db.audit_page(&scope, before, limit).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, "audit", rows.len()), self.now()).await?;
        tx.commit().await?;
        Ok(rows)
    }

    /// Walks the chain of seals for somebody who may.
    pub async fn verify_audit(&self, caller: &Caller) -> Result<Verdict> {
        self.listing(caller, self.scope::<act::VerifyAudit>(caller, Purpose::Audit)).await?;
        Ok(self.inner.db.verify_audit().await?)
    }

    /// The scope of a list; a refusal leaves a security event at the first place of the caller.
    pub(crate) async fn listing<A: Act>(&self, caller: &Caller, decided: Result<Scope<A>>) -> Result<Scope<A>> {
        if let Err(AppError::Denied(why)) = &decided {
            let first = caller.actor().assignments().first();
            let place = first.map_or_else(PlacePath::root, |held| held.place.clone());
            tracing::warn!(account.id = %caller.account(), action = A::ACTION.code(), reason = %why, "refused");
            let mut tx = self.inner.db.begin().await?;
            tx.audit(&refused(self, caller, A::ACTION, &Resource::at(place), Purpose::Service), self.now()).await?;
            tx.commit().await?;
        }
        decided
    }
}
