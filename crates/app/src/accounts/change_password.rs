//! Changing one's own password.

use xinqiao_signin::{Holder, PasswordFault, PasswordRules, check_password};

use super::{Origin, Standing, Token};
use crate::audit::by_account;
use crate::{App, AppError, Caller, Result};

impl App {
    /// Is the password one that the login may have? Errors: `Invalid` on `field`, with the rule that it breaks.
    pub(crate) fn check_password(&self, holder: Holder, login: &str, password: &str, field: &'static str) -> Result<()> {
        let (rules, common) = (self.sign_in_rules().password(holder), &self.inner.sign_in.common);
        check_password(rules, common, login, password).map_err(|fault| AppError::field(field, fault.key(), ""))
    }

    /// What the caller's own password must be.
    pub async fn own_password_rules(&self, caller: &Caller) -> Result<PasswordRules> {
        Ok(*self.sign_in_rules().password(self.holder_of(caller.account()).await?))
    }

    /// Hashes a password with a fresh salt.
    pub(crate) async fn hash_password(&self, password: &str) -> Result<String> {
        let mut salt = [0_u8; 16];
        salt.copy_from_slice(&self.ids().secret()[..16]);
        self.inner.passwords.hash(password, salt).await
    }

    /// Changes the caller's own password. All other sessions end; the present one goes on under a new token.
    ///
    /// Errors: `Throttled` and `Invalid` on `old` as when signing in, `Invalid` on `new` with the rule that it breaks; `Denied` before the second step.
    pub async fn change_password(&self, caller: &Caller, old: &str, new: &str, origin: Origin<'_>) -> Result<Token> {
        if caller.standing() == Standing::SecondStep {
            return Err(AppError::SignedOut);
        }
        let (now, account) = (self.now(), caller.account());
        let tried = format!("password of {account}");
        self.throttle(&tried, origin.address, now).await?;
        let known = self.inner.db.password(account).await?.ok_or(AppError::SignedOut)?;
        let fits = self.inner.passwords.fits(old, &known.hash).await?;
        self.attempted(&tried, origin.address, fits, now).await?;
        if !fits {
            return Err(AppError::field("old", "fault-password-old", ""));
        }
        let holder = self.holder_of(account).await?;
        self.check_password(holder, caller.login(), new, "new")?;
        let history = self.sign_in_rules().password(holder).history;
        let mut before = self.inner.db.past_passwords(account, history.saturating_sub(1)).await?;
        before.insert(0, known.hash.clone());
        for hash in before.iter().take(history.max(1) as usize) {
            if self.inner.passwords.fits(new, hash).await? {
                return Err(AppError::field("new", PasswordFault::Used.key(), ""));
            }
        }
        let hash = self.hash_password(new).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.add_past_password(self.ids().uuid(now), account, &known.hash, now).await?;
        tx.set_password(account, &hash, false, now).await?;
        let ended = tx.end_other_sessions(account, caller.held().id, now).await?;
        tx.audit(&by_account(self, caller, "change_password", "account", Some(account.uuid()), format!("sessions={ended}")), now)
            .await?;
        tx.commit().await?;
        self.begin_session(account, caller.held().proof_code(), caller.held().proved_at, origin, Some(caller.held().id)).await
    }
}
