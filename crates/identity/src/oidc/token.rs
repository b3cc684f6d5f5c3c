//! The token that a provider gives for a code.

use chrono::{DateTime, Utc};
use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{CoreIdToken, CoreIdTokenClaims, CoreIdTokenVerifier, CoreJwsSigningAlgorithm, CoreTokenResponse};
use openidconnect::{
    AccessTokenHash, ClaimsVerificationError, ClientId, Nonce, OAuth2TokenResponse as _, SignatureVerificationError,
    TokenResponse as _,
};

use super::Settings;
use super::known::Known;
use crate::{Identity, IdentityError, Kept};

/// How far two clocks may stand apart.
const SKEW: SignedDuration = SignedDuration::from_secs(60);
/// A token is younger than this: it is given for a code at once.
const OLDEST: SignedDuration = SignedDuration::from_mins(10);
/// Longest name and subject that are taken, in characters; the protocol ends subjects at 255.
const LONGEST: usize = 255;
/// Signatures that only the provider can make. No `none`, and nothing whose key the program shares.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 2] =
    [CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256, CoreJwsSigningAlgorithm::EcdsaP256Sha256];

/// Why a token does not hold.
pub(super) enum TokenFault {
    /// It is signed with a key that the provider did not have when it was asked.
    UnknownKey,
    Other(IdentityError),
}

impl From<TokenFault> for IdentityError {
    fn from(fault: TokenFault) -> Self {
        match fault {
            TokenFault::UnknownKey => Self::Token("signed with a key that the provider does not name".to_owned()),
            TokenFault::Other(fault) => fault,
        }
    }
}

/// Who the token speaks of, if it holds now and belongs to what was kept.
pub(super) fn identity(
    settings: &Settings,
    known: &Known,
    answer: &CoreTokenResponse,
    kept: &Kept,
    now: Timestamp,
) -> Result<Identity, TokenFault> {
    let other = |fault| TokenFault::Other(fault);
    let token = answer.id_token().ok_or_else(|| other(IdentityError::Answer("no token")))?;
    let nonce = Nonce::new(kept.nonce.clone().ok_or_else(|| other(IdentityError::Mismatch("nonce")))?);
    let keys = known.metadata.jwks().clone();
    // without the secret: a token that is signed with it is refused whatever its algorithm says
    let verifier =
        CoreIdTokenVerifier::new_public_client(ClientId::new(settings.client_id.clone()), settings.issuer.clone(), keys)
            .set_allowed_algs(ALGORITHMS)
            .set_other_audience_verifier_fn(|_| false)
            .set_time_fn(move || instant(now - SKEW))
            .set_issue_time_verifier_fn(move |at| within(at, now, OLDEST))
            .set_auth_time_verifier_fn(move |at| match (at, settings.max_age_s) {
                (Some(at), Some(seconds)) => within(at, now, SignedDuration::from_secs(i64::from(seconds))),
                (None, Some(_)) => Err("it does not say when the person was asked".to_owned()),
                (_, None) => Ok(()),
            });
    let claims = token.claims(&verifier, &nonce).map_err(fault)?;
    belongs(settings, token, claims, &verifier, answer).map_err(other)?;
    let subject = claims.subject().as_str();
    if subject.is_empty() || LONGEST < subject.chars().count() {
        return Err(other(IdentityError::Token("the name of the person is empty or too long".to_owned())));
    }
    let name = claims.name().and_then(|names| names.get(None)).map(|name| tidied(name.as_str())).filter(|name| !name.is_empty());
    Ok(Identity {
        issuer: settings.issuer.as_str().to_owned(),
        subject: subject.to_owned(),
        name,
        second_factor_at: second_factor_at(settings, claims, now),
    })
}

/// What the library leaves to its user: for whom the token was made, and that it belongs to the other token of the answer.
fn belongs(
    settings: &Settings,
    token: &CoreIdToken,
    claims: &CoreIdTokenClaims,
    verifier: &CoreIdTokenVerifier<'_>,
    answer: &CoreTokenResponse,
) -> Result<(), IdentityError> {
    let fails = |what: &str| IdentityError::Token(what.to_owned());
    if claims.authorized_party().is_some_and(|party| **party != settings.client_id) {
        return Err(fails("it was made for another program"));
    }
    let Some(expected) = claims.access_token_hash() else { return Ok(()) };
    let algorithm = token.signing_alg().map_err(|_| fails("no signature"))?;
    let key = token.signing_key(verifier).map_err(|_| fails("no key"))?;
    match AccessTokenHash::from_token(answer.access_token(), algorithm, key) {
        Ok(found) if found == *expected => Ok(()),
        _ => Err(fails("it belongs to another answer")),
    }
}

/// When the person proved a second factor, if the token says so in words that the operator believes, and says when.
fn second_factor_at(settings: &Settings, claims: &CoreIdTokenClaims, now: Timestamp) -> Option<Timestamp> {
    let by_amr = claims.auth_method_refs().is_some_and(|found| found.iter().any(|one| settings.amr.contains(one)));
    let by_acr = claims.auth_context_ref().is_some_and(|found| settings.acr.contains(found));
    let at = Timestamp::from_second(claims.auth_time()?.timestamp()).ok()?;
    (by_amr || by_acr).then_some(at).filter(|at| *at <= now + SKEW).map(|at| at.min(now))
}

fn within(at: DateTime<Utc>, now: Timestamp, oldest: SignedDuration) -> Result<(), String> {
    if instant(now + SKEW) < at {
        Err("it is from a time that has not come".to_owned())
    } else if at < instant(now - oldest - SKEW) {
        Err("it is from too long ago".to_owned())
    } else {
        Ok(())
    }
}

/// The library's form of an instant.
fn instant(at: Timestamp) -> DateTime<Utc> {
    DateTime::from_timestamp(at.as_second(), 0).unwrap_or_default()
}

fn tidied(name: &str) -> String {
    name.trim().chars().filter(|sign| !sign.is_control()).take(LONGEST).collect()
}

/// What is wrong in a word; the library's own texts hold values of the token.
fn fault(fault: ClaimsVerificationError) -> TokenFault {
    use ClaimsVerificationError as Claims;
    use SignatureVerificationError as Signature;
    let what = match fault {
        Claims::SignatureVerification(Signature::NoMatchingKey) => return TokenFault::UnknownKey,
        Claims::SignatureVerification(Signature::NoSignature) => "no signature",
        Claims::SignatureVerification(Signature::DisallowedAlg(_) | Signature::UnsupportedAlg(_)) => "another kind of signature",
        Claims::SignatureVerification(_) => "the signature is wrong",
        Claims::Expired(_) => "expired, or not of this moment",
        Claims::InvalidAudience(_) => "made for somebody else",
        Claims::InvalidIssuer(_) => "made by somebody else",
        Claims::InvalidNonce(_) => "made for another sign-in",
        Claims::InvalidAuthTime(_) => "the person was asked too long ago",
        _ => "another form",
    };
    TokenFault::Other(IdentityError::Token(what.to_owned()))
}
