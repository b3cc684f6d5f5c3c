//! Residents sign in with a code that is sent to their phone.
//!
//! Whether a number is known is told by nothing: every number is counted, gets a row and the same answer at once. Who it belongs to, and
//! whether a message goes out, is looked up after the answer.

use jiff::SignedDuration;
use xinqiao_identity::codes::CodeMessage;
use xinqiao_identity::{Audience, PHONE, whole};
use xinqiao_kernel::id::AccountId;
use xinqiao_signin::{Phone, phone_code, typed_phone_code};
use xinqiao_store::sign_in::{Asked, NewPhoneCode};

use super::{Origin, SignedIn};
use crate::{App, AppError, Caller, Result};

/// Codes are counted over an hour.
const WINDOW: SignedDuration = SignedDuration::from_hours(1);
/// Whose word a number is.
const ISSUER: &str = "tel";
const SIGN_IN: &str = "sign_in";

impl App {
    /// Does the operator send codes to phones?
    pub fn has_phone_codes(&self) -> bool {
        self.identities().is_some_and(|configured| configured.codes.is_some())
    }

    /// Sends a code for signing in, if the number is that of a resident's account; the answer is the same for every number.
    ///
    /// Errors: `NotFound` where the operator sends none; `Invalid` on `phone`; `Throttled` after too many for the number or the range of addresses.
    pub async fn ask_sign_in_code(&self, typed: &str, language: &str, origin: Origin<'_>) -> Result<()> {
        let phone = parsed(typed)?;
        let message = self.new_code(&phone, SIGN_IN, language, origin).await?;
        let app = self.clone();
        tokio::spawn(async move {
            match app.inner.db.identity(&subject(&phone)).await {
                Ok(Some(_)) => app.send_code(&message).await,
                Ok(None) => {}
                Err(fault) => tracing::error!(error = %fault, "a number could not be looked up"),
            }
        });
        Ok(())
    }

    /// Opens a session for the account of a number, with the code that was sent to it.
    ///
    /// Errors: `Invalid` on `phone`, or on `code` for anything that does not fit (it never says which); `Throttled` after too many failures.
    pub async fn sign_in_by_phone(&self, typed: &str, code: &str, origin: Origin<'_>) -> Result<SignedIn> {
        let phone = parsed(typed)?;
        let account = match self.uses_code(phone.as_str(), SIGN_IN, code, origin).await? {
            true => self.account_of(&subject(&phone), |audience| audience == Audience::Resident).await?,
            false => None,
        };
        let Some(account) = account else { return Err(AppError::field("code", "fault-phone-code", "")) };
        let token = self.begin_session(account, PHONE, None, origin, None).await?;
        self.signed_in(token).await
    }

    /// Sends a code with which the caller shows that a number is theirs.
    ///
    /// Errors: as [`App::ask_sign_in_code`]; `Conflict` with `prove_again`, or with `phone_residents` for whoever works here.
    pub async fn ask_linking_code(&self, caller: &Caller, typed: &str, language: &str, origin: Origin<'_>) -> Result<()> {
        self.may_link_phone(caller).await?;
        let phone = parsed(typed)?;
        let message = self.new_code(&phone, &linking(caller.account()), language, origin).await?;
        let app = self.clone();
        tokio::spawn(async move { app.send_code(&message).await });
        Ok(())
    }

    /// Links a number with the caller's account, with the code that was sent to it.
    ///
    /// Errors: `Invalid` on `phone` or `code`; `Throttled`; `Conflict` with `identity_taken` for a number of another account, and as
    /// [`App::ask_linking_code`].
    pub async fn link_phone(&self, caller: &Caller, typed: &str, code: &str, origin: Origin<'_>) -> Result<()> {
        self.may_link_phone(caller).await?;
        let phone = parsed(typed)?;
        if !self.uses_code(phone.as_str(), &linking(caller.account()), code, origin).await? {
            return Err(AppError::field("code", "fault-phone-code", ""));
        }
        self.link(caller, PHONE, &subject(&phone)).await
    }

    async fn may_link_phone(&self, caller: &Caller) -> Result<()> {
        self.may_change_factors(caller)?;
        if !self.has_phone_codes() {
            return Err(AppError::NotFound);
        }
        match self.audience_of(caller.account()).await? {
            Audience::Resident => Ok(()),
            Audience::Staff => Err(AppError::conflict("phone_residents")),
        }
    }

