//! The two engines: the only module, with `tx`, `row` and `migrate`, that knows that there are two.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{SqlSafeStr, Transaction};

use xinqiao_vault::{KeySource, VaultError};

use crate::arg::Arg;
use crate::keys::{KEY_ROWS, Ring};
use crate::row::{FromRow, Row};
use crate::tx::{Inner, Tx, bind};
use crate::{Result, StoreError};

/// Which database serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// Lower-case name, also the name of the migration folder.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// How the database is opened.
#[derive(Debug, Clone)]
pub struct DbOptions {
    /// `sqlite:///path/to.db` or `postgres://user@host/name`.
    pub url: String,
    /// PostgreSQL schema of the jurisdiction; pinned on every connection at start-up.
    pub schema: String,
    /// Connections of the PostgreSQL pool; SQLite has one writer and `readers`.
    pub connections: u32,
    /// Read connections on SQLite.
    pub readers: u32,
    /// Master key, randomness and suite of new keys.
    pub keys: KeySource,
}

impl DbOptions {
    /// The usual options for `url`: schema `public`, 16 connections, 4 readers.
    pub fn new(url: impl Into<String>, keys: KeySource) -> Self {
        Self { url: url.into(), schema: "public".to_owned(), connections: 16, readers: 4, keys }
    }
}

/// An open database of one jurisdiction.
#[derive(Debug, Clone)]
pub struct Db {
    pub(crate) pools: Pools,
    pub(crate) keys: Arc<Ring>,
}

#[derive(Debug, Clone)]
pub(crate) enum Pools {
    Sqlite { writer: SqlitePool, readers: SqlitePool },
    Postgres(PgPool),
}

macro_rules! on_engine {
    ($pools:expr, $sqlite:ident => $on_sqlite:expr, $postgres:ident => $on_postgres:expr) => {
        match $pools {
            crate::engine::Pools::Sqlite { readers: $sqlite, .. } => $on_sqlite,
            crate::engine::Pools::Postgres($postgres) => $on_postgres,
        }
    };
}

impl Db {
    /// Opens the database and its keys, creating the SQLite file if it is absent. Does not migrate.
    ///
    /// Errors: [`StoreError::WrongMasterKey`] when the keys of the database were wrapped by another master key.
    pub async fn open(options: &DbOptions) -> Result<Self> {
        let pools = if options.url.starts_with("sqlite:") {
            open_sqlite(options).await?
        } else if options.url.starts_with("postgres:") || options.url.starts_with("postgresql:") {
            open_postgres(options).await?
        } else {
            return Err(StoreError::BadUrl { url: options.url.rsplit('@').next().unwrap_or_default().to_owned() });
        };
        let db = Self { pools, keys: Arc::new(Ring::empty(options.keys.clone())?) };
        if let Err(fault) = db.reload_keys().await {
            db.close().await;
            return Err(fault);
        }
        Ok(db)
    }

    /// Which engine serves.
    pub fn engine(&self) -> Engine {
        on_engine!(&self.pools, _readers => Engine::Sqlite, _pool => Engine::Postgres)
    }

    /// Opens a unit of work. On SQLite it holds the single writer until it is committed or dropped.
    pub async fn begin(&self) -> Result<Tx> {
        self.refresh_keys().await;
        let inner = match &self.pools {
            Pools::Sqlite { writer, .. } => {
                let begun = writer.begin_with("begin immediate").await;
                Inner::Sqlite(begun.map_err(|source| unreachable_db("sqlite", source))?)
            }
            Pools::Postgres(pool) => begin_postgres(pool, "begin").await?,
        };
        Ok(self.unit(inner))
    }

    /// A read-only view that does not change while it is open (SQLite: a reader; PostgreSQL: repeatable read).
    pub async fn snapshot(&self) -> Result<Tx> {
        self.refresh_keys().await;
        let inner = match &self.pools {
            Pools::Sqlite { readers, .. } => {
                Inner::Sqlite(readers.begin().await.map_err(|source| unreachable_db("sqlite", source))?)
            }
            Pools::Postgres(pool) => begin_postgres(pool, "begin isolation level repeatable read read only").await?,
        };
        Ok(self.unit(inner))
    }

    fn unit(&self, inner: Inner) -> Tx {
        Tx { inner, keys: Arc::clone(&self.keys) }
    }

    /// All rows of one statement, read outside a unit of work. When one was sealed with a key that another process made meanwhile, the keys
    /// are read again and the rows after them.
    pub(crate) async fn all<T: FromRow>(&self, statement: &'static str, args: &[Arg]) -> Result<Vec<T>> {
        match self.all_once(statement, args).await {
            Err(StoreError::Sealed(VaultError::UnknownKey { .. })) => {
                let keys = self.all_once(KEY_ROWS, &[]).await?;
                self.keys.open(keys).await?;
                self.all_once(statement, args).await
            }
            other => other,
        }
    }

