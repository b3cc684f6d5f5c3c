//! Recovery codes: ten at a time, shown once, kept as hashes.

use sha2::{Digest, Sha256};
use xinqiao_kernel::id::AccountId;
use xinqiao_signin::{recovery_codes, tidied};
use xinqiao_store::Tx;

use crate::audit::by_account;
use crate::{App, AppError, Caller, Result};

/// SHA-256 over account and code: a code has 80 bits, so that nothing slower is needed.
pub(crate) fn code_hash(account: AccountId, tidied: &str) -> [u8; 32] {
    Sha256::new().chain_update(account.uuid().as_bytes()).chain_update(tidied.as_bytes()).finalize().into()
}

impl App {
    /// New recovery codes in place of all old ones; nobody sees them again.
    ///
    /// Errors: `Conflict` with `prove_again` when the second factor was not proved of late, `no_factor` when there is none to stand in for.
    pub async fn renew_recovery_codes(&self, caller: &Caller) -> Result<Vec<String>> {
        self.may_change_factors(caller)?;
        if caller.held().factors == 0 {
            return Err(AppError::conflict("no_factor"));
        }
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        let codes = self.recovery_codes_for(&mut tx, caller.account(), true).await?.unwrap_or_default();
        tx.audit(
            &by_account(self, caller, "manage_own_second_factors", "account", Some(caller.account().uuid()), "renewed=recovery"),
            now,
        )
        .await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Makes codes where there are none, or in any case; `None` when some are there.
    pub(crate) async fn recovery_codes_for(&self, tx: &mut Tx, account: AccountId, anew: bool) -> Result<Option<Vec<String>>> {
        if !anew && self.inner.db.recovery_codes_left(account).await? > 0 {
            return Ok(None);
        }
        let now = self.now();
        let codes = recovery_codes(&std::array::from_fn(|_| self.ids().secret()));
        tx.forget_recovery_codes(account).await?;
        for code in &codes {
            let hash = code_hash(account, &tidied(code).unwrap_or_default());
            tx.add_recovery_code(self.ids().uuid(now), account, hash, now).await?;
        }
        Ok(Some(codes.to_vec()))
    }
}
