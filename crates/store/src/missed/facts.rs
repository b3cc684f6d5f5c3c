//! The facts that open a review, for the program's own search; and how many were missed.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_indicators::RawCounts;
use xinqiao_kernel::id::PersonId;
use xinqiao_kernel::place::PlacePath;

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result};

/// Nodes of one quarter.
const MOST_MARKS: i64 = 20_000;

/// A confirmed red warning, or a justified emergency, that no warning preceded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundEvent {
    pub id: Uuid,
    pub person: PersonId,
    pub place: PlacePath,
    pub at: Timestamp,
    /// of an emergency
    pub reason: Option<String>,
}

/// A signal that a warning took up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarningSignal {
    /// codes of the risk model with spaces between, each perhaps with `:` and thousandths
    pub kinds: String,
    pub source: String,
    pub raised_at: Timestamp,
}

struct RedRow(FoundEvent);

impl FromRow for RedRow {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(FoundEvent {
            id: row.uuid(0)?,
            person: PersonId::from_uuid(row.uuid(1)?),
            place: row.parsed(2, "warning", "place_path", "a place path")?,
            at: row.at(3)?,
            reason: None,
        }))
    }
}

impl FromRow for FoundEvent {
    fn from_row(row: &Row) -> Result<Self> {
        let RedRow(found) = RedRow::from_row(row)?;
        Ok(Self { reason: Some(row.text(4)?), ..found })
    }
}

impl FromRow for WarningSignal {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { kinds: row.text(0)?, source: row.text(1)?, raised_at: row.at(2)? })
    }
}

struct Marked(String, u64);

impl FromRow for Marked {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.text(0)?, row.int(1)?.unsigned_abs()))
    }
}

/// Where a search goes on, until when it goes, and how far back an earlier warning counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Search {
    pub after: (Timestamp, Uuid),
    pub until: Timestamp,
    pub look_back: jiff::SignedDuration,
}

impl Db {
    /// Confirmed red warnings without a review that no other warning about the person preceded, the oldest first.
    pub async fn red_without_review(&self, search: Search, limit: u32) -> Result<Vec<FoundEvent>> {
        let rows: Vec<RedRow> = self.all(include_str!("red_warnings.sql"), &search.args(limit)).await?;
        Ok(rows.into_iter().map(|RedRow(found)| found).collect())
    }

    /// Justified emergencies without a review that no warning about the person preceded, the oldest first.
    pub async fn emergencies_without_review(&self, search: Search, limit: u32) -> Result<Vec<FoundEvent>> {
        self.all(include_str!("justified_emergencies.sql"), &search.args(limit)).await
    }

    /// What a warning took up, the oldest first.
    pub async fn facts_of_warning(&self, warning: Uuid) -> Result<Vec<WarningSignal>> {
        self.all(include_str!("signals_of_warning.sql"), &args![warning]).await
    }

    /// Persons with something missed that happened from one instant to before another, by the node of their review. Nobody can read who.
    pub async fn counted_misses(&self, from: Timestamp, until: Timestamp) -> Result<RawCounts> {
        let rows: Vec<Marked> = self.all(include_str!("marks.sql"), &args![from, until, MOST_MARKS]).await?;
        Ok(RawCounts::of(rows.into_iter().map(|Marked(mark, persons)| (mark, String::new(), persons))))
    }
}

impl Search {
    fn args(self, limit: u32) -> [crate::arg::Arg; 5] {
        let micros = i64::try_from(self.look_back.as_micros()).unwrap_or(i64::MAX);
        args![self.after.0, self.after.1, self.until, micros, i64::from(limit)]
    }
}
