//! Server sessions: the browser holds a random token, the store only its hash.

use sha2::{Digest, Sha256};
use xinqiao_kernel::id::{AccountId, SessionId};

use crate::{App, Caller, Result};

/// How long a session lives at most, in hours: a working day and a night shift fit, a weekend does not.
const SESSION_HOURS: i64 = 16;

/// The secret of a session, as the cookie carries it: 64 hexadecimal digits.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// The text for the cookie.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Lifetime of the cookie in seconds.
    pub const fn lifetime_s() -> i64 {
        SESSION_HOURS * 3_600
    }

    fn fresh(app: &App) -> Self {
        use std::fmt::Write as _;
        Self(app.ids().secret().iter().fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        }))
    }
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

impl App {
    /// Who holds this token now, with the roles of this moment; `None` for an unknown, ended or expired one.
    pub async fn authenticate(&self, token: &str) -> Result<Option<Caller>> {
        if token.len() != 64 || !token.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(None);
        }
        let rows = self.inner.sessions.find(hash(token), self.now()).await?;
        self.with_wards(Caller::of_session(&rows)?).await
    }

    /// Who holds a login, with the roles of this moment: for commands on the machine itself, whose operator needs no password.
    pub async fn caller_of_login(&self, login: &str) -> Result<Option<Caller>> {
        let rows = self.inner.db.account_rows(&login.trim().to_lowercase()).await?;
        self.with_wards(Caller::of_session(&rows)?).await
    }

    /// Ends the session of a token; nothing happens for one that is not live.
    pub async fn sign_out(&self, token: &str) -> Result<()> {
        let mut tx = self.inner.db.begin().await?;
        tx.end_session(&hash(token), self.now()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Opens a session for an account whose holder has proved who they are.
    pub async fn open_session(&self, account: AccountId) -> Result<Token> {
        let now = self.now();
        let token = Token::fresh(self);
        let expires_at = now + jiff::SignedDuration::from_hours(SESSION_HOURS);
        let mut tx = self.inner.db.begin().await?;
        tx.add_session(SessionId::new(self.ids(), now), &hash(token.as_str()), account, now, expires_at).await?;
        tx.commit().await?;
        Ok(token)
    }
}
