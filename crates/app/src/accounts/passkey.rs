//! Passkeys: making one, and proving the second factor with one. Each ceremony is begun when a page is shown and ended by its form.

use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use url::Url;
use uuid::Uuid;
use webauthn_rs::prelude::{
    Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Webauthn,
    WebauthnBuilder, WebauthnError,
};
use xinqiao_store::StoreError;
use xinqiao_store::sign_in::{Ceremony, PasskeyRow};

use super::session::hash;
use super::totp::Added;
use super::{Origin, SignedIn};
use crate::audit::by_account;
use crate::{App, AppError, Caller, Result};

/// How long a page may stay open before its passkey is used.
const OPEN: SignedDuration = SignedDuration::from_mins(10);
/// Most passkeys of one account.
const MOST: usize = 10;
/// Longest name of a passkey, in characters.
const LONGEST_LABEL: usize = 40;
const MAKING: &str = "make_passkey";
const PROVING: &str = "use_passkey";

impl App {
    /// Where passkeys of this program work: the operator's address, or `localhost` as the browser names it. `None`: nowhere.
    fn relying_party(&self, host: &str) -> Option<Url> {
        if let Some(origin) = &self.sign_in_settings().origin {
            return Url::parse(origin).ok();
        }
        let is_local = host == "localhost" || host.strip_prefix("localhost:").is_some_and(|port| port.parse::<u16>().is_ok());
        is_local.then(|| Url::parse(&format!("http://{host}")).ok()).flatten()
    }

    /// Can the browser that asked for `host` use passkeys here?
    pub fn has_passkeys(&self, host: &str) -> bool {
        self.relying_party(host).is_some()
    }

    fn webauthn(&self, host: &str) -> Result<Webauthn> {
        let origin = self.relying_party(host).ok_or(AppError::NotFound)?;
        let service = &self.sign_in_settings().service;
        let id = origin.domain().unwrap_or_default();
        let builder = WebauthnBuilder::new(id, &origin).map_err(|fault| broken("the address of the service", fault))?;
        builder.rp_name(if service.is_empty() { id } else { service }).build().map_err(|fault| broken("passkeys", fault))
    }

    async fn passkeys(&self, caller: &Caller) -> Result<Vec<(PasskeyRow, Passkey)>> {
        let rows = self.inner.db.passkeys(caller.account()).await?;
        rows.into_iter().map(|row| parsed(&row.record).map(|key| (row, key))).collect()
    }

