//! How much attention people need: what it is worked out of, and where they stood when it was worked out last.

use std::collections::HashMap;

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::PersonId;
use xinqiao_kernel::place::PlacePath;

use crate::arg::{Arg, args};
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

mod pass;

pub use pass::Pass;

/// Pieces of one kind of record that are read of a person at most; the newest.
const MOST: i64 = 500;

/// People whose evidence is read at once.
pub const AT_ONCE: usize = 64;
/// Pieces that one such statement gives at most.
const MOST_AT_ONCE: usize = 32_000;

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

struct PersonEvidence(Uuid, EvidenceRow);

impl FromRow for PersonEvidence {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.uuid(0)?, EvidenceRow { id: row.uuid(1)?, kinds: row.text(2)?, at: row.at(3)? }))
    }
}

/// The row that has somebody looked at, for many at once.
pub(crate) fn look_row(person: PersonId, place: &PlacePath, now: Timestamp) -> Vec<Arg> {
    args![person.uuid(), place.as_str(), "none", now, now, 0_i64, now].to_vec()
}

/// Saves so many at once: six values of each.
fn save_statement(size: usize) -> String {
    let row = |at: usize| {
        let marks: Vec<String> = (0..6).map(|column| format!("${}", at * 6 + column + 1)).collect();
        format!("({})", marks.join(", "))
    };
    let rows: Vec<String> = (0..size).map(row).collect();
    format!(
        "update person_standing set level = worked.column2, since = worked.column3, as_of = worked.column4, corrected = 0, \
         look_at = worked.column5 from (values {}) as worked where person_standing.person_id = worked.column1 \
         and (person_standing.look_at = worked.column6 or (person_standing.look_at is null and worked.column6 is null))",
        rows.join(", ")
    )
}

impl Tx {
    /// Has a person's level worked out again; `corrected` when evidence was withdrawn.
    pub async fn look_again(&mut self, person: PersonId, place: &PlacePath, corrected: bool, now: Timestamp) -> Result<()> {
        let row = args![person.uuid(), place.as_str(), now, i64::from(corrected)];
        self.exec(include_str!("look_again.sql"), &row).await.map(|_| ())
    }

    /// Keeps where people stand, and when to look again; not of whom evidence came meanwhile, for then it is worked out once more.
    pub async fn save_standings(&mut self, rows: &[(StandingRow, Option<Timestamp>)]) -> Result<()> {
        let mut rest = rows;
        for size in [32, 8, 1] {
            while size <= rest.len() {
                let (chunk, later) = rest.split_at(size);
                let mut flat = Vec::with_capacity(size * 6);
                for (row, look_at) in chunk {
                    flat.extend(args![row.person.uuid(), &row.level, row.since, row.as_of, *look_at, row.look_at]);
                }
                self.exec_built(&save_statement(size), &flat).await?;
                rest = later;
            }
        }
        Ok(())
    }
}

impl Db {
    /// Whose level is to be worked out at `now`, the longest waiting first. For the program itself.
    pub async fn due_standings(&self, now: Timestamp, limit: u32) -> Result<Vec<StandingRow>> {
        self.all(include_str!("due.sql"), &args![now, i64::from(limit)]).await
    }

    /// [`Db::evidence_of`] for at most [`AT_ONCE`] people with two statements, in their order. For the program itself.
    pub async fn evidence_of_many(&self, people: &[PersonId]) -> Result<Vec<Vec<EvidenceRow>>> {
        let (Some(last), true) = (people.last(), people.len() <= AT_ONCE) else { return Ok(Vec::new()) };
        let filled = people.iter().chain(std::iter::repeat(last)).take(AT_ONCE);
        let row: Vec<Arg> = filled.map(|person| Arg::from(person.uuid())).collect();
        let mut found: HashMap<Uuid, Vec<EvidenceRow>> = HashMap::new();
        for statement in [include_str!("evidence_of_many.sql"), include_str!("deeds_of_many.sql")] {
            let pieces: Vec<PersonEvidence> = self.all(statement, &row).await?;
            if pieces.len() == MOST_AT_ONCE {
                // somebody has more than a page holds: each is asked alone, with the newest
                return self.evidence_one_by_one(people).await;
            }
            for PersonEvidence(person, piece) in pieces {
                found.entry(person).or_default().push(piece);
            }
        }
        Ok(people.iter().map(|person| found.remove(&person.uuid()).unwrap_or_default()).collect())
    }

    async fn evidence_one_by_one(&self, people: &[PersonId]) -> Result<Vec<Vec<EvidenceRow>>> {
        let mut found = Vec::with_capacity(people.len());
        for person in people {
            found.push(self.evidence_of(*person).await?);
        }
        Ok(found)
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
