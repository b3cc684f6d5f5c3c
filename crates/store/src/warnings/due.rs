//! Open signals and warnings by due time, a page at a time, and how many there are.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_access::{Clause, Scope, act};
use xinqiao_kernel::id::AccountId;
use xinqiao_vault::Class;

use super::read::below;
use super::{SignalRow, WarningRow};
use crate::arg::{Arg, args};
use crate::fields::ACCOUNT_NAME;
use crate::row::{FromRow, Row};
use crate::{Db, Result};

/// A place in a list by due time: behind the row with this due time and id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    pub due_at: Timestamp,
    pub id: Uuid,
}

impl Mark {
    /// Before all rows.
    pub const FIRST: Self = Self { due_at: Timestamp::UNIX_EPOCH, id: Uuid::nil() };
}

/// Some rows of a list by due time.
#[derive(Debug, Clone)]
pub struct DuePage<T> {
    pub rows: Vec<T>,
    /// Where the next rows begin; none when these were the last. Rows of people who were erased are passed over, so a page with a next one may be
    /// shorter than was asked for.
    pub next: Option<Mark>,
}

impl<T> DuePage<T> {
    /// The first `limit` rows of several lists together, without doubles. `ends`: the last rows of the lists that go on; behind the first of them
    /// nothing is known.
    pub fn merged(mut rows: Vec<T>, ends: impl IntoIterator<Item = Mark>, limit: u32, mark: impl Fn(&T) -> Mark) -> Self {
        let known = ends.into_iter().min();
        rows.sort_by_key(&mark);
        rows.dedup_by_key(|row| mark(row));
        if let Some(known) = known {
            rows.retain(|row| mark(row) <= known);
        }
        let is_more = (limit as usize) < rows.len();
        rows.truncate(limit as usize);
        let next = if is_more { rows.last().map(mark) } else { known };
        Self { rows, next }
    }
}

/// How many are open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OpenCount {
    pub all: i64,
    /// due at an instant, or before
    pub due: i64,
}

impl FromRow for OpenCount {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { all: row.int(0)?, due: row.int(1)? })
    }
}

impl std::ops::AddAssign for OpenCount {
    fn add_assign(&mut self, other: Self) {
        self.all += other.all;
        self.due += other.due;
    }
}

/// How many open warnings somebody owes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerLoad {
    pub account: AccountId,
    pub name: String,
    pub open: i64,
}

impl FromRow for OwnerLoad {
    fn from_row(row: &Row) -> Result<Self> {
        let account = row.uuid(0)?;
        let name = row.class_text_opt(1, Class::Account, &ACCOUNT_NAME.of(account))?.unwrap_or_default();
        Ok(Self { account: AccountId::from_uuid(account), name, open: row.int(2)? })
    }
}

/// A row of a list by due time.
trait Due {
    fn mark(&self) -> Mark;
}

impl Due for SignalRow {
    fn mark(&self) -> Mark {
        Mark { due_at: self.due_at, id: self.id.uuid() }
    }
}

impl Due for WarningRow {
    fn mark(&self) -> Mark {
        let due_at = self.state.owed.as_ref().map_or(Timestamp::MAX, |owed| owed.2);
        Mark { due_at, id: self.id.uuid() }
    }
}

/// A signal, unless its person was erased: then only where it stood.
struct Passed(Mark, Option<SignalRow>);

impl FromRow for Passed {
    fn from_row(row: &Row) -> Result<Self> {
        let mark = Mark { due_at: row.at(11)?, id: row.uuid(0)? };
        let is_kept = row.bytes_opt(17)?.is_some();
        Ok(Self(mark, if is_kept { Some(SignalRow::from_row(row)?) } else { None }))
    }
}

fn is_full<T>(rows: &[T], limit: u32) -> bool {
    0 < limit && limit as usize <= rows.len()
}

impl Db {
    /// Open signals of a scope that have not expired, by due time, behind `after`.
    pub async fn open_signals(
        &self,
        scope: &Scope<act::ListSignals>,
        now: Timestamp,
        after: Mark,
        limit: u32,
    ) -> Result<DuePage<SignalRow>> {
        let (mut found, mut full) = (Vec::new(), Vec::new());
        for range in below(scope.clauses()) {
            let row = args![&range.from, &range.below, now, after.due_at, after.id, i64::from(limit)];
            let rows: Vec<Passed> = self.all(include_str!("open_signals.sql"), &row).await?;
            if is_full(&rows, limit) {
                full.extend(rows.last().map(|row| row.0));
            }
            found.extend(rows.into_iter().filter_map(|row| row.1));
        }
        Ok(DuePage::merged(found, full, limit, Due::mark))
    }

