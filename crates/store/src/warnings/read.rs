//! Reading signals and warnings.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_access::{Act, Clause, Permit, Scope, act};
use xinqiao_kernel::id::{AccountId, PersonId, SignalId, WarningId};
use xinqiao_kernel::place::{PathRange, PlacePath};

use super::{EventRow, Owned, SignalRow, WarningRow};
use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result};

pub(super) struct SignalPlace(pub Owned);

impl FromRow for SignalPlace {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(Owned {
            id: row.uuid(0)?,
            person: PersonId::from_uuid(row.uuid(1)?),
            place: row.parsed(2, "signal", "place_path", "a place path")?,
            owner: None,
            birth_on: row.day_opt(3)?,
            restricted: row.int(4)? > 0,
            provisional: row.at_opt(5)?.is_some(),
        }))
    }
}

impl FromRow for Owned {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.uuid(0)?,
            person: PersonId::from_uuid(row.uuid(1)?),
            place: row.parsed(2, "warning", "place_path", "a place path")?,
            owner: row.uuid_opt(3)?.map(AccountId::from_uuid),
            birth_on: row.day_opt(4)?,
            restricted: row.int(5)? > 0,
            provisional: row.at_opt(6)?.is_some(),
        })
    }
}

/// The ranges of a scope; no role lists signals or closed warnings by another relation.
pub(super) fn below(clauses: &[Clause]) -> impl Iterator<Item = &PathRange> {
    clauses.iter().filter_map(|clause| match clause {
        Clause::Below(range) => Some(range),
        _ => None,
    })
}

/// Is the record that of the decision? (A permit that was decided without a person fits everybody of its place.)
pub(crate) fn fits<A: Act>(permit: &Permit<A>, place: &PlacePath, person: PersonId) -> bool {
    permit.place() == place && permit.person().is_none_or(|known| known == person)
}

/// How urgent a signal is, and whether somebody has decided about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignalStanding {
    /// red, yellow or blue
    pub level: String,
    pub due_at: Timestamp,
    pub is_decided: bool,
}

impl FromRow for SignalStanding {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { level: row.text(0)?, due_at: row.at(1)?, is_decided: row.flag(2)? })
    }
}

impl Db {
    /// Whose signal it is and where, for the access decision.
    pub async fn signal_place(&self, id: SignalId) -> Result<Option<Owned>> {
        Ok(self.opt::<SignalPlace>(include_str!("signal_place.sql"), &args![id.uuid()]).await?.map(|found| found.0))
    }

    /// The warning with a number: its id and nothing else.
    pub async fn warning_numbered(&self, number: &str) -> Result<Option<WarningId>> {
        let found: Option<uuid::Uuid> = self.opt(include_str!("of_number.sql"), &args![number]).await?;
        Ok(found.map(WarningId::from_uuid))
    }

    /// Whose warning it is, where, and who owes its next step, for the access decision.
    pub async fn warning_place(&self, id: WarningId) -> Result<Option<Owned>> {
        self.opt(include_str!("warning_place.sql"), &args![id.uuid()]).await
    }

    /// One signal; none when it belongs to another place or person than the permit.
    pub async fn signal(&self, permit: &Permit<act::ReadSignal>, id: SignalId) -> Result<Option<SignalRow>> {
        let found: Option<SignalRow> = self.opt(include_str!("signal.sql"), &args![id.uuid()]).await?;
        Ok(found.filter(|signal| fits(permit, &signal.place, signal.person)))
    }

    /// The signals that a warning took up; none when it is not the permit's.
    pub async fn signals_of_warning(&self, permit: &Permit<act::ReadWarning>, id: WarningId) -> Result<Vec<SignalRow>> {
        if !self.is_warning_of(permit, id).await? {
            return Ok(Vec::new());
        }
        self.all(include_str!("signals_of_warning.sql"), &args![id.uuid()]).await
    }

    /// Open signals of the permit's person at the permit's place.
    pub async fn open_signals_of(&self, permit: &Permit<act::ReadSignal>, now: Timestamp) -> Result<Vec<SignalRow>> {
        let Some(person) = permit.person() else {
            return Ok(Vec::new());
        };
        let mut found: Vec<SignalRow> = self.all(include_str!("open_signals_of_person.sql"), &args![person.uuid(), now]).await?;
        found.retain(|signal| fits(permit, &signal.place, signal.person));
        Ok(found)
    }

