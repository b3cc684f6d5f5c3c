//! How a reception stands towards an account that was told something about it.

use xinqiao_kernel::id::ReceptionId;
use xinqiao_store::notices::Outgoing;

use super::fold::folded;
use crate::notify::Stands;
use crate::{App, Result};

impl App {
    /// None: the reception is gone.
    pub(crate) async fn reception_stands(&self, id: ReceptionId, told: &Outgoing) -> Result<Option<Stands>> {
        let Some(row) = self.inner.db.reception_place(id).await? else { return Ok(None) };
        let loaded = folded(row, self.inner.db.reception_steps_for_sweep(id).await?)?;
        let account = told.notice.account;
        let is_owner = loaded.reception.owed().any(|(_, open)| open.owner.account == account);
        let acted = loaded.rows.iter().any(|row| told.step < row.seq && row.account == Some(account));
        Ok(Some(Stands { is_owner, is_on_duty: false, is_done: loaded.reception.has_ended() || acted }))
    }
}
