//! Plans and how far each is. A plan says nothing about a person.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_access::{Clause, Permit, Scope, act};
use xinqiao_kernel::id::{AccountId, RescoreId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_vault::{Class, Field};

use crate::arg::{Arg, args};
use crate::fields::class_arg;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// Why sheets are counted again.
pub(crate) const REASON: Field = Field::new("rescore", "reason_sealed");
/// Why it was refused or stopped.
pub(crate) const NOTE: Field = Field::new("rescore", "note_sealed");

/// A plan as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RescoreRow {
    pub id: RescoreId,
    /// sheets of this place and of places below it
    pub place: PlacePath,
    pub instrument: String,
    pub from_version: String,
    pub to_version: String,
    /// answers from this instant on; none: from the first
    pub from: Option<Timestamp>,
    /// answers before this instant
    pub until: Timestamp,
    pub reason: String,
    /// counting, counted, applying, applied, refused, stopped or failed
    pub stage: String,
    /// the last sheet that was looked at in this stage
    pub cursor: Uuid,
    /// JSON
    pub tally: String,
    /// people whose result would differ; none until counted
    pub people: Option<i64>,
    /// signals that were raised by applying it
    pub raised: i64,
    /// why it does not go on; empty
    pub fault: String,
    pub planned_by: AccountId,
    pub counted_at: Option<Timestamp>,
    /// who agreed, refused or stopped it, and when
    pub decided: Option<(AccountId, Timestamp)>,
    pub note: Option<String>,
    pub applied_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

impl FromRow for RescoreRow {
    fn from_row(row: &Row) -> Result<Self> {
        let id = row.uuid(0)?;
        Ok(Self {
            id: RescoreId::from_uuid(id),
            place: row.parsed(1, "rescore", "place_path", "a place path")?,
            instrument: row.text(2)?,
            from_version: row.text(3)?,
            to_version: row.text(4)?,
            from: row.at_opt(5)?,
            until: row.at(6)?,
            reason: row.class_text(7, Class::Account, &REASON.of(id))?,
            stage: row.text(8)?,
            cursor: row.uuid(9)?,
            tally: row.text(10)?,
            people: row.int_opt(11)?,
            raised: row.int(12)?,
            fault: row.text(13)?,
            planned_by: AccountId::from_uuid(row.uuid(14)?),
            counted_at: row.at_opt(15)?,
            decided: row.uuid_opt(16)?.map(AccountId::from_uuid).zip(row.at_opt(17)?),
            note: row.class_text_opt(18, Class::Account, &NOTE.of(id))?,
            applied_at: row.at_opt(19)?,
            created_at: row.at(20)?,
        })
    }
}

/// What somebody decided about a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision<'a> {
    /// the stage in which it was decided
    pub from: &'a str,
    /// the stage that follows
    pub to: &'static str,
    pub by: AccountId,
    pub note: Option<&'a str>,
}

impl Tx {
    /// Keeps a new plan; false when its id is known.
    pub async fn add_rescore(&mut self, new: &RescoreRow) -> Result<bool> {
        let id = new.id.uuid();
        let row: [Arg; 12] = [
            id.into(),
            new.place.as_str().into(),
            (&new.instrument).into(),
            (&new.from_version).into(),
            (&new.to_version).into(),
            new.from.into(),
            new.until.into(),
            class_arg(&self.vault(), Class::Account, &REASON.of(id), new.reason.as_bytes())?,
            new.cursor.into(),
            (&new.tally).into(),
            new.planned_by.uuid().into(),
            new.created_at.into(),
        ];
        Ok(self.exec(include_str!("insert.sql"), &row).await? > 0)
    }

    /// Keeps how far a plan is; false when another worker was quicker or somebody decided about it.
    pub async fn save_rescore(&mut self, before: &RescoreRow, after: &RescoreRow) -> Result<bool> {
        let row = args![
            before.id.uuid(),
            &before.stage,
            before.cursor,
            &after.stage,
            after.cursor,
            &after.tally,
            after.people,
            after.raised,
            &after.fault,
            after.counted_at,
            after.applied_at
        ];
        Ok(self.exec(include_str!("save_step.sql"), &row).await? > 0)
    }

    /// Keeps what somebody decided; the next stage begins with the first sheet. False when somebody was quicker.
    pub async fn decide_rescore(&mut self, id: RescoreId, decision: &Decision<'_>, now: Timestamp) -> Result<bool> {
        let note = match decision.note {
            Some(note) => class_arg(&self.vault(), Class::Account, &NOTE.of(id.uuid()), note.as_bytes())?,
            None => Arg::Bytes(None),
        };
        let row = [
            Arg::from(id.uuid()),
            Arg::from(decision.from),
            Arg::from(decision.to),
            Arg::from(decision.by.uuid()),
            Arg::from(now),
            note,
            Arg::from(Uuid::nil()),
        ];
        Ok(self.exec(include_str!("decide.sql"), &row).await? > 0)
    }

    /// A plan of the same sheets and versions that has not ended.
    pub async fn running_rescore(&mut self, new: &RescoreRow) -> Result<Option<Uuid>> {
        let row = args![new.place.as_str(), &new.instrument, &new.from_version, &new.to_version];
        self.opt(include_str!("running.sql"), &row).await
    }
}

impl Db {
    /// What the access decision about a plan needs.
    pub async fn rescore_place(&self, id: RescoreId) -> Result<Option<RescoreRow>> {
        self.opt(include_str!("by_id.sql"), &args![id.uuid()]).await
    }

    /// One plan; none when it is elsewhere than the permit.
    pub async fn rescore(&self, permit: &Permit<act::ReadRescore>, id: RescoreId) -> Result<Option<RescoreRow>> {
        Ok(self.rescore_place(id).await?.filter(|row| *permit.place() == row.place))
    }

    /// Plans of a scope, the latest first, those before one.
    pub async fn rescores(
        &self,
        scope: &Scope<act::ReadRescore>,
        before: Option<RescoreId>,
        limit: u32,
    ) -> Result<Vec<RescoreRow>> {
        let before = before.map_or(Uuid::max(), |id| id.uuid());
        let mut found: Vec<RescoreRow> = Vec::new();
        for clause in scope.clauses() {
            if let Clause::Below(range) = clause {
                let row = args![&range.from, &range.below, before, i64::from(limit)];
                found.extend(self.all::<RescoreRow>(include_str!("below.sql"), &row).await?);
            }
        }
        found.sort_by_key(|row| std::cmp::Reverse(row.id));
        found.dedup_by_key(|row| row.id);
        found.truncate(limit as usize);
        Ok(found)
    }

    /// Plans with work to do, the oldest first: for the program itself.
    pub async fn due_rescores(&self) -> Result<Vec<RescoreRow>> {
        self.all(include_str!("due.sql"), &[]).await
    }
}
