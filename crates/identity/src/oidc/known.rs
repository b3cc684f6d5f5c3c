//! What a provider says about itself: its addresses and its keys.

use jiff::Timestamp;
use openidconnect::core::{CoreClientAuthMethod, CoreJsonWebKeySet, CoreProviderMetadata};
use openidconnect::{AuthType, IssuerUrl};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use xinqiao_egress::Egress;

use crate::IdentityError;

/// Addresses and keys, as they were at an instant.
pub(super) struct Known {
    pub metadata: CoreProviderMetadata,
    /// does it name itself when it sends somebody back (RFC 9207)?
    pub names_itself: bool,
    pub at: Timestamp,
}

#[derive(Deserialize)]
struct Beside {
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl Known {
    /// Asks a provider. Errors: `Answer` for another issuer than the one that was asked, for addresses without TLS and for other forms.
    pub async fn ask(egress: &Egress, issuer: &IssuerUrl, now: Timestamp) -> Result<Self, IdentityError> {
        let address = format!("{}/.well-known/openid-configuration", issuer.as_str().trim_end_matches('/'));
        let body = got(egress, &address).await?;
        let metadata: CoreProviderMetadata = read(&body)?;
        let beside: Beside = read(&body)?;
        if metadata.issuer() != issuer {
            return Err(IdentityError::Answer("it calls itself by another name"));
        }
        // the browser goes there with what was begun
        egress
            .check(metadata.authorization_endpoint().url().as_str())
            .map_err(|_| IdentityError::Answer("its page has no TLS"))?;
        let keys: CoreJsonWebKeySet = read(&got(egress, metadata.jwks_uri().url().as_str()).await?)?;
        let names_itself = beside.authorization_response_iss_parameter_supported;
        Ok(Self { metadata: metadata.set_jwks(keys), names_itself, at: now })
    }

    /// How the program says its secret. Errors: `Answer` when the provider takes it in no way that is known here.
    pub fn auth_type(&self) -> Result<AuthType, IdentityError> {
        let Some(methods) = self.metadata.token_endpoint_auth_methods_supported() else { return Ok(AuthType::BasicAuth) };
        if methods.contains(&CoreClientAuthMethod::ClientSecretBasic) {
            Ok(AuthType::BasicAuth)
        } else if methods.contains(&CoreClientAuthMethod::ClientSecretPost) {
            Ok(AuthType::RequestBody)
        } else {
            Err(IdentityError::Answer("it takes no secret"))
        }
    }
}

async fn got(egress: &Egress, address: &str) -> Result<Vec<u8>, IdentityError> {
    let answer = egress.get(address, &[("accept", "application/json")]).await.map_err(IdentityError::Unreachable)?;
    if answer.status == 200 { Ok(answer.body) } else { Err(IdentityError::Answer("what it says about itself")) }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, IdentityError> {
    serde_json::from_slice(body).map_err(|_| IdentityError::Answer("what it says about itself"))
}
