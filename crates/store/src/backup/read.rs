//! Restoring a backup.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use jiff::Timestamp;
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use xinqiao_vault::WrappedKey;

use super::{BackupReport, FORMAT, Header, TableHead, Trailer};
use crate::arg::Arg;
use crate::keys::DataKey;
use crate::migrate::{MIGRATIONS, hex};
use crate::schema::{Column, ColumnKind, Table, tables};
use crate::{Db, Result, StoreError, Tx};

const ROWS_AT_ONCE: usize = 512;
const KEYS: &str = "data_key";

impl Db {
    /// Takes a backup into an empty database: checks the whole file, then writes it in one transaction.
    ///
    /// Errors: `Backup` for a file that is damaged, of another program or of a newer one, and for a database that holds anything;
    /// `WrongMasterKey` for a file whose keys another master key wrapped.
    pub async fn restore(&self, source: &Path, now: Timestamp) -> Result<BackupReport> {
        let (header, trailer, bytes) = check(source)?;
        let known: Vec<&str> = MIGRATIONS.iter().map(|one| one.name).collect();
        let fits = header.migrations.iter().zip(&known).all(|(theirs, ours)| theirs == ours);
        if !fits || header.migrations.len() > known.len() {
            return Err(fault(source, "it was made by a newer or another program"));
        }
        self.keys.opened(data_keys(source)?).await?;
        self.migrate(now).await?;
        let kinds = tables(MIGRATIONS.len());
        let mut tx = self.begin().await?;
        if holds_anything(&mut tx, &kinds).await? {
            return Err(fault(source, "the database to restore into is not empty"));
        }
        if header.master_key.is_some() {
            tx.forget_unused_keys().await?;
        }
        let rows = fill(&mut tx, source, &kinds).await?;
        if rows != trailer.rows {
            return Err(fault(source, "it does not hold the rows that its end tells"));
        }
        tx.try_keys().await?;
        tx.commit().await?;
        self.reload_keys().await?;
        Ok(BackupReport { rows, tables: kinds.len(), bytes })
    }
}

/// The data keys in the file, to be tried before anything is written.
fn data_keys(path: &Path) -> Result<Vec<DataKey>> {
    let mut columns: Option<Vec<String>> = None;
    let mut found = Vec::new();
    for line in lines(path)?.skip(1) {
        let line = line?;
        if !line.starts_with('[') {
            let head = serde_json::from_str::<TableHead>(&line).ok();
            columns = head.filter(|head| head.table == KEYS).map(|head| head.columns);
        } else if let Some(names) = &columns {
            let cells: Vec<Value> = serde_json::from_str(&line).map_err(|_| fault(path, "a line is not JSON"))?;
            found.push(data_key(names, &cells).ok_or_else(|| fault(path, "a data key in it cannot be read"))?);
        }
    }
    Ok(found)
}

fn data_key(names: &[String], cells: &[Value]) -> Option<DataKey> {
    let cell = |name: &str| names.iter().position(|known| known == name).and_then(|at| cells.get(at));
    let text = |name: &str| cell(name).and_then(Value::as_str);
    let key = WrappedKey {
        number: cell("data_key_no")?.as_u64()?.try_into().ok()?,
        class: text("class")?.parse().ok()?,
        suite: text("suite")?.parse().ok()?,
        state: text("state")?.parse().ok()?,
        wrapped: unhex(text("wrapped")?)?,
    };
    let master_check = text("master_check")?.to_owned();
    Some(DataKey { key, master_check, version: 0, active_at: None, retired_at: None, created_at: Timestamp::UNIX_EPOCH })
}

fn fault(path: &Path, what: &str) -> StoreError {
    StoreError::Backup { path: path.display().to_string(), what: what.to_owned() }
}

