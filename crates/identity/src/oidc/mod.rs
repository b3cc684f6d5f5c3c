//! Signing in by OpenID Connect: the code flow with PKCE, by discovery.

mod known;
mod token;

use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::BoxFuture;
use jiff::Timestamp;
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreErrorResponseType, CoreTokenResponse};
use openidconnect::http::{Response, StatusCode};
use openidconnect::{
    AuthenticationContextClass, AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest, HttpResponse, IssuerUrl,
    Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope,
};
use xinqiao_egress::{Egress, EgressError};
use xinqiao_kernel::IdSource;

use crate::provider::word;
use crate::{Begun, Identity, IdentityError, IdentityProvider, Kept, Returned, Secret};
use known::Known;

/// For so long what a provider says about itself is not asked for again, in seconds.
const FRESH_S: i64 = 3_600;

/// A provider that speaks OpenID Connect.
pub struct Oidc {
    settings: Settings,
    egress: Egress,
    known: Mutex<Option<Arc<Known>>>,
}

/// How the program is known there, and what is believed.
#[derive(Debug, Clone)]
pub struct Settings {
    pub issuer: IssuerUrl,
    pub client_id: String,
    pub secret: Secret,
    /// beside `openid`
    pub scopes: Vec<String>,
    /// values of `amr` that stand for a second factor (RFC 8176)
    pub amr: Vec<String>,
    /// values of `acr` that stand for a second factor; asked for when there are any
    pub acr: Vec<String>,
    /// seconds after which the provider has to ask the person anew
    pub max_age_s: Option<u32>,
}

impl Oidc {
    /// A provider; nothing is asked of it before somebody signs in.
    pub fn new(settings: Settings, egress: Egress) -> Self {
        Self { settings, egress, known: Mutex::new(None) }
    }

    /// What the provider says about itself, asked for anew when it is old.
    async fn known(&self, now: Timestamp) -> Result<Arc<Known>, IdentityError> {
        let kept = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match kept.filter(|known| (0..FRESH_S).contains(&now.duration_since(known.at).as_secs())) {
            Some(known) => Ok(known),
            None => self.ask(now).await,
        }
    }

    async fn ask(&self, now: Timestamp) -> Result<Arc<Known>, IdentityError> {
        let known = Arc::new(Known::ask(&self.egress, &self.settings.issuer, now).await?);
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(known.clone());
        Ok(known)
    }

    async fn start(&self, back: &str, ids: &IdSource, now: Timestamp) -> Result<Begun, IdentityError> {
        let known = self.known(now).await?;
        let (state, nonce, verifier) = (word(ids), word(ids), word(ids));
        let kept =
            Kept { state: state.clone(), nonce: Some(nonce.clone()), verifier: Some(verifier.clone()), back: back.to_owned() };
        let client =
            CoreClient::from_provider_metadata(known.metadata.clone(), ClientId::new(self.settings.client_id.clone()), None)
                .set_redirect_uri(address(back)?);
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(verifier));
        let mut request = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, || CsrfToken::new(state), || Nonce::new(nonce))
            .add_scopes(self.settings.scopes.iter().cloned().map(Scope::new))
            .set_pkce_challenge(challenge);
        for value in &self.settings.acr {
            request = request.add_auth_context_value(AuthenticationContextClass::new(value.clone()));
        }
        if let Some(seconds) = self.settings.max_age_s {
            request = request.set_max_age(std::time::Duration::from_secs(u64::from(seconds)));
        }
        let (url, ..) = request.url();
        Ok(Begun { address: url.to_string(), kept })
    }

    async fn end(&self, kept: &Kept, returned: &Returned, now: Timestamp) -> Result<Identity, IdentityError> {
        let code = returned.code(kept)?;
        let known = self.known(now).await?;
        // a code of another provider never reaches this one (RFC 9207)
        let is_named = match returned.iss.as_deref() {
            Some(issuer) => issuer == self.settings.issuer.as_str(),
            None => !known.names_itself,
        };
        if !is_named {
            return Err(IdentityError::Mismatch("issuer"));
        }
        let answer = self.exchange(&known, kept, code).await?;
        match token::identity(&self.settings, &known, &answer, kept, now) {
            Err(token::TokenFault::UnknownKey) => {}
            other => return other.map_err(Into::into),
        }
        // the provider has changed its keys: they are asked for once
        tracing::info!(issuer = self.settings.issuer.as_str(), "an identity provider has signed with a key that was not known");
        let known = self.ask(now).await?;
        token::identity(&self.settings, &known, &answer, kept, now).map_err(Into::into)
    }

    async fn exchange(&self, known: &Known, kept: &Kept, code: &str) -> Result<CoreTokenResponse, IdentityError> {
        let secret = ClientSecret::new(self.settings.secret.expose().to_owned());
        let id = ClientId::new(self.settings.client_id.clone());
        let client = CoreClient::from_provider_metadata(known.metadata.clone(), id, Some(secret))
            .set_auth_type(known.auth_type()?)
            .set_redirect_uri(address(&kept.back)?);
        let verifier = kept.verifier.clone().ok_or(IdentityError::Mismatch("verifier"))?;
        let request = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|_| IdentityError::Answer("it has no address for tokens"))?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier));
        let egress = self.egress.clone();
        let out = move |request: HttpRequest| send(egress.clone(), request);
        request.request_async(&out).await.map_err(|fault| match fault {
            RequestTokenError::Request(fault) => IdentityError::Unreachable(fault),
            RequestTokenError::ServerResponse(said) if *said.error() == CoreErrorResponseType::InvalidGrant => {
                IdentityError::Code
            }
            RequestTokenError::ServerResponse(said) => IdentityError::refused(said.error().as_ref()),
            RequestTokenError::Parse(..) => IdentityError::Answer("what it gives for a code"),
            RequestTokenError::Other(_) => IdentityError::Answer("what it gives for a code"),
        })
    }
}

impl IdentityProvider for Oidc {
    fn issuer(&self) -> String {
        self.settings.issuer.as_str().to_owned()
    }

    fn begin<'a>(&'a self, back: &'a str, ids: &'a IdSource, now: Timestamp) -> BoxFuture<'a, Result<Begun, IdentityError>> {
        Box::pin(self.start(back, ids, now))
    }

    fn finish<'a>(
        &'a self,
        kept: &'a Kept,
        returned: &'a Returned,
        now: Timestamp,
    ) -> BoxFuture<'a, Result<Identity, IdentityError>> {
        Box::pin(self.end(kept, returned, now))
    }
}

fn address(back: &str) -> Result<RedirectUrl, IdentityError> {
    RedirectUrl::new(back.to_owned()).map_err(|_| IdentityError::Mismatch("address"))
}

/// The library's requests, through the one way out.
async fn send(egress: Egress, request: HttpRequest) -> Result<HttpResponse, EgressError> {
    let url = request.uri().to_string();
    let headers: Vec<(&str, &str)> =
        request.headers().iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?))).collect();
    let answer = egress.post(&url, &headers, request.body().clone()).await?;
    let mut response = Response::new(answer.body);
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::BAD_GATEWAY);
    Ok(response)
}
