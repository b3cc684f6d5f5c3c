//! Looking rows up: by the one thing that an index answers, paged by key, newest first.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_audit::Entry;
use xinqiao_kernel::id::{AccountId, AuditId, PersonId};

use super::{AuditRow, Reach};
use xinqiao_vault::Class;

use crate::arg::{Arg, args};
use crate::fields::{ACCOUNT_NAME, LOOKUP_LOGIN, lookup_args};
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

/// Some rows of a search.
#[derive(Debug, Clone)]
pub struct Stretch {
    pub rows: Vec<AuditRow>,
    /// where the next ones begin; none when there are no more
    pub end: Option<Before>,
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
        let account = row.uuid(0)?;
        Ok(Self(row.class_text(1, Class::Account, &ACCOUNT_NAME.of(account))?, row.int(2)?))
    }
}

struct Span(Option<i64>, Option<i64>, i64);

impl FromRow for Span {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.int_opt(0)?, row.int_opt(1)?, row.int(2)?))
    }
}

struct Named {
    account: AccountId,
    lookup: Vec<u8>,
    name: String,
}

impl FromRow for Named {
    fn from_row(row: &Row) -> Result<Self> {
        let account = row.uuid(0)?;
        let name = row.class_text(2, Class::Account, &ACCOUNT_NAME.of(account))?;
        Ok(Self { account: AccountId::from_uuid(account), lookup: row.bytes(1)?, name })
    }
}

impl Db {
    /// Rows, newest first, not older than `from`: of the next `limit` those in reach.
    pub async fn audit_search(&self, reach: &Reach, by: &By, before: Before, from: Timestamp, limit: u32) -> Result<Stretch> {
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
        let mut rows: Vec<AuditRow> = self.all(statement, &values).await?;
        let end = rows.last().filter(|_| rows.len() == limit as usize).map(|row| Before { at: row.at, id: row.id });
        rows.retain(|row| reach.holds_row(&row.place));
        Ok(Stretch { rows, end })
    }

    /// How many rows in reach a time holds, counted up to `most`.
    pub async fn count_audit(&self, reach: &Reach, from: Timestamp, until: Timestamp, most: i64) -> Result<i64> {
        let mut count: i64 = 0;
        for range in reach.ranges() {
            let row = args![from, until, most, &range.from, &range.below];
            count += self.opt::<i64>(include_str!("count_between.sql"), &row).await?.unwrap_or(0);
        }
        Ok(count.min(most))
    }

    /// One row; none outside the reach.
    pub async fn audit_row(&self, reach: &Reach, id: AuditId) -> Result<Option<AuditRow>> {
        let found: Option<AuditRow> = self.opt(include_str!("one.sql"), &args![id.uuid()]).await?;
        Ok(found.filter(|row| reach.holds_row(&row.place)))
    }

    /// Where a row stands in the chain; none while no seal covers it, and outside the reach.
    pub async fn standing(&self, reach: &Reach, id: AuditId) -> Result<Option<Standing>> {
        if self.audit_row(reach, id).await?.is_none() {
            return Ok(None);
        }
        let found: Option<Place> = self.opt(include_str!("place_of_row.sql"), &args![id.uuid()]).await?;
        let Some(Place(seal, position, link)) = found else { return Ok(None) };
        let before = if position > 1 {
            self.opt(include_str!("link_at.sql"), &args![seal, position - 1]).await?
        } else {
            self.seal(seal).await?.map(|seal| seal.previous)
        };
        Ok(Some(Standing { seal, position, link, before }))
    }

    /// Who opened records of a person in reach since an instant, and how often: names of accounts, most first.
    pub async fn audit_of_person(&self, reach: &Reach, person: PersonId, since: Timestamp) -> Result<Vec<(String, i64)>> {
        let mut found: Vec<NameCount> = Vec::new();
        for range in reach.ranges() {
            let row = args![person.uuid(), since, 1_000_i64, 10_i64, &range.from, &range.below];
            found.extend(self.all::<NameCount>(include_str!("person_month.sql"), &row).await?);
        }
        Ok(found.into_iter().map(|NameCount(name, count)| (name, count)).collect())
    }

    /// Does an account have, or did it have, a role in reach? Nobody learns of others that there is such an account.
    pub async fn is_account_in(&self, reach: &Reach, account: AccountId) -> Result<bool> {
        Ok(reach.is_whole() || self.roles_of(account).await?.iter().any(|role| reach.holds(&role.place)))
    }

    /// Accounts in reach with this login, or whose holder has exactly this name (of staff: the first 10,000 are looked through).
    pub async fn accounts_named(&self, reach: &Reach, login: &str, name: &str) -> Result<Vec<AccountId>> {
        let both = lookup_args(&self.vault(), LOOKUP_LOGIN, login)?;
        let found: Vec<Named> = self.all(include_str!("accounts_named.sql"), &both).await?;
        let is_of = |one: &Named| one.name == name || both.contains(&Arg::Bytes(Some(one.lookup.clone())));
        let mut accounts = Vec::new();
        for one in found.into_iter().filter(is_of) {
            if accounts.len() < 20 && self.is_account_in(reach, one.account).await? {
                accounts.push(one.account);
            }
        }
        Ok(accounts)
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
