//! Reading disputes.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_access::{Act, Clause, Permit, Scope, act};
use xinqiao_kernel::id::{DisputeId, PersonId};
use xinqiao_kernel::person::masked_name;
use xinqiao_kernel::place::{PathRange, PlacePath};

use super::{DisputeRow, StepRow};
use crate::accounts::{Left, OnDuty};
use crate::arg::{Arg, args};
use crate::fields::PERSON_NAME;
use crate::row::{FromRow, Row};
use crate::{Db, Result};

/// Where a list goes on: the due time (of closed ones the closing) and id of the last one that was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    pub at: Timestamp,
    pub id: DisputeId,
}

/// Which disputes a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// stage code; empty for all open ones, `closed` for those that are over
    pub stage: String,
    /// kind code; empty for all
    pub kind: String,
    pub after: Option<After>,
}

/// A party of the index, masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyName {
    pub person: PersonId,
    /// empty after erasure
    pub name: String,
}

impl FromRow for PartyName {
    fn from_row(row: &Row) -> Result<Self> {
        let person = row.uuid(0)?;
        let key = row.person_key(2, person)?;
        let name = row.own_text(1, key.as_ref(), &PERSON_NAME.of(person))?.unwrap_or_default();
        Ok(Self { person: PersonId::from_uuid(person), name: masked_name(&name) })
    }
}

/// A dispute as its party reads of it: no words, which speak of others too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnDispute {
    pub number: String,
    pub kind: String,
    pub registered_at: Timestamp,
    pub closed_at: Option<Timestamp>,
}

impl FromRow for OwnDispute {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { number: row.text(0)?, kind: row.text(1)?, registered_at: row.at(2)?, closed_at: row.at_opt(3)? })
    }
}

fn below(clauses: &[Clause]) -> impl Iterator<Item = &PathRange> {
    clauses.iter().filter_map(|clause| if let Clause::Below(range) = clause { Some(range) } else { None })
}

impl Db {
    /// What the access decision about a dispute needs: no event.
    pub async fn dispute_place(&self, id: DisputeId) -> Result<Option<DisputeRow>> {
        self.opt(include_str!("dispute.sql"), &args![id.uuid()]).await
    }

    /// The dispute that another system calls so: for the program's own comparison.
    pub async fn dispute_of_reference(&self, reference: &str) -> Result<Option<DisputeRow>> {
        self.opt(include_str!("of_reference.sql"), &args![reference]).await
    }

    /// One dispute; none when it is elsewhere than the permit.
    pub async fn dispute<A: Act>(&self, permit: &Permit<A>, id: DisputeId) -> Result<Option<DisputeRow>> {
        Ok(self.dispute_place(id).await?.filter(|found| *permit.place() == found.place))
    }

    /// The events of a dispute, in order; none when it is elsewhere than the permit.
    pub async fn dispute_steps<A: Act>(&self, permit: &Permit<A>, id: DisputeId) -> Result<Vec<StepRow>> {
        match self.dispute(permit, id).await? {
            Some(_) => self.all_steps(id).await,
            None => Ok(Vec::new()),
        }
    }

    /// The parties of the index, masked; none when the dispute is elsewhere than the permit.
    pub async fn dispute_parties(&self, permit: &Permit<act::ReadDispute>, id: DisputeId) -> Result<Vec<PartyName>> {
        match self.dispute(permit, id).await? {
            Some(_) => self.all(include_str!("party_names.sql"), &args![id.uuid()]).await,
            None => Ok(Vec::new()),
        }
    }

    /// Disputes of a scope: open ones by due time, closed ones the latest first.
    pub async fn disputes(&self, scope: &Scope<act::ReadDispute>, wanted: &Wanted, limit: u32) -> Result<Vec<DisputeRow>> {
        let is_closed = wanted.stage == "closed";
        let begin = || After {
            at: if is_closed { Timestamp::MAX } else { Timestamp::MIN },
            id: DisputeId::from_uuid(if is_closed { uuid::Uuid::max() } else { uuid::Uuid::nil() }),
        };
        let after = wanted.after.unwrap_or_else(begin);
        let mut found: Vec<DisputeRow> = Vec::new();
        for range in below(scope.clauses()) {
            let limit = i64::from(limit);
            let more: Vec<DisputeRow> = if is_closed {
                let row = args![&range.from, &range.below, &wanted.kind, after.at, after.id.uuid(), limit];
                self.all(include_str!("closed_below.sql"), &row).await?
            } else {
                let row = args![&range.from, &range.below, &wanted.stage, &wanted.kind, after.at, after.id.uuid(), limit];
                self.all(include_str!("open_below.sql"), &row).await?
            };
            found.extend(more);
        }
        if is_closed {
            found.sort_by_key(|row| std::cmp::Reverse((row.state.closed_at, row.id)));
        } else {
            found.sort_by_key(|row| (row.state.owed.as_ref().map(|owed| owed.2), row.id));
        }
        found.dedup_by_key(|row| row.id);
        found.truncate(limit as usize);
        Ok(found)
    }

    /// Disputes of a place that were registered within a span, the oldest first.
    pub async fn disputes_registered(
        &self,
        permit: &Permit<act::ExchangeDisputes>,
        (from, until): (Timestamp, Timestamp),
        limit: u32,
    ) -> Result<Vec<(DisputeRow, Vec<StepRow>)>> {
        let range = permit.place().range();
        let row = args![&range.from, &range.below, from, until, i64::from(limit)];
        let rows: Vec<DisputeRow> = self.all(include_str!("registered_below.sql"), &row).await?;
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            let steps = self.all_steps(row.id).await?;
            found.push((row, steps));
        }
        Ok(found)
    }

    /// Disputes whose step is late: for the sweep.
    pub async fn late_disputes(&self, now: Timestamp, limit: u32) -> Result<Vec<DisputeRow>> {
        self.all(include_str!("late.sql"), &args![now, i64::from(limit)]).await
    }

    /// Disputes whose step somebody owes who is not there any more, the first due first: for the sweep.
    pub async fn disputes_left(&self, today: Date, limit: u32) -> Result<Vec<Left>> {
        self.all(include_str!("left.sql"), &args![today, i64::from(limit)]).await
    }

    /// The events of a dispute: for the sweep.
    pub async fn dispute_steps_for_sweep(&self, id: DisputeId) -> Result<Vec<StepRow>> {
        self.all_steps(id).await
    }

    /// What the permit's person is or was a party to, the latest first.
    pub async fn own_disputes(&self, permit: &Permit<act::ReadOwnExport>) -> Result<Vec<OwnDispute>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        self.all(include_str!("of_person.sql"), &args![person.uuid()]).await
    }

    /// Those who may owe a step of a dispute, of a place and of the places above it, nearest place first; of one place mediators first.
    pub async fn mediators_over(&self, place: &PlacePath, today: Date, limit: u32) -> Result<Vec<OnDuty>> {
        let mut row: Vec<Arg> = place.upwards().take(8).map(|above| Arg::from(above.as_str())).collect();
        row.resize(8, Arg::Text(None));
        row.push(today.into());
        row.push(i64::from(limit).into());
        self.all(include_str!("mediators_over.sql"), &row).await
    }
}
