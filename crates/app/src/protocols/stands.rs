//! How a protocol stands towards whoever was told about it, at the moment of sending.

use uuid::Uuid;
use xinqiao_kernel::id::AccountId;

use crate::notify::Stands;
use crate::{App, Result};

/// Debts of one account that are looked through.
const MOST: u32 = 500;

impl App {
    /// Does the account still owe something of it? None: it is gone, or its person was erased.
    pub(crate) async fn protocol_stands(&self, id: Uuid, account: AccountId) -> Result<Option<Stands>> {
        let Some(row) = self.inner.db.protocol_place(id).await? else { return Ok(None) };
        let owed = self.inner.db.protocols_owed(&row.kind, account, MOST).await?;
        let is_owner = owed.iter().any(|owed| owed.id == id);
        Ok(Some(Stands { is_owner, is_on_duty: false, is_done: !is_owner }))
    }
}
