//! Reading receptions.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_access::{Act, Clause, Permit, Scope, act};
use xinqiao_kernel::id::{PersonId, ReceptionId};
use xinqiao_kernel::person::masked_name;
use xinqiao_kernel::place::PlacePath;

use super::{ReceptionRow, ReceptionStepRow};
use crate::accounts::{Left, OnDuty};
use crate::arg::{Arg, args};
use crate::fields::PERSON_NAME;
use crate::row::{FromRow, Row};
use crate::{Db, Result};

/// Where a list goes on: the due time (of closed ones the closing) and id of the last one that was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AfterReception {
    pub at: Timestamp,
    pub id: ReceptionId,
}

/// A reception as the person reads of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnReception {
    pub number: String,
    pub stage: String,
    pub received_at: Timestamp,
    pub closed_at: Option<Timestamp>,
}

impl FromRow for OwnReception {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { number: row.text(0)?, stage: row.text(1)?, received_at: row.at(2)?, closed_at: row.at_opt(3)? })
    }
}

/// A name, masked; empty after erasure.
struct Masked(String);

impl FromRow for Masked {
    fn from_row(row: &Row) -> Result<Self> {
        let person = row.uuid(0)?;
        let key = row.person_key(2, person)?;
        Ok(Self(masked_name(&row.own_text(1, key.as_ref(), &PERSON_NAME.of(person))?.unwrap_or_default())))
    }
}

impl Db {
    /// What the access decision about a reception needs: no event.
    pub async fn reception_place(&self, id: ReceptionId) -> Result<Option<ReceptionRow>> {
        self.opt(include_str!("by_id.sql"), &args![id.uuid()]).await
    }

    /// One reception; none when it is elsewhere than the permit.
    pub async fn reception<A: Act>(&self, permit: &Permit<A>, id: ReceptionId) -> Result<Option<ReceptionRow>> {
        let fits = |found: &ReceptionRow| *permit.place() == found.place && permit.person() == found.state.person;
        Ok(self.reception_place(id).await?.filter(fits))
    }

    /// The events of a reception, in order; none when it is elsewhere than the permit.
    pub async fn reception_steps<A: Act>(&self, permit: &Permit<A>, id: ReceptionId) -> Result<Vec<ReceptionStepRow>> {
        match self.reception(permit, id).await? {
            Some(_) => self.all_reception_steps(id).await,
            None => Ok(Vec::new()),
        }
    }

    /// The masked name of whoever accepted the service; none before, and when the reception is elsewhere than the permit.
    pub async fn reception_name(&self, permit: &Permit<act::ReadReception>, id: ReceptionId) -> Result<Option<String>> {
        let Some(person) = self.reception(permit, id).await?.and_then(|found| found.state.person) else { return Ok(None) };
        let found: Option<Masked> = self.opt(include_str!("name_of.sql"), &args![person.uuid()]).await?;
        Ok(found.map(|name| name.0))
    }

    /// Receptions of a scope: open ones by due time, closed ones the latest first. Nobody is named.
    pub async fn receptions(
        &self,
        scope: &Scope<act::ReadReception>,
        closed: bool,
        after: Option<AfterReception>,
        limit: u32,
    ) -> Result<Vec<ReceptionRow>> {
        let begin = || AfterReception {
            at: if closed { Timestamp::MAX } else { Timestamp::MIN },
            id: ReceptionId::from_uuid(if closed { uuid::Uuid::max() } else { uuid::Uuid::nil() }),
        };
        let after = after.unwrap_or_else(begin);
        let mut found: Vec<ReceptionRow> = Vec::new();
        let below =
            scope.clauses().iter().filter_map(|clause| if let Clause::Below(range) = clause { Some(range) } else { None });
        for range in below {
            let row = args![&range.from, &range.below, after.at, after.id.uuid(), i64::from(limit)];
            let more: Vec<ReceptionRow> = match closed {
                true => self.all(include_str!("closed_below.sql"), &row).await?,
                false => self.all(include_str!("open_below.sql"), &row).await?,
            };
            found.extend(more);
        }
        if closed {
            found.sort_by_key(|row| std::cmp::Reverse((row.state.closed_at, row.id)));
        } else {
            found.sort_by_key(|row| (row.state.owed.as_ref().map(|owed| owed.2), row.id));
        }
        found.dedup_by_key(|row| row.id);
        found.truncate(limit as usize);
        Ok(found)
    }

    /// Receptions of which something is late: for the sweep.
    pub async fn late_receptions(&self, now: Timestamp, limit: u32) -> Result<Vec<ReceptionRow>> {
        self.all(include_str!("late.sql"), &args![now, i64::from(limit)]).await
    }

    /// Receptions of which somebody owes something who is not there any more, the first due first: for the sweep.
    pub async fn receptions_left(&self, today: Date, limit: u32) -> Result<Vec<Left>> {
        self.all(include_str!("left.sql"), &args![today, i64::from(limit)]).await
    }

    /// The events of a reception: for the sweep.
    pub async fn reception_steps_for_sweep(&self, id: ReceptionId) -> Result<Vec<ReceptionStepRow>> {
        self.all_reception_steps(id).await
    }

    /// The receptions at which the permit's person accepted the service, the latest first.
    pub async fn own_receptions(&self, permit: &Permit<act::ReadOwnExport>) -> Result<Vec<OwnReception>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        self.receptions_of(person).await
    }

    async fn receptions_of(&self, person: PersonId) -> Result<Vec<OwnReception>> {
        self.all(include_str!("of_person.sql"), &args![person.uuid()]).await
    }

    /// Those who may owe a step of a reception, of a place and of the places above it, nearest place first; of one place who counsels first.
    pub async fn receivers_over(&self, place: &PlacePath, today: Date, limit: u32) -> Result<Vec<OnDuty>> {
        let mut row: Vec<Arg> = place.upwards().take(8).map(|above| Arg::from(above.as_str())).collect();
        row.resize(8, Arg::Text(None));
        row.push(today.into());
        row.push(i64::from(limit).into());
        self.all(include_str!("receivers_over.sql"), &row).await
    }
}
