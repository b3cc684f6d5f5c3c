//! Signing in by an identity provider, and linking what it calls somebody with an account.
//!
//! A provider says who somebody is. It makes no account and gives no role: an identity that is linked with nobody opens nothing.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use xinqiao_identity::{Audience, Configured, IdentityError, Kept, PHONE, Provider, Returned};
use xinqiao_kernel::id::AccountId;
use xinqiao_signin::Holder;
use xinqiao_store::StoreError;
use xinqiao_store::sign_in::Ceremony;

use super::session::{hash, hex};
use super::{Origin, SignedIn};
use crate::audit::by_account;
use crate::{App, AppError, Caller, Result};

/// How long somebody may be at a provider.
const AWAY: SignedDuration = SignedDuration::from_mins(10);
/// Most identities of one account.
const MOST: usize = 10;
/// Kind of the ceremony.
const KIND: &str = "identity";

/// Where the browser goes, and what it brings back beside the provider's answer.
pub struct Onward {
    pub address: String,
    /// for a cookie: only the browser that began goes on
    pub key: String,
    /// seconds for which it counts
    pub lifetime_s: i64,
}

/// What came of coming back.
pub enum Finished {
    /// A session was opened; the path that was asked for before.
    SignedIn(SignedIn, Option<String>),
    /// The identity is linked with the caller's account.
    Linked,
}

/// An identity as its holder sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnIdentity {
    pub id: Uuid,
    /// code of the provider, `phone` for a number
    pub provider: String,
    /// the number's last digits; none for a provider's subject
    pub number: Option<String>,
    pub created_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

/// What is kept, sealed, while somebody is at a provider.
#[derive(Serialize, Deserialize)]
struct Underway {
    provider: String,
    next: Option<String>,
    kept: Kept,
}

impl App {
    /// Sets the operator's providers and the way of codes; false when it was set before.
    pub fn use_identities(&self, configured: Configured) -> bool {
        self.inner.identities.set(configured).is_ok()
    }

    pub(crate) fn identities(&self) -> Option<&Configured> {
        self.inner.identities.get()
    }

    /// The operator's providers, in the order of the file; none where people cannot come back to from one.
    pub fn providers(&self, host: &str) -> &[Provider] {
        let is_reachable = self.own_address(host).is_some();
        self.identities().filter(|_| is_reachable).map_or(&[], |configured| &configured.providers)
    }

    /// Where people reach the pages: what the operator said, or this machine as the browser names it.
    fn own_address(&self, host: &str) -> Option<String> {
        if let Some(origin) = &self.sign_in_settings().origin {
            return Some(origin.clone());
        }
        let (name, port) = host.split_once(':').unwrap_or((host, "80"));
        let is_local = ["localhost", "127.0.0.1"].contains(&name) && port.parse::<u16>().is_ok();
        is_local.then(|| format!("http://{host}"))
    }

    fn provider(&self, code: &str) -> Result<&Provider> {
        self.identities().and_then(|configured| configured.provider(code)).ok_or(AppError::NotFound)
    }

    /// Begins a sign-in at a provider, for the browser that reaches the pages at `host` and comes back to the path `back`.
    ///
    /// Errors: `NotFound` for a provider that is not there, `Conflict` with `identity_down` when it cannot be asked.
    pub async fn begin_identity(&self, code: &str, host: &str, back: &str, next: Option<String>) -> Result<Onward> {
        self.go_to(code, host, back, next, None).await
    }

    /// Begins linking what a provider calls the caller with the account.
    ///
    /// Errors: as [`App::begin_identity`]; `Conflict` with `prove_again`, or with `identity_audience` for a provider of others.
    pub async fn begin_linking(&self, caller: &Caller, code: &str, host: &str, back: &str) -> Result<Onward> {
        self.may_change_factors(caller)?;
        let provider = self.provider(code)?;
        if !provider.serves(self.audience_of(caller.account()).await?) {
            return Err(AppError::conflict("identity_audience"));
        }
        self.go_to(code, host, back, None, Some(caller.account())).await
    }

    async fn go_to(
        &self,
        code: &str,
        host: &str,
        back: &str,
        next: Option<String>,
        account: Option<AccountId>,
    ) -> Result<Onward> {
        let provider = self.provider(code)?;
        let base = self.own_address(host).ok_or(AppError::NotFound)?;
        let now = self.now();
        let begun = provider.flow.begin(&format!("{base}{back}"), self.ids(), now).await;
        let begun = begun.map_err(|fault| refused(code, &fault))?;
        let underway = Underway { provider: code.to_owned(), next, kept: begun.kept };
        let state = serde_json::to_vec(&underway).map_err(|fault| damaged(Box::new(fault)))?;
        let key = hex(&self.ids().secret());
        let ceremony = Ceremony { id: self.ids().uuid(now), account, state };
        let mut tx = self.inner.db.begin().await?;
        tx.add_ceremony(&ceremony, KIND, hash(&key), now, now + AWAY).await?;
        tx.commit().await?;
        Ok(Onward { address: begun.address, key, lifetime_s: AWAY.as_secs() })
    }

