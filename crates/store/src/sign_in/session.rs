//! Sessions and failed tries.

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, SessionId};

use crate::arg::{Arg, args};
use crate::fields::{LOOKUP_LOGIN, lookup_args};
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// A session to be opened.
pub struct NewSession<'a> {
    pub id: SessionId,
    /// SHA-256 of the token; the token itself is only in the cookie
    pub token_hash: [u8; 32],
    pub account: AccountId,
    pub expires_at: Timestamp,
    /// longest pause between requests, in seconds
    pub idle_s: i64,
    /// family of browser and system
    pub device: &'a str,
    /// range of the address
    pub network: &'a str,
    /// password, totp, passkey, recovery, identity, phone, program
    pub proof: &'a str,
    /// when a second factor was proved
    pub proved_at: Option<Timestamp>,
}

/// A session as its holder sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSession {
    pub id: SessionId,
    pub begun_at: Timestamp,
    pub seen_at: Timestamp,
    pub expires_at: Timestamp,
    pub idle_s: i64,
    pub device: String,
    pub network: String,
    pub proof: String,
    pub proved_at: Option<Timestamp>,
}

impl FromRow for OwnSession {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: SessionId::from_uuid(row.uuid(0)?),
            begun_at: row.at(1)?,
            seen_at: row.at(2)?,
            expires_at: row.at(3)?,
            idle_s: row.int(4)?,
            device: row.text(5)?,
            network: row.text(6)?,
            proof: row.text(7)?,
            proved_at: row.at_opt(8)?,
        })
    }
}

/// Failed tries and the last of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Failures {
    pub count: i64,
    pub last: Option<Timestamp>,
}

impl FromRow for Failures {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { count: row.int(0)?, last: row.at_opt(1)? })
    }
}

struct Latest(Option<Timestamp>);

impl FromRow for Latest {
    fn from_row(row: &Row) -> Result<Self> {
        row.at_opt(0).map(Self)
    }
}

impl Tx {
    /// Opens a session.
    pub async fn add_session(&mut self, new: &NewSession<'_>, now: Timestamp) -> Result<()> {
        let row = args![
            new.id.uuid(),
            new.token_hash.to_vec(),
            new.account.uuid(),
            now,
            new.expires_at,
            new.idle_s,
            new.device,
            new.network,
            new.proof,
            new.proved_at
        ];
        self.exec(include_str!("insert_session.sql"), &row).await.map(|_| ())
    }

    /// Remembers that an account's holder signed in.
    pub async fn mark_signed_in(&mut self, account: AccountId, now: Timestamp) -> Result<()> {
        self.exec(include_str!("signed_in.sql"), &args![account.uuid(), now]).await.map(|_| ())
    }

    /// Ends the session of a token; false when there was none.
    pub async fn end_session(&mut self, token_hash: &[u8], now: Timestamp) -> Result<bool> {
        Ok(self.exec(include_str!("end_session.sql"), &args![token_hash.to_vec(), now]).await? > 0)
    }

    /// Remembers that a session was used; an earlier instant changes nothing.
    pub async fn touch_session(&mut self, id: SessionId, now: Timestamp) -> Result<()> {
        self.exec(include_str!("touch_session.sql"), &args![id.uuid(), now]).await.map(|_| ())
    }

    /// Ends one session of an account; false when the account has none such.
    pub async fn end_own_session(&mut self, id: SessionId, account: AccountId, now: Timestamp) -> Result<bool> {
        Ok(self.exec(include_str!("end_one.sql"), &args![id.uuid(), account.uuid(), now]).await? > 0)
    }

    /// Ends all sessions of an account but one; how many.
    pub async fn end_other_sessions(&mut self, account: AccountId, but: SessionId, now: Timestamp) -> Result<u64> {
        self.exec(include_str!("end_others.sql"), &args![account.uuid(), but.uuid(), now]).await
    }

    /// Ends all sessions of an account; how many.
    pub async fn end_sessions_of(&mut self, account: AccountId, now: Timestamp) -> Result<u64> {
        self.exec(include_str!("end_all_of.sql"), &args![account.uuid(), now]).await
    }

    /// Ends every session of the program; how many.
    pub async fn end_every_session(&mut self, now: Timestamp) -> Result<u64> {
        self.exec(include_str!("end_everything.sql"), &args![now]).await
    }
}

impl Db {
    /// Open sessions of an account, newest first; one that was idle too long may still be among them.
    pub async fn own_sessions(&self, account: AccountId, now: Timestamp, limit: u32) -> Result<Vec<OwnSession>> {
        self.all(include_str!("sessions_of.sql"), &args![account.uuid(), now, i64::from(limit)]).await
    }

    /// How many confirmed second factors an account has.
    pub async fn factors(&self, account: AccountId) -> Result<i64> {
        Ok(self.opt(include_str!("factors.sql"), &args![account.uuid()]).await?.unwrap_or(0))
    }

    /// The latest moment at which any open session was used.
    pub async fn latest_seen(&self) -> Result<Option<Timestamp>> {
        Ok(self.opt::<Latest>(include_str!("latest_seen.sql"), &[]).await?.and_then(|latest| latest.0))
    }

    /// Failed tries of a login since `since` and since its last success.
    pub async fn failures_of_login(&self, login: &str, since: Timestamp) -> Result<Failures> {
        let [one, other] = lookup_args(&self.vault(), LOOKUP_LOGIN, login)?;
        let asked = [one, Arg::from(since), other];
        Ok(self.opt(include_str!("failures_by_login.sql"), &asked).await?.unwrap_or_default())
    }

    /// Failed tries from an address since `since`.
    pub async fn failures_of_address(&self, address: &str, since: Timestamp) -> Result<Failures> {
        Ok(self.opt(include_str!("failures_by_address.sql"), &args![address, since]).await?.unwrap_or_default())
    }
}