    /// Signals about the person of a signal-reading permit, newest first, also those that were taken up or expired. One that was set aside is
    /// no longer said of anybody: it stays in the counts of its rule and in the audit.
    pub async fn signals_of_person(&self, permit: &Permit<act::ReadSignal>, limit: u32) -> Result<Vec<SignalRow>> {
        let Some(person) = permit.person() else {
            return Ok(Vec::new());
        };
        let mut found: Vec<SignalRow> =
            self.all(include_str!("signals_of_person.sql"), &args![person.uuid(), i64::from(limit)]).await?;
        found.retain(|signal| fits(permit, &signal.place, signal.person));
        Ok(found)
    }

    /// Warnings of a person, open and closed, newest first: ids, places and owners only, for the access decision about each.
    pub async fn warnings_of(&self, person: PersonId, limit: u32) -> Result<Vec<Owned>> {
        self.all(include_str!("of_person.sql"), &args![person.uuid(), i64::from(limit)]).await
    }

    /// One warning; none when it belongs to another place or person than the permit.
    pub async fn warning(&self, permit: &Permit<act::ReadWarning>, id: WarningId) -> Result<Option<WarningRow>> {
        let found: Option<WarningRow> = self.opt(include_str!("warning.sql"), &args![id.uuid()]).await?;
        Ok(found.filter(|warning| fits(permit, &warning.place, warning.person)))
    }

    /// The events of a warning, in order; none when it is not the permit's.
    pub async fn warning_events(&self, permit: &Permit<act::ReadWarning>, id: WarningId) -> Result<Vec<EventRow>> {
        match self.is_warning_of(permit, id).await? {
            true => self.all_events(id).await,
            false => Ok(Vec::new()),
        }
    }

    /// Is it the warning, or one of the warnings, that the permit was decided for?
    async fn is_warning_of(&self, permit: &Permit<act::ReadWarning>, id: WarningId) -> Result<bool> {
        Ok(self.warning_place(id).await?.is_some_and(|found| fits(permit, &found.place, found.person)))
    }

    /// All events, page by page: a warning that nobody answers gathers escalations without end.
    async fn all_events(&self, id: WarningId) -> Result<Vec<EventRow>> {
        let mut events: Vec<EventRow> = Vec::new();
        loop {
            let last = events.last().map_or(0, |event| event.seq);
            let page: Vec<EventRow> = self.all(include_str!("events.sql"), &args![id.uuid(), last]).await?;
            if page.is_empty() {
                return Ok(events);
            }
            events.extend(page);
        }
    }

    /// Closed warnings of a scope, newest first; without those of people whose records are stored only, where the purpose ends with that.
    pub async fn closed_warnings(&self, scope: &Scope<act::ListWarnings>, limit: u32) -> Result<Vec<WarningRow>> {
        let mut found: Vec<WarningRow> = Vec::new();
        for range in below(scope.clauses()) {
            let no_stored = i64::from(scope.purpose().ends_with_restriction());
            let row = args![&range.from, &range.below, i64::from(limit), no_stored];
            found.extend(self.all(include_str!("closed_below.sql"), &row).await?);
        }
        found.sort_by_key(|warning| (std::cmp::Reverse(warning.state.closed_at), warning.id));
        found.dedup_by_key(|warning| warning.id);
        found.truncate(limit as usize);
        Ok(found)
    }

    /// How many warnings of a scope ended after an instant.
    pub async fn count_closed(&self, scope: &Scope<act::ListWarnings>, after: Timestamp) -> Result<i64> {
        let mut count = 0;
        for range in below(scope.clauses()) {
            count +=
                self.opt::<i64>(include_str!("count_closed.sql"), &args![&range.from, &range.below, after]).await?.unwrap_or(0);
        }
        Ok(count)
    }

    /// Warnings whose step is overdue, longest first: ids and places only, for the sweep.
    pub async fn overdue_warnings(&self, now: Timestamp, limit: u32) -> Result<Vec<Owned>> {
        self.all(include_str!("overdue.sql"), &args![now, i64::from(limit)]).await
    }

