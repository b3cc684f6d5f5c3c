//! One unit of work.

use std::sync::Arc;

use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, Postgres, Sqlite, Transaction};
use xinqiao_vault::VaultError;

use crate::arg::Arg;
use crate::keys::{KEY_ROWS, Ring};
use crate::row::{FromRow, Row};
use crate::{Result, StoreError};

/// A transaction on either engine. Dropped without [`Tx::commit`], nothing of it remains.
pub struct Tx {
    pub(crate) inner: Inner,
    pub(crate) keys: Arc<Ring>,
}

pub(crate) enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// Binds typed arguments to a query of either engine.
macro_rules! bind {
    ($query:expr, $args:expr) => {{
        let mut query = $query;
        for arg in $args {
            query = match arg {
                $crate::arg::Arg::Int(value) => query.bind(*value),
                $crate::arg::Arg::Real(value) => query.bind(*value),
                $crate::arg::Arg::Text(value) => query.bind(value.clone()),
                $crate::arg::Arg::Id(value) => query.bind(*value),
                $crate::arg::Arg::Bytes(value) => query.bind(value.clone()),
            };
        }
        query
    }};
}
pub(crate) use bind;

impl Tx {
    /// Makes everything durable. On return it survives a crash.
    pub async fn commit(self) -> Result<()> {
        match self.inner {
            Inner::Sqlite(inner) => inner.commit().await,
            Inner::Postgres(inner) => inner.commit().await,
        }
        .map_err(|source| StoreError::statement("commit", source))
    }

    /// Undoes everything at once (dropping does so too, a little later).
    pub async fn rollback(self) -> Result<()> {
        match self.inner {
            Inner::Sqlite(inner) => inner.rollback().await,
            Inner::Postgres(inner) => inner.rollback().await,
        }
        .map_err(|source| StoreError::statement("rollback", source))
    }

    /// Runs a statement; how many rows it touched.
    pub(crate) async fn exec(&mut self, statement: &'static str, args: &[Arg]) -> Result<u64> {
        match &mut self.inner {
            Inner::Sqlite(inner) => {
                bind!(sqlx::query(statement), args).execute(&mut **inner).await.map(|done| done.rows_affected())
            }
            Inner::Postgres(inner) => {
                bind!(sqlx::query(statement), args).execute(&mut **inner).await.map(|done| done.rows_affected())
            }
        }
        .map_err(|source| StoreError::statement(statement, source))
    }

    /// Runs a statement whose text was put together by this crate (multi-row inserts, schema files).
    pub(crate) async fn exec_built(&mut self, statement: &str, args: &[Arg]) -> Result<u64> {
        let text = || AssertSqlSafe(statement.to_owned());
        match &mut self.inner {
            Inner::Sqlite(inner) => bind!(sqlx::query(text()), args).execute(&mut **inner).await.map(|done| done.rows_affected()),
            Inner::Postgres(inner) => {
                bind!(sqlx::query(text()), args).execute(&mut **inner).await.map(|done| done.rows_affected())
            }
        }
        .map_err(|source| StoreError::statement(statement, source))
    }

    /// Inserts many rows with few statements. `target` is `table (columns)`; every row has `width` values.
    ///
    /// Rows go in by chunks of 32, 16, 8, 4, 2, 1, so that only six statement texts exist per table and each stays prepared.
    pub(crate) async fn insert_many(&mut self, target: &str, width: usize, rows: &[Vec<Arg>]) -> Result<u64> {
        self.insert_many_with(target, width, rows, "").await
    }

    /// [`Tx::insert_many`] with a clause at the end of each statement: what to do when a row is there.
    pub(crate) async fn insert_many_with(&mut self, target: &str, width: usize, rows: &[Vec<Arg>], ending: &str) -> Result<u64> {
        let mut rest = rows;
        let mut touched = 0;
        for size in [32, 16, 8, 4, 2, 1] {
            while rest.len() >= size {
                let (chunk, later) = rest.split_at(size);
                let flat: Vec<Arg> = chunk.iter().flatten().cloned().collect();
                let text = values_statement(target, width, size, ending);
                touched += self.exec_built(&text, &flat).await?;
                rest = later;
            }
        }
        Ok(touched)
    }