    async fn begin(&self, caller: &Caller, kind: &'static str, state: &impl serde::Serialize) -> Result<()> {
        let now = self.now();
        let state = serde_json::to_vec(state).map_err(|fault| broken("the state of a ceremony", fault))?;
        let ceremony = Ceremony { id: self.ids().uuid(now), account: Some(caller.account()), state };
        let mut tx = self.inner.db.begin().await?;
        tx.add_ceremony(&ceremony, kind, key(kind, caller), now, now + OPEN).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes the ceremony of the caller's session out. Errors: `Conflict` with `page_too_old` when there is none, or it was used.
    async fn end_ceremony<T: serde::de::DeserializeOwned>(&self, caller: &Caller, kind: &'static str) -> Result<T> {
        let too_old = || AppError::conflict("page_too_old");
        let found = self.inner.db.ceremony(kind, key(kind, caller), self.now()).await?.ok_or_else(too_old)?;
        let mut tx = self.inner.db.begin().await?;
        if !tx.take_ceremony(found.id).await? || found.account != Some(caller.account()) {
            return Err(too_old());
        }
        tx.commit().await?;
        parsed(&found.state)
    }

    /// What the browser needs to make a passkey, as JSON. Errors: `Conflict` with `passkeys_many`; as [`App::may_change_factors`].
    pub async fn begin_passkey(&self, caller: &Caller, host: &str) -> Result<String> {
        self.may_change_factors(caller)?;
        let known = self.passkeys(caller).await?;
        if MOST <= known.len() {
            return Err(AppError::conflict("passkeys_many"));
        }
        let known = known.iter().map(|(_, key)| key.cred_id().clone()).collect();
        let (id, name) = (caller.account().uuid(), caller.name());
        let begun = self.webauthn(host)?.start_passkey_registration(id, caller.login(), name, Some(known));
        let (options, state) = begun.map_err(|fault| broken("a passkey cannot be begun", fault))?;
        self.begin(caller, MAKING, &state).await?;
        serde_json::to_string(&options).map_err(|fault| broken("the options of a passkey", fault))
    }

    /// Keeps the passkey that the browser made. Errors: `Invalid` on `credential` when it does not fit what was asked for.
    pub async fn finish_passkey(
        &self,
        caller: &Caller,
        host: &str,
        credential: &str,
        label: &str,
        origin: Origin<'_>,
    ) -> Result<Added> {
        self.may_change_factors(caller)?;
        let state: PasskeyRegistration = self.end_ceremony(caller, MAKING).await?;
        let made: RegisterPublicKeyCredential = serde_json::from_str(credential).map_err(|_| refused())?;
        let key = self.webauthn(host)?.finish_passkey_registration(&made, &state).map_err(unfit)?;
        let (now, account) = (self.now(), caller.account());
        let label: String = label.trim().chars().filter(|sign| !sign.is_control()).take(LONGEST_LABEL).collect();
        let record = serde_json::to_vec(&key).map_err(|fault| broken("a passkey", fault))?;
        let row = PasskeyRow { id: self.ids().uuid(now), record, label, created_at: now, used_at: None };
        let mut tx = self.inner.db.begin().await?;
        match tx.add_passkey(&row, account, Sha256::digest(key.cred_id()).to_vec(), now).await {
            Err(StoreError::Duplicate { .. }) => return Err(AppError::conflict("passkey_known")),
            other => other?,
        }
        tx.count_factors(account).await?;
        let codes = self.recovery_codes_for(&mut tx, account, false).await?;
        tx.audit(&by_account(self, caller, "manage_own_second_factors", "account", Some(account.uuid()), "added=passkey"), now)
            .await?;
        tx.commit().await?;
        let token = self.begin_session(account, "passkey", Some(now), origin, Some(caller.held().id)).await?;
        Ok(Added { token, codes })
    }

    /// Takes a passkey away. Errors: `Conflict` with `last_factor` when a role needs one, `NotFound` for one of somebody else.
    pub async fn remove_passkey(&self, caller: &Caller, id: Uuid) -> Result<()> {
        self.may_change_factors(caller)?;
        if !self.inner.db.passkeys(caller.account()).await?.iter().any(|key| key.id == id) {
            return Err(AppError::NotFound);
        }
        self.may_take_away(caller).await?;
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if !tx.forget_passkey(id, caller.account()).await? {
            return Err(AppError::NotFound);
        }
        tx.count_factors(caller.account()).await?;
        tx.audit(
            &by_account(self, caller, "manage_own_second_factors", "account", Some(caller.account().uuid()), "removed=passkey"),
            now,
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// What the browser needs to prove a passkey, as JSON; `None` when the account has none or passkeys do not work here.
    pub async fn begin_passkey_proof(&self, caller: &Caller, host: &str) -> Result<Option<String>> {
        let keys: Vec<Passkey> = self.passkeys(caller).await?.into_iter().map(|(_, key)| key).collect();
        if keys.is_empty() || !self.has_passkeys(host) {
            return Ok(None);
        }
        let begun = self.webauthn(host)?.start_passkey_authentication(&keys);
        let (options, state) = begun.map_err(|fault| broken("a passkey cannot be asked for", fault))?;
        self.begin(caller, PROVING, &state).await?;
        serde_json::to_string(&options).map(Some).map_err(|fault| broken("the options of a passkey", fault))
    }

    /// Proves the second factor with a passkey; its counter must have grown. The session goes on under a new token.
    ///
    /// Errors: `Invalid` on `credential`, `Throttled` after too many failures, `Conflict` with `page_too_old`.
    pub async fn prove_passkey(&self, caller: &Caller, host: &str, credential: &str, origin: Origin<'_>) -> Result<SignedIn> {
        let (now, account) = (self.now(), caller.account());
        let tried = format!("second step of {account}");
        self.throttle(&tried, origin.address, now).await?;
        let state: PasskeyAuthentication = self.end_ceremony(caller, PROVING).await?;
        let given: Result<PublicKeyCredential> = serde_json::from_str(credential).map_err(|_| refused());
        let result = match given {
            Ok(given) => self.webauthn(host)?.finish_passkey_authentication(&given, &state).map_err(unfit),
            Err(fault) => Err(fault),
        };
        let result = result.and_then(|result| if result.user_verified() { Ok(result) } else { Err(refused()) });
        self.attempted(&tried, origin.address, result.is_ok(), now).await?;
        let result = result?;
        for (row, mut key) in self.passkeys(caller).await? {
            if key.cred_id() == result.cred_id() {
                key.update_credential(&result);
                let record = serde_json::to_vec(&key).map_err(|fault| broken("a passkey", fault))?;
                let mut tx = self.inner.db.begin().await?;
                tx.use_passkey(row.id, account, &record, now).await?;
                tx.commit().await?;
                return self.proved(caller, "passkey", origin).await;
            }
        }
        Err(refused())
    }
}

/// A ceremony belongs to one session.
fn key(kind: &str, caller: &Caller) -> [u8; 32] {
    hash(&format!("{kind} {}", caller.held().id))
}

fn parsed<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    serde_json::from_slice(bytes).map_err(|fault| broken("a kept passkey is damaged", fault))
}

fn broken(what: &str, fault: impl std::error::Error + Send + Sync + 'static) -> AppError {
    AppError::Broken { what: what.to_owned(), source: Some(Box::new(fault)) }
}

fn refused() -> AppError {
    AppError::field("credential", "fault-passkey", "")
}

fn unfit(fault: WebauthnError) -> AppError {
    tracing::warn!(error = %fault, "a passkey was refused");
    refused()
}
