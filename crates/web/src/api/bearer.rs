//! Who sends a request: the account of its token.

use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use xinqiao_app::accounts::Standing;
use xinqiao_app::{AppError, Caller};

use super::answer::Refused;
use crate::guard::Class;
use crate::i18n::Lang;
use crate::preferences::Preferences;
use crate::site::Site;

/// A program with the rights of an account.
#[derive(Debug)]
pub struct Bearer {
    pub caller: Caller,
    pub lang: Lang,
}

impl FromRequestParts<Site> for Bearer {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Refused> {
        let lang = Preferences::of(&parts.uri, &parts.headers).lang;
        let refused = |fault: AppError| Refused { fault, lang };
        let token = token_of(parts).ok_or_else(|| refused(AppError::SignedOut))?;
        let caller = site.app.authenticate_service(token).await.map_err(refused)?;
        let caller = caller.filter(|caller| caller.standing() == Standing::Full).ok_or_else(|| refused(AppError::SignedOut))?;
        let class = if parts.method == Method::GET { Class::Read } else { Class::Write };
        site.guard.admit_account(class, caller.account(), site.app.now()).map_err(refused)?;
        Ok(Self { caller, lang })
    }
}

/// What stands behind `Authorization: Bearer`.
pub(super) fn token_of(parts: &Parts) -> Option<&str> {
    let sent = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    sent.and_then(|value| value.strip_prefix("Bearer ")).map(str::trim)
}
