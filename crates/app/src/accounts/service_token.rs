//! Tokens for other programs: an account's rights, through the interface only, until a day.

use jiff::SignedDuration;
use xinqiao_kernel::id::SessionId;
use xinqiao_store::sign_in::NewSession;

use super::AccountDetail;
use super::session::{SERVICE, Token, hash};
use crate::audit::by_system;
use crate::{App, AppError, Result};

/// The longest that a token may hold, in days.
pub const LONGEST_DAYS: u16 = 366;
/// The longest name of the program that it is for.
const LONGEST_NAME: usize = 40;

impl App {
    /// Gives a token for a program that acts with the rights of an account. It is shown this once; the account's sessions list it, and ending it
    /// there, locking the account or a new password ends it.
    ///
    /// For the operator of the machine. Errors: `Invalid` on `days` (1–366) and on `name` (1–40 characters).
    pub async fn give_service_token(&self, account: &AccountDetail, name: &str, days: u16) -> Result<Token> {
        let name = name.trim();
        if !(1..=LONGEST_DAYS).contains(&days) {
            return Err(AppError::field("days", "fault-token-days", days.to_string()));
        }
        if name.is_empty() || LONGEST_NAME < name.chars().count() {
            return Err(AppError::field("name", "fault-token-name", name));
        }
        let now = self.now();
        let span = i64::from(days) * 24 * 3600;
        let token = Token::fresh(self, span);
        let session = NewSession {
            id: SessionId::new(self.ids(), now),
            token_hash: hash(token.as_str()),
            account: account.facts.id,
            expires_at: now + SignedDuration::from_secs(span),
            idle_s: span,
            device: name,
            network: "",
            proof: SERVICE,
            proved_at: Some(now),
        };
        let mut tx = self.inner.db.begin().await?;
        tx.add_session(&session, now).await?;
        let detail = format!("days={days}");
        let row = by_system(self, "give_service_token", self.place(), None, "account", account.facts.id.uuid(), detail);
        tx.audit(&row, now).await?;
        tx.commit().await?;
        Ok(token)
    }
}
