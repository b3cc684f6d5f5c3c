//! Reading duties.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_access::{Approval, Clause, Permit, PersonApproval, Scope};
use xinqiao_duties::Kind;
use xinqiao_kernel::id::{AccountId, DutyId, PersonId};

use super::entry::SealedEntry;
use super::{DutyAct, DutyRow, EntryRow};
use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result};

/// Where a list of duties goes on: the last one that was shown.
#[derive(Debug, Clone, Copy)]
pub struct After {
    pub opened_at: Timestamp,
    pub id: DutyId,
}

struct Access(PersonApproval);

impl FromRow for Access {
    fn from_row(row: &Row) -> Result<Self> {
        let (by, until) = (AccountId::from_uuid(row.uuid(1)?), row.day_opt(2)?.unwrap_or(Date::MIN));
        Ok(Self(PersonApproval { person: PersonId::from_uuid(row.uuid(0)?), approval: Approval { by, until } }))
    }
}

impl Db {
    /// What the access decision about a duty needs: ids only, no entry.
    pub async fn duty_place(&self, id: DutyId) -> Result<Option<DutyRow>> {
        self.opt(include_str!("duty.sql"), &args![id.uuid()]).await
    }

    /// One duty; none when it is of another kind, place or person than the permit.
    pub async fn duty<A: DutyAct>(&self, permit: &Permit<A>, id: DutyId) -> Result<Option<DutyRow>> {
        let found: Option<DutyRow> = self.opt(include_str!("duty.sql"), &args![id.uuid()]).await?;
        Ok(found.filter(|duty| duty.kind == A::KIND && *permit.place() == duty.place && permit.person() == duty.person))
    }

    /// The entries of a duty that may be read, in order.
    pub async fn duty_entries<A: DutyAct>(&self, permit: &Permit<A>, id: DutyId) -> Result<Vec<EntryRow>> {
        let Some(duty) = self.duty(permit, id).await? else { return Ok(Vec::new()) };
        let mut found: Vec<EntryRow> = Vec::new();
        loop {
            let last = found.last().map_or(0, |entry| entry.seq);
            let page: Vec<SealedEntry> = self.all(include_str!("entries.sql"), &args![id.uuid(), last]).await?;
            if page.is_empty() {
                return Ok(found);
            }
            found.extend(self.opened_entries(duty.person, page).await?);
        }
    }

    /// Duties of a scope, the latest first; with `all` those that have ended too.
    pub async fn duties<A: DutyAct>(&self, scope: &Scope<A>, all: bool, after: After, limit: u32) -> Result<Vec<DutyRow>> {
        let mut found: Vec<DutyRow> = Vec::new();
        for clause in scope.clauses() {
            let range = match clause {
                Clause::Below(range) | Clause::Related(range, ..) => range,
                _ => continue,
            };
            let row = args![A::KIND.code(), &range.from, &range.below, all, after.opened_at, after.id.uuid(), i64::from(limit)];
            found.extend(self.all(include_str!("below.sql"), &row).await?);
        }
        found.sort_by_key(|duty| std::cmp::Reverse((duty.opened_at, duty.id)));
        found.dedup_by_key(|duty| duty.id);
        found.truncate(limit as usize);
        Ok(found)
    }

    /// The latest mandatory report about somebody: its id and nothing else.
    pub async fn report_about(&self, person: PersonId) -> Result<Option<DutyId>> {
        let found: Option<uuid::Uuid> = self.opt(include_str!("report_about.sql"), &args![person.uuid()]).await?;
        Ok(found.map(DutyId::from_uuid))
    }

    /// What an account has asked for itself, the latest first: approvals for records of minors.
    pub async fn asked_by(&self, account: AccountId, limit: u32) -> Result<Vec<DutyRow>> {
        let row = args![account.uuid(), Kind::MinorAccess.code(), i64::from(limit)];
        self.all(include_str!("of_account.sql"), &row).await
    }

    /// The approvals for single persons that an account has on a day.
    pub async fn minor_access_of(&self, account: AccountId, today: Date) -> Result<Vec<PersonApproval>> {
        let found: Vec<Access> = self.all(include_str!("access_of.sql"), &args![account.uuid(), Some(today)]).await?;
        Ok(found.into_iter().map(|access| access.0).collect())
    }
}
