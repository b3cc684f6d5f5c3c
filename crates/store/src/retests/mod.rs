//! Tasks to ask again, because a sheet could not be counted. A task goes with its sheet.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_access::{Clause, Permit, Scope, act};
use xinqiao_kernel::id::{AccountId, CampaignId, PersonId, ResponseId, RetestId};
use xinqiao_kernel::person::masked_name;
use xinqiao_kernel::place::PlacePath;
use xinqiao_vault::{Field, VaultError};

use crate::arg::{Arg, args};
use crate::fields::{PERSON_NAME, own_arg_opt};
use crate::row::{FromRow, Row};
use crate::{Db, Result, StoreError, Tx};

/// Why a task was settled as it was.
pub(crate) const NOTE: Field = Field::new("retest_task", "note_sealed");

/// A task that a sheet opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRetest {
    pub id: RetestId,
    pub response: ResponseId,
    pub person: PersonId,
    pub campaign: Option<CampaignId>,
    pub place: PlacePath,
    pub instrument: String,
    /// codes of the rules that put the sheet aside, the first one first
    pub rules: Vec<String>,
    /// form or talk
    pub way: &'static str,
    pub due_at: Timestamp,
}

/// What a sheet does with tasks: a sheet that is put aside opens one, and every sheet settles those that asked for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Retesting {
    pub opens: Option<NewRetest>,
    pub settles: Vec<RetestId>,
}

/// A task as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetestRow {
    pub id: RetestId,
    pub response: ResponseId,
    pub person: PersonId,
    pub campaign: Option<CampaignId>,
    pub place: PlacePath,
    pub instrument: String,
    pub rules: Vec<String>,
    pub way: String,
    pub due_at: Timestamp,
    pub told_above_at: Option<Timestamp>,
    /// how, when, by whom; nobody: the program
    pub settled: Option<(String, Timestamp, Option<AccountId>)>,
    pub note: Option<String>,
    pub created_at: Timestamp,
    /// masked; empty after erasure
    pub name: String,
}

impl FromRow for RetestRow {
    fn from_row(row: &Row) -> Result<Self> {
        let (id, person) = (row.uuid(0)?, row.uuid(2)?);
        let key = row.person_key(16, person)?;
        let settled = match (row.text_opt(10)?, row.at_opt(11)?) {
            (Some(ending), Some(at)) => Some((ending, at, row.uuid_opt(12)?.map(AccountId::from_uuid))),
            _ => None,
        };
        let name = row.own_text(15, key.as_ref(), &PERSON_NAME.of(person))?.unwrap_or_default();
        Ok(Self {
            id: RetestId::from_uuid(id),
            response: ResponseId::from_uuid(row.uuid(1)?),
            person: PersonId::from_uuid(person),
            campaign: row.uuid_opt(3)?.map(CampaignId::from_uuid),
            place: row.parsed(4, "retest_task", "place_path", "a place path")?,
            instrument: row.text(5)?,
            rules: row.text(6)?.split(',').map(str::to_owned).collect(),
            way: row.text(7)?,
            due_at: row.at(8)?,
            told_above_at: row.at_opt(9)?,
            settled,
            note: row.own_text(13, key.as_ref(), &NOTE.of(id))?,
            created_at: row.at(14)?,
            name: masked_name(&name),
        })
    }
}

/// Where a list goes on: the due time (of settled ones the settling) and id of the last one that was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetestAfter {
    pub at: Timestamp,
    pub id: RetestId,
}

/// A task as the person reads of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnRetest {
    pub instrument: String,
    pub way: String,
    pub created_at: Timestamp,
    pub settled: Option<(String, Timestamp)>,
}

impl FromRow for OwnRetest {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            instrument: row.text(0)?,
            way: row.text(1)?,
            created_at: row.at(2)?,
            settled: row.text_opt(3)?.zip(row.at_opt(4)?),
        })
    }
}

struct OpenForm(RetestId, Option<CampaignId>);

impl FromRow for OpenForm {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(RetestId::from_uuid(row.uuid(0)?), row.uuid_opt(1)?.map(CampaignId::from_uuid)))
    }
}

impl Db {
    /// What the access decision about a task needs.
    pub async fn retest_place(&self, id: RetestId) -> Result<Option<RetestRow>> {
        self.opt(include_str!("by_id.sql"), &args![id.uuid()]).await
    }

    /// One task; none when it is elsewhere than the permit, or about somebody else.
    pub async fn retest(&self, permit: &Permit<act::AskAgain>, id: RetestId) -> Result<Option<RetestRow>> {
        let fits = |row: &RetestRow| *permit.place() == row.place && permit.person() == Some(row.person);
        Ok(self.retest_place(id).await?.filter(fits))
    }

