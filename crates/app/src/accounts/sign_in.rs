//! Signing in with a password.

use jiff::Timestamp;
use xinqiao_signin::Lockout;
use xinqiao_store::sign_in::Failures;

use super::{Origin, Standing, Token};
use crate::{App, AppError, Result};

/// What an unknown login is checked against, so that it takes as long as a known one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9ib2R5$a8hL0q7fTzjXbCxQKvY1hN7R4s3k0mPq2wZtV9uXy0E";

/// A successful sign-in.
pub struct SignedIn {
    pub token: Token,
    /// does the account hold a role beside resident?
    pub staff: bool,
    /// what is still missing
    pub standing: Standing,
}

impl App {
    /// As [`App::sign_in_from`], from an address and a browser of which nothing is known.
    pub async fn sign_in(&self, login: &str, password: &str, address: &str) -> Result<SignedIn> {
        self.sign_in_from(login, password, Origin { address, agent: "" }).await
    }

    /// Checks a login and password and opens a session: the first step where a second factor is enrolled.
    ///
    /// Errors: `Throttled` after too many failures, `Invalid` on field `password` for anything that does not fit (it never says which).
    pub async fn sign_in_from(&self, login: &str, password: &str, origin: Origin<'_>) -> Result<SignedIn> {
        let now = self.now();
        let login: String = login.trim().to_lowercase().chars().take(64).collect();
        self.throttle(&login, origin.address, now).await?;
        let account = self.inner.db.account_by_login(&login).await?.filter(|account| account.disabled_at.is_none());
        let hash = account.as_ref().map_or(NOBODY, |account| account.password_hash.as_str());
        let fits = self.inner.passwords.fits(password, hash).await?;
        // many tries at the same moment all pass the first look: what they learn is decided by the second
        self.throttle(&login, origin.address, now).await?;
        let known = account.filter(|_| fits);
        self.attempted(&login, origin.address, known.is_some(), now).await?;
        let Some(account) = known else {
            tracing::warn!(peer.address = origin.address, "sign-in failed");
            return Err(AppError::field("password", "fault-login", ""));
        };
        let token = self.begin_session(account.id, "password", None, origin, None).await?;
        self.signed_in(token).await
    }

    /// What a session that was just opened may do.
    pub(crate) async fn signed_in(&self, token: Token) -> Result<SignedIn> {
        let caller = self.authenticate(token.as_str()).await?;
        let caller = caller.ok_or_else(|| AppError::broken("a session that was just opened is not there"))?;
        Ok(SignedIn { token, staff: caller.is_staff(), standing: caller.standing() })
    }

    /// Keeps a try to sign in, under the login that was typed.
    pub(crate) async fn attempted(&self, login: &str, address: &str, succeeded: bool, now: Timestamp) -> Result<()> {
        let mut tx = self.inner.db.begin().await?;
        tx.add_login_attempt(self.ids().uuid(now), login, address, succeeded, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Refuses a try that comes too soon after failures. It looks at what was typed and at the address, never at whether the login exists.
    pub(crate) async fn throttle(&self, login: &str, address: &str, now: Timestamp) -> Result<()> {
        let rules = self.sign_in_rules();
        let by_login = self.inner.db.failures_of_login(login, rules.login.since(now)).await?;
        let by_address = self.inner.db.failures_of_address(address, rules.address.since(now)).await?;
        let left =
            |lockout: &Lockout, found: Failures| lockout.wait_s(u32::try_from(found.count).unwrap_or(u32::MAX), found.last, now);
        match left(&rules.login, by_login).max(left(&rules.address, by_address)) {
            Some(retry_after_s) => {
                tracing::warn!(peer.address = address, wait_s = retry_after_s, "sign-in throttled");
                Err(AppError::Throttled { retry_after_s })
            }
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use argon2::password_hash::phc::PasswordHash;

    #[test]
    fn an_unknown_login_is_checked_against_a_hash_that_can_be_computed() {
        let hash = PasswordHash::new(super::NOBODY).unwrap();
        assert!(hash.salt.is_some() && hash.hash.is_some());
    }
}