async fn holds_anything(tx: &mut Tx, kinds: &[Table]) -> Result<bool> {
    // the keys that migrating made open nothing yet
    for table in kinds.iter().filter(|table| table.name != KEYS) {
        let mut found = false;
        let text = format!("select {} from {} limit 1", table.columns[0].name, table.name);
        tx.each(&text, |_row| {
            found = true;
            Ok(())
        })
        .await?;
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The lines of the file, byte for byte, without the line feeds. A last line without one is a fault: something was cut off.
fn lines(path: &Path) -> Result<impl Iterator<Item = Result<String>>> {
    let file = File::open(path).map_err(|source| StoreError::File { path: path.display().to_string(), source })?;
    let mut reader = BufReader::new(file);
    let path = path.to_owned();
    Ok(std::iter::from_fn(move || {
        let mut line = Vec::new();
        match reader.read_until(b'\n', &mut line) {
            Ok(0) => None,
            Ok(_) if line.pop() != Some(b'\n') => Some(Err(fault(&path, "its end is missing: it was cut off"))),
            Ok(_) => Some(String::from_utf8(line).map_err(|_| fault(&path, "it holds bytes that are not text"))),
            Err(source) => Some(Err(StoreError::File { path: path.display().to_string(), source })),
        }
    }))
}

/// Reads the whole file once: header, checksum, number of rows.
fn check(path: &Path) -> Result<(Header, Trailer, u64)> {
    let mut hash = Sha256::new();
    let mut header = None;
    let mut last: Option<String> = None;
    let mut bytes = 0;
    for line in lines(path)? {
        let line = line?;
        if let Some(before) = last.replace(line) {
            if header.is_none() {
                let found: Header =
                    serde_json::from_str(&before).map_err(|_| fault(path, "it is not a backup of this program"))?;
                header = Some(found);
            }
            bytes += before.len() as u64 + 1;
            hash.update(before.as_bytes());
            hash.update(b"\n");
        }
    }
    let header = header.ok_or_else(|| fault(path, "it is empty or cut off"))?;
    bytes += last.as_ref().map_or(0, |line| line.len() as u64 + 1);
    if header.xinqiao_backup != FORMAT {
        return Err(fault(path, "its format is newer than this program"));
    }
    let trailer: Option<Trailer> = last.and_then(|line| serde_json::from_str(&line).ok());
    let trailer = trailer.ok_or_else(|| fault(path, "its end is missing: it was cut off"))?;
    if trailer.sha256 != hex(&hash.finalize()) {
        return Err(fault(path, "its checksum does not fit: it was changed or damaged"));
    }
    Ok((header, trailer, bytes))
}

async fn fill(tx: &mut Tx, path: &Path, kinds: &[Table]) -> Result<u64> {
    let mut rows = 0;
    let mut open: Option<(String, Vec<Column>)> = None;
    let mut waiting: Vec<Vec<Arg>> = Vec::with_capacity(ROWS_AT_ONCE);
    for line in lines(path)?.skip(1) {
        let value: Value = serde_json::from_str(&line?).map_err(|_| fault(path, "a line is not JSON"))?;
        if let Value::Array(cells) = value {
            let Some((target, columns)) = &open else {
                return Err(fault(path, "a row stands before its table"));
            };
            waiting.push(args(path, columns, cells)?);
            rows += 1;
            if waiting.len() == ROWS_AT_ONCE {
                tx.insert_many(target, columns.len(), &waiting).await?;
                waiting.clear();
            }
        } else {
            if let Some((target, columns)) = &open {
                tx.insert_many(target, columns.len(), &waiting).await?;
                waiting.clear();
            }
            open = match serde_json::from_value::<TableHead>(value) {
                Ok(head) => Some(target(path, kinds, &head)?),
                Err(_) => None,
            };
        }
    }
    Ok(rows)
}

fn target(path: &Path, kinds: &[Table], head: &TableHead) -> Result<(String, Vec<Column>)> {
    let table = kinds
        .iter()
        .find(|table| table.name == head.table)
        .ok_or_else(|| fault(path, "it has a table that this program lacks"))?;
    let mut columns = Vec::with_capacity(head.columns.len());
    for name in &head.columns {
        let column = table.columns.iter().find(|column| column.name == *name);
        columns.push(column.ok_or_else(|| fault(path, "it has a column that this program lacks"))?.clone());
    }
    // names come from our own migrations here, never from the file
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    Ok((format!("{} ({})", table.name, names.join(", ")), columns))
}

fn args(path: &Path, columns: &[Column], cells: Vec<Value>) -> Result<Vec<Arg>> {
    if cells.len() != columns.len() {
        return Err(fault(path, "a row has too many or too few values"));
    }
    let wrong = || fault(path, "a value is not of its column's kind");
    columns
        .iter()
        .zip(cells)
        .map(|(column, cell)| {
            let text = || cell.as_str().map(str::to_owned);
            Ok(match (column.kind, cell.is_null()) {
                (ColumnKind::Int, true) => Arg::Int(None),
                (ColumnKind::Real, true) => Arg::Real(None),
                (ColumnKind::Text, true) => Arg::Text(None),
                (ColumnKind::Id, true) => Arg::Id(None),
                (ColumnKind::Bytes, true) => Arg::Bytes(None),
                (ColumnKind::Int, false) => Arg::Int(Some(cell.as_i64().ok_or_else(wrong)?)),
                (ColumnKind::Real, false) => Arg::Real(Some(cell.as_f64().ok_or_else(wrong)?)),
                (ColumnKind::Text, false) => Arg::Text(Some(text().ok_or_else(wrong)?)),
                (ColumnKind::Id, false) => Arg::Id(Some(text().and_then(|id| Uuid::parse_str(&id).ok()).ok_or_else(wrong)?)),
                (ColumnKind::Bytes, false) => Arg::Bytes(Some(text().and_then(|digits| unhex(&digits)).ok_or_else(wrong)?)),
            })
        })
        .collect()
}

fn unhex(digits: &str) -> Option<Vec<u8>> {
    if !digits.len().is_multiple_of(2) || !digits.is_ascii() {
        return None;
    }
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).ok()).collect()
}
