//! How a dispute stands towards an account that was told something about it.

use xinqiao_kernel::id::DisputeId;
use xinqiao_store::notices::Outgoing;

use super::fold::folded;
use crate::notify::Stands;
use crate::{App, Result};

impl App {
    /// None: the dispute is gone.
    pub(crate) async fn dispute_stands(&self, id: DisputeId, told: &Outgoing) -> Result<Option<Stands>> {
        let Some(row) = self.inner.db.dispute_place(id).await? else { return Ok(None) };
        let loaded = folded(row, self.inner.db.dispute_steps_for_sweep(id).await?)?;
        let owed = loaded.dispute.owed();
        let account = told.notice.account;
        let is_owner = owed.is_some_and(|open| open.owner.account == account);
        let acted = loaded.rows.iter().any(|row| told.step < row.seq && row.account == Some(account));
        Ok(Some(Stands { is_owner, is_on_duty: false, is_done: owed.is_none() || acted }))
    }
}
