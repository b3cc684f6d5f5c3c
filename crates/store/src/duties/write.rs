//! Writing duties: state and entry together.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_access::Permit;
use xinqiao_kernel::id::AccountId;

use super::{DutyAct, DutyRow, EntryRow};
use crate::arg::args;
use crate::{Result, StoreError, Tx};

/// The columns that are written from the fold of the entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DutyState {
    pub due_at: Option<Timestamp>,
    pub until: Option<Date>,
    pub decided_by: Option<AccountId>,
    pub ended_at: Option<Timestamp>,
}

impl Tx {
    /// Opens a duty with its first entry.
    pub async fn open_duty(&mut self, duty: &DutyRow, entry: &EntryRow, now: Timestamp) -> Result<()> {
        let row = args![
            duty.id.uuid(),
            duty.kind.code(),
            duty.place.as_str(),
            duty.person.map(|id| id.uuid()),
            duty.account.uuid(),
            duty.due_at,
            duty.until,
            duty.decided_by.map(|id| id.uuid()),
            duty.entries,
            duty.opened_at,
            duty.ended_at,
            now
        ];
        self.exec(include_str!("insert.sql"), &row).await?;
        self.add_entry(duty.id, duty.person, entry, now).await
    }

    /// Adds an entry to a duty that was loaded with the permit. Errors: `Stale` when somebody else was first.
    pub async fn add_duty_entry<A: DutyAct>(
        &mut self,
        permit: &Permit<A>,
        before: &DutyRow,
        state: DutyState,
        entry: &EntryRow,
        now: Timestamp,
    ) -> Result<()> {
        let stale = || StoreError::Stale { table: "duty", id: before.id.to_string() };
        let fits = before.kind == A::KIND && *permit.place() == before.place && permit.person() == before.person;
        let decided_by = state.decided_by.map(|id| id.uuid());
        let row =
            args![before.id.uuid(), before.entries, state.due_at, state.until, decided_by, before.entries + 1, state.ended_at];
        if !fits || self.exec(include_str!("update.sql"), &row).await? != 1 {
            return Err(stale());
        }
        self.add_entry(before.id, before.person, entry, now).await
    }
}
