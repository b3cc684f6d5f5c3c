//! The second step of signing in: a code of the authenticator app, or a recovery code.

use xinqiao_signin::{Totp, tidied};

use super::recovery::code_hash;
use super::{Origin, SignedIn, Standing};
use crate::audit::by_account;
use crate::{App, AppError, Caller, Result};

/// The second factors of an account, for its holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factors {
    /// an authenticator app is enrolled
    pub totp: bool,
    /// passkeys, oldest first
    pub passkeys: Vec<OwnPasskey>,
    /// recovery codes that were not used
    pub codes_left: i64,
}

/// A passkey as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPasskey {
    pub id: uuid::Uuid,
    pub label: String,
    pub created_at: jiff::Timestamp,
    pub used_at: Option<jiff::Timestamp>,
}

impl App {
    /// The caller's second factors.
    pub async fn own_factors(&self, caller: &Caller) -> Result<Factors> {
        let account = caller.account();
        let totp = self.inner.db.totp(account).await?.is_some_and(|row| row.confirmed_at.is_some());
        let keys = self.inner.db.passkeys(account).await?.into_iter();
        let passkeys = keys
            .map(|key| OwnPasskey { id: key.id, label: key.label, created_at: key.created_at, used_at: key.used_at })
            .collect();
        Ok(Factors { totp, passkeys, codes_left: self.inner.db.recovery_codes_left(account).await? })
    }

    /// Proves the second factor with a typed code: six digits of the app, or a recovery code. The session goes on under a new token.
    ///
    /// Errors: `Invalid` on `code`, `Throttled` after too many wrong ones.
    pub async fn prove_code(&self, caller: &Caller, typed: &str, origin: Origin<'_>) -> Result<SignedIn> {
        let (now, account) = (self.now(), caller.account());
        let tried = format!("second step of {account}");
        self.throttle(&tried, origin.address, now).await?;
        let proof = match tidied(typed) {
            Some(code) => self.use_recovery(caller, &code).await?,
            None => self.use_totp(caller, typed).await?,
        };
        self.attempted(&tried, origin.address, proof.is_some(), now).await?;
        let Some(proof) = proof else {
            tracing::warn!(peer.address = origin.address, "second step failed");
            return Err(AppError::field("code", "fault-code", ""));
        };
        self.proved(caller, proof, origin).await
    }

    /// The session goes on, proved, under a new token.
    pub(crate) async fn proved(&self, caller: &Caller, proof: &'static str, origin: Origin<'_>) -> Result<SignedIn> {
        let token = self.begin_session(caller.account(), proof, Some(self.now()), origin, Some(caller.held().id)).await?;
        self.signed_in(token).await
    }

    async fn use_totp(&self, caller: &Caller, typed: &str) -> Result<Option<&'static str>> {
        let Some(row) = self.inner.db.totp(caller.account()).await?.filter(|row| row.confirmed_at.is_some()) else {
            return Ok(None);
        };
        let damaged =
            |fault| AppError::Broken { what: "a secret of one-time codes is damaged".to_owned(), source: Some(Box::new(fault)) };
        let totp = Totp::new(&row.secret, "Xinqiao", caller.login()).map_err(damaged)?;
        let seconds = u64::try_from(self.now().as_second()).unwrap_or(0);
        let Some(step) = totp.step_of(typed, seconds, u64::try_from(row.last_step).ok()) else { return Ok(None) };
        let mut tx = self.inner.db.begin().await?;
        // of two requests with one code one is first
        let used = tx.use_totp_step(caller.account(), i64::try_from(step).unwrap_or(i64::MAX)).await?;
        tx.commit().await?;
        Ok(used.then_some("totp"))
    }

    async fn use_recovery(&self, caller: &Caller, code: &str) -> Result<Option<&'static str>> {
        let (now, account) = (self.now(), caller.account());
        if caller.standing() == Standing::Enrol {
            return Ok(None);
        }
        let mut tx = self.inner.db.begin().await?;
        if !tx.use_recovery_code(account, code_hash(account, code), now).await? {
            return Ok(None);
        }
        tx.audit(&by_account(self, caller, "manage_own_second_factors", "account", Some(account.uuid()), "used=recovery"), now)
            .await?;
        tx.commit().await?;
        Ok(Some("recovery"))
    }
}
