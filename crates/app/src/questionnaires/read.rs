//! The list of own questionnaires, and one version.

use std::collections::{BTreeMap, BTreeSet};

use xinqiao_access::{Purpose, Resource, act, permit};
use xinqiao_kernel::id::{AccountId, QuestionnaireVersionId};
use xinqiao_packs::InstrumentPack;
use xinqiao_psychometrics::builder::{Draft, DraftFault};
use xinqiao_store::questionnaires::VersionLine;

use super::draft::{files, read, read_files};
use super::pack_of;
use crate::audit::listed;
use crate::{App, AppError, Caller, Result};

/// One version on the list.
#[derive(Debug, Clone)]
pub struct QuestionnaireLine {
    pub line: VersionLine,
    /// name of the place
    pub place: String,
    /// the right to its wording has ended
    pub is_expired: bool,
}

/// What the caller may read, and whether they may build one.
#[derive(Debug, Clone)]
pub struct QuestionnaireList {
    pub lines: Vec<QuestionnaireLine>,
    pub may_build: bool,
}

/// One version with everything that its page shows.
#[derive(Debug, Clone)]
pub struct QuestionnaireView {
    pub line: VersionLine,
    pub place: String,
    pub is_expired: bool,
    pub draft: Draft,
    /// what is wrong, while it is in the making
    pub faults: Vec<DraftFault>,
    /// what residents would see; `None` while the definition does not stand
    pub pack: Option<InstrumentPack>,
    /// names of who did something with it
    pub names: BTreeMap<AccountId, String>,
    pub may_build: bool,
    /// the caller may release it, and neither typed nor handed it in
    pub may_release: bool,
}

impl App {
    /// The versions of the caller's places, the newest first. Errors: `Denied` without the right.
    pub async fn questionnaires(&self, caller: &Caller) -> Result<QuestionnaireList> {
        let scope = self.listing(caller, self.staff_scope::<act::ReadQuestionnaires>(caller)).await?;
        let found = self.inner.db.questionnaires(&scope).await?;
        let mut lines = Vec::with_capacity(found.len());
        for line in found {
            let place = self.place_name(&line.questionnaire.place).await?;
            lines.push(QuestionnaireLine { place, is_expired: self.is_expired(&line), line });
        }
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, "questionnaires", lines.len()), self.now()).await?;
        tx.commit().await?;
        let may_build = self.scope::<act::BuildQuestionnaire>(caller, Purpose::Screening).is_ok();
        Ok(QuestionnaireList { lines, may_build })
    }

    /// One version. It is about nobody and leaves no audit row. Errors: `NotFound` outside the scope, `Denied` without the right.
    pub async fn questionnaire(&self, caller: &Caller, id: QuestionnaireVersionId) -> Result<QuestionnaireView> {
        let found = self.inner.db.questionnaire_version(id).await?.ok_or(AppError::NotFound)?;
        let line = found.line;
        let at = Resource::at(line.questionnaire.place.clone());
        self.permit::<act::ReadQuestionnaires>(caller, &at, Purpose::Screening).await?;
        let draft = read(&found.draft)?;
        let (pack, faults) = match &found.files {
            Some(text) => (Some(pack_of(&line, read_files(text)?)?), Vec::new()),
            None => {
                let (built, faults) = self.checked_questionnaire(&line, &draft)?;
                // a definition that stands and whose files do not has faults that were told
                let pack = built.and_then(|built| files(&built).ok()).and_then(|files| pack_of(&line, files).ok());
                (pack, faults)
            }
        };
        let people = [Some(line.edited_by), line.tested_by, line.released_by, line.withdrawn_by];
        let mut names = BTreeMap::new();
        for account in people.into_iter().flatten().collect::<BTreeSet<_>>() {
            if let Some(found) = self.inner.db.account(account).await? {
                names.insert(account, found.name);
            }
        }
        Ok(QuestionnaireView {
            place: self.place_name(&line.questionnaire.place).await?,
            is_expired: self.is_expired(&line),
            may_build: self.may::<act::BuildQuestionnaire>(caller, &at),
            may_release: self.may_release(caller, &line),
            draft,
            faults,
            pack,
            names,
            line,
        })
    }

    pub(super) fn is_expired(&self, line: &VersionLine) -> bool {
        line.right_until.is_some_and(|until| until < self.day(self.now()))
    }

    /// Somebody else typed it and handed it in.
    fn may_release(&self, caller: &Caller, line: &VersionLine) -> bool {
        let moment = self.moment();
        releasing(line)
            .iter()
            .all(|plan| permit::<act::ReleaseQuestionnaire>(caller.actor(), plan, Purpose::Administration, moment).is_ok())
    }
}

/// A version as something that its editor and whoever handed it in wrote.
pub(super) fn releasing(line: &VersionLine) -> Vec<Resource> {
    let at = Resource::at(line.questionnaire.place.clone());
    let by = [Some(line.edited_by), line.tested_by];
    by.into_iter().flatten().map(|author| at.clone().written_by(author)).collect()
}