    async fn all_once<T: FromRow>(&self, statement: &'static str, args: &[Arg]) -> Result<Vec<T>> {
        let vault = self.vault();
        match &self.pools {
            Pools::Sqlite { readers, .. } => {
                let rows = bind!(sqlx::query(statement), args).fetch_all(readers).await;
                rows.map_err(|source| StoreError::statement(statement, source))?
                    .into_iter()
                    .map(|row| T::from_row(&Row::Sqlite(row, Arc::clone(&vault))))
                    .collect()
            }
            Pools::Postgres(pool) => {
                let rows = bind!(sqlx::query(statement), args).fetch_all(pool).await;
                rows.map_err(|source| StoreError::statement(statement, source))?
                    .into_iter()
                    .map(|row| T::from_row(&Row::Postgres(row, Arc::clone(&vault))))
                    .collect()
            }
        }
    }

    /// The first row of one statement, if there is one.
    pub(crate) async fn opt<T: FromRow>(&self, statement: &'static str, args: &[Arg]) -> Result<Option<T>> {
        Ok(self.all(statement, args).await?.into_iter().next())
    }

    /// Is the database there and answering?
    pub async fn ping(&self) -> Result<()> {
        self.opt::<i64>("select cast(1 as bigint)", &[]).await.map(|_| ())
    }

    /// The version text of the engine.
    pub async fn version(&self) -> Result<String> {
        let statement = on_engine!(&self.pools, _readers => "select sqlite_version()", _pool => "show server_version");
        Ok(self.opt::<String>(statement, &[]).await?.unwrap_or_default())
    }

    /// Closes all connections; on SQLite the write-ahead log is folded in.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

/// Begins in a task of its own, because the driver (sqlx 0.9.0) counts a transaction only once the server has answered: a caller that is
/// cut off before would give a connection back that stands inside a transaction, and the next request would write into it or read an
/// old view. Here the beginning always ends, and a unit of work that nobody waits for any more is undone like any that is dropped.
async fn begin_postgres(pool: &PgPool, statement: &'static str) -> Result<Inner> {
    let fail = |source| unreachable_db("postgres", source);
    let connection = pool.acquire().await.map_err(fail)?;
    let beginning = tokio::spawn(Transaction::begin(connection, Some(statement.into_sql_str())));
    // the task ends early only when the whole program does
    let begun = beginning.await.map_err(|_| fail(sqlx::Error::PoolClosed))?;
    begun.map(Inner::Postgres).map_err(fail)
}

fn unreachable_db(target: &str, source: sqlx::Error) -> StoreError {
    StoreError::Unreachable { target: target.to_owned(), source }
}

async fn open_sqlite(options: &DbOptions) -> Result<Pools> {
    let fail = |source| unreachable_db(&options.url, source);
    let base = SqliteConnectOptions::from_str(&options.url)
        .map_err(fail)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        // what is deleted or overwritten is gone from the file, too
        .pragma("secure_delete", "on")
        .busy_timeout(Duration::from_secs(10))
        .statement_cache_capacity(512);
    let writer = SqlitePoolOptions::new().max_connections(1).min_connections(1).test_before_acquire(false);
    let writer = writer.connect_with(base.clone()).await.map_err(fail)?;
    let readers = SqlitePoolOptions::new().max_connections(options.readers).min_connections(1).test_before_acquire(false);
    let readers = readers.connect_with(base.pragma("query_only", "on")).await.map_err(fail)?;
    let found: (String,) = sqlx::query_as("select sqlite_version()").fetch_one(&readers).await.map_err(fail)?;
    let (pools, found) = (Pools::Sqlite { writer, readers }, found.0);
    if version_number(&found) < version_number("3.51.3") {
        return Err(StoreError::OldSqlite { found });
    }
    Ok(pools)
}

async fn open_postgres(options: &DbOptions) -> Result<Pools> {
    // the password of the URL never reaches an error message
    let target = options.url.rsplit('@').next().unwrap_or_default().to_owned();
    let fail = |source| unreachable_db(&target, source);
    let connect = PgConnectOptions::from_str(&options.url)
        .map_err(fail)?
        .options([("search_path", options.schema.as_str()), ("synchronous_commit", "on")])
        .application_name("xinqiao")
        .statement_cache_capacity(512);
    let pool = PgPoolOptions::new().max_connections(options.connections).min_connections(1).test_before_acquire(false);
    Ok(Pools::Postgres(pool.connect_with(connect).await.map_err(fail)?))
}

fn version_number(text: &str) -> Vec<u32> {
    text.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}
