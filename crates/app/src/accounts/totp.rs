//! The authenticator app: enrolling it and taking it away.

use xinqiao_signin::Totp;

use super::{Origin, Standing, Token};
use crate::audit::by_account;
use crate::{App, AppError, Caller, Result};

/// Seconds for which a secret that waits for its first code is shown again.
const FRESH_S: i64 = 600;

/// What an authenticator app reads, before its first code was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// `otpauth://…`, for the QR code
    pub address: String,
    /// the secret in groups of four, to type
    pub spelled: String,
}

/// A factor was added: the session goes on under a new token.
pub struct Added {
    pub token: Token,
    /// Recovery codes, shown this once; none when the account has some already.
    pub codes: Option<Vec<String>>,
}

impl App {
    /// May the caller add or take away second factors now? Before the second step nobody may; who has a factor must have proved it of late.
    ///
    /// Errors: `SignedOut` before the second step, `Conflict` with `prove_again`.
    pub(crate) fn may_change_factors(&self, caller: &Caller) -> Result<()> {
        match caller.standing() {
            Standing::SecondStep | Standing::ChangePassword => Err(AppError::SignedOut),
            Standing::Full | Standing::Enrol if caller.held().factors == 0 || self.proved_of_late(caller) => Ok(()),
            Standing::Full | Standing::Enrol => Err(AppError::conflict("prove_again")),
        }
    }

    /// Did the caller prove a second factor within the minutes that count as recent?
    pub fn proved_of_late(&self, caller: &Caller) -> bool {
        let recent = i64::from(self.sign_in_rules().sessions.recent_min) * 60;
        caller.held().proved_at.is_some_and(|at| self.now().duration_since(at).as_secs().abs() < recent)
    }

    fn totp_of(&self, caller: &Caller, secret: &[u8]) -> Result<Totp> {
        let service = &self.sign_in_settings().service;
        let service = if service.is_empty() { "Xinqiao" } else { service };
        Totp::new(secret, service, caller.login()).map_err(|fault| AppError::Broken {
            what: "a secret of one-time codes is damaged".to_owned(),
            source: Some(Box::new(fault)),
        })
    }

    /// Makes a secret for an authenticator app, in place of one that was never confirmed. One that has just been made stays: a form that is
    /// sent twice must not change what the first page shows.
    ///
    /// Errors: `Conflict` with `totp_there` when an app is enrolled, and as [`App::may_change_factors`].
    pub async fn begin_totp(&self, caller: &Caller) -> Result<()> {
        self.may_change_factors(caller)?;
        let now = self.now();
        let is_fresh = |at| (0..FRESH_S).contains(&now.duration_since(at).as_secs());
        if self.inner.db.totp(caller.account()).await?.is_some_and(|row| row.confirmed_at.is_none() && is_fresh(row.created_at)) {
            return Ok(());
        }
        let secret = self.ids().secret();
        let mut tx = self.inner.db.begin().await?;
        if !tx.put_totp(caller.account(), &secret[..Totp::SECRET], now).await? {
            return Err(AppError::conflict("totp_there"));
        }
        tx.commit().await?;
        Ok(())
    }

    /// The secret that waits for its first code. Errors: `NotFound` when none does.
    pub async fn pending_totp(&self, caller: &Caller) -> Result<Enrolment> {
        self.may_change_factors(caller)?;
        let row =
            self.inner.db.totp(caller.account()).await?.filter(|row| row.confirmed_at.is_none()).ok_or(AppError::NotFound)?;
        let totp = self.totp_of(caller, &row.secret)?;
        let damaged = |fault| AppError::Broken { what: "a secret cannot be shown".to_owned(), source: Some(Box::new(fault)) };
        Ok(Enrolment { address: totp.address().map_err(damaged)?, spelled: totp.spelled().map_err(damaged)? })
    }

    /// Confirms the authenticator app with its first code.
    ///
    /// Errors: `Invalid` on `code`, `Throttled` after too many wrong ones, `NotFound` when no secret waits.
    pub async fn confirm_totp(&self, caller: &Caller, code: &str, origin: Origin<'_>) -> Result<Added> {
        self.may_change_factors(caller)?;
        let (now, account) = (self.now(), caller.account());
        let tried = format!("first code of {account}");
        self.throttle(&tried, origin.address, now).await?;
        let row = self.inner.db.totp(account).await?.filter(|row| row.confirmed_at.is_none()).ok_or(AppError::NotFound)?;
        let seconds = u64::try_from(now.as_second()).unwrap_or(0);
        let step = self.totp_of(caller, &row.secret)?.step_of(code, seconds, None);
        self.attempted(&tried, origin.address, step.is_some(), now).await?;
        let step = step.and_then(|step| i64::try_from(step).ok()).ok_or_else(|| AppError::field("code", "fault-code", ""))?;
        let mut tx = self.inner.db.begin().await?;
        if !tx.confirm_totp(account, step, now).await? {
            return Err(AppError::conflict("totp_there"));
        }
        tx.count_factors(account).await?;
        let codes = self.recovery_codes_for(&mut tx, account, false).await?;
        tx.audit(&by_account(self, caller, "manage_own_second_factors", "account", Some(account.uuid()), "added=totp"), now)
            .await?;
        tx.commit().await?;
        let token = self.begin_session(account, "totp", Some(now), origin, Some(caller.held().id)).await?;
        Ok(Added { token, codes })
    }

    /// Takes the authenticator app away. Errors: `Conflict` with `last_factor` when a role needs one, `NotFound` without one.
    pub async fn remove_totp(&self, caller: &Caller) -> Result<()> {
        self.may_take_away(caller).await?;
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if !tx.forget_totp(caller.account()).await? {
            return Err(AppError::NotFound);
        }
        tx.count_factors(caller.account()).await?;
        tx.audit(
            &by_account(self, caller, "manage_own_second_factors", "account", Some(caller.account().uuid()), "removed=totp"),
            now,
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// May one of the caller's factors go? The last one stays where a role needs it.
    pub(crate) async fn may_take_away(&self, caller: &Caller) -> Result<()> {
        self.may_change_factors(caller)?;
        let today = self.day(self.now());
        let needed = caller.actor().in_force(today).any(|held| held.role.needs_second_factor());
        let required = self.sign_in_settings().second_factor == super::SecondFactor::Required;
        if needed && required && self.inner.db.factors(caller.account()).await? <= 1 {
            return Err(AppError::conflict("last_factor"));
        }
        Ok(())
    }
}
