//! Handing in, releasing, sending back, withdrawing.

use xinqiao_access::{Act, Action, Permit, Purpose, act};
use xinqiao_kernel::id::QuestionnaireVersionId;
use xinqiao_psychometrics::builder::DraftFault;
use xinqiao_store::Tx;
use xinqiao_store::questionnaires::{Tested, Version};

use super::draft::{files, read, read_files};
use super::pack_of;
use super::read::releasing;
use crate::audit::done;
use crate::notify::Second;
use crate::{App, AppError, Caller, Result};

/// Longest reason, in characters.
const LONGEST: usize = 500;

/// What came of handing in or releasing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handed {
    Done,
    /// nothing was changed
    Faulty(Vec<DraftFault>),
}

impl App {
    /// Hands a draft in: every check has to be right and every case has to pass with the scorer. Its files are made here.
    ///
    /// Errors: as ever, `Conflict` `questionnaire_changed` and `questionnaire_turn`.
    pub async fn hand_in_questionnaire(&self, caller: &Caller, id: QuestionnaireVersionId, revision: i64) -> Result<Handed> {
        let (found, permit) = self.to_build(caller, id).await?;
        turn(&found, "draft", revision)?;
        let (built, faults) = self.checked_questionnaire(&found.line, &read(&found.draft)?)?;
        let Some(built) = built.filter(|_| faults.is_empty()) else { return Ok(Handed::Faulty(faults)) };
        let files = files(&built)?;
        let text = serde_json::to_string(&files)
            .map_err(|fault| AppError::Broken { what: "write the files".to_owned(), source: Some(Box::new(fault)) })?;
        // the files say what the draft said: they are what is used from here on
        pack_of(&found.line, files)?;
        let right_until = built.permission.as_ref().and_then(|permission| permission.until);
        let is_offered = read(&found.draft)?.is_on("offered");
        let tested = Tested { files: &text, is_offered, right_until };
        let now = self.now();
        let heads = self.second_persons(&found.line.questionnaire.place, caller.account(), Action::ReleaseQuestionnaire).await?;
        let mut tx = self.inner.db.begin().await?;
        if !tx.test_questionnaire((id, revision), &tested, caller.account(), now).await? {
            return Err(AppError::conflict("questionnaire_changed"));
        }
        tx.audit(&done(self, &permit, "questionnaire", Some(id.uuid()), "handed_in"), now).await?;
        self.ask_second(&mut tx, &heads, &found.line.questionnaire.place, (Second::Questionnaire(id), revision)).await?;
        tx.commit().await?;
        Ok(Handed::Done)
    }

    /// Releases a version that somebody else typed and handed in; every process asks with it soon after.
    ///
    /// What is checked again: the files, their cases, the right to the wording on this day, names that are not free.
    /// Errors: as ever, `Denied` also for the own work, `Conflict` `questionnaire_changed` and `questionnaire_turn`.
    pub async fn release_questionnaire(&self, caller: &Caller, id: QuestionnaireVersionId, revision: i64) -> Result<Handed> {
        let (found, permit) = self.to_release(caller, id).await?;
        turn(&found, "tested", revision)?;
        let (_, faults) = self.checked_questionnaire(&found.line, &read(&found.draft)?)?;
        if !faults.is_empty() {
            return Ok(Handed::Faulty(faults));
        }
        let files = found.files.as_deref().ok_or_else(|| AppError::broken("a tested questionnaire without files"))?;
        pack_of(&found.line, read_files(files)?)?;
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if !tx.release_questionnaire((id, revision), caller.account(), now).await? {
            return Err(AppError::conflict("questionnaire_changed"));
        }
        tx.audit(&done(self, &permit, "questionnaire", Some(id.uuid()), "released"), now).await?;
        self.answer_handed_in(&mut tx, &found, caller, revision).await?;
        tx.commit().await?;
        self.learn_questionnaires().await?;
        Ok(Handed::Done)
    }

