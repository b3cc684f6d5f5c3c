//! Questionnaires that the operator builds: what was typed, the files of the pack, who did what. No row is about a person.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;
use xinqiao_access::{Clause, Scope, act};
use xinqiao_kernel::id::{AccountId, QuestionnaireId, QuestionnaireVersionId};
use xinqiao_kernel::place::PlacePath;

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// Most rows that a list reads.
const MOST: i64 = 2_000;

/// A questionnaire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Questionnaire {
    pub id: QuestionnaireId,
    /// code of the instrument
    pub code: String,
    /// below which it may be used
    pub place: PlacePath,
    pub created_by: AccountId,
}

/// One version without what was typed: for lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionLine {
    pub questionnaire: Questionnaire,
    pub id: QuestionnaireVersionId,
    /// 1, 2, 3, …
    pub number: i64,
    /// `draft`, `tested`, `released` or `withdrawn`
    pub stage: String,
    /// counts every change
    pub revision: i64,
    pub is_offered: bool,
    /// last day of the right to the wording
    pub right_until: Option<Date>,
    pub edited_by: AccountId,
    pub edited_at: Timestamp,
    pub tested_by: Option<AccountId>,
    pub tested_at: Option<Timestamp>,
    pub released_by: Option<AccountId>,
    pub released_at: Option<Timestamp>,
    pub withdrawn_by: Option<AccountId>,
    pub withdrawn_at: Option<Timestamp>,
    /// why it was sent back or withdrawn
    pub reason: Option<String>,
    /// what staff call it
    pub name: String,
}

impl FromRow for VersionLine {
    fn from_row(row: &Row) -> Result<Self> {
        let account = |id: Option<Uuid>| id.map(AccountId::from_uuid);
        Ok(Self {
            questionnaire: Questionnaire {
                id: QuestionnaireId::from_uuid(row.uuid(0)?),
                code: row.text(1)?,
                place: row.parsed(2, "questionnaire", "place_path", "a place path")?,
                created_by: AccountId::from_uuid(row.uuid(3)?),
            },
            id: QuestionnaireVersionId::from_uuid(row.uuid(4)?),
            number: row.int(5)?,
            stage: row.text(6)?,
            revision: row.int(7)?,
            is_offered: row.flag(8)?,
            right_until: row.day_opt(9)?,
            edited_by: AccountId::from_uuid(row.uuid(10)?),
            edited_at: row.at(11)?,
            tested_by: account(row.uuid_opt(12)?),
            tested_at: row.at_opt(13)?,
            released_by: account(row.uuid_opt(14)?),
            released_at: row.at_opt(15)?,
            withdrawn_by: account(row.uuid_opt(16)?),
            withdrawn_at: row.at_opt(17)?,
            reason: row.text_opt(18)?,
            name: row.text(19)?,
        })
    }
}

/// One version with what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub line: VersionLine,
    /// JSON: fields by name
    pub draft: String,
    /// JSON: files of the pack by name
    pub files: Option<String>,
}

impl FromRow for Version {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { line: VersionLine::from_row(row)?, draft: row.text(20)?, files: row.text_opt(21)? })
    }
}

impl Db {
    /// Versions of the questionnaires of a scope, the newest first.
    pub async fn questionnaires(&self, scope: &Scope<act::ReadQuestionnaires>) -> Result<Vec<VersionLine>> {
        let mut found: Vec<VersionLine> = Vec::new();
        for clause in scope.clauses() {
            if let Clause::Below(range) = clause {
                found.extend(self.all::<VersionLine>(include_str!("below.sql"), &args![&range.from, &range.below, MOST]).await?);
            }
        }
        found.sort_by_key(|line| std::cmp::Reverse((line.edited_at, line.id)));
        found.dedup_by_key(|line| line.id);
        Ok(found)
    }

    /// One version. Of which place it is, tells the row.
    pub async fn questionnaire_version(&self, id: QuestionnaireVersionId) -> Result<Option<Version>> {
        self.opt(include_str!("one.sql"), &args![id.uuid()]).await
    }

    /// Released and withdrawn versions, the oldest first: for the program's own work.
    pub async fn released_questionnaires(&self) -> Result<Vec<VersionLine>> {
        self.all(include_str!("released.sql"), &args![Timestamp::MIN, MOST]).await
    }

