//! Forgetting a draft.

use xinqiao_store::drafts::DraftOf;

use crate::{App, Caller, Result};

impl App {
    /// Forgets the caller's draft of a test, because it was handed in or declined; false when there was none. What ended it has its own
    /// audit row.
    pub async fn drop_draft(&self, caller: &Caller, of: &DraftOf) -> Result<bool> {
        let permit = self.own_answers(caller).await?;
        let mut tx = self.inner.db.begin().await?;
        let dropped = tx.drop_draft(&permit, of).await?;
        tx.commit().await?;
        Ok(dropped)
    }
}
