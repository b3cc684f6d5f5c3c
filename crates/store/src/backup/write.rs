//! Writing a backup.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{BackupReport, FORMAT, Header, TableHead, Trailer};
use crate::migrate::{MIGRATIONS, hex};
use crate::row::Row;
use crate::schema::{ColumnKind, Table, tables};
use crate::{Db, Result, StoreError, Tx};

struct Hashing {
    out: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl Hashing {
    fn line(&mut self, value: &impl serde::Serialize) -> std::io::Result<()> {
        let mut text = serde_json::to_vec(value)?;
        text.push(b'\n');
        self.hash.update(&text);
        self.bytes += text.len() as u64;
        self.out.write_all(&text)
    }
}

impl Db {
    /// Writes everything into `target`, replacing it only when the new file is complete.
    pub async fn backup(&self, target: &Path, now: Timestamp) -> Result<BackupReport> {
        let fail = |source| StoreError::File { path: target.display().to_string(), source };
        let mut unfinished = target.as_os_str().to_owned();
        unfinished.push(".unfinished");
        let unfinished = PathBuf::from(unfinished);
        let written = self.backup_into(&unfinished, now).await;
        let outcome = written.and_then(|report| {
            fs::rename(&unfinished, target).map_err(fail)?;
            sync_folder(target).map_err(fail)?;
            Ok(report)
        });
        if outcome.is_err() {
            let _ = fs::remove_file(&unfinished);
        }
        outcome
    }

    async fn backup_into(&self, path: &Path, now: Timestamp) -> Result<BackupReport> {
        let fail = |source| StoreError::File { path: path.display().to_string(), source };
        let mut out = Hashing { out: BufWriter::new(File::create(path).map_err(fail)?), hash: Sha256::new(), bytes: 0 };
        let applied = self.applied().await?;
        let mut tx = self.snapshot().await?;
        let has_keys = applied.iter().any(|one| one.name == crate::keys::SINCE);
        let header = Header {
            xinqiao_backup: FORMAT,
            migrations: applied.into_iter().map(|one| one.name).collect(),
            made_at: now.to_string(),
            master_key: if has_keys { tx.master_check().await? } else { None },
        };
        out.line(&header).map_err(fail)?;
        let all = tables(MIGRATIONS.len());
        let mut rows = 0;
        for table in &all {
            let columns = table.columns.iter().map(|column| column.name.clone()).collect();
            out.line(&TableHead { table: table.name.clone(), columns }).map_err(fail)?;
            rows += write_rows(&mut tx, table, &mut out, path).await?;
        }
        let sha256 = hex(&out.hash.clone().finalize());
        out.line(&Trailer { rows, sha256 }).map_err(fail)?;
        let file = out.out.into_inner().map_err(|fault| fail(fault.into_error()))?;
        file.sync_all().map_err(fail)?;
        Ok(BackupReport { rows, tables: all.len(), bytes: out.bytes })
    }
}

async fn write_rows(tx: &mut Tx, table: &Table, out: &mut Hashing, path: &Path) -> Result<u64> {
    let columns: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    // the tree is written from the root down, so that parents come first; everything else by its first two columns, which tell all
    // rows apart, and tokens and times by all three
    let identifying = if ["person_token", "rule_pace"].contains(&table.name.as_str()) { 3 } else { 2 };
    let order = if table.name == "place" { "path".to_owned() } else { columns[..identifying].join(", ") };
    let text = format!("select {} from {} order by {order}", columns.join(", "), table.name);
    let mut rows = 0;
    tx.each(&text, |row| {
        let mut line = Vec::with_capacity(table.columns.len());
        for (at, column) in table.columns.iter().enumerate() {
            line.push(value(&row, at, column.kind)?);
        }
        rows += 1;
        out.line(&line).map_err(|source| StoreError::File { path: path.display().to_string(), source })
    })
    .await?;
    Ok(rows)
}

fn value(row: &Row, at: usize, kind: ColumnKind) -> Result<Value> {
    Ok(match kind {
        ColumnKind::Int => row.int_opt(at)?.map_or(Value::Null, Value::from),
        ColumnKind::Real => row.real_opt(at)?.map_or(Value::Null, Value::from),
        ColumnKind::Text => row.text_opt(at)?.map_or(Value::Null, Value::from),
        ColumnKind::Id => row.uuid_opt(at)?.map_or(Value::Null, |id| Value::from(id.to_string())),
        ColumnKind::Bytes => row.bytes_opt(at)?.map_or(Value::Null, |bytes| Value::from(hex(&bytes))),
    })
}

fn sync_folder(target: &Path) -> std::io::Result<()> {
    let folder = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}
