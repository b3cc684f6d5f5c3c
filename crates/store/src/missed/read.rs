//! Reading reviews.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_access::{Clause, Permit, Scope, act};
use xinqiao_kernel::id::MissedReviewId;

use super::{MissedEventRow, MissedRow};
use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result};

/// Where a list goes on: the due time (of closed ones the closing) and id of the last one that was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissedAfter {
    pub at: Timestamp,
    pub id: MissedReviewId,
}

/// A review as the person reads of it: no words, which speak of others' work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnMissed {
    pub event: String,
    pub event_at: Timestamp,
    pub opened_at: Timestamp,
    pub closed_at: Option<Timestamp>,
}

impl FromRow for OwnMissed {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { event: row.text(0)?, event_at: row.at(1)?, opened_at: row.at(2)?, closed_at: row.at_opt(3)? })
    }
}

impl Db {
    /// What the access decision about a review needs: no event.
    pub async fn missed_place(&self, id: MissedReviewId) -> Result<Option<MissedRow>> {
        self.opt(include_str!("review.sql"), &args![id.uuid()]).await
    }

    /// The review that a warning or an emergency opened.
    pub async fn missed_of_source(&self, source: Uuid) -> Result<Option<MissedReviewId>> {
        let found: Option<Uuid> = self.opt(include_str!("of_source.sql"), &args![source]).await?;
        Ok(found.map(MissedReviewId::from_uuid))
    }

    /// One review with its events; none when it is elsewhere than the permit, or about somebody else.
    pub async fn missed(
        &self,
        permit: &Permit<act::ReviewMissed>,
        id: MissedReviewId,
    ) -> Result<Option<(MissedRow, Vec<MissedEventRow>)>> {
        let found = self.missed_place(id).await?;
        let found = found.filter(|row| *permit.place() == row.place && (row.person.is_none() || permit.person() == row.person));
        let Some(row) = found else { return Ok(None) };
        let events = self.all_missed_events(id).await?;
        Ok(Some((row, events)))
    }

    /// The events of a review: for the sweep.
    pub async fn missed_events_for_sweep(&self, id: MissedReviewId) -> Result<Vec<MissedEventRow>> {
        self.all_missed_events(id).await
    }

    /// Reviews of a scope: open ones by due time, closed ones the latest first.
    pub async fn missed_below(
        &self,
        scope: &Scope<act::ReviewMissed>,
        is_closed: bool,
        after: Option<MissedAfter>,
        limit: u32,
    ) -> Result<Vec<MissedRow>> {
        let begin = || MissedAfter {
            at: if is_closed { Timestamp::MAX } else { Timestamp::MIN },
            id: MissedReviewId::from_uuid(if is_closed { Uuid::max() } else { Uuid::nil() }),
        };
        let after = after.unwrap_or_else(begin);
        let statement = if is_closed { include_str!("closed_below.sql") } else { include_str!("open_below.sql") };
        let mut found: Vec<MissedRow> = Vec::new();
        for clause in scope.clauses() {
            if let Clause::Below(range) = clause {
                let row = args![&range.from, &range.below, after.at, after.id.uuid(), i64::from(limit)];
                found.extend(self.all::<MissedRow>(statement, &row).await?);
            }
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

    /// Reviews whose step is late: for the sweep.
    pub async fn late_missed(&self, now: Timestamp, limit: u32) -> Result<Vec<MissedRow>> {
        self.all(include_str!("late.sql"), &args![now, i64::from(limit)]).await
    }

    /// Reviews about the permit's person, the latest first.
    pub async fn own_missed(&self, permit: &Permit<act::ReadOwnExport>) -> Result<Vec<OwnMissed>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        self.all(include_str!("of_person.sql"), &args![person.uuid()]).await
    }
}
