//! Server sessions: the browser holds a random token, the store only its hash.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use xinqiao_access::{Actor, Role};
use xinqiao_kernel::id::{AccountId, SessionId};
use xinqiao_signin::{Holder, SignInRules, Span};
use xinqiao_store::sign_in::{NewSession, OwnSession};

use super::Standing;
use super::standing::holder;
use crate::audit::{by_account, by_system};
use crate::{App, AppError, Caller, Result};

/// A session is marked as used once in so many seconds.
const MARK_EVERY_S: i64 = 60;
/// Most sessions of one account that are shown.
const MOST: u32 = 100;

/// How a program proves itself: a token that was given for it.
pub(crate) const SERVICE: &str = "service";

/// Who brings a token: neither takes the other's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bearer {
    Browser,
    Service,
}

/// The secret of a session, as the cookie carries it: 64 hexadecimal digits.
#[derive(Clone)]
pub struct Token {
    text: String,
    lifetime_s: i64,
}

/// Where a sign-in comes from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Origin<'a> {
    /// peer address as text
    pub address: &'a str,
    /// `User-Agent` of the browser
    pub agent: &'a str,
}

/// The latest moment that this program has seen, in microseconds: a clock that stands before it was set back.
#[derive(Debug)]
pub(crate) struct Latest(AtomicI64);

impl Default for Latest {
    fn default() -> Self {
        Self(AtomicI64::new(i64::MIN))
    }
}

impl Token {
    /// The text for the cookie.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Lifetime of the cookie in seconds.
    pub const fn lifetime_s(&self) -> i64 {
        self.lifetime_s
    }

