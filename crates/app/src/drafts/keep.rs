//! Beginning a draft, and writing answers into it.

use jiff::Timestamp;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::TestForm;
use xinqiao_kernel::id::AnswerDraftId;
use xinqiao_psychometrics::Answers;
use xinqiao_store::drafts::DraftOf;

use super::AnswerDraft;
use super::read::{Body, draft};
use crate::audit::done;
use crate::{App, AppError, Caller, FieldFault, Result};

/// An answer: the item from 0, and its value or none where it was taken back.
pub type Change = (usize, Option<f64>);

/// How often an answer is written again when another device of the person was first.
const TRIES: usize = 5;

impl App {
    /// Begins a draft anew: what was there of the test is gone. Begun again under the same key, the draft that is there stays.
    ///
    /// Errors: `NotFound` for an unknown test and a campaign that does not ask the caller, `Invalid` on `key`.
    pub async fn begin_draft(&self, caller: &Caller, of: &DraftOf, key: &str) -> Result<AnswerDraft> {
        let permit = self.own_answers(caller).await?;
        if let Some(found) = self.draft(caller, of).await?.filter(|found| found.key == key) {
            return Ok(found);
        }
        let count = self.items_of(caller, of).await?;
        self.begin_with(&permit, of, Body { key: checked(key)?, answers: vec![None; count], form: TestForm::Fixed }).await
    }

    /// Writes answers into the draft of a key; the first ones begin it. Answers of other items stay as they are.
    ///
    /// Errors: as [`App::begin_draft`]; `Conflict` `draft_other` when the caller has begun the test again under another key; `Invalid` on
    /// `answers` for values that the test does not know.
    pub async fn keep_answers(&self, caller: &Caller, of: &DraftOf, key: &str, changes: &[Change]) -> Result<AnswerDraft> {
        let permit = self.own_answers(caller).await?;
        for _ in 0..TRIES {
            let row = self.inner.db.draft(&permit, of).await?.filter(|row| row.of.version == of.version);
            let Some(row) = row else {
                let count = self.items_of(caller, of).await?;
                let answers = self.with_changes(of, vec![None; count], changes)?;
                return self.begin_with(&permit, of, Body { key: checked(key)?, answers, form: TestForm::Fixed }).await;
            };
            let known = draft(&row)?;
            if known.key != key {
                return Err(AppError::conflict("draft_other"));
            }
            let answers = self.with_changes(of, known.answers.clone(), changes)?;
            if answers == known.answers {
                return Ok(known);
            }
            let now = self.now();
            let body = Body { key: known.key.clone(), answers, form: known.form };
            let mut tx = self.inner.db.begin().await?;
            if tx.save_draft(&permit, &row, &body.to_json()?, now).await? {
                tx.commit().await?;
                return Ok(AnswerDraft { answers: body.answers, saved_at: now, ..known });
            }
            tx.rollback().await?;
        }
        Err(AppError::conflict("draft_busy"))
    }

    /// How many items a test of the caller has. Errors: `NotFound`, also for a campaign that does not ask them.
    async fn items_of(&self, caller: &Caller, of: &DraftOf) -> Result<usize> {
        let pack = self.inner.library.instrument_version(&of.instrument, &of.version).ok_or(AppError::NotFound)?;
        if let Some(campaign) = of.campaign {
            let person = caller.person().ok_or(AppError::NotFound)?;
            self.inner.asking.find(campaign, person).await?.ok_or(AppError::NotFound)?;
        }
        Ok(pack.instrument().items().len())
    }

    fn with_changes(&self, of: &DraftOf, mut answers: Vec<Option<f64>>, changes: &[Change]) -> Result<Vec<Option<f64>>> {
        let pack = self.inner.library.instrument_version(&of.instrument, &of.version).ok_or(AppError::NotFound)?;
        for (item, value) in changes {
            let slot = answers
                .get_mut(*item)
                .ok_or_else(|| AppError::field("answers", "fault-answers", format!("item {}", item + 1)))?;
            *slot = *value;
        }
        Answers::from_values(pack.instrument(), &answers).map_err(|faults| {
            let fault = |found: String| FieldFault { field: "answers", expected: "fault-answers", found };
            AppError::Invalid(faults.into_iter().map(|found| fault(found.to_string())).collect())
        })?;
        Ok(answers)
    }

    /// One row for the beginning; answers that follow leave none.
    async fn begin_with(&self, permit: &Permit<act::AnswerSelf>, of: &DraftOf, body: Body) -> Result<AnswerDraft> {
        let now: Timestamp = self.now();
        let id = AnswerDraftId::new(self.ids(), now);
        let mut tx = self.inner.db.begin().await?;
        tx.drop_draft(permit, of).await?;
        if !tx.add_draft(permit, of, (id, &body.to_json()?), now).await? {
            // another device of the person at the same moment
            return Err(AppError::conflict("draft_other"));
        }
        tx.audit(&done(self, permit, "answer_draft", Some(id.uuid()), "begun"), now).await?;
        tx.commit().await?;
        Ok(AnswerDraft { of: of.clone(), key: body.key, answers: body.answers, form: body.form, begun_at: now, saved_at: now })
    }
}

/// A key as a browser chooses it.
fn checked(key: &str) -> Result<String> {
    let is_key = (8..=64).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_key { Ok(key.to_owned()) } else { Err(AppError::field("key", "fault-key", key)) }
}
