//! The password of an account and those before it.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_kernel::id::AccountId;

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// The present password.
#[derive(Clone)]
pub struct Password {
    /// argon2id, PHC string
    pub hash: String,
    pub set_at: Timestamp,
    /// it was given by somebody else
    pub must_change: bool,
}

impl FromRow for Password {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { hash: row.text(0)?, set_at: row.at(1)?, must_change: row.flag(2)? })
    }
}

struct Hash(String);

impl FromRow for Hash {
    fn from_row(row: &Row) -> Result<Self> {
        row.text(0).map(Self)
    }
}

impl Tx {
    /// Replaces the password hash.
    pub async fn set_password(&mut self, account: AccountId, hash: &str, must_change: bool, now: Timestamp) -> Result<()> {
        self.exec(include_str!("set_password.sql"), &args![account.uuid(), hash, now, must_change]).await.map(|_| ())
    }

    /// Keeps the hash of a password that is replaced.
    pub async fn add_past_password(&mut self, id: Uuid, account: AccountId, hash: &str, now: Timestamp) -> Result<()> {
        self.exec(include_str!("insert_past.sql"), &args![id, account.uuid(), hash, now]).await.map(|_| ())
    }
}

impl Db {
    /// The password of an account that is open.
    pub async fn password(&self, account: AccountId) -> Result<Option<Password>> {
        self.opt(include_str!("password_of.sql"), &args![account.uuid()]).await
    }

    /// Hashes of the last passwords, newest first, without the present one.
    pub async fn past_passwords(&self, account: AccountId, limit: u32) -> Result<Vec<String>> {
        let rows: Vec<Hash> = self.all(include_str!("past.sql"), &args![account.uuid(), i64::from(limit)]).await?;
        Ok(rows.into_iter().map(|row| row.0).collect())
    }
}
