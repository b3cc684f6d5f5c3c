//! A new questionnaire, a new version, and keeping what was typed.

use xinqiao_access::{Clause, Permit, Purpose, Resource, act};
use xinqiao_kernel::id::{QuestionnaireId, QuestionnaireVersionId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_psychometrics::builder::Draft;
use xinqiao_store::StoreError;
use xinqiao_store::places::Place;
use xinqiao_store::questionnaires::{NewVersion, Questionnaire};

use super::PREFIX;
use super::draft::{read, written};
use crate::audit::done;
use crate::{App, AppError, Caller, FieldFault, Result};

/// Most places that are offered; a city has some two thousand.
const MOST_PLACES: u32 = 3_000;
/// Longest code after its beginning.
const LONGEST_CODE: usize = 24;
/// Longest name, in characters.
const LONGEST_NAME: usize = 120;

/// What a questionnaire begins with.
#[derive(Debug, Clone, PartialEq)]
pub struct Begun {
    /// below which it may be used
    pub place: PlacePath,
    /// short code: small letters, digits, `-`
    pub code: String,
    pub name: String,
}

impl App {
    /// Places for which the caller may build a questionnaire. Errors: `Denied` without the right.
    pub async fn questionnaire_places(&self, caller: &Caller) -> Result<Vec<Place>> {
        let scope = self.listing(caller, self.scope::<act::BuildQuestionnaire>(caller, Purpose::Screening)).await?;
        let mut found: Vec<Place> = Vec::new();
        for clause in scope.clauses() {
            let Clause::Below(range) = clause else { continue };
            found.extend(self.inner.db.places(range, "", MOST_PLACES).await?);
        }
        found.sort_by(|one, other| one.path.cmp(&other.path));
        found.dedup_by(|one, other| one.path == other.path);
        Ok(found)
    }

    /// Begins a questionnaire with an empty draft.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right, `Invalid` on `place`, `code`, `name`.
    pub async fn begin_questionnaire(&self, caller: &Caller, begun: &Begun) -> Result<QuestionnaireVersionId> {
        let mut draft = Draft::default();
        draft.put("name_zh", begun.name.trim());
        self.begin_questionnaire_with(caller, begun, &draft, "begun").await
    }

    pub(super) async fn begin_questionnaire_with(
        &self,
        caller: &Caller,
        begun: &Begun,
        draft: &Draft,
        how: &'static str,
    ) -> Result<QuestionnaireVersionId> {
        let at = Resource::at(begun.place.clone());
        let permit = self.permit::<act::BuildQuestionnaire>(caller, &at, Purpose::Screening).await?;
        let faults = self.begun_faults(begun).await?;
        if !faults.is_empty() {
            return Err(AppError::Invalid(faults));
        }
        let now = self.now();
        let new = Questionnaire {
            id: QuestionnaireId::new(self.ids(), now),
            code: code_of(begun),
            place: begun.place.clone(),
            created_by: caller.account(),
        };
        let id = QuestionnaireVersionId::new(self.ids(), now);
        let text = written(draft)?;
        let name = begun.name.trim();
        let version = NewVersion { id, questionnaire: new.id, number: 1, draft: &text, name, by: caller.account() };
        let mut tx = self.inner.db.begin().await?;
        match tx.add_questionnaire(&new, now).await {
            // somebody else took the code at the same moment
            Err(StoreError::Duplicate { .. }) => {
                tx.rollback().await?;
                return Err(AppError::field("code", "fault-questionnaire-code-taken", new.code));
            }
            other => other?,
        }
        tx.add_questionnaire_version(&version, now).await?;
        tx.audit(&done(self, &permit, "questionnaire", Some(id.uuid()), format!("{} {how}", new.code)), now).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn begun_faults(&self, begun: &Begun) -> Result<Vec<FieldFault>> {
        let mut faults = Vec::new();
        let mut fault = |field, expected, found: &str| faults.push(FieldFault { field, expected, found: found.to_owned() });
        if self.inner.db.place(&begun.place).await?.is_none() {
            fault("place", "fault-place", begun.place.as_str());
        }
        let short = begun.code.trim();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let code = code_of(begun);
        if short.is_empty() || LONGEST_CODE < short.len() || !short.chars().all(plain) {
            fault("code", "fault-questionnaire-code", short);
        } else if self.inner.library.names(&code) || self.inner.db.has_questionnaire(&code).await? {
            fault("code", "fault-questionnaire-code-taken", &code);
        }
        let name = begun.name.trim();
        if name.is_empty() || LONGEST_NAME < name.chars().count() {
            fault("name", "fault-questionnaire-name", name);
        }
        Ok(faults)
    }

    /// Keeps what was typed, right or not; the new revision. A version that was handed in is a draft again.
    ///
    /// Errors: `NotFound` and `Denied` as ever, `Conflict` `questionnaire_changed` when somebody was quicker and
    /// `questionnaire_released` for a version that does not change any more, `Invalid` on `draft` when it is too large.
    pub async fn save_questionnaire(
        &self,
        caller: &Caller,
        id: QuestionnaireVersionId,
        revision: i64,
        draft: &Draft,
    ) -> Result<i64> {
        let (found, permit) = self.to_build(caller, id).await?;
        if !matches!(found.line.stage.as_str(), "draft" | "tested") {
            return Err(AppError::conflict("questionnaire_released"));
        }
        let draft = draft.arranged();
        let text = written(&draft)?;
        let name: String = match draft.text("name_zh") {
            "" => found.line.name.clone(),
            typed => typed.chars().take(LONGEST_NAME).collect(),
        };
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if !tx.save_questionnaire((id, revision), (&text, &name), caller.account(), now).await? {
            tx.rollback().await?;
            return Err(AppError::conflict("questionnaire_changed"));
        }
        tx.audit(&done(self, &permit, "questionnaire", Some(id.uuid()), "saved"), now).await?;
        tx.commit().await?;
        Ok(revision + 1)
    }

    /// Begins the next version with what the latest one says. Errors: as ever, and `Conflict` `questionnaire_open` while one is in the making.
    pub async fn next_questionnaire_version(
        &self,
        caller: &Caller,
        id: QuestionnaireVersionId,
    ) -> Result<QuestionnaireVersionId> {
        let (found, permit) = self.to_build(caller, id).await?;
        let of = &found.line.questionnaire;
        let now = self.now();
        let number = self.inner.db.latest_questionnaire_version(of.id).await? + 1;
        let next = QuestionnaireVersionId::new(self.ids(), now);
        let (questionnaire, name) = (of.id, found.line.name.as_str());
        let version = NewVersion { id: next, questionnaire, number, draft: &found.draft, name, by: caller.account() };
        let mut tx = self.inner.db.begin().await?;
        match tx.add_questionnaire_version(&version, now).await {
            Err(StoreError::Duplicate { .. }) => {
                tx.rollback().await?;
                return Err(AppError::conflict("questionnaire_open"));
            }
            other => other?,
        }
        tx.audit(&done(self, &permit, "questionnaire", Some(next.uuid()), format!("{} version {number}", of.code)), now).await?;
        tx.commit().await?;
        Ok(next)
    }

    /// A version with the permit to work on it.
    pub(super) async fn to_build(
        &self,
        caller: &Caller,
        id: QuestionnaireVersionId,
    ) -> Result<(xinqiao_store::questionnaires::Version, Permit<act::BuildQuestionnaire>)> {
        let found = self.inner.db.questionnaire_version(id).await?.ok_or(AppError::NotFound)?;
        let at = Resource::at(found.line.questionnaire.place.clone());
        let permit = self.permit::<act::BuildQuestionnaire>(caller, &at, Purpose::Screening).await?;
        // a draft that cannot be read is told before anything is written over it
        read(&found.draft)?;
        Ok((found, permit))
    }
}

fn code_of(begun: &Begun) -> String {
    format!("{PREFIX}{}", begun.code.trim())
}