    /// Open warnings that somebody owes whose account is closed or has no role on a day: ids and places only, for the sweep.
    pub async fn warnings_left(&self, today: Date, limit: u32) -> Result<Vec<Owned>> {
        let row = args![today, i64::from(limit)];
        let mut found: Vec<Owned> = self.all(include_str!("left.sql"), &row).await?;
        found.extend(self.all::<Owned>(include_str!("left_beside.sql"), &row).await?);
        Ok(found)
    }

    /// Does the account owe something of the warning beside its step: a review, a hand-over to accept, an answer? For the access decision.
    pub async fn owes_beside(&self, id: WarningId, account: AccountId) -> Result<bool> {
        let found: Option<i64> = self.opt(include_str!("owed_by.sql"), &args![id.uuid(), account.uuid()]).await?;
        Ok(found.is_some_and(|count| count > 0))
    }

    /// Open warnings whose step the account owes, the soonest first: ids only, for the end of its shift.
    pub async fn warnings_owned_by(&self, account: AccountId, limit: u32) -> Result<Vec<WarningId>> {
        let found: Vec<uuid::Uuid> = self.all(include_str!("owned_by.sql"), &args![account.uuid(), i64::from(limit)]).await?;
        Ok(found.into_iter().map(WarningId::from_uuid).collect())
    }

    /// Warnings that were offered to the account and that it has not accepted yet: ids only.
    pub async fn warnings_offered_to(&self, account: AccountId, limit: u32) -> Result<Vec<WarningId>> {
        let found: Vec<uuid::Uuid> = self.all(include_str!("offered_to.sql"), &args![account.uuid(), i64::from(limit)]).await?;
        Ok(found.into_iter().map(WarningId::from_uuid).collect())
    }

    /// The person's warning that was closed last: its id and nothing else.
    pub async fn warning_closed_last(&self, person: PersonId) -> Result<Option<WarningId>> {
        let found: Option<uuid::Uuid> = self.opt(include_str!("closed_last.sql"), &args![person.uuid()]).await?;
        Ok(found.map(WarningId::from_uuid))
    }

    /// Signals that nobody has decided about in time and of which the level above does not know: ids and places only, for the sweep.
    pub async fn late_signals(&self, now: Timestamp, limit: u32) -> Result<Vec<Owned>> {
        let rows: Vec<SignalPlace> = self.all(include_str!("late_signals.sql"), &args![now, i64::from(limit)]).await?;
        Ok(rows.into_iter().map(|row| row.0).collect())
    }

    /// How urgent a signal is, by when somebody should have decided, and whether somebody has. For the program's own work.
    pub async fn signal_standing(&self, id: SignalId) -> Result<Option<SignalStanding>> {
        self.opt(include_str!("signal_standing.sql"), &args![id.uuid()]).await
    }

    /// A warning and its events for the program itself: escalation is nobody's reading.
    pub async fn warning_for_sweep(&self, id: WarningId) -> Result<Option<(WarningRow, Vec<EventRow>)>> {
        let Some(row) = self.opt(include_str!("warning.sql"), &args![id.uuid()]).await? else { return Ok(None) };
        let events = self.all_events(id).await?;
        // the events of somebody who was erased cannot be read: nobody is left to be waited for
        Ok(if events.is_empty() { None } else { Some((row, events)) })
    }

    /// A warning and its events for the person it is about; none for anybody else's.
    pub async fn own_warning(
        &self,
        permit: &Permit<act::RequestOwnData>,
        id: WarningId,
    ) -> Result<Option<(WarningRow, Vec<EventRow>)>> {
        let found = self.warning_for_sweep(id).await?;
        Ok(found.filter(|(row, _)| permit.person() == Some(row.person)))
    }

    /// How many warnings are open in the jurisdiction.
    pub async fn count_open_warnings(&self) -> Result<i64> {
        Ok(self.opt(include_str!("count_open_all.sql"), &[]).await?.unwrap_or(0))
    }

    /// How many open warnings lack owner or due time: always none, for the schema refuses them; asked all the same.
    pub async fn count_warnings_astray(&self) -> Result<i64> {
        Ok(self.opt(include_str!("count_astray.sql"), &[]).await?.unwrap_or(0))
    }

    /// Open warnings of a person: ids and places only.
    pub async fn open_warnings_of(&self, person: PersonId) -> Result<Vec<Owned>> {
        self.all(include_str!("open_of_person.sql"), &args![person.uuid()]).await
    }
}
