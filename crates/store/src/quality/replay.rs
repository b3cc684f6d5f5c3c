//! Changed rules tried on answers of the past: the sheets of a stretch of time, and how far somebody's try is. For the program itself, which
//! counts and shows no sheet.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::{AccountId, PersonId, ResponseId};
use xinqiao_kernel::place::{PathRange, PlacePath};

use crate::arg::{Arg, args};
use crate::fields::OUTCOME;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// Signals of the sheets that are read at once; a sheet has a handful.
const MOST_DECIDED: i64 = 100_000;
/// Roles that one statement counts.
const ROLES: usize = 8;

/// A try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplayRow {
    pub id: Uuid,
    pub account: AccountId,
    /// the file as it was handed in
    pub rules: String,
    pub from: Timestamp,
    pub until: Timestamp,
    /// the last sheet that was looked at
    pub cursor: Uuid,
    /// JSON
    pub tally: String,
    /// why it ended before its end; empty
    pub fault: String,
    pub created_at: Timestamp,
    pub finished_at: Option<Timestamp>,
}

impl FromRow for ReplayRow {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.uuid(0)?,
            account: AccountId::from_uuid(row.uuid(1)?),
            rules: row.text(2)?,
            from: row.at(3)?,
            until: row.at(4)?,
            cursor: row.uuid(5)?,
            tally: row.text(6)?,
            fault: row.text(7)?,
            created_at: row.at(8)?,
            finished_at: row.at_opt(9)?,
        })
    }
}

/// A shared sheet with what was computed from it.
#[derive(Debug, Clone)]
pub struct ReplaySheet {
    pub id: ResponseId,
    pub person: PersonId,
    /// where the person was at that time
    pub place: PlacePath,
    pub instrument: String,
    pub version: String,
    pub sharing: String,
    /// JSON
    pub outcome: String,
    pub answered_at: Timestamp,
}

impl FromRow for ReplaySheet {
    fn from_row(row: &Row) -> Result<Self> {
        let (id, person) = (row.uuid(0)?, row.uuid(1)?);
        let key = row.person_key(7, person)?;
        Ok(Self {
            id: ResponseId::from_uuid(id),
            person: PersonId::from_uuid(person),
            place: row.parsed(8, "response", "place_path", "a place path")?,
            instrument: row.text(2)?,
            version: row.text(3)?,
            sharing: row.text(4)?,
            outcome: row.own_text(5, key.as_ref(), &OUTCOME.of(id))?.unwrap_or_default(),
            answered_at: row.at(6)?,
        })
    }
}

/// A signal that was raised of a sheet, and what people decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecidedRow {
    pub response: Uuid,
    pub pack: String,
    pub code: String,
    /// word of the crate `warnings`
    pub became: String,
}

impl FromRow for DecidedRow {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { response: row.uuid(0)?, pack: row.text(1)?, code: row.text(2)?, became: row.text(3)? })
    }
}

/// The smallest id of a moment: ids of sheets are in the order of their receipt.
pub fn first_id(at: Timestamp) -> Uuid {
    let millis = u128::try_from(at.as_millisecond()).unwrap_or(0);
    Uuid::from_u128(millis << 80)
}

impl Tx {
    /// Keeps a new try; false when its id is known.
    pub async fn add_replay(&mut self, new: &ReplayRow) -> Result<bool> {
        let row = args![new.id, new.account.uuid(), &new.rules, new.from, new.until, new.cursor, &new.tally, new.created_at];
        Ok(self.exec(include_str!("insert_replay.sql"), &row).await? > 0)
    }

    /// Keeps how far a try is; false when another worker was quicker.
    pub async fn save_replay(&mut self, after: &ReplayRow, cursor: Uuid) -> Result<bool> {
        let row = args![after.id, cursor, after.cursor, &after.tally, &after.fault, after.finished_at];
        Ok(self.exec(include_str!("save_replay.sql"), &row).await? > 0)
    }

    /// Forgets tries that ended and were made before an instant; how many.
    pub async fn forget_replays(&mut self, before: Timestamp) -> Result<u64> {
        self.exec(include_str!("forget_replays.sql"), &args![before]).await
    }
}

impl Db {
    /// The oldest try that has not ended.
    pub async fn next_replay(&self) -> Result<Option<ReplayRow>> {
        self.opt(include_str!("next_replay.sql"), &[]).await
    }

    /// One try.
    pub async fn replay(&self, _permit: &Permit<act::ReplayRules>, id: Uuid) -> Result<Option<ReplayRow>> {
        self.opt(include_str!("replay.sql"), &args![id]).await
    }

    /// Tries made after an instant, newest first.
    pub async fn replays(&self, _permit: &Permit<act::ReplayRules>, after: Timestamp, limit: u32) -> Result<Vec<ReplayRow>> {
        self.all(include_str!("replays.sql"), &args![after, i64::from(limit)]).await
    }

    /// Shared sheets between two ids, in their order, of people whose records are in use; never a private one.
    pub async fn replay_sheets(&self, after: Uuid, before: Uuid, limit: u32) -> Result<Vec<ReplaySheet>> {
        self.all(include_str!("sheets.sql"), &args![after, before, i64::from(limit)]).await
    }

    /// What was raised of the sheets from one id to another, and decided.
    pub async fn decided_of_sheets(&self, first: ResponseId, last: ResponseId) -> Result<Vec<DecidedRow>> {
        self.all(include_str!("decided.sql"), &args![first.uuid(), last.uuid(), MOST_DECIDED]).await
    }

    /// Outcomes of up to five shared sheets of a person before an instant, newest first.
    pub async fn outcomes_before(&self, sheet: &ReplaySheet) -> Result<Vec<(String, Timestamp)>> {
        let row = args![sheet.person.uuid(), &sheet.instrument, sheet.answered_at];
        let rows: Vec<crate::assessment::Previous> = self.all(include_str!("../assessment/previous.sql"), &row).await?;
        Ok(rows.into_iter().map(|crate::assessment::Previous(outcome, at)| (outcome, at)).collect())
    }

    /// How many accounts have one of the roles below a place on a day.
    pub async fn count_holders(&self, roles: &[&str], range: &PathRange, day: Date) -> Result<u64> {
        let mut accounts = 0;
        for chunk in roles.chunks(ROLES) {
            let filled = chunk.iter().chain(std::iter::repeat(&"")).take(ROLES);
            let mut row: Vec<Arg> = filled.map(|role| Arg::from(*role)).collect();
            row.extend(args![&range.from, &range.below, day]);
            accounts += self.opt::<i64>(include_str!("deciders.sql"), &row).await?.unwrap_or(0).unsigned_abs();
        }
        Ok(accounts)
    }
}
