//! Looking rows up: by the one thing that an index answers, paged by key, newest first.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_access::{Scope, act};
use xinqiao_audit::Entry;
use xinqiao_kernel::id::{AccountId, AuditId, PersonId};

use super::AuditRow;
use crate::arg::{Arg, args};
use crate::row::{FromRow, Row};
use crate::{Db, Result};

/// What the index is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    Account(AccountId),
    Person(PersonId),
    Record(Uuid),
    Action(String),
    Refused,
    Time,
}

/// Behind which row a page begins: rows before this instant and, at the same instant, before this id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before {
    pub at: Timestamp,
    pub id: AuditId,
}

/// Where a row stands in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub seal: i64,
    pub position: i64,
    pub link: String,
    /// link or hash that its link takes in
    pub before: Option<String>,
}

struct Place(i64, i64, String);

impl FromRow for Place {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.int(0)?, row.int(1)?, row.text(2)?))
    }
}

struct NameCount(String, i64);

impl FromRow for NameCount {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.text(0)?, row.int(1)?))
    }
}

struct Span(Option<i64>, Option<i64>, i64);

impl FromRow for Span {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.int_opt(0)?, row.int_opt(1)?, row.int(2)?))
    }
}

struct Account(AccountId);

impl FromRow for Account {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(AccountId::from_uuid(row.uuid(0)?)))
    }
}

impl Db {
    /// Rows, newest first, not older than `from`.
    pub async fn audit_search(
        &self,
        _scope: &Scope<act::ReadAudit>,
        by: &By,
        before: Before,
        from: Timestamp,
        limit: u32,
    ) -> Result<Vec<AuditRow>> {
        let mut values: Vec<Arg> = args![before.at, before.id.uuid(), from, i64::from(limit)].to_vec();
        let statement = match by {
            By::Account(id) => {
                values.push(Arg::from(id.uuid()));
                include_str!("search_by_account.sql")
            }
            By::Person(id) => {
                values.push(Arg::from(id.uuid()));
                include_str!("search_by_person.sql")
            }
            By::Record(id) => {
                values.push(Arg::from(*id));
                include_str!("search_by_record.sql")
            }
            By::Action(code) => {
                values.push(Arg::from(code));
                include_str!("search_by_action.sql")
            }
            By::Refused => include_str!("search_refused.sql"),
            By::Time => include_str!("search_by_time.sql"),
        };
        self.all(statement, &values).await
    }

    /// How many rows a time holds, counted up to `most`.
    pub async fn count_audit(&self, _scope: &Scope<act::ReadAudit>, from: Timestamp, until: Timestamp, most: i64) -> Result<i64> {
        Ok(self.opt(include_str!("count_between.sql"), &args![from, until, most]).await?.unwrap_or(0))
    }

    /// One row.
    pub async fn audit_row(&self, _scope: &Scope<act::ReadAudit>, id: AuditId) -> Result<Option<AuditRow>> {
        self.opt(include_str!("one.sql"), &args![id.uuid()]).await
    }

    /// Where a row stands in the chain; none while no seal covers it.
    pub async fn standing(&self, _scope: &Scope<act::ReadAudit>, id: AuditId) -> Result<Option<Standing>> {
        let found: Option<Place> = self.opt(include_str!("place_of_row.sql"), &args![id.uuid()]).await?;
        let Some(Place(seal, position, link)) = found else { return Ok(None) };
        let before = if position > 1 {
            self.opt(include_str!("link_at.sql"), &args![seal, position - 1]).await?
        } else {
            self.seal(seal).await?.map(|seal| seal.previous)
        };
        Ok(Some(Standing { seal, position, link, before }))
    }

    /// Who opened records of a person since an instant, and how often: names of accounts, most first.
    pub async fn audit_of_person(
        &self,
        _scope: &Scope<act::ReadAudit>,
        person: PersonId,
        since: Timestamp,
    ) -> Result<Vec<(String, i64)>> {
        let found: Vec<NameCount> =
            self.all(include_str!("person_month.sql"), &args![person.uuid(), since, 1_000_i64, 10_i64]).await?;
        Ok(found.into_iter().map(|NameCount(name, count)| (name, count)).collect())
    }

    /// Accounts with this login, or whose holder has exactly this name.
    pub async fn accounts_named(&self, _scope: &Scope<act::ReadAudit>, login: &str, name: &str) -> Result<Vec<AccountId>> {
        let found: Vec<Account> = self.all(include_str!("accounts_named.sql"), &args![login, name]).await?;
        Ok(found.into_iter().map(|Account(id)| id).collect())
    }

    /// First and last seal over rows of a time, and how many sealed rows it has.
    pub async fn seals_between(&self, from: Timestamp, until: Timestamp) -> Result<Option<(i64, i64, i64)>> {
        let span: Option<Span> = self.opt(include_str!("seals_between.sql"), &args![from, until]).await?;
        Ok(span.and_then(|Span(first, last, count)| Some((first?, last?, count))))
    }

    /// Rows of a time that no seal covers yet, oldest first.
    pub async fn unsealed_between(&self, from: Timestamp, until: Timestamp, limit: i64) -> Result<Vec<AuditRow>> {
        self.all(include_str!("unsealed_between.sql"), &args![from, until, limit]).await
    }

    /// What stands in one seal, by position.
    pub async fn audit_entries(&self, seal: i64) -> Result<Vec<Entry>> {
        self.snapshot().await?.audit_entries(seal).await
    }

    /// Rows of a time, oldest first, for the program's own rules.
    pub async fn audit_since(&self, from: Timestamp, until: Timestamp, limit: i64) -> Result<Vec<AuditRow>> {
        self.all(include_str!("since.sql"), &args![from, until, limit]).await
    }
}
