//! What the levels of the risk model are judged by: what was known at an instant, and what happened later. For the program's own counting; the
//! reports hold numbers about many.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::PersonId;
use xinqiao_kernel::place::PlacePath;

use crate::arg::{Arg, args};
use crate::attention::{AT_ONCE, EvidenceRow};
use crate::row::{FromRow, Row};
use crate::{Db, Result, StoreError, Tx};

/// Rows that one statement gives at most.
const MOST: usize = 32_000;

/// Somebody about whom there is or was evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedPerson {
    pub id: PersonId,
    /// code
    pub sex: Option<String>,
    pub birth_on: Option<Date>,
    pub place: PlacePath,
}

impl FromRow for JudgedPerson {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: PersonId::from_uuid(row.uuid(0)?),
            sex: row.text_opt(1)?,
            birth_on: row.day_opt(2)?,
            place: row.parsed(3, "person", "place_path", "a place path")?,
        })
    }
}

/// A confirmed warning of a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeRow {
    pub person: PersonId,
    /// outcome code; empty while it runs
    pub ending: String,
    pub opened_at: Timestamp,
    pub closed_at: Option<Timestamp>,
}

impl FromRow for OutcomeRow {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            person: PersonId::from_uuid(row.uuid(0)?),
            ending: row.text(1)?,
            opened_at: row.at(2)?,
            closed_at: row.at_opt(3)?,
        })
    }
}

struct PersonEvidence(Uuid, EvidenceRow);

impl FromRow for PersonEvidence {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.uuid(0)?, EvidenceRow { id: row.uuid(1)?, kinds: row.text(2)?, at: row.at(3)? }))
    }
}

/// How right a version of the model was in a quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelReportRow {
    /// pack and version
    pub model: String,
    /// `2026-Q3`
    pub quarter: String,
    /// JSON of numbers
    pub body: String,
    pub at: Timestamp,
}

impl FromRow for ModelReportRow {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { model: row.text(0)?, quarter: row.text(1)?, body: row.text(2)?, at: row.at(3)? })
    }
}

fn filled(people: &[PersonId]) -> Option<Vec<Arg>> {
    let last = people.last().filter(|_| people.len() <= AT_ONCE)?;
    Some(people.iter().chain(std::iter::repeat(last)).take(AT_ONCE).map(|person| Arg::from(person.uuid())).collect())
}

fn whole<T>(rows: Vec<T>, table: &'static str) -> Result<Vec<T>> {
    match rows.len() < MOST {
        true => Ok(rows),
        false => {
            let expected = "fewer rows about 64 people";
            Err(StoreError::Corrupt { table, column: "person_id", expected, found: MOST.to_string() })
        }
    }
}

impl Db {
    /// People after an id who have a standing, in the order of their ids; never those who were erased or whose records are stored only.
    pub async fn people_with_standing(&self, after: Uuid, limit: u32) -> Result<Vec<JudgedPerson>> {
        self.all(include_str!("people_with_standing.sql"), &args![after, i64::from(limit)]).await
    }

    /// What was evidence about at most [`AT_ONCE`] people at an instant, in their order: what was dismissed later counted then.
    ///
    /// Errors: `Corrupt` when there is more than any 64 people have.
    pub async fn evidence_at(&self, people: &[PersonId], at: Timestamp) -> Result<Vec<Vec<EvidenceRow>>> {
        let Some(mut row) = filled(people) else { return Ok(Vec::new()) };
        row.push(at.into());
        let mut found: HashMap<Uuid, Vec<EvidenceRow>> = HashMap::new();
        for (statement, table) in
            [(include_str!("evidence_then.sql"), "signal"), (include_str!("deeds_then.sql"), "warning_event")]
        {
            for PersonEvidence(person, piece) in whole(self.all(statement, &row).await?, table)? {
                found.entry(person).or_default().push(piece);
            }
        }
        Ok(people.iter().map(|person| found.remove(&person.uuid()).unwrap_or_default()).collect())
    }

    /// Confirmed warnings of a level about at most [`AT_ONCE`] people that were opened before an instant.
    pub async fn outcomes_of(&self, people: &[PersonId], level: &str, before: Timestamp) -> Result<Vec<OutcomeRow>> {
        let Some(mut row) = filled(people) else { return Ok(Vec::new()) };
        row.extend(args![level, before]);
        whole(self.all(include_str!("outcomes_of_many.sql"), &row).await?, "warning")
    }

    /// The report of a model about a quarter: for the program itself.
    pub async fn model_report(&self, model: &str, quarter: &str) -> Result<Option<ModelReportRow>> {
        self.opt(include_str!("report.sql"), &args![model, quarter]).await
    }

    /// Reports about quarters from one on, the latest first.
    pub async fn model_reports(&self, _permit: &Permit<act::ReadQuality>, from: &str, limit: u32) -> Result<Vec<ModelReportRow>> {
        self.all(include_str!("reports_of_quarter.sql"), &args![from, i64::from(limit)]).await
    }
}

impl Tx {
    /// Keeps a report; false when there is one of this model about the quarter.
    pub async fn add_model_report(&mut self, new: &ModelReportRow) -> Result<bool> {
        let row = args![&new.model, &new.quarter, &new.body, new.at];
        Ok(self.exec(include_str!("insert_report.sql"), &row).await? > 0)
    }
}
