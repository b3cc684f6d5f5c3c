//! A data key as the database has it.

use jiff::Timestamp;
use xinqiao_vault::WrappedKey;

use crate::row::{FromRow, Row};
use crate::{Result, StoreError};

/// A data key, wrapped, with what is known of its life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataKey {
    pub key: WrappedKey,
    /// Check value of the master key that wrapped it.
    pub master_check: String,
    /// How often the row was written.
    pub version: i64,
    pub active_at: Option<Timestamp>,
    pub retired_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

impl FromRow for DataKey {
    fn from_row(row: &Row) -> Result<Self> {
        let number = row.int(0)?;
        let out_of_range = |_| StoreError::Corrupt {
            table: "data_key",
            column: "data_key_no",
            expected: "a key number",
            found: number.to_string(),
        };
        Ok(Self {
            key: WrappedKey {
                number: u32::try_from(number).map_err(out_of_range)?,
                class: row.parsed(1, "data_key", "class", "a class of keys")?,
                suite: row.parsed(2, "data_key", "suite", "a suite")?,
                state: row.parsed(3, "data_key", "state", "a state of keys")?,
                wrapped: row.bytes(4)?,
            },
            master_check: row.text(5)?,
            version: row.int(6)?,
            active_at: row.at_opt(7)?,
            retired_at: row.at_opt(8)?,
            created_at: row.at(9)?,
        })
    }
}