    /// Keeps a new code and counts it; the message that carries it.
    async fn new_code(&self, phone: &Phone, purpose: &str, language: &str, origin: Origin<'_>) -> Result<CodeMessage> {
        let configured = self.identities().filter(|configured| configured.codes.is_some()).ok_or(AppError::NotFound)?;
        let rules = self.sign_in_rules();
        let (id, code) = self.keep_code(phone.as_str(), purpose, origin).await?;
        let signature = self.signature(configured.signature.as_deref(), language);
        let minutes = rules.codes.minutes;
        let text = rules.code_texts.message(language, &signature, &code, minutes);
        Ok(CodeMessage { id, at: self.now(), phone: phone.as_str().to_owned(), code, minutes, signature, text })
    }

    /// Keeps a new code for a number or another address, and counts it.
    ///
    /// Errors: `Throttled` after too many for the number or the range of addresses.
    pub(crate) async fn keep_code(&self, to: &str, purpose: &str, origin: Origin<'_>) -> Result<(uuid::Uuid, String)> {
        let rules = self.sign_in_rules();
        let (now, code) = (self.now(), phone_code(self.ids().secret()));
        let network = xinqiao_signin::network(origin.address);
        let expires_at = now + SignedDuration::from_mins(i64::from(rules.codes.minutes));
        let id = self.ids().uuid(now);
        let new = NewPhoneCode { id, phone: to, purpose, code: &code, network: &network, expires_at };
        let mut tx = self.inner.db.begin().await?;
        tx.add_phone_code(&new, now).await?;
        tx.commit().await?;
        // counted after it is kept: of many requests at once each sees those before it
        let of_phone = self.inner.db.codes_of_phone(to, now - WINDOW).await?;
        let of_network = self.inner.db.codes_of_network(&network, now - WINDOW).await?;
        let over = |asked: Asked, most: u32| asked.first.filter(|_| i64::from(most) < asked.count);
        if let Some(first) = over(of_phone, rules.codes.per_number).max(over(of_network, rules.codes.per_address)) {
            let mut tx = self.inner.db.begin().await?;
            tx.forget_phone_code(id).await?;
            tx.commit().await?;
            tracing::warn!(peer.address = origin.address, "too many codes were asked for");
            let left = (first + WINDOW).duration_since(now).as_secs().max(1);
            return Err(AppError::Throttled { retry_after_s: u32::try_from(left).unwrap_or(u32::MAX) });
        }
        Ok((id, code))
    }

    /// The name under which the operator sends: the file's, else that of the service, else that of whoever runs it.
    fn signature(&self, given: Option<&str>, language: &str) -> String {
        let service = self.sign_in_settings().service.as_str();
        let operator = || self.library().trust().operator(language).map(|operator| operator.name.as_str());
        given.or(Some(service).filter(|service| !service.is_empty())).or_else(operator).unwrap_or_default().to_owned()
    }

    async fn send_code(&self, message: &CodeMessage) {
        let Some(sender) = self.identities().and_then(|configured| configured.codes.clone()) else { return };
        if let Err(fault) = sender.send(message).await {
            let cause = std::error::Error::source(&fault).map(ToString::to_string).unwrap_or_default();
            tracing::error!(message.id = %message.id, reason = fault.code(), error = %fault, cause, "a code could not be sent");
        }
    }

    /// Uses a code that was sent to a number or another address; every try counts. Errors: `Throttled` after too many failures.
    pub(crate) async fn uses_code(&self, to: &str, purpose: &str, code: &str, origin: Origin<'_>) -> Result<bool> {
        let now = self.now();
        let tried = format!("code to {to}");
        self.throttle(&tried, origin.address, now).await?;
        let used = match typed_phone_code(code) {
            Some(code) => {
                let mut tx = self.inner.db.begin().await?;
                let tries = self.sign_in_rules().codes.tries;
                let used = tx.use_phone_code(to, purpose, &code, tries, now).await?;
                tx.commit().await?;
                used
            }
            None => false,
        };
        self.attempted(&tried, origin.address, used, now).await?;
        Ok(used)
    }
}

fn parsed(typed: &str) -> Result<Phone> {
    Phone::parse(typed).map_err(|_| AppError::field("phone", "fault-phone", ""))
}

/// A number as an identity.
fn subject(phone: &Phone) -> String {
    whole(ISSUER, phone.as_str())
}

fn linking(account: AccountId) -> String {
    format!("link with {account}")
}

/// The last digits of a number that is kept as an identity.
pub(super) fn end_of(subject: &str) -> String {
    let number = subject.rsplit(' ').next().unwrap_or_default();
    Phone::parse(number).map_or_else(|_| String::new(), |phone| phone.masked())
}