    pub(crate) fn fresh(app: &App, lifetime_s: i64) -> Self {
        Self { text: hex(&app.ids().secret()), lifetime_s }
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// SHA-256 of what a browser brings back.
pub(crate) fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

impl App {
    /// Who holds this token now, with the roles of this moment; `None` for an unknown, ended or expired one. It counts as use.
    pub async fn authenticate(&self, token: &str) -> Result<Option<Caller>> {
        self.authenticated(token, true, Bearer::Browser).await
    }

    /// The same for a request that a page makes by itself, while nobody may be sitting before it: it does not keep the session from ending.
    pub async fn authenticate_unattended(&self, token: &str) -> Result<Option<Caller>> {
        self.authenticated(token, false, Bearer::Browser).await
    }

    /// Who sends this token to the interface for other programs: one that [`App::give_service_token`] gave, and no browser's.
    pub async fn authenticate_service(&self, token: &str) -> Result<Option<Caller>> {
        self.authenticated(token, true, Bearer::Service).await
    }

    async fn authenticated(&self, token: &str, is_use: bool, bearer: Bearer) -> Result<Option<Caller>> {
        if token.len() != 64 || !token.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(None);
        }
        let now = self.now();
        self.watch_clock(now).await?;
        let rows = self.inner.sessions.find(hash(token), now).await?;
        let Some(first) = rows.first().filter(|row| (row.proof == SERVICE) == (bearer == Bearer::Service)) else {
            return Ok(None);
        };
        let rules = self.sign_in_rules();
        if let Some(why) = rules.sessions.ended(first.seen_at, first.expires_at, first.idle_s, now) {
            tracing::info!(account.id = %first.account, reason = ?why, "a session is over");
            let mut tx = self.inner.db.begin().await?;
            tx.end_session(&hash(token), now).await?;
            tx.commit().await?;
            return Ok(None);
        }
        if is_use && MARK_EVERY_S <= now.duration_since(first.seen_at).as_secs() {
            self.mark_used(first.id, now).await;
        }
        let caller = Caller::of_session(&rows, rules, self.sign_in_settings().second_factor, self.day(now), now)?;
        self.with_grants(caller).await
    }

    /// That it cannot be marked just now ends nobody's request.
    async fn mark_used(&self, id: SessionId, now: Timestamp) {
        let marked = async {
            let mut tx = self.inner.db.begin().await?;
            tx.touch_session(id, now).await?;
            tx.commit().await
        };
        if let Err(fault) = marked.await {
            tracing::warn!(error = %fault, "a session could not be marked as used");
        }
    }

    /// Ends every session when the clock stands before a moment that was seen: nobody's session grows by setting it back.
    async fn watch_clock(&self, now: Timestamp) -> Result<()> {
        let latest = &self.inner.latest.0;
        if latest.load(Ordering::Acquire) == i64::MIN {
            let seen = self.inner.db.latest_seen().await?.map_or(i64::MIN + 1, Timestamp::as_microsecond);
            latest.fetch_max(seen, Ordering::AcqRel);
        }
        let seen = latest.fetch_max(now.as_microsecond(), Ordering::AcqRel);
        let went_back = Timestamp::from_microsecond(seen).is_ok_and(|seen| self.sign_in_rules().sessions.went_back(seen, now));
        if !went_back || latest.compare_exchange(seen, now.as_microsecond(), Ordering::AcqRel, Ordering::Acquire).is_err() {
            return Ok(());
        }
        let mut tx = self.inner.db.begin().await?;
        let ended = tx.end_every_session(now).await?;
        let detail = format!("sessions={ended}");
        tx.audit(&by_system(self, "clock_set_back", self.place(), None, "session", uuid::Uuid::nil(), detail), now).await?;
        tx.commit().await?;
        tracing::error!(sessions = ended, "the clock was set back: every session has ended");
        Ok(())
    }

    /// Who holds a login, with the roles of this moment: for commands on the machine itself, whose operator needs no password.
    pub async fn caller_of_login(&self, login: &str) -> Result<Option<Caller>> {
        let rows = self.inner.db.account_rows(&login.trim().to_lowercase()).await?;
        let now = self.now();
        let caller = Caller::of_session(&rows, self.sign_in_rules(), self.sign_in_settings().second_factor, self.day(now), now)?;
        self.with_grants(caller).await
    }

    /// The roles of this moment, while the caller's session has not ended; it does not count as use. For lines that stay open.
    pub async fn still(&self, caller: &Caller) -> Result<Option<Actor>> {
        if !self.own_sessions(caller).await?.iter().any(|(_, is_present)| *is_present) {
            return Ok(None);
        }
        Ok(self.caller_of_login(caller.login()).await?.map(|now| now.actor().clone()))
    }

    /// The same, with what the account was given beside its roles: wards, open emergencies, approvals for minors. Nothing is read for whom
    /// a step of signing in is still missing.
    async fn with_grants(&self, caller: Option<Caller>) -> Result<Option<Caller>> {
        match caller {
            Some(caller) if caller.standing() == Standing::Full => {
                self.with_granted_minors(self.with_wards(Some(self.with_emergencies(caller).await?)).await?).await
            }
            other => Ok(other),
        }
    }

    /// Ends the session of a token; nothing happens for one that is not live.
    pub async fn sign_out(&self, token: &str) -> Result<()> {
        let mut tx = self.inner.db.begin().await?;
        tx.end_session(&hash(token), self.now()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Opens a session for an account whose holder the program itself knows; nothing more is asked of it.
    pub async fn open_session(&self, account: AccountId) -> Result<Token> {
        self.begin_session(account, "program", Some(self.now()), Origin::default(), None).await
    }

    /// Opens a session and ends the one that it follows. A session without its second step is short.
    pub(crate) async fn begin_session(
        &self,
        account: AccountId,
        proof: &'static str,
        proved_at: Option<Timestamp>,
        origin: Origin<'_>,
        follows: Option<SessionId>,
    ) -> Result<Token> {
        let now = self.now();
        // before it is opened: a clock that was set back ends older sessions, not this one
        self.watch_clock(now).await?;
        let is_half = proved_at.is_none() && self.factors_of(account).await? > 0;
        let span = if is_half { self.sign_in_rules().sessions.unproved } else { self.span_of(account).await? };
        let token = Token::fresh(self, span.absolute_s());
        let (device, network) = (xinqiao_signin::family(origin.agent), xinqiao_signin::network(origin.address));
        let session = NewSession {
            id: SessionId::new(self.ids(), now),
            token_hash: hash(token.as_str()),
            account,
            expires_at: now + SignedDuration::from_secs(span.absolute_s()),
            idle_s: span.idle_s(),
            device: &device,
            network: &network,
            proof,
            proved_at,
        };
        let mut tx = self.inner.db.begin().await?;
        if let Some(before) = follows {
            tx.end_own_session(before, account, now).await?;
        }
        tx.add_session(&session, now).await?;
        tx.mark_signed_in(account, now).await?;
        tx.commit().await?;
        Ok(token)
    }

    async fn factors_of(&self, account: AccountId) -> Result<i64> {
        Ok(self.inner.db.factors(account).await?)
    }

    async fn span_of(&self, account: AccountId) -> Result<Span> {
        Ok(self.sign_in_rules().sessions.of(self.holder_of(account).await?))
    }

    /// What the rules call the holder of an account, by its roles of today.
    pub(crate) async fn holder_of(&self, account: AccountId) -> Result<Holder> {
        let today = self.day(self.now());
        let given = self.inner.db.assignments(account).await?;
        let of_today = given.iter().filter(|one| one.from <= today && one.until.is_none_or(|until| today <= until));
        Ok(holder(of_today.filter_map(|one| one.role.parse::<Role>().ok())))
    }

    /// The rules of signing in.
    pub fn sign_in_rules(&self) -> &SignInRules {
        &self.inner.sign_in.rules
    }

    /// The caller's open sessions, newest first; whether each is the present one.
    pub async fn own_sessions(&self, caller: &Caller) -> Result<Vec<(OwnSession, bool)>> {
        let now = self.now();
        let rows = self.inner.db.own_sessions(caller.account(), now, MOST).await?;
        let rules = &self.sign_in_rules().sessions;
        let live = rows.into_iter().filter(|row| rules.ended(row.seen_at, row.expires_at, row.idle_s, now).is_none());
        Ok(live.map(|row| (row.id == caller.held().id, row)).map(|(present, row)| (row, present)).collect())
    }

    /// Ends one of the caller's own sessions. Errors: `NotFound` for one of somebody else or one that has ended.
    pub async fn end_own_session(&self, caller: &Caller, id: SessionId) -> Result<()> {
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if !tx.end_own_session(id, caller.account(), now).await? {
            return Err(AppError::NotFound);
        }
        tx.audit(&by_account(self, caller, "manage_own_sessions", "session", Some(id.uuid()), "one"), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Ends all of the caller's sessions but the present one; how many.
    pub async fn end_other_sessions(&self, caller: &Caller) -> Result<u64> {
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        let ended = tx.end_other_sessions(caller.account(), caller.held().id, now).await?;
        tx.audit(&by_account(self, caller, "manage_own_sessions", "session", None, format!("others={ended}")), now).await?;
        tx.commit().await?;
        Ok(ended)
    }
}