    /// Sends a version back that was handed in, with a reason. Errors: as [`App::release_questionnaire`], `Invalid` on `reason`.
    pub async fn return_questionnaire(
        &self,
        caller: &Caller,
        id: QuestionnaireVersionId,
        revision: i64,
        reason: &str,
    ) -> Result<()> {
        let (found, permit) = self.to_release(caller, id).await?;
        turn(&found, "tested", revision)?;
        let reason = given(reason)?;
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if !tx.return_questionnaire((id, revision), reason).await? {
            return Err(AppError::conflict("questionnaire_changed"));
        }
        tx.audit(&done(self, &permit, "questionnaire", Some(id.uuid()), "sent_back"), now).await?;
        self.answer_handed_in(&mut tx, &found, caller, revision).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Tells whoever handed a version in what came of it.
    async fn answer_handed_in(&self, tx: &mut Tx, found: &Version, caller: &Caller, revision: i64) -> Result<()> {
        let Some(asked) = found.line.tested_by else { return Ok(()) };
        self.answer_second(tx, (asked, caller.account()), (Second::Questionnaire(found.line.id), revision)).await
    }

    /// Withdraws a released version: nobody new is asked with it; what runs stays with it. For those who build questionnaires at the place.
    ///
    /// Errors: as ever, `Conflict` `questionnaire_changed` and `questionnaire_turn`, `Invalid` on `reason`.
    pub async fn withdraw_questionnaire(
        &self,
        caller: &Caller,
        id: QuestionnaireVersionId,
        revision: i64,
        reason: &str,
    ) -> Result<()> {
        let (found, permit) = self.to_build(caller, id).await?;
        self.withdrawn(&found, &permit, caller, revision, reason).await
    }

    /// The same for those who release them. Errors: as [`App::withdraw_questionnaire`], `Denied` for the own work.
    pub async fn recall_questionnaire(
        &self,
        caller: &Caller,
        id: QuestionnaireVersionId,
        revision: i64,
        reason: &str,
    ) -> Result<()> {
        let (found, permit) = self.to_release(caller, id).await?;
        self.withdrawn(&found, &permit, caller, revision, reason).await
    }

    async fn withdrawn<A: Act>(
        &self,
        found: &Version,
        permit: &Permit<A>,
        caller: &Caller,
        revision: i64,
        reason: &str,
    ) -> Result<()> {
        turn(found, "released", revision)?;
        let reason = given(reason)?;
        let (now, id) = (self.now(), found.line.id);
        let mut tx = self.inner.db.begin().await?;
        if !tx.withdraw_questionnaire((id, revision), reason, caller.account(), now).await? {
            return Err(AppError::conflict("questionnaire_changed"));
        }
        tx.audit(&done(self, permit, "questionnaire", Some(id.uuid()), "withdrawn"), now).await?;
        tx.commit().await?;
        self.learn_questionnaires().await?;
        Ok(())
    }

    async fn to_release(
        &self,
        caller: &Caller,
        id: QuestionnaireVersionId,
    ) -> Result<(Version, Permit<act::ReleaseQuestionnaire>)> {
        let found = self.inner.db.questionnaire_version(id).await?.ok_or(AppError::NotFound)?;
        let mut last = None;
        for plan in releasing(&found.line) {
            last = Some(self.permit::<act::ReleaseQuestionnaire>(caller, &plan, Purpose::Administration).await?);
        }
        let permit = last.ok_or_else(|| AppError::broken("a questionnaire that nobody typed"))?;
        Ok((found, permit))
    }
}

/// It is the turn of the step, and nobody changed the version since the caller looked at it.
fn turn(found: &Version, stage: &str, revision: i64) -> Result<()> {
    if found.line.revision != revision {
        return Err(AppError::conflict("questionnaire_changed"));
    }
    if found.line.stage != stage {
        return Err(AppError::conflict("questionnaire_turn"));
    }
    Ok(())
}

fn given(reason: &str) -> Result<&str> {
    let reason = reason.trim();
    if reason.is_empty() || LONGEST < reason.chars().count() {
        return Err(AppError::field("reason", "fault-questionnaire-reason", ""));
    }
    Ok(reason)
}