    /// Is there a questionnaire of this code?
    pub async fn has_questionnaire(&self, code: &str) -> Result<bool> {
        Ok(self.opt::<i64>(include_str!("of_code.sql"), &args![code]).await?.is_some_and(|count| 0 < count))
    }

    /// The highest number of the versions of a questionnaire; 0: none.
    pub async fn latest_questionnaire_version(&self, id: QuestionnaireId) -> Result<i64> {
        Ok(self.opt(include_str!("latest.sql"), &args![id.uuid()]).await?.unwrap_or(0))
    }
}

/// A version that is begun.
#[derive(Debug, Clone)]
pub struct NewVersion<'a> {
    pub id: QuestionnaireVersionId,
    pub questionnaire: QuestionnaireId,
    pub number: i64,
    /// JSON
    pub draft: &'a str,
    /// what staff call it
    pub name: &'a str,
    pub by: AccountId,
}

/// What testing leaves with a version.
#[derive(Debug, Clone)]
pub struct Tested<'a> {
    /// JSON
    pub files: &'a str,
    pub is_offered: bool,
    pub right_until: Option<Date>,
}

impl Tx {
    /// Adds a questionnaire. Errors: `Duplicate` for a code that is there.
    pub async fn add_questionnaire(&mut self, new: &Questionnaire, now: Timestamp) -> Result<()> {
        let row = args![new.id.uuid(), &new.code, new.place.as_str(), new.created_by.uuid(), now];
        self.exec(include_str!("insert.sql"), &row).await.map(|_| ())
    }

    /// Begins a version. Errors: `Duplicate` while another one is in the making.
    pub async fn add_questionnaire_version(&mut self, new: &NewVersion<'_>, now: Timestamp) -> Result<()> {
        let row = args![new.id.uuid(), new.questionnaire.uuid(), new.number, new.draft, new.by.uuid(), now, new.name];
        self.exec(include_str!("insert_version.sql"), &row).await.map(|_| ())
    }

    /// Keeps what was typed; a version that was handed in is a draft again. False when somebody changed it, or it is released.
    pub async fn save_questionnaire(
        &mut self,
        (id, revision): (QuestionnaireVersionId, i64),
        (draft, name): (&str, &str),
        by: AccountId,
        now: Timestamp,
    ) -> Result<bool> {
        Ok(0 < self.exec(include_str!("save.sql"), &args![id.uuid(), revision, draft, by.uuid(), now, name]).await?)
    }

    /// Hands a draft in. False when somebody changed it.
    pub async fn test_questionnaire(
        &mut self,
        (id, revision): (QuestionnaireVersionId, i64),
        tested: &Tested<'_>,
        by: AccountId,
        now: Timestamp,
    ) -> Result<bool> {
        let row = args![id.uuid(), revision, tested.files, tested.is_offered, tested.right_until, by.uuid(), now];
        Ok(0 < self.exec(include_str!("test.sql"), &row).await?)
    }

    /// Releases a version that was handed in. False when somebody changed it.
    pub async fn release_questionnaire(
        &mut self,
        (id, revision): (QuestionnaireVersionId, i64),
        by: AccountId,
        now: Timestamp,
    ) -> Result<bool> {
        Ok(0 < self.exec(include_str!("release.sql"), &args![id.uuid(), revision, by.uuid(), now]).await?)
    }

    /// Sends a version back that was handed in. False when somebody changed it.
    pub async fn return_questionnaire(&mut self, (id, revision): (QuestionnaireVersionId, i64), reason: &str) -> Result<bool> {
        Ok(0 < self.exec(include_str!("send_back.sql"), &args![id.uuid(), revision, reason]).await?)
    }

    /// Withdraws a released version. False when somebody was quicker.
    pub async fn withdraw_questionnaire(
        &mut self,
        (id, revision): (QuestionnaireVersionId, i64),
        reason: &str,
        by: AccountId,
        now: Timestamp,
    ) -> Result<bool> {
        Ok(0 < self.exec(include_str!("withdraw.sql"), &args![id.uuid(), revision, reason, by.uuid(), now]).await?)
    }
}
