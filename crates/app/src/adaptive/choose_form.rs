//! In which form somebody goes on with a test.

use xinqiao_kernel::TestForm;
use xinqiao_kernel::id::CampaignId;
use xinqiao_store::drafts::DraftOf;

use crate::audit::done;
use crate::drafts::AnswerDraft;
use crate::{App, AppError, Caller, Result};

impl App {
    /// The caller takes a test in a form; answers that are there stay. Begins the draft where there is none.
    ///
    /// Errors: `NotFound` for an unknown test and a campaign that does not ask the caller, `Invalid` on `form` where the form is not offered,
    /// on `key`; `Conflict` `draft_other` when the caller has begun the test again under another key.
    pub async fn choose_form(&self, caller: &Caller, of: &DraftOf, key: &str, form: TestForm) -> Result<AnswerDraft> {
        if form.is_adaptive() && !self.offers_adaptive(of).await? {
            return Err(AppError::field("form", "fault-test-form", form.code()));
        }
        let found = match self.draft(caller, of).await? {
            Some(found) if found.key != key => return Err(AppError::conflict("draft_other")),
            Some(found) => found,
            None => self.begin_draft(caller, of, key).await?,
        };
        if found.form == form {
            return Ok(found);
        }
        self.keep_form(caller, of, key, form).await
    }

    /// Is a test offered in its adaptive form? A campaign says so itself.
    pub async fn offers_adaptive(&self, of: &DraftOf) -> Result<bool> {
        let pack = self.inner.library.instrument_version(&of.instrument, &of.version).ok_or(AppError::NotFound)?;
        let Some(form) = pack.adaptive() else { return Ok(false) };
        match of.campaign {
            None => Ok(form.raw().self_test),
            Some(campaign) => Ok(self.part_form(campaign, &of.instrument).await?.is_adaptive()),
        }
    }

    /// In which form a campaign asks with an instrument.
    pub(crate) async fn part_form(&self, campaign: CampaignId, instrument: &str) -> Result<TestForm> {
        let parts = self.inner.db.campaign_parts(campaign).await?;
        let part = parts.into_iter().find(|part| part.instrument == instrument);
        Ok(part.map_or(TestForm::Fixed, |part| part.form))
    }

    /// Writes the form into the caller's draft.
    async fn keep_form(&self, caller: &Caller, of: &DraftOf, key: &str, form: TestForm) -> Result<AnswerDraft> {
        let permit = self.own_answers(caller).await?;
        let row = self.inner.db.draft(&permit, of).await?.ok_or(AppError::NotFound)?;
        let known = crate::drafts::draft(&row)?;
        if known.key != key {
            return Err(AppError::conflict("draft_other"));
        }
        let now = self.now();
        let next = AnswerDraft { form, saved_at: now, ..known };
        let mut tx = self.inner.db.begin().await?;
        if !tx.save_draft(&permit, &row, &crate::drafts::body(&next)?, now).await? {
            tx.rollback().await?;
            return Err(AppError::conflict("draft_busy"));
        }
        tx.audit(&done(self, &permit, "answer_draft", Some(row.id.uuid()), format!("form={form}")), now).await?;
        tx.commit().await?;
        Ok(next)
    }
}
