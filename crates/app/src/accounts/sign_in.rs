//! Signing in with a password.

use jiff::{SignedDuration, Timestamp};

use super::Token;
use crate::{App, AppError, Result};

/// Failed tries of one login within the window after which it must wait.
const TRIES_PER_LOGIN: i64 = 5;
/// Failed tries from one address within the window after which it must wait: a school behind one address is not locked out by a class.
const TRIES_PER_ADDRESS: i64 = 50;
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// What an unknown login is checked against, so that it takes as long as a known one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9ib2R5$a8hL0q7fTzjXbCxQKvY1hN7R4s3k0mPq2wZtV9uXy0E";

/// A successful sign-in.
pub struct SignedIn {
    pub token: Token,
    /// does the account hold a role beside resident?
    pub staff: bool,
}

impl App {
    /// Checks a login and password and opens a session.
    ///
    /// Errors: `Throttled` after too many failures, `Invalid` on field `password` for anything that does not fit (it never says which).
    pub async fn sign_in(&self, login: &str, password: &str, address: &str) -> Result<SignedIn> {
        let now = self.now();
        let login: String = login.trim().to_lowercase().chars().take(64).collect();
        self.throttle(&login, address, now).await?;
        let account = self.inner.db.account_by_login(&login).await?.filter(|account| account.disabled_at.is_none());
        let hash = account.as_ref().map_or(NOBODY, |account| account.password_hash.as_str());
        let fits = self.inner.passwords.fits(password, hash).await?;
        // many tries at the same moment all pass the first look: what they learn is decided by the second
        self.throttle(&login, address, now).await?;
        let known = account.filter(|_| fits);
        let mut tx = self.inner.db.begin().await?;
        tx.add_login_attempt(self.ids().uuid(now), &login, address, known.is_some(), now).await?;
        tx.commit().await?;
        let Some(account) = known else {
            tracing::warn!(peer.address = address, "sign-in failed");
            return Err(AppError::field("password", "fault-login", ""));
        };
        let token = self.open_session(account.id).await?;
        let roles = self.inner.db.assignments(account.id).await?;
        Ok(SignedIn { token, staff: roles.iter().any(|given| given.role != "resident") })
    }

    async fn throttle(&self, login: &str, address: &str, now: Timestamp) -> Result<()> {
        let since = now - WINDOW;
        let by_login = self.inner.db.failures_of_login(login, since).await?;
        let by_address = self.inner.db.failures_of_address(address, since).await?;
        if TRIES_PER_LOGIN <= by_login || TRIES_PER_ADDRESS <= by_address {
            tracing::warn!(peer.address = address, "sign-in throttled");
            return Err(AppError::Throttled { retry_after_s: 15 * 60 });
        }
        Ok(())
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
