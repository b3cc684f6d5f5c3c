//! Rows as both engines give them, and their reading into types.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};
use sqlx::{Row as _, postgres::PgRow, sqlite::SqliteRow};
use uuid::Uuid;
use xinqiao_vault::Vault;

use crate::{Result, StoreError};

/// One row of a result, with the keys that open its sealed columns.
pub enum Row {
    Sqlite(SqliteRow, Arc<Vault>),
    Postgres(PgRow, Arc<Vault>),
}

/// A type that is read from the columns of a row, by position.
pub trait FromRow: Sized {
    /// Reads the row. Errors: [`StoreError::Corrupt`] for a value that the program never writes.
    fn from_row(row: &Row) -> Result<Self>;
}

macro_rules! column {
    ($row:expr, $at:expr, $kind:ty) => {
        match $row {
            Row::Sqlite(inner, _) => inner.try_get::<$kind, usize>($at),
            Row::Postgres(inner, _) => inner.try_get::<$kind, usize>($at),
        }
        .map_err(|source| StoreError::Statement { statement: format!("column {}", $at), source })
    };
}

impl Row {
    /// The open key ring.
    pub(crate) fn vault(&self) -> &Vault {
        match self {
            Self::Sqlite(_, vault) | Self::Postgres(_, vault) => vault,
        }
    }
    pub fn int(&self, at: usize) -> Result<i64> {
        column!(self, at, i64)
    }
    pub fn int_opt(&self, at: usize) -> Result<Option<i64>> {
        column!(self, at, Option<i64>)
    }
    pub fn real_opt(&self, at: usize) -> Result<Option<f64>> {
        column!(self, at, Option<f64>)
    }
    pub fn text(&self, at: usize) -> Result<String> {
        column!(self, at, String)
    }
    pub fn text_opt(&self, at: usize) -> Result<Option<String>> {
        column!(self, at, Option<String>)
    }
    pub fn uuid(&self, at: usize) -> Result<Uuid> {
        column!(self, at, Uuid)
    }
    pub fn uuid_opt(&self, at: usize) -> Result<Option<Uuid>> {
        column!(self, at, Option<Uuid>)
    }
    pub fn bytes(&self, at: usize) -> Result<Vec<u8>> {
        column!(self, at, Vec<u8>)
    }
    pub fn bytes_opt(&self, at: usize) -> Result<Option<Vec<u8>>> {
        column!(self, at, Option<Vec<u8>>)
    }
    pub fn flag(&self, at: usize) -> Result<bool> {
        Ok(self.int(at)? != 0)
    }
    /// An instant kept as microseconds.
    pub fn at(&self, at: usize) -> Result<Timestamp> {
        instant(self.int(at)?)
    }
    pub fn at_opt(&self, at: usize) -> Result<Option<Timestamp>> {
        self.int_opt(at)?.map(instant).transpose()
    }
    /// A day kept as `YYYY-MM-DD`.
    pub fn day(&self, at: usize) -> Result<Date> {
        day(&self.text(at)?)
    }
    pub fn day_opt(&self, at: usize) -> Result<Option<Date>> {
        self.text_opt(at)?.as_deref().map(day).transpose()
    }
    /// A value whose text form is parsed: an enum, a path.
    pub fn parsed<T: std::str::FromStr>(
        &self,
        at: usize,
        table: &'static str,
        column: &'static str,
        expected: &'static str,
    ) -> Result<T> {
        let text = self.text(at)?;
        text.parse().map_err(|_| StoreError::Corrupt { table, column, expected, found: text })
    }
    /// A JSON document.
    pub fn json<T: serde::de::DeserializeOwned>(&self, at: usize, table: &'static str, column: &'static str) -> Result<T> {
        let text = self.text(at)?;
        serde_json::from_str(&text).map_err(|fault| StoreError::Corrupt {
            table,
            column,
            expected: "its JSON shape",
            found: fault.to_string(),
        })
    }
}

fn instant(micros: i64) -> Result<Timestamp> {
    Timestamp::from_microsecond(micros).map_err(|_| StoreError::Corrupt {
        table: "?",
        column: "?_at",
        expected: "an instant in microseconds",
        found: micros.to_string(),
    })
}

fn day(text: &str) -> Result<Date> {
    text.parse().map_err(|_| StoreError::Corrupt { table: "?", column: "?_on", expected: "a day", found: text.to_owned() })
}

impl FromRow for i64 {
    fn from_row(row: &Row) -> Result<Self> {
        row.int(0)
    }
}
impl FromRow for String {
    fn from_row(row: &Row) -> Result<Self> {
        row.text(0)
    }
}
impl FromRow for Uuid {
    fn from_row(row: &Row) -> Result<Self> {
        row.uuid(0)
    }
}
