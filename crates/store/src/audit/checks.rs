//! What verifying found last, heads that were written elsewhere, and what somebody should look at twice.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::AccountId;

use super::{Reach, Verdict};
use xinqiao_vault::Class;

use crate::arg::args;
use crate::fields::{ACCOUNT_NAME, LOGIN};
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// What verifying found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    pub first: i64,
    pub last: i64,
    pub rows: i64,
    pub unsealed: i64,
    pub head: String,
    pub faults: i64,
    pub fault: Option<String>,
    pub at: Timestamp,
}

impl FromRow for Check {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            first: row.int(0)?,
            last: row.int(1)?,
            rows: row.int(2)?,
            unsealed: row.int(3)?,
            head: row.text(4)?,
            faults: row.int(5)?,
            fault: row.text_opt(6)?,
            at: row.at(7)?,
        })
    }
}

/// A head that was written elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    pub seal: i64,
    pub line: String,
    pub at: Timestamp,
}

impl FromRow for Anchor {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { seal: row.int(0)?, line: row.text(1)?, at: row.at(2)? })
    }
}

/// What a rule asks somebody to look at, with the account's holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HintRow {
    pub id: Uuid,
    pub rule: String,
    pub account: AccountId,
    pub login: Option<String>,
    pub name: Option<String>,
    pub from: Timestamp,
    pub until: Timestamp,
    pub count: i64,
    pub at: Timestamp,
}

impl FromRow for HintRow {
    fn from_row(row: &Row) -> Result<Self> {
        let account = row.uuid(2)?;
        Ok(Self {
            id: row.uuid(0)?,
            rule: row.text(1)?,
            account: AccountId::from_uuid(account),
            login: row.class_text_opt(3, Class::Account, &LOGIN.of(account))?,
            name: row.class_text_opt(4, Class::Account, &ACCOUNT_NAME.of(account))?,
            from: row.at(5)?,
            until: row.at(6)?,
            count: row.int(7)?,
            at: row.at(8)?,
        })
    }
}

impl Tx {
    /// Keeps what a walk found.
    pub async fn add_audit_check(&mut self, id: Uuid, found: &Verdict, now: Timestamp) -> Result<()> {
        let faults = i64::try_from(found.faults.len()).unwrap_or(i64::MAX);
        let fault = found.faults.first().map(ToString::to_string);
        let last = found.last().max(found.first - 1);
        let row = args![id, found.first, last, found.rows, found.unsealed, found.hash(), faults, fault, now];
        self.exec(include_str!("insert_check.sql"), &row).await.map(|_| ())
    }

    /// Forgets checks of before an instant.
    pub async fn forget_audit_checks(&mut self, before: Timestamp) -> Result<u64> {
        self.exec(include_str!("forget_checks.sql"), &args![before]).await
    }

    /// Keeps a head as it was written elsewhere.
    pub async fn add_anchor(&mut self, id: Uuid, seal: i64, line: &str, now: Timestamp) -> Result<()> {
        self.exec(include_str!("insert_anchor.sql"), &args![id, seal, line, now]).await.map(|_| ())
    }

    /// Keeps a hint; one with the same key is renewed when more was seen.
    pub async fn add_hint(&mut self, id: Uuid, key: &str, hint: &xinqiao_audit::Hint, now: Timestamp) -> Result<()> {
        let row = args![id, key, &hint.rule, hint.account, hint.from, hint.until, i64::from(hint.count), now];
        self.exec(include_str!("insert_hint.sql"), &row).await.map(|_| ())
    }

    /// Keeps what the person who looked found; false when somebody was first.
    pub async fn settle_hint(
        &mut self,
        permit: &Permit<act::ReadAudit>,
        id: Uuid,
        finding: &str,
        now: Timestamp,
    ) -> Result<bool> {
        let row = args![id, finding, permit.account().uuid(), now];
        Ok(self.exec(include_str!("settle_hint.sql"), &row).await? > 0)
    }
}

impl Db {
    /// What verifying found last.
    pub async fn last_audit_check(&self) -> Result<Option<Check>> {
        self.opt(include_str!("last_check.sql"), &[]).await
    }

    /// The head that was written elsewhere last.
    pub async fn last_anchor(&self) -> Result<Option<Anchor>> {
        self.opt(include_str!("last_anchor.sql"), &[]).await
    }

    /// Hints about accounts in reach that nobody has looked at, newest first.
    pub async fn open_hints(&self, reach: &Reach, limit: i64) -> Result<Vec<HintRow>> {
        let all: Vec<HintRow> = self.all(include_str!("open_hints.sql"), &args![limit]).await?;
        let mut found = Vec::with_capacity(all.len());
        for hint in all {
            if self.is_account_in(reach, hint.account).await? {
                found.push(hint);
            }
        }
        Ok(found)
    }
}
