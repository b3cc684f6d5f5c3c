//! Second factors of an account: authenticator app, passkeys, recovery codes; and ceremonies that are under way.
//!
//! Secrets and records lie sealed ([`super::TOTP_SECRET`] and its neighbours) and come opened.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_kernel::id::AccountId;

use super::{CEREMONY_STATE, PASSKEY_RECORD, TOTP_SECRET};
use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// The authenticator app of an account.
#[derive(Clone)]
pub struct TotpRow {
    pub secret: Vec<u8>,
    /// the last step whose code was used
    pub last_step: i64,
    /// none until the first right code
    pub confirmed_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

impl FromRow for TotpRow {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { secret: row.bytes(0)?, last_step: row.int(1)?, confirmed_at: row.at_opt(2)?, created_at: row.at(3)? })
    }
}

/// A passkey.
#[derive(Clone)]
pub struct PasskeyRow {
    pub id: Uuid,
    pub record: Vec<u8>,
    /// what its owner calls it
    pub label: String,
    pub created_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

impl FromRow for PasskeyRow {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { id: row.uuid(0)?, record: row.bytes(1)?, label: row.text(2)?, created_at: row.at(3)?, used_at: row.at_opt(4)? })
    }
}

/// Something begun in one browser that its next request ends.
#[derive(Clone)]
pub struct Ceremony {
    pub id: Uuid,
    pub account: Option<AccountId>,
    pub state: Vec<u8>,
}

impl FromRow for Ceremony {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { id: row.uuid(0)?, account: row.uuid_opt(1)?.map(AccountId::from_uuid), state: row.bytes(2)? })
    }
}

impl Tx {
    /// Puts an unconfirmed secret in place of another unconfirmed one; false when a confirmed one is there.
    pub async fn put_totp(&mut self, account: AccountId, secret: &[u8], now: Timestamp) -> Result<bool> {
        let sealed = self.seal_account(TOTP_SECRET, account.uuid(), secret)?;
        Ok(self.exec(include_str!("put_totp.sql"), &args![account.uuid(), sealed, now]).await? > 0)
    }

    /// Confirms the secret with the step of its first code; false when it was confirmed before.
    pub async fn confirm_totp(&mut self, account: AccountId, step: i64, now: Timestamp) -> Result<bool> {
        Ok(self.exec(include_str!("confirm_totp.sql"), &args![account.uuid(), step, now]).await? > 0)
    }

    /// Uses the code of a step; false when it or a later one was used before.
    pub async fn use_totp_step(&mut self, account: AccountId, step: i64) -> Result<bool> {
        Ok(self.exec(include_str!("use_step.sql"), &args![account.uuid(), step]).await? > 0)
    }

    /// Forgets the authenticator app; false when there was none.
    pub async fn forget_totp(&mut self, account: AccountId) -> Result<bool> {
        Ok(self.exec(include_str!("forget_totp.sql"), &args![account.uuid()]).await? > 0)
    }

    /// Adds a passkey. Errors: `Duplicate` when an account has it.
    pub async fn add_passkey(
        &mut self,
        key: &PasskeyRow,
        account: AccountId,
        credential_hash: Vec<u8>,
        now: Timestamp,
    ) -> Result<()> {
        let sealed = self.seal_account(PASSKEY_RECORD, key.id, &key.record)?;
        let row = args![key.id, account.uuid(), credential_hash, sealed, &key.label, now];
        self.exec(include_str!("insert_passkey.sql"), &row).await.map(|_| ())
    }

    /// Keeps the new counter of a passkey that was used.
    pub async fn use_passkey(&mut self, id: Uuid, account: AccountId, record: &[u8], now: Timestamp) -> Result<()> {
        let sealed = self.seal_account(PASSKEY_RECORD, id, record)?;
        self.exec(include_str!("use_passkey.sql"), &args![id, account.uuid(), sealed, now]).await.map(|_| ())
    }

    /// Forgets a passkey of an account; false when it has none such.
    pub async fn forget_passkey(&mut self, id: Uuid, account: AccountId) -> Result<bool> {
        Ok(self.exec(include_str!("forget_passkey.sql"), &args![id, account.uuid()]).await? > 0)
    }