    /// Ends what was begun: opens a session for the account that is linked with the identity, or links it with the caller's account.
    ///
    /// Errors: `Conflict` with `page_too_old` for what was not begun in this browser, is too old or was ended; `identity_declined`,
    /// `identity_down`, `identity_failed` for what the provider said; `identity_unknown` for an identity that opens nothing here;
    /// `identity_taken` for one that is linked with another account.
    pub async fn finish_identity(
        &self,
        caller: Option<&Caller>,
        code: &str,
        key: &str,
        returned: &Returned,
        origin: Origin<'_>,
    ) -> Result<Finished> {
        let too_old = || AppError::conflict("page_too_old");
        let found = self.inner.db.ceremony(KIND, hash(key), self.now()).await?.ok_or_else(too_old)?;
        let mut tx = self.inner.db.begin().await?;
        let taken = tx.take_ceremony(found.id).await?;
        tx.commit().await?;
        let underway: Underway = serde_json::from_slice(&found.state).map_err(|fault| damaged(Box::new(fault)))?;
        if !taken || underway.provider != code {
            return Err(too_old());
        }
        let provider = self.provider(code)?;
        let identity = provider.flow.finish(&underway.kept, returned, self.now()).await;
        let identity = identity.map_err(|fault| refused(code, &fault))?;
        match found.account {
            None => {
                let account = self.account_of(&identity.whole(), |audience| provider.serves(audience)).await?;
                let Some(account) = account else {
                    tracing::warn!(provider = code, peer.address = origin.address, "an identity that opens nothing");
                    return Err(AppError::conflict("identity_unknown"));
                };
                let token = self.begin_session(account, KIND, identity.second_factor_at, origin, None).await?;
                Ok(Finished::SignedIn(self.signed_in(token).await?, underway.next))
            }
            Some(account) => {
                let caller = caller.filter(|caller| caller.account() == account).ok_or_else(too_old)?;
                self.link(caller, code, &identity.whole()).await?;
                Ok(Finished::Linked)
            }
        }
    }

    /// The account that an identity opens: linked, not locked, and of those whom the way serves.
    pub(crate) async fn account_of(&self, subject: &str, serves: impl Fn(Audience) -> bool) -> Result<Option<AccountId>> {
        let Some(linked) = self.inner.db.identity(subject).await? else { return Ok(None) };
        let is_open = self.inner.db.account(linked.account).await?.is_some_and(|account| account.disabled_at.is_none());
        if !is_open || !serves(self.audience_of(linked.account).await?) {
            return Ok(None);
        }
        let mut tx = self.inner.db.begin().await?;
        tx.use_identity(linked.id, self.now()).await?;
        tx.commit().await?;
        Ok(Some(linked.account))
    }

    pub(crate) async fn audience_of(&self, account: AccountId) -> Result<Audience> {
        Ok(match self.holder_of(account).await? {
            Holder::Resident => Audience::Resident,
            Holder::Staff | Holder::Administrator => Audience::Staff,
        })
    }

    /// Links an identity with the caller's account; linking it again changes nothing.
    pub(crate) async fn link(&self, caller: &Caller, provider: &str, subject: &str) -> Result<()> {
        self.may_change_factors(caller)?;
        let (now, account) = (self.now(), caller.account());
        if let Some(known) = self.inner.db.identity(subject).await? {
            return if known.account == account { Ok(()) } else { Err(AppError::conflict("identity_taken")) };
        }
        if MOST <= self.inner.db.identities(account).await?.len() {
            return Err(AppError::conflict("identities_many"));
        }
        let mut tx = self.inner.db.begin().await?;
        match tx.add_identity(self.ids().uuid(now), account, provider, subject, now).await {
            Err(StoreError::Duplicate { .. }) => return Err(AppError::conflict("identity_taken")),
            other => other?,
        }
        let detail = format!("linked={provider}");
        tx.audit(&by_account(self, caller, "manage_own_second_factors", "account", Some(account.uuid()), detail), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The caller's identities, oldest first.
    pub async fn own_identities(&self, caller: &Caller) -> Result<Vec<OwnIdentity>> {
        let rows = self.inner.db.identities(caller.account()).await?;
        Ok(rows
            .into_iter()
            .map(|row| OwnIdentity {
                id: row.id,
                number: (row.provider == PHONE).then(|| super::phone::end_of(&row.subject)),
                provider: row.provider,
                created_at: row.created_at,
                used_at: row.used_at,
            })
            .collect())
    }

    /// Unlinks one of the caller's identities. Errors: `NotFound` for one of somebody else, `Conflict` with `prove_again`.
    pub async fn unlink_identity(&self, caller: &Caller, id: Uuid) -> Result<()> {
        self.may_change_factors(caller)?;
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if !tx.forget_identity(id, caller.account()).await? {
            return Err(AppError::NotFound);
        }
        let record = Some(caller.account().uuid());
        tx.audit(&by_account(self, caller, "manage_own_second_factors", "account", record, "unlinked"), now).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// What the caller is told; the log holds the provider's word and nothing of the person.
fn refused(provider: &str, fault: &IdentityError) -> AppError {
    let cause = std::error::Error::source(fault).map(ToString::to_string).unwrap_or_default();
    tracing::warn!(provider, reason = fault.code(), error = %fault, cause, "an identity provider did not say who it is");
    AppError::conflict(match fault {
        IdentityError::Declined => "identity_declined",
        IdentityError::Unreachable(_) | IdentityError::Answer(_) | IdentityError::Refused(_) => "identity_down",
        _ => "identity_failed",
    })
}

fn damaged(fault: Box<dyn std::error::Error + Send + Sync>) -> AppError {
    AppError::Broken { what: "what was kept for an identity provider is damaged".to_owned(), source: Some(fault) }
}
