//! How much attention people need: what it is worked out of, and where they stood when it was worked out last.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::PersonId;
use xinqiao_kernel::place::PlacePath;

use crate::arg::{Arg, args};
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// Pieces of one kind of record that are read of a person at most; the newest.
const MOST: i64 = 500;

pub(crate) const LOOK_COLUMNS: &str = "person_standing (person_id, place_path, level, since, as_of, corrected, look_at)";
pub(crate) const LOOK_WIDTH: usize = 7;
/// Somebody who is known is looked at again.
pub(crate) const LOOK_ENDING: &str = " on conflict (person_id) do update set look_at = excluded.look_at";

/// Where somebody stood when it was last worked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingRow {
    pub person: PersonId,
    /// code of a level of the crate `risk`
    pub level: String,
    pub since: Timestamp,
    pub as_of: Timestamp,
    /// evidence was withdrawn since
    pub corrected: bool,
    /// when it is worked out again
    pub look_at: Option<Timestamp>,
}

impl FromRow for StandingRow {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            person: PersonId::from_uuid(row.uuid(0)?),
            level: row.text(1)?,
            since: row.at(2)?,
            as_of: row.at(3)?,
            corrected: row.int(4)? > 0,
            look_at: row.at_opt(5)?,
        })
    }
}

/// A record that is evidence: a signal or an event of a warning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceRow {
    pub id: Uuid,
    /// codes of the risk model with spaces between, each perhaps with `:` and thousandths of its weight
    pub kinds: String,
    pub at: Timestamp,
}

impl FromRow for EvidenceRow {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { id: row.uuid(0)?, kinds: row.text(1)?, at: row.at(2)? })
    }
}

/// The row that has somebody looked at, for many at once.
pub(crate) fn look_row(person: PersonId, place: &PlacePath, now: Timestamp) -> Vec<Arg> {
    args![person.uuid(), place.as_str(), "none", now, now, 0_i64, now].to_vec()
}

impl Tx {
    /// Has a person's level worked out again; `corrected` when evidence was withdrawn.
    pub async fn look_again(&mut self, person: PersonId, place: &PlacePath, corrected: bool, now: Timestamp) -> Result<()> {
        let row = args![person.uuid(), place.as_str(), now, i64::from(corrected)];
        self.exec(include_str!("look_again.sql"), &row).await.map(|_| ())
    }

    /// Keeps where somebody stands, and when to look again; not when evidence came meanwhile, for then it is worked out once more.
    pub async fn save_standing(&mut self, row: &StandingRow, look_at: Option<Timestamp>) -> Result<()> {
        let args = args![row.person.uuid(), &row.level, row.since, row.as_of, look_at, row.look_at];
        self.exec(include_str!("save.sql"), &args).await.map(|_| ())
    }
}

impl Db {
    /// Whose level is to be worked out at `now`, the longest waiting first. For the program itself.
    pub async fn due_standings(&self, now: Timestamp, limit: u32) -> Result<Vec<StandingRow>> {
        self.all(include_str!("due.sql"), &args![now, i64::from(limit)]).await
    }

    /// What a level is worked out of: signals that stand, then what was done. For the program itself.
    pub async fn evidence_of(&self, person: PersonId) -> Result<Vec<EvidenceRow>> {
        let mut found: Vec<EvidenceRow> = self.all(include_str!("evidence.sql"), &args![person.uuid(), MOST]).await?;
        found.extend(self.all::<EvidenceRow>(include_str!("deeds.sql"), &args![person.uuid(), MOST]).await?);
        Ok(found)
    }

    /// Where the permit's person stood when it was worked out last.
    pub async fn standing_of(&self, permit: &Permit<act::ReadAttention>) -> Result<Option<StandingRow>> {
        let Some(person) = permit.person() else { return Ok(None) };
        self.opt(include_str!("standing.sql"), &args![person.uuid()]).await
    }
}
