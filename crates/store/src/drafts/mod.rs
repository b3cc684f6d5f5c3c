//! Answers of unfinished tests, kept for whoever has an account: sealed with the key of the person, read by nobody else.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::{AnswerDraftId, CampaignId, PersonId};
use xinqiao_vault::Field;

use crate::arg::{Arg, args};
use crate::fields::own_arg;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// Submission key and answers.
pub(crate) const DRAFT_ANSWERS: Field = Field::new("answer_draft", "answers_sealed");

/// Which test is being taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftOf {
    /// the campaign that asks, when it is not a self-test of one's own
    pub campaign: Option<CampaignId>,
    pub instrument: String,
    pub version: String,
}

impl DraftOf {
    /// Under what the row of a person lies: one for each test, whatever its version.
    fn slot(&self) -> String {
        match self.campaign {
            Some(id) => format!("{}:{}", id.uuid().simple(), self.instrument),
            None => format!("self:{}", self.instrument),
        }
    }
}

/// A draft as it lies in its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    pub id: AnswerDraftId,
    pub of: DraftOf,
    /// JSON of submission key and answers
    pub answers: String,
    pub version: i64,
    pub begun_at: Timestamp,
    /// the last answer
    pub saved_at: Timestamp,
}

impl FromRow for DraftRow {
    fn from_row(row: &Row) -> Result<Self> {
        let id = row.uuid(0)?;
        let key = row.person_key(9, row.uuid(1)?)?;
        Ok(Self {
            id: AnswerDraftId::from_uuid(id),
            of: DraftOf {
                campaign: row.uuid_opt(2)?.map(CampaignId::from_uuid),
                instrument: row.text(3)?,
                version: row.text(4)?,
            },
            answers: row.own_text(5, key.as_ref(), &DRAFT_ANSWERS.of(id))?.unwrap_or_default(),
            version: row.int(6)?,
            begun_at: row.at(7)?,
            saved_at: row.at(8)?,
        })
    }
}

fn own(permit: &Permit<act::AnswerSelf>) -> Uuid {
    permit.person().map_or(Uuid::nil(), |person| person.uuid())
}

impl Db {
    /// The draft of the permit's own person.
    pub async fn draft(&self, permit: &Permit<act::AnswerSelf>, of: &DraftOf) -> Result<Option<DraftRow>> {
        self.opt(include_str!("of_slot.sql"), &args![own(permit), of.slot()]).await
    }

    /// All drafts of the permit's own person, for the copy of their data.
    pub async fn drafts_of(&self, permit: &Permit<act::ReadOwnExport>) -> Result<Vec<DraftRow>> {
        let person = permit.person().map_or(Uuid::nil(), |person| person.uuid());
        self.all(include_str!("of_person.sql"), &args![person]).await
    }

    /// All drafts of the permit's own person.
    pub async fn drafts(&self, permit: &Permit<act::AnswerSelf>) -> Result<Vec<DraftRow>> {
        self.all(include_str!("of_person.sql"), &args![own(permit)]).await
    }
}

impl Tx {
    /// Begins a draft of the permit's own person; false when there is one. Errors: `Sealed(Erased)` for somebody who was erased.
    pub async fn add_draft(
        &mut self,
        permit: &Permit<act::AnswerSelf>,
        of: &DraftOf,
        (id, answers): (AnswerDraftId, &str),
        now: Timestamp,
    ) -> Result<bool> {
        let person = own(permit);
        let key = self.key_of(PersonId::from_uuid(person)).await?;
        let row = [
            Arg::from(id.uuid()),
            Arg::from(person),
            Arg::from(of.slot()),
            Arg::from(of.campaign.map(|id| id.uuid())),
            Arg::from(&of.instrument),
            Arg::from(&of.version),
            own_arg(&key, &DRAFT_ANSWERS.of(id.uuid()), answers)?,
            Arg::from(now),
        ];
        Ok(self.exec(include_str!("insert.sql"), &row).await? > 0)
    }

    /// Writes answers over those of the row that was read; false when another device of the person was first.
    pub async fn save_draft(
        &mut self,
        permit: &Permit<act::AnswerSelf>,
        read: &DraftRow,
        answers: &str,
        now: Timestamp,
    ) -> Result<bool> {
        let key = self.key_of(PersonId::from_uuid(own(permit))).await?;
        let id = read.id.uuid();
        let row = [Arg::from(id), Arg::from(read.version), own_arg(&key, &DRAFT_ANSWERS.of(id), answers)?, Arg::from(now)];
        Ok(self.exec(include_str!("save.sql"), &row).await? > 0)
    }

    /// Forgets a draft of the permit's own person; false when there is none.
    pub async fn drop_draft(&mut self, permit: &Permit<act::AnswerSelf>, of: &DraftOf) -> Result<bool> {
        Ok(self.exec(include_str!("drop.sql"), &args![own(permit), of.slot()]).await? > 0)
    }

    /// Nothing stays of what somebody had begun to answer.
    pub(crate) async fn erase_drafts_of(&mut self, person: PersonId) -> Result<()> {
        self.exec(include_str!("drop_all.sql"), &args![person.uuid()]).await.map(|_| ())
    }
}
