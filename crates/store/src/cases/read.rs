//! Reading cases.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;
use xinqiao_access::{Act, Clause, Permit, Scope, act};
use xinqiao_kernel::id::{AccountId, CaseEventId, CaseId, PersonId, WarningId};
use xinqiao_kernel::place::PathRange;

use super::{CaseEventRow, CaseRow, SeatRow, ToTell};
use crate::accounts::Left;
use crate::arg::args;
use crate::warnings::{Owned, fits};
use crate::{Db, Result};
use xinqiao_access::Relation;

/// Which open cases a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// status code; empty: all
    pub status: String,
    /// only those that the account answers for or owes something in
    pub mine: bool,
}

/// Behind which row a page of a list begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After<T> {
    pub key: T,
    pub id: Uuid,
}

impl After<Date> {
    /// From the beginning: before every day.
    pub const fn first() -> Self {
        Self { key: Date::MIN, id: Uuid::nil() }
    }
}

impl After<Timestamp> {
    /// From the newest.
    pub const fn newest() -> Self {
        Self { key: Timestamp::MAX, id: Uuid::max() }
    }
}

/// The ranges in which a list holds the cases at which its account has a seat; no role lists cases by another relation.
fn seats_in<A: Act>(scope: &Scope<A>) -> impl Iterator<Item = (&PathRange, AccountId)> {
    scope.clauses().iter().filter_map(|clause| match clause {
        Clause::Related(range, Relation::Team, account) => Some((range, *account)),
        _ => None,
    })
}

impl Db {
    /// Whose case it is, where, and who answers for it, for the access decision.
    pub async fn case_place(&self, id: CaseId) -> Result<Option<Owned>> {
        self.opt(include_str!("case_place.sql"), &args![id.uuid()]).await
    }

    /// Who has a seat at a case or owes something in it, for the access decision and for saving.
    pub async fn case_seats(&self, id: CaseId) -> Result<Vec<SeatRow>> {
        self.all(include_str!("seats.sql"), &args![id.uuid()]).await
    }

    /// The cases of a person, newest first: ids, places and responsible accounts only, for the access decision about each.
    pub async fn cases_of(&self, person: PersonId, limit: u32) -> Result<Vec<Owned>> {
        self.all(include_str!("of_person.sql"), &args![person.uuid(), i64::from(limit)]).await
    }

    /// The open case of a person, if there is one.
    pub async fn open_case_of(&self, person: PersonId) -> Result<Option<Owned>> {
        self.opt(include_str!("open_of_person.sql"), &args![person.uuid()]).await
    }

    /// The cases that came from a warning: ids only, newest first.
    pub async fn cases_of_warning(&self, warning: WarningId, limit: u32) -> Result<Vec<CaseId>> {
        let found: Vec<Uuid> = self.all(include_str!("of_warning.sql"), &args![warning.uuid(), i64::from(limit)]).await?;
        Ok(found.into_iter().map(CaseId::from_uuid).collect())
    }

    /// One case; none when it belongs to another place or person than the permit.
    pub async fn case<A: Act>(&self, permit: &Permit<A>, id: CaseId) -> Result<Option<CaseRow>> {
        let found: Option<CaseRow> = self.opt(include_str!("case.sql"), &args![id.uuid()]).await?;
        Ok(found.filter(|case| fits(permit, &case.place, case.person)))
    }

    /// Whose event of a case it is, if it is kept: by it a form that is sent again is known, also by whoever has no seat any more.
    pub async fn case_event_by(&self, case: CaseId, event: CaseEventId) -> Result<Option<AccountId>> {
        let found: Option<Uuid> = self.opt(include_str!("event_by.sql"), &args![event.uuid(), case.uuid()]).await?;
        Ok(found.map(AccountId::from_uuid))
    }

    /// The events of a case, in order; none when it is not the permit's.
    pub async fn case_events<A: Act>(&self, permit: &Permit<A>, id: CaseId) -> Result<Vec<CaseEventRow>> {
        match self.case_place(id).await? {
            Some(found) if fits(permit, &found.place, found.person) => self.all_case_events(id).await,
            _ => Ok(Vec::new()),
        }
    }

