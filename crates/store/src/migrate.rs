//! Schema changes: paired SQL files, embedded, checksummed, forward only.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::arg::args;
use crate::engine::{Db, Engine};
use crate::row::{FromRow, Row};
use crate::tx::Tx;
use crate::{Result, StoreError};

/// One change of the schema in both dialects.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    pub name: &'static str,
    pub sqlite: &'static str,
    pub postgres: &'static str,
}

impl Migration {
    /// The text for `engine`.
    pub const fn text(&self, engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        }
    }
}

/// All migrations in order, found by folder.
pub const MIGRATIONS: &[Migration] = include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

/// A migration that the database has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    pub name: String,
    pub checksum: String,
    pub applied_at: Timestamp,
}

impl FromRow for Applied {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { name: row.text(0)?, checksum: row.text(1)?, applied_at: row.at(2)? })
    }
}

const LEDGER: &str =
    "create table if not exists migration (name text primary key, checksum text not null, applied_at bigint not null)";
const LEDGER_STRICT: &str =
    "create table if not exists migration (name text primary key, checksum text not null, applied_at integer not null) strict";
const APPLIED: &str = "select name, checksum, applied_at from migration order by name";

impl Db {
    /// Brings the schema up to date in one transaction, and makes the first keys of a new database; the names that were applied now.
    ///
    /// Errors: [`StoreError::Migration`] if the database holds a migration that this program does not know or knows differently.
    pub async fn migrate(&self, now: Timestamp) -> Result<Vec<&'static str>> {
        let engine = self.engine();
        let mut tx = self.begin().await?;
        if engine == Engine::Postgres {
            // one migrator at a time; released with the transaction
            tx.exec_built("select pg_advisory_xact_lock(8207356)", &[]).await?;
        }
        tx.exec_script(if engine == Engine::Sqlite { LEDGER_STRICT } else { LEDGER }).await?;
        let applied: Vec<Applied> = tx.all(APPLIED, &[]).await?;
        check_known(&applied, engine)?;
        let mut news = Vec::new();
        for migration in MIGRATIONS {
            if applied.iter().any(|old| old.name == migration.name) {
                continue;
            }
            apply(&mut tx, migration, engine, now).await?;
            news.push(migration.name);
        }
        tx.make_keys(now).await?;
        tx.commit().await?;
        self.reload_keys().await?;
        Ok(news)
    }

    /// A database as the program left it before a migration, for tests of upgrades.
    #[cfg(test)]
    pub(crate) async fn migrate_before(&self, name: &str, now: Timestamp) -> Result<()> {
        let engine = self.engine();
        let mut tx = self.begin().await?;
        tx.exec_script(if engine == Engine::Sqlite { LEDGER_STRICT } else { LEDGER }).await?;
        for migration in MIGRATIONS.iter().filter(|one| one.name < name) {
            apply(&mut tx, migration, engine, now).await?;
        }
        tx.commit().await
    }

    /// What the database has; empty for a new one.
    pub async fn applied(&self) -> Result<Vec<Applied>> {
        match self.all(APPLIED, &[]).await {
            Ok(rows) => Ok(rows),
            Err(StoreError::Statement { .. }) => Ok(Vec::new()),
            Err(other) => Err(other),
        }
    }

    /// Names of migrations that this program has and the database lacks.
    pub async fn pending(&self) -> Result<Vec<&'static str>> {
        let applied = self.applied().await?;
        check_known(&applied, self.engine())?;
        Ok(MIGRATIONS.iter().map(|m| m.name).filter(|name| !applied.iter().any(|old| old.name == *name)).collect())
    }
}

async fn apply(tx: &mut Tx, migration: &Migration, engine: Engine, now: Timestamp) -> Result<()> {
    let text = migration.text(engine);
    tx.exec_script(text).await?;
    let row = args![migration.name, checksum(text), now];
    tx.exec("insert into migration (name, checksum, applied_at) values ($1, $2, $3)", &row).await?;
    Ok(())
}

fn check_known(applied: &[Applied], engine: Engine) -> Result<()> {
    for old in applied {
        let fault = |what: &str| StoreError::Migration { name: old.name.clone(), what: what.to_owned() };
        let known = MIGRATIONS.iter().find(|migration| migration.name == old.name);
        let known = known.ok_or_else(|| fault("the database is newer than this program"))?;
        if checksum(known.text(engine)) != old.checksum {
            return Err(fault(
                "its text differs from what was applied: the database was made by another state of the program; before the first release databases are made anew, not taken over",
            ));
        }
    }
    Ok(())
}

fn checksum(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        use std::fmt::Write as _;
        let _ = write!(text, "{byte:02x}");
        text
    })
}
