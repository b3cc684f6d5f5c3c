//! The one interface of identity providers.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;
use xinqiao_kernel::IdSource;

use crate::IdentityError;

/// Somebody who knows people.
pub trait IdentityProvider: Send + Sync {
    /// How it names itself in an [`Identity`].
    fn issuer(&self) -> String;

    /// Where the browser goes, and what is kept until it comes back to the address `back`.
    ///
    /// Errors: `Unreachable` and `Answer` when the provider has to be asked first and cannot be.
    fn begin<'a>(&'a self, back: &'a str, ids: &'a IdSource, now: Timestamp) -> BoxFuture<'a, Result<Begun, IdentityError>>;

    /// Who came back. Errors: see [`IdentityError`]; a code serves once, whatever comes of it.
    fn finish<'a>(
        &'a self,
        kept: &'a Kept,
        returned: &'a Returned,
        now: Timestamp,
    ) -> BoxFuture<'a, Result<Identity, IdentityError>>;
}

/// A sign-in that was begun.
#[derive(Debug, Clone)]
pub struct Begun {
    /// where the browser goes
    pub address: String,
    pub kept: Kept,
}

/// What is kept while somebody is at a provider: sealed, for one browser, for minutes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// comes back with the browser: another site cannot send somebody here with its own code
    pub state: String,
    /// comes back in the token: a token of another sign-in does not count (OpenID Connect)
    pub nonce: Option<String>,
    /// proves that who asks for the token is who began (PKCE, RFC 7636)
    pub verifier: Option<String>,
    /// the address to which the browser comes back
    pub back: String,
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Kept")
    }
}

/// What the browser brings back, as the query of the address says.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Returned {
    pub state: Option<String>,
    pub code: Option<String>,
    pub error: Option<String>,
    /// the provider's own name (RFC 9207)
    pub iss: Option<String>,
}

impl std::fmt::Debug for Returned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Returned")
    }
}

impl Returned {
    /// The code, if what came back belongs to what was kept.
    pub(crate) fn code(&self, kept: &Kept) -> Result<&str, IdentityError> {
        let state = self.state.as_deref().unwrap_or_default();
        if !bool::from(state.as_bytes().ct_eq(kept.state.as_bytes())) {
            return Err(IdentityError::Mismatch("state"));
        }
        match (self.error.as_deref(), self.code.as_deref().filter(|code| !code.is_empty())) {
            (Some("access_denied"), _) => Err(IdentityError::Declined),
            (Some(word), _) => Err(IdentityError::refused(word)),
            (None, Some(code)) => Ok(code),
            (None, None) => Err(IdentityError::Declined),
        }
    }
}

/// Who somebody is at a provider.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// whose word it is
    pub issuer: String,
    /// how the issuer names the person; never given to another person
    pub subject: String,
    /// what the issuer calls the person
    pub name: Option<String>,
    /// when the person proved a second factor at the issuer, if the operator takes its word for that
    pub second_factor_at: Option<Timestamp>,
}

impl Identity {
    /// Issuer and subject as one text, which nobody else has: an issuer holds no space.
    pub fn whole(&self) -> String {
        whole(&self.issuer, &self.subject)
    }
}

/// Issuer and subject as one text.
pub fn whole(issuer: &str, subject: &str) -> String {
    format!("{issuer} {subject}")
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Identity").field("issuer", &self.issuer).field("second_factor_at", &self.second_factor_at).finish()
    }
}

/// Whose accounts a provider serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// People who work with the program.
    Staff,
    /// Residents.
    Resident,
}

/// What a provider is called, by language.
pub type Labels = BTreeMap<String, String>;

/// A provider as the operator set it up.
#[derive(Clone)]
pub struct Provider {
    /// stands in addresses and rows
    pub code: String,
    pub labels: Labels,
    pub audiences: Vec<Audience>,
    pub flow: Arc<dyn IdentityProvider>,
}

impl Provider {
    /// Does it serve such accounts?
    pub fn serves(&self, audience: Audience) -> bool {
        self.audiences.contains(&audience)
    }

    /// What it is called in a language, else in Chinese.
    pub fn label(&self, language: &str) -> &str {
        let label = self.labels.get(language).or_else(|| self.labels.get("zh-CN"));
        label.map_or(self.code.as_str(), String::as_str)
    }
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Provider").field("code", &self.code).field("audiences", &self.audiences).finish_non_exhaustive()
    }
}

/// A word that nobody guesses: 64 hexadecimal digits.
pub(crate) fn word(ids: &IdSource) -> String {
    use std::fmt::Write as _;
    ids.secret().iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept() -> Kept {
        Kept { state: "s1".to_owned(), nonce: None, verifier: None, back: "https://x.example/back".to_owned() }
    }

    fn returned(state: &str, code: Option<&str>, error: Option<&str>) -> Returned {
        let owned = |text: &str| text.to_owned();
        Returned { state: Some(owned(state)), code: code.map(owned), error: error.map(owned), iss: None }
    }

    fn check(returned: &Returned, expected: Result<&str, &str>) {
        let found = returned.code(&kept());
        assert_eq!(found.as_deref().map_err(|fault| fault.code()), expected.as_ref().map(|text| *text).map_err(|text| *text));
    }

    #[test]
    fn a_code_counts_with_the_state_that_was_kept_only() {
        check(&returned("s1", Some("c"), None), Ok("c"));
        check(&returned("s2", Some("c"), None), Err("mismatch"));
        check(&returned("", Some("c"), None), Err("mismatch"));
        check(&Returned { state: None, ..returned("", Some("c"), None) }, Err("mismatch"));
    }

    #[test]
    fn who_declines_is_told_from_a_provider_that_refuses() {
        check(&returned("s1", None, Some("access_denied")), Err("declined"));
        check(&returned("s1", None, None), Err("declined"));
        check(&returned("s1", Some("c"), Some("server_error")), Err("refused"));
        // an answer of somebody else's request says nothing
        check(&returned("s2", None, Some("access_denied")), Err("mismatch"));
    }

    #[test]
    fn nothing_of_a_sign_in_is_printed_by_debug() {
        let identity = Identity {
            issuer: "i".to_owned(),
            subject: "secret".to_owned(),
            name: Some("secret".to_owned()),
            second_factor_at: None,
        };
        let shown = format!("{:?} {:?} {identity:?}", kept(), returned("secret", Some("secret"), None));
        assert!(!shown.contains("secret") && !shown.contains("s1"), "{shown}");
    }
}