    /// How many open signals a scope holds, and how many of them are due at `by`.
    pub async fn count_open_signals(&self, scope: &Scope<act::ListSignals>, now: Timestamp, by: Timestamp) -> Result<OpenCount> {
        let mut count = OpenCount::default();
        // the ranges of a scope never overlap
        for range in below(scope.clauses()) {
            let row = args![&range.from, &range.below, now, by];
            count += self.opt(include_str!("count_open_signals.sql"), &row).await?.unwrap_or_default();
        }
        Ok(count)
    }

    /// Open warnings of a scope by due time, behind `after`, and those that the scope's account owes wherever they are.
    pub async fn open_warnings(&self, scope: &Scope<act::ListWarnings>, after: Mark, limit: u32) -> Result<DuePage<WarningRow>> {
        let (mut found, mut full) = (Vec::new(), Vec::new());
        for clause in scope.clauses() {
            for (text, mut row) in open_in(clause) {
                row.extend(args![after.due_at, after.id, i64::from(limit)]);
                let rows: Vec<WarningRow> = self.all(text, &row).await?;
                if is_full(&rows, limit) {
                    full.extend(rows.last().map(Due::mark));
                }
                found.extend(rows);
            }
        }
        Ok(DuePage::merged(found, full, limit, Due::mark))
    }

    /// How many open warnings a scope holds, and how many of them are due at `by`.
    pub async fn count_open_warnings_in(&self, scope: &Scope<act::ListWarnings>, by: Timestamp) -> Result<OpenCount> {
        let mut count = OpenCount::default();
        for clause in scope.clauses() {
            if let Some((text, mut row)) = count_in(clause) {
                row.push(by.into());
                count += self.opt(text, &row).await?.unwrap_or_default();
            }
        }
        Ok(count)
    }

    /// Who owes how many open warnings of a scope's places, most first.
    pub async fn warning_load(&self, scope: &Scope<act::ListWarnings>, limit: u32) -> Result<Vec<OwnerLoad>> {
        let mut load: Vec<OwnerLoad> = Vec::new();
        for range in below(scope.clauses()) {
            let row = args![&range.from, &range.below, i64::from(limit)];
            for one in self.all::<OwnerLoad>(include_str!("load_below.sql"), &row).await? {
                match load.iter_mut().find(|known| known.account == one.account) {
                    Some(known) => known.open += one.open,
                    None => load.push(one),
                }
            }
        }
        load.sort_by(|a, b| b.open.cmp(&a.open).then_with(|| a.name.cmp(&b.name)));
        load.truncate(limit as usize);
        Ok(load)
    }
}

/// The statements that list the open warnings of a clause, with their values but the last three; no role lists warnings by another relation.
fn open_in(clause: &Clause) -> Vec<(&'static str, Vec<Arg>)> {
    match clause {
        Clause::Below(range) => vec![(include_str!("open_below.sql"), args![&range.from, &range.below].into())],
        Clause::Owned(range, owner) => {
            let row = || args![owner.uuid(), &range.from, &range.below].into();
            vec![(include_str!("open_of_owner.sql"), row()), (include_str!("open_beside.sql"), row())]
        }
        Clause::Reported(range, reporter) => {
            vec![(include_str!("open_of_reporter.sql"), args![reporter.uuid(), &range.from, &range.below].into())]
        }
        Clause::Person(person) => vec![(include_str!("open_about.sql"), args![person.uuid()].into())],
        _ => Vec::new(),
    }
}

/// The statement that counts the open warnings of a clause, with its values but the last.
fn count_in(clause: &Clause) -> Option<(&'static str, Vec<Arg>)> {
    match clause {
        Clause::Below(range) => Some((include_str!("count_open_below.sql"), args![&range.from, &range.below].into())),
        Clause::Owned(range, owner) => {
            Some((include_str!("count_open_of_owner.sql"), args![owner.uuid(), &range.from, &range.below].into()))
        }
        Clause::Reported(range, reporter) => {
            Some((include_str!("count_open_of_reporter.sql"), args![reporter.uuid(), &range.from, &range.below].into()))
        }
        Clause::Person(person) => Some((include_str!("count_open_about.sql"), args![person.uuid()].into())),
        _ => None,
    }
}
