//! Going on with a draft on another device.

use xinqiao_store::drafts::DraftOf;

use super::AnswerDraft;
use super::read::draft;
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

impl App {
    /// The caller goes on with a draft on another device. Errors: `NotFound` when there is none of this version.
    pub async fn take_up_draft(&self, caller: &Caller, of: &DraftOf) -> Result<AnswerDraft> {
        let permit = self.own_answers(caller).await?;
        let row = self.inner.db.draft(&permit, of).await?.filter(|row| row.of.version == of.version).ok_or(AppError::NotFound)?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "answer_draft", Some(row.id.uuid()), "taken_up"), self.now()).await?;
        tx.commit().await?;
        draft(&row)
    }
}
