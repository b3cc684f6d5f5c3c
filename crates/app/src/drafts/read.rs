//! Reading one's own drafts.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use xinqiao_access::{Permit, Purpose, act};
use xinqiao_kernel::TestForm;
use xinqiao_store::drafts::{DraftOf, DraftRow};

use crate::{App, AppError, Caller, Result};

/// Answers so far.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerDraft {
    pub of: DraftOf,
    /// the submission key under which the sheet is handed in
    pub key: String,
    /// in item order
    pub answers: Vec<Option<f64>>,
    /// all questions, or those that the answers lead to
    pub form: TestForm,
    pub begun_at: Timestamp,
    /// the last answer
    pub saved_at: Timestamp,
}

/// What is sealed.
#[derive(Serialize, Deserialize)]
pub(super) struct Body {
    pub key: String,
    pub answers: Vec<Option<f64>>,
    #[serde(default = "TestForm::unsaid", skip_serializing_if = "TestForm::is_fixed")]
    pub form: TestForm,
}

impl Body {
    pub(super) fn to_json(&self) -> Result<String> {
        serde_json::to_string(self)
            .map_err(|fault| AppError::Broken { what: "a draft cannot be written".to_owned(), source: Some(Box::new(fault)) })
    }
}

pub(crate) fn draft(row: &DraftRow) -> Result<AnswerDraft> {
    let body: Body = serde_json::from_str(&row.answers)
        .map_err(|fault| AppError::Broken { what: "a draft cannot be read".to_owned(), source: Some(Box::new(fault)) })?;
    let of = row.of.clone();
    Ok(AnswerDraft { of, key: body.key, answers: body.answers, form: body.form, begun_at: row.begun_at, saved_at: row.saved_at })
}

/// What is sealed of a draft.
pub(crate) fn body(draft: &AnswerDraft) -> Result<String> {
    Body { key: draft.key.clone(), answers: draft.answers.clone(), form: draft.form }.to_json()
}

impl App {
    /// The caller's draft of a test; none of another version of it.
    ///
    /// It opens a record of nobody else and leaves no audit row: every question asks for it. Beginning and taking up leave one.
    pub async fn draft(&self, caller: &Caller, of: &DraftOf) -> Result<Option<AnswerDraft>> {
        let permit = self.own_answers(caller).await?;
        let row = self.inner.db.draft(&permit, of).await?;
        row.filter(|row| row.of.version == of.version).map(|row| draft(&row)).transpose()
    }

    /// All drafts of the caller, for the first page, which asks on every visit. No audit row, as [`App::draft`].
    pub async fn drafts(&self, caller: &Caller) -> Result<Vec<AnswerDraft>> {
        let permit = self.own_answers(caller).await?;
        self.inner.db.drafts(&permit).await?.iter().map(draft).collect()
    }

    pub(crate) async fn own_answers(&self, caller: &Caller) -> Result<Permit<act::AnswerSelf>> {
        let (_, at) = self.own_record(caller)?;
        self.permit::<act::AnswerSelf>(caller, &at, Purpose::SelfService).await
    }
}
