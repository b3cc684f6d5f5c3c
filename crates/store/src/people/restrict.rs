//! Records that are stored and used for nothing else, because their person asked for deletion and something has to stay (PIPL 47 ¶2).

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::PersonId;

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, StoreError, Tx};

/// What there is about somebody, counted: what a decision about erasing them asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonCounts {
    /// holds in force that keep their records
    pub holds: i64,
    pub open_warnings: i64,
    pub closed_warnings: i64,
    /// emergencies under which their records are open
    pub emergencies: i64,
    /// mandatory reports about them that have not ended
    pub open_reports: i64,
    /// when the last such report ended
    pub reported_at: Option<Timestamp>,
    pub results: i64,
    pub accounts: i64,
    /// posts of staff that their accounts hold
    pub posts: i64,
}

impl FromRow for PersonCounts {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            holds: row.int(0)?,
            open_warnings: row.int(1)?,
            closed_warnings: row.int(2)?,
            emergencies: row.int(3)?,
            open_reports: row.int(4)?,
            reported_at: row.at_opt(5)?,
            results: row.int(6)?,
            accounts: row.int(7)?,
            posts: row.int(8)?,
        })
    }
}

impl Tx {
    /// What there is about the person of the permit. `today` decides which posts are in force.
    pub async fn person_counts(&mut self, permit: &Permit<act::HandleDataRequest>, today: Date) -> Result<Option<PersonCounts>> {
        let Some(person) = permit.person() else { return Ok(None) };
        self.opt(include_str!("standing.sql"), &args![person.uuid(), today]).await
    }

    /// From now on the records of the permit's person are stored only; false when they were before, or the person was erased.
    pub async fn restrict_person(&mut self, permit: &Permit<act::HandleDataRequest>, now: Timestamp) -> Result<bool> {
        let Some(person) = permit.person() else { return Ok(false) };
        Ok(self.exec(include_str!("restrict.sql"), &args![person.uuid(), now]).await? > 0)
    }

    /// The records of the permit's person are used again; false when they were.
    pub async fn end_restriction(&mut self, permit: &Permit<act::HandleDataRequest>) -> Result<bool> {
        let Some(person) = permit.person() else { return Ok(false) };
        Ok(self.exec(include_str!("unrestrict.sql"), &args![person.uuid()]).await? > 0)
    }
}

impl Db {
    /// Since when somebody's records are stored only; `None` for everybody else.
    pub async fn restricted_at(&self, person: PersonId) -> Result<Option<Timestamp>> {
        let found: Option<i64> = self.opt(include_str!("restricted_at.sql"), &args![person.uuid()]).await?;
        found
            .map(|micros| {
                Timestamp::from_microsecond(micros).map_err(|_| StoreError::Corrupt {
                    table: "person",
                    column: "restricted_at",
                    expected: "an instant in microseconds",
                    found: micros.to_string(),
                })
            })
            .transpose()
    }
}