    /// Tasks of a scope: open ones by due time, settled ones the latest first.
    pub async fn retests(
        &self,
        scope: &Scope<act::AskAgain>,
        is_settled: bool,
        after: Option<RetestAfter>,
        limit: u32,
    ) -> Result<Vec<RetestRow>> {
        let begin = || RetestAfter {
            at: if is_settled { Timestamp::MAX } else { Timestamp::MIN },
            id: RetestId::from_uuid(if is_settled { Uuid::max() } else { Uuid::nil() }),
        };
        let after = after.unwrap_or_else(begin);
        let statement = if is_settled { include_str!("settled_below.sql") } else { include_str!("open_below.sql") };
        let mut found: Vec<RetestRow> = Vec::new();
        for clause in scope.clauses() {
            if let Clause::Below(range) = clause {
                let row = args![&range.from, &range.below, after.at, after.id.uuid(), i64::from(limit)];
                found.extend(self.all::<RetestRow>(statement, &row).await?);
            }
        }
        if is_settled {
            found.sort_by_key(|row| std::cmp::Reverse((row.settled.as_ref().map(|settled| settled.1), row.id)));
        } else {
            found.sort_by_key(|row| (row.due_at, row.id));
        }
        found.dedup_by_key(|row| row.id);
        found.truncate(limit as usize);
        Ok(found)
    }

    /// Open tasks of the permit's person that another form of an instrument settles, each with its campaign.
    pub async fn open_forms(
        &self,
        permit: &Permit<act::AnswerSelf>,
        instrument: &str,
    ) -> Result<Vec<(RetestId, Option<CampaignId>)>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        let rows: Vec<OpenForm> = self.all(include_str!("open_form.sql"), &args![person.uuid(), instrument]).await?;
        Ok(rows.into_iter().map(|OpenForm(id, campaign)| (id, campaign)).collect())
    }

    /// Tasks that are late and of which the level above does not know: for the sweep.
    pub async fn late_retests(&self, now: Timestamp, limit: u32) -> Result<Vec<RetestRow>> {
        self.all(include_str!("late.sql"), &args![now, i64::from(limit)]).await
    }

    /// Open tasks for today of which nobody has been told: for the sweep.
    pub async fn untold_retests(&self, limit: u32) -> Result<Vec<RetestRow>> {
        self.all(include_str!("untold.sql"), &args![i64::from(limit)]).await
    }

    /// Tasks about the permit's person, the latest first.
    pub async fn own_retests(&self, permit: &Permit<act::ReadOwnExport>) -> Result<Vec<OwnRetest>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        self.all(include_str!("of_person.sql"), &args![person.uuid()]).await
    }
}

impl Tx {
    /// Does with tasks what a sheet that was just kept does with them.
    pub async fn follow_retesting(&mut self, response: ResponseId, retesting: &Retesting, now: Timestamp) -> Result<()> {
        if let Some(new) = &retesting.opens {
            let row = args![
                new.id.uuid(),
                new.response.uuid(),
                new.person.uuid(),
                new.campaign.map(|campaign| campaign.uuid()),
                new.place.as_str(),
                &new.instrument,
                new.rules.first().cloned().unwrap_or_default(),
                new.rules.join(","),
                new.way,
                new.due_at,
                now
            ];
            self.exec(include_str!("insert.sql"), &row).await?;
        }
        for id in &retesting.settles {
            self.exec(include_str!("settle_by_sheet.sql"), &args![id.uuid(), now, response.uuid()]).await?;
        }
        Ok(())
    }

    /// A corrected sheet counts now: its own task is settled.
    pub async fn settle_corrected(&mut self, response: ResponseId, now: Timestamp) -> Result<()> {
        self.exec(include_str!("settle_corrected.sql"), &args![response.uuid(), now]).await.map(|_| ())
    }

    /// Somebody says what came of a task of the permit's person; false when somebody was first.
    pub async fn settle_retest(
        &mut self,
        permit: &Permit<act::AskAgain>,
        id: RetestId,
        (ending, note): (&str, Option<&str>),
        now: Timestamp,
    ) -> Result<bool> {
        let person = permit.person().ok_or_else(|| StoreError::Stale { table: "retest_task", id: id.to_string() })?;
        let key = self.person_key(person).await?.ok_or(VaultError::Erased)?;
        let note = own_arg_opt(&key, &NOTE.of(id.uuid()), note)?;
        let row = [Arg::from(id.uuid()), Arg::from(ending), Arg::from(now), Arg::from(permit.account().uuid()), note];
        Ok(self.exec(include_str!("settle.sql"), &row).await? > 0)
    }

    /// Notes that the level above was told; false when it was before, or somebody settled the task.
    pub async fn retest_told_above(&mut self, id: RetestId, now: Timestamp) -> Result<bool> {
        Ok(self.exec(include_str!("tell_above.sql"), &args![id.uuid(), now]).await? > 0)
    }

    /// Notes that those nearest were told of a task for today; false when they were before, or somebody settled it.
    pub async fn retest_told(&mut self, id: RetestId, now: Timestamp) -> Result<bool> {
        Ok(self.exec(include_str!("tell.sql"), &args![id.uuid(), now]).await? > 0)
    }

    /// Nobody can be asked again who was erased.
    pub(crate) async fn erase_retests_of(&mut self, person: PersonId, now: Timestamp) -> Result<()> {
        self.exec(include_str!("erase.sql"), &args![person.uuid(), now]).await.map(|_| ())
    }

    /// A task goes with its sheet.
    pub(crate) async fn forget_retest_of(&mut self, response: Uuid) -> Result<()> {
        self.exec(include_str!("delete_of_response.sql"), &args![response]).await.map(|_| ())
    }
}