    /// Forgets every second factor of an account, recovery codes included.
    pub async fn forget_factors(&mut self, account: AccountId) -> Result<()> {
        self.forget_totp(account).await?;
        self.exec(include_str!("forget_passkeys.sql"), &args![account.uuid()]).await?;
        self.forget_recovery_codes(account).await?;
        self.count_factors(account).await
    }

    /// Adds a recovery code by its hash.
    pub async fn add_recovery_code(&mut self, id: Uuid, account: AccountId, hash: [u8; 32], now: Timestamp) -> Result<()> {
        self.exec(include_str!("insert_recovery.sql"), &args![id, account.uuid(), hash.to_vec(), now]).await.map(|_| ())
    }

    /// Uses a recovery code; false when it is unknown or was used.
    pub async fn use_recovery_code(&mut self, account: AccountId, hash: [u8; 32], now: Timestamp) -> Result<bool> {
        Ok(self.exec(include_str!("use_recovery.sql"), &args![account.uuid(), hash.to_vec(), now]).await? > 0)
    }

    /// Forgets all recovery codes of an account.
    pub async fn forget_recovery_codes(&mut self, account: AccountId) -> Result<()> {
        self.exec(include_str!("forget_recovery.sql"), &args![account.uuid()]).await.map(|_| ())
    }

    /// Counts the confirmed factors of an account anew; every change of a factor ends with it.
    pub async fn count_factors(&mut self, account: AccountId) -> Result<()> {
        self.exec(include_str!("count_factors.sql"), &args![account.uuid()]).await.map(|_| ())
    }

    /// Keeps the state of a ceremony under the hash of what the browser brings back.
    pub async fn add_ceremony(
        &mut self,
        ceremony: &Ceremony,
        kind: &str,
        key_hash: [u8; 32],
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<()> {
        let account = ceremony.account.map(AccountId::uuid);
        let sealed = self.seal_account(CEREMONY_STATE, ceremony.id, &ceremony.state)?;
        let row = args![ceremony.id, account, kind, key_hash.to_vec(), sealed, now, expires_at];
        // one of a kind for one key: a page that is opened again begins anew
        self.exec(include_str!("forget_ceremony_of.sql"), &args![key_hash.to_vec()]).await?;
        self.exec(include_str!("insert_ceremony.sql"), &row).await.map(|_| ())
    }

    /// Takes a ceremony out: it serves once. False when somebody else took it.
    pub async fn take_ceremony(&mut self, id: Uuid) -> Result<bool> {
        Ok(self.exec(include_str!("forget_ceremony.sql"), &args![id]).await? > 0)
    }

    /// Forgets ceremonies that nobody ended; how many.
    pub async fn forget_ceremonies(&mut self, now: Timestamp) -> Result<u64> {
        self.exec(include_str!("forget_ceremonies.sql"), &args![now]).await
    }
}

impl Db {
    /// The authenticator app of an account, confirmed or not.
    pub async fn totp(&self, account: AccountId) -> Result<Option<TotpRow>> {
        let found: Option<TotpRow> = self.opt(include_str!("totp_of.sql"), &args![account.uuid()]).await?;
        let Some(mut row) = found else { return Ok(None) };
        row.secret = self.open_account(TOTP_SECRET, account.uuid(), &row.secret).await?;
        Ok(Some(row))
    }

    /// The passkeys of an account, oldest first.
    pub async fn passkeys(&self, account: AccountId) -> Result<Vec<PasskeyRow>> {
        let mut rows: Vec<PasskeyRow> = self.all(include_str!("passkeys_of.sql"), &args![account.uuid()]).await?;
        for row in &mut rows {
            row.record = self.open_account(PASSKEY_RECORD, row.id, &row.record).await?;
        }
        Ok(rows)
    }

    /// How many recovery codes an account has left.
    pub async fn recovery_codes_left(&self, account: AccountId) -> Result<i64> {
        Ok(self.opt(include_str!("recovery_left.sql"), &args![account.uuid()]).await?.unwrap_or(0))
    }

    /// A live ceremony by the hash of what the browser brings back.
    pub async fn ceremony(&self, kind: &str, key_hash: [u8; 32], now: Timestamp) -> Result<Option<Ceremony>> {
        let found: Option<Ceremony> = self.opt(include_str!("ceremony.sql"), &args![key_hash.to_vec(), kind, now]).await?;
        let Some(mut row) = found else { return Ok(None) };
        row.state = self.open_account(CEREMONY_STATE, row.id, &row.state).await?;
        Ok(Some(row))
    }
}