    /// Runs a file of several statements without arguments.
    pub(crate) async fn exec_script(&mut self, script: &str) -> Result<()> {
        let text = AssertSqlSafe(script.to_owned());
        match &mut self.inner {
            Inner::Sqlite(inner) => sqlx::raw_sql(text).execute(&mut **inner).await.map(|_| ()),
            Inner::Postgres(inner) => sqlx::raw_sql(text).execute(&mut **inner).await.map(|_| ()),
        }
        .map_err(|source| StoreError::statement(script, source))
    }

    /// All rows of a statement.
    pub(crate) async fn all<T: FromRow>(&mut self, statement: &'static str, args: &[Arg]) -> Result<Vec<T>> {
        self.rows(statement, args, true).await
    }

    /// [`Tx::all`] for a join over tables that the same connection fills: PostgreSQL plans it anew each time. A plan that it kept from when
    /// the tables were empty reads them from end to end.
    pub(crate) async fn all_afresh<T: FromRow>(&mut self, statement: &'static str, args: &[Arg]) -> Result<Vec<T>> {
        self.rows(statement, args, false).await
    }

    /// The first row of a statement, if there is one.
    pub(crate) async fn opt<T: FromRow>(&mut self, statement: &'static str, args: &[Arg]) -> Result<Option<T>> {
        Ok(self.all(statement, args).await?.into_iter().next())
    }

    /// Hands each row of a statement to `take` as it arrives, without keeping them.
    pub(crate) async fn each(&mut self, statement: &str, mut take: impl FnMut(Row) -> Result<()> + Send) -> Result<()> {
        let fail = |source| StoreError::statement(statement, source);
        let text = AssertSqlSafe(statement.to_owned());
        let vault = self.vault();
        match &mut self.inner {
            Inner::Sqlite(inner) => {
                let mut rows = sqlx::query(text).fetch(&mut **inner);
                while let Some(row) = rows.try_next().await.map_err(fail)? {
                    take(Row::Sqlite(row, Arc::clone(&vault)))?;
                }
            }
            Inner::Postgres(inner) => {
                let mut rows = sqlx::query(text).fetch(&mut **inner);
                while let Some(row) = rows.try_next().await.map_err(fail)? {
                    take(Row::Postgres(row, Arc::clone(&vault)))?;
                }
            }
        }
        Ok(())
    }

    /// Reads rows; when one was sealed with a key that another process made meanwhile, the keys are read again and the rows after them.
    async fn rows<T: FromRow>(&mut self, statement: &'static str, args: &[Arg], is_kept: bool) -> Result<Vec<T>> {
        match self.rows_once(statement, args, is_kept).await {
            Err(StoreError::Sealed(VaultError::UnknownKey { .. })) => {
                let keys = self.rows_once(KEY_ROWS, &[], true).await?;
                self.keys.open(keys).await?;
                self.rows_once(statement, args, is_kept).await
            }
            other => other,
        }
    }

    async fn rows_once<T: FromRow>(&mut self, statement: &'static str, args: &[Arg], is_kept: bool) -> Result<Vec<T>> {
        let vault = self.vault();
        let fail = |source| StoreError::statement(statement, source);
        match &mut self.inner {
            Inner::Sqlite(inner) => {
                let rows = bind!(sqlx::query(statement).persistent(is_kept), args).fetch_all(&mut **inner).await.map_err(fail)?;
                rows.into_iter().map(|row| T::from_row(&Row::Sqlite(row, Arc::clone(&vault)))).collect()
            }
            Inner::Postgres(inner) => {
                let rows = bind!(sqlx::query(statement).persistent(is_kept), args).fetch_all(&mut **inner).await.map_err(fail)?;
                rows.into_iter().map(|row| T::from_row(&Row::Postgres(row, Arc::clone(&vault)))).collect()
            }
        }
    }
}

/// `insert into <target> values ($1, $2), ($3, $4) <ending>` for `rows` rows of `width` values.
pub(crate) fn values_statement(target: &str, width: usize, rows: usize, ending: &str) -> String {
    use std::fmt::Write as _;
    let mut text = format!("insert into {target} values ");
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 1..=width {
            let comma = if column == 1 { "" } else { ", " };
            let _ = write!(text, "{comma}${}", row * width + column);
        }
        text.push(')');
    }
    text.push_str(ending);
    text
}
