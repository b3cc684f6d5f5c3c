//! Sealing batches of audit rows: a chain in which each hash takes in the one before (`docs/audit.md`).

use jiff::Timestamp;
use xinqiao_audit::{Seal, Suite, seal_over};

use super::AuditRow;
use crate::arg::{Arg, args};
use crate::row::{FromRow, Row};
use crate::{Db, Result, StoreError, Tx};

pub(crate) const ENTRY_COLUMNS: &str = "audit_entry (audit_id, seal_no, position, link, created_at)";
pub(crate) const ENTRY_WIDTH: usize = 5;
pub(crate) const ROWS_IN_A_SEAL: i64 = 2_000;
/// How long a transaction may stay open for its rows to be found by [`Look::Recent`].
pub(crate) const LOOK_BACK_MICROS: i64 = 3_600_000_000;

impl FromRow for Seal {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            no: row.int(0)?,
            rows: row.int(1)?,
            total: row.int(2)?,
            previous: row.text(3)?,
            root: row.text(4)?,
            suite: suite(&row.text(5)?)?,
            at: row.at(6)?,
            hash: row.text(7)?,
        })
    }
}

fn suite(code: &str) -> Result<Suite> {
    code.parse().map_err(|_| StoreError::Corrupt {
        table: "audit_seal",
        column: "suite",
        expected: "sha256 or sm3",
        found: code.to_owned(),
    })
}

/// Does the seal hold as many rows as a seal can? Then more may wait.
pub const fn is_full(seal: &Seal) -> bool {
    seal.rows >= ROWS_IN_A_SEAL
}

/// Where sealing looks for rows that no seal covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Rows not older than an hour before the last sealed one: however long the log, the look is short.
    Recent,
    /// Every row: finds those of a transaction that stayed open for longer than that.
    All,
}

impl Db {
    /// Seals up to 2,000 rows that are not sealed yet, oldest first; `None` when there are none.
    ///
    /// On PostgreSQL rows of transactions that are still open come into a later seal; order inside a seal is fixed by position.
    pub async fn seal_audit(&self, look: Look, suite: Suite, now: Timestamp) -> Result<Option<Seal>> {
        let mut tx = self.begin().await?;
        let last: Option<Seal> = tx.opt(include_str!("last_seal.sql"), &[]).await?;
        let since = match (&last, look) {
            (Some(seal), Look::Recent) => {
                tx.sealed_up_to(seal.no).await?.map_or(i64::MIN, |at| at.saturating_sub(LOOK_BACK_MICROS))
            }
            _ => i64::MIN,
        };
        let rows: Vec<AuditRow> = tx.all(include_str!("unsealed.sql"), &args![ROWS_IN_A_SEAL, since]).await?;
        if rows.is_empty() {
            return Ok(None);
        }
        let sealed: Vec<xinqiao_audit::Row> = rows.into_iter().map(AuditRow::into_sealed).collect();
        let (seal, links) = seal_over(last.as_ref(), suite, &sealed, now);
        let line = args![seal.no, seal.rows, seal.total, &seal.previous, &seal.root, seal.suite.code(), seal.at, &seal.hash];
        tx.exec(include_str!("insert_seal.sql"), &line).await?;
        let entries: Vec<Vec<Arg>> = sealed
            .iter()
            .zip(&links)
            .zip(1_i64..)
            .map(|((row, link), position)| args![row.id, seal.no, position, link, now].to_vec())
            .collect();
        tx.insert_many(ENTRY_COLUMNS, ENTRY_WIDTH, &entries).await?;
        tx.commit().await?;
        Ok(Some(seal))
    }

    /// The last seal; none before the first.
    pub async fn last_seal(&self) -> Result<Option<Seal>> {
        self.opt(include_str!("last_seal.sql"), &[]).await
    }

    /// One seal.
    pub async fn seal(&self, no: i64) -> Result<Option<Seal>> {
        self.opt(include_str!("seal_of_no.sql"), &args![no]).await
    }
}

impl Tx {
    /// Instant of the newest row that a seal covers, in microseconds.
    pub(crate) async fn sealed_up_to(&mut self, seal: i64) -> Result<Option<i64>> {
        self.opt(include_str!("sealed_up_to.sql"), &args![seal]).await
    }
}
