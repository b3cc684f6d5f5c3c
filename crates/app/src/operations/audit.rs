//! The audit, for the audit administrator.

use jiff::Timestamp;
use xinqiao_access::{Purpose, act};
use xinqiao_store::audit::{AuditRow, Verdict};

use crate::audit::listed;
use crate::{App, Caller, Result};

impl App {
    /// Audit rows, newest first, before an instant. Reading the audit is itself audited.
    pub async fn audit_rows(&self, caller: &Caller, before: Timestamp, limit: u32) -> Result<Vec<AuditRow>> {
        let scope = self.scope::<act::ReadAudit>(caller, Purpose::Audit)?;
        let rows = self.inner.db.audit_page(&scope, before, limit).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, "audit", rows.len()), self.now()).await?;
        tx.commit().await?;
        Ok(rows)
    }

    /// Walks the chain of seals for somebody who may.
    pub async fn verify_audit(&self, caller: &Caller) -> Result<Verdict> {
        self.scope::<act::VerifyAudit>(caller, Purpose::Audit)?;
        Ok(self.inner.db.verify_audit().await?)
    }
}
