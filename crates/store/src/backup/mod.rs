//! Backup and restore as one portable file: what SQLite wrote, PostgreSQL can take, and the other way round.
//!
//! The file is lines of JSON: a header (format, migrations, instant), then for each table its name and columns followed by one array
//! per row, and at the end the number of rows and a SHA-256 over everything before. It is read in one snapshot, written beside its
//! target and renamed only when it is complete and on disk. Restoring checks the whole file before it writes the first row.
//!
//! Sealed values and wrapped keys go in and out as they are: without the master key, which is in no backup, they stay shut. The header
//! says which master key is needed.

mod read;
mod write;

use serde::{Deserialize, Serialize};

const FORMAT: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
struct Header {
    xinqiao_backup: u32,
    migrations: Vec<String>,
    made_at: String,
    /// Check value of the master key that opens the data keys inside; absent in a backup of a database without keys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    master_key: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct TableHead {
    table: String,
    columns: Vec<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Trailer {
    rows: u64,
    sha256: String,
}

/// What a backup holds or a restore wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupReport {
    /// rows of all tables
    pub rows: u64,
    pub tables: usize,
    /// size of the file in bytes
    pub bytes: u64,
}