    /// The cases of the permit's person, newest first: the person's own records, wherever they belong.
    pub async fn own_cases<A: Act>(&self, permit: &Permit<A>, limit: u32) -> Result<Vec<(CaseRow, Vec<CaseEventRow>)>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for owned in self.cases_of(person, limit).await? {
            let id = CaseId::from_uuid(owned.id);
            if let Some(row) = self.opt(include_str!("case.sql"), &args![owned.id]).await? {
                found.push((row, self.all_case_events(id).await?));
            }
        }
        Ok(found)
    }

    /// A case and its events for the program itself: telling what is due is nobody's reading.
    pub async fn case_for_sweep(&self, id: CaseId) -> Result<Option<(CaseRow, Vec<CaseEventRow>)>> {
        let Some(row) = self.opt(include_str!("case.sql"), &args![id.uuid()]).await? else { return Ok(None) };
        let events = self.all_case_events(id).await?;
        Ok(if events.is_empty() { None } else { Some((row, events)) })
    }

    /// Open cases at which the scope's account has a seat, by what is owed first.
    pub async fn open_cases(
        &self,
        scope: &Scope<act::ListCases>,
        filter: &CaseFilter,
        after: After<Date>,
        limit: u32,
    ) -> Result<Vec<CaseRow>> {
        let mut found: Vec<CaseRow> = Vec::new();
        for (range, account) in seats_in(scope) {
            let row = args![
                account.uuid(),
                &range.from,
                &range.below,
                &filter.status,
                filter.mine,
                after.key,
                after.id,
                i64::from(limit)
            ];
            found.extend(self.all(include_str!("open_of_seat.sql"), &row).await?);
        }
        found.sort_by_key(|case: &CaseRow| (case.state.next_due_on, case.id));
        found.dedup_by_key(|case| case.id);
        found.truncate(limit as usize);
        Ok(found)
    }

    /// Closed cases at which the scope's account has a seat, newest first.
    pub async fn closed_cases(&self, scope: &Scope<act::ListCases>, after: After<Timestamp>, limit: u32) -> Result<Vec<CaseRow>> {
        let mut found: Vec<CaseRow> = Vec::new();
        for (range, account) in seats_in(scope) {
            let row = args![account.uuid(), &range.from, &range.below, after.key, after.id, i64::from(limit)];
            found.extend(self.all(include_str!("closed_of_seat.sql"), &row).await?);
        }
        found.sort_by_key(|case: &CaseRow| std::cmp::Reverse((case.state.closed_at, case.id)));
        found.dedup_by_key(|case| case.id);
        found.truncate(limit as usize);
        Ok(found)
    }

    /// Who is to be told by a day that something is due, the longest waiting first. For the program itself.
    pub async fn cases_to_tell(&self, today: Date, limit: u32) -> Result<Vec<ToTell>> {
        self.all(include_str!("to_tell.sql"), &args![today, i64::from(limit)]).await
    }

    /// Who has a seat at an open case and is not there any more: accounts that ended, and those without a role over its place. Behind a case, in the
    /// order of their ids. For the program itself.
    pub async fn cases_left(&self, today: Date, after: CaseId, limit: u32) -> Result<Vec<Left>> {
        self.all(include_str!("left.sql"), &args![today, after.uuid(), i64::from(limit)]).await
    }

    /// All events, page by page.
    async fn all_case_events(&self, id: CaseId) -> Result<Vec<CaseEventRow>> {
        let mut events: Vec<CaseEventRow> = Vec::new();
        loop {
            let last = events.last().map_or(0, |event| event.seq);
            let page: Vec<CaseEventRow> = self.all(include_str!("events.sql"), &args![id.uuid(), last]).await?;
            if page.is_empty() {
                return Ok(events);
            }
            events.extend(page);
        }
    }
}
