//! The ledger of files for and from the governance system.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::{AccountId, ExchangeId};

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExchangeRow {
    pub id: ExchangeId,
    /// it came in; else it went out
    pub came_in: bool,
    pub by: AccountId,
    /// SHA-256 of the file, hexadecimal
    pub sha256: String,
    /// of a file that went out: first and last day of registration
    pub span: Option<(Date, Date)>,
    pub rows: i64,
    /// disputes that a file brought
    pub registered: i64,
    /// JSON: what became of each row
    pub results: String,
    pub at: Timestamp,
}

impl FromRow for ExchangeRow {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: ExchangeId::from_uuid(row.uuid(0)?),
            came_in: row.text(1)? == "in",
            by: AccountId::from_uuid(row.uuid(2)?),
            sha256: row.text(3)?,
            span: row.day_opt(4)?.zip(row.day_opt(5)?),
            rows: row.int(6)?,
            registered: row.int(7)?,
            results: row.text(8)?,
            at: row.at(9)?,
        })
    }
}

impl Tx {
    /// Enters a file into the ledger of the permit's place.
    pub async fn add_exchange(
        &mut self,
        permit: &Permit<act::ExchangeDisputes>,
        file: &ExchangeRow,
        now: Timestamp,
    ) -> Result<()> {
        let row = args![
            file.id.uuid(),
            if file.came_in { "in" } else { "out" },
            permit.place().as_str(),
            file.by.uuid(),
            &file.sha256,
            file.span.map(|span| span.0),
            file.span.map(|span| span.1),
            file.rows,
            file.registered,
            &file.results,
            now
        ];
        self.exec(include_str!("insert_exchange.sql"), &row).await.map(|_| ())
    }
}

impl Db {
    /// The files of the permit's place, the latest first.
    pub async fn exchanges(&self, permit: &Permit<act::ExchangeDisputes>, limit: u32) -> Result<Vec<ExchangeRow>> {
        self.all(include_str!("exchanges.sql"), &args![permit.place().as_str(), i64::from(limit)]).await
    }
}
