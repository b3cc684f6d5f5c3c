//! Signing in by an identity provider, and linking and unlinking what it calls somebody.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;
use xinqiao_app::AppError;
use xinqiao_app::accounts::{Finished, Onward, Returned};

use super::account::{leave, login_page, onward, own_path};
use super::security::{back_to_security, owner, told};
use crate::fault::Fault;
use crate::links;
use crate::page::{go, show, show_with, with_cookie};
use crate::pages::resident::security::GoOnPage;
use crate::site::Site;
use crate::visitor::Visitor;

/// Holds, while somebody is at a provider, that it was this browser that began.
const WAY_COOKIE: &str = "xq_way";

/// Where to go on after signing in.
#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

impl Site {
    fn sent_away(&self, response: Response, begun: &Onward) -> Response {
        with_cookie(response, WAY_COOKIE, &begun.key, &self.cookie_rules(begun.lifetime_s))
    }
}

pub async fn begin(
    State(site): State<Site>,
    visitor: Visitor,
    Path(provider): Path<String>,
    Query(query): Query<Next>,
) -> Result<Response, Fault> {
    let begun = site.app.begin_identity(&provider, &visitor.host, &links::login_back(&provider), own_path(&query.next)).await;
    match begun {
        Ok(begun) => Ok(site.sent_away(go(&begun.address), &begun)),
        Err(AppError::NotFound) => Ok(go(&links::login())),
        Err(AppError::Conflict { code }) => Ok(refused(&site, &visitor, &code)),
        Err(fault) => Err(visitor.fault(fault)),
    }
}

pub async fn back(
    State(site): State<Site>,
    visitor: Visitor,
    Path(provider): Path<String>,
    Query(returned): Query<Returned>,
) -> Result<Response, Fault> {
    let Some(key) = visitor.cookies.get(WAY_COOKIE) else { return Ok(go(&links::login())) };
    let caller = visitor.caller.as_ref();
    let ended = |response| with_cookie(response, WAY_COOKIE, "", &site.cookie_rules(0));
    match site.app.finish_identity(caller, &provider, key.value(), &returned, visitor.origin()).await {
        Ok(Finished::SignedIn(signed, next)) => {
            leave(&site, &visitor).await?;
            Ok(ended(onward(&site, &signed, next)))
        }
        Ok(Finished::Linked) => Ok(ended(back_to_security("linked"))),
        Err(AppError::Conflict { code }) if caller.is_some() => Ok(ended(told(&visitor, AppError::Conflict { code })?)),
        Err(AppError::Conflict { code }) => Ok(ended(refused(&site, &visitor, &code))),
        Err(fault) => Err(visitor.fault(fault)),
    }
}

/// The sign-in page with what the way led to.
fn refused(site: &Site, visitor: &Visitor, code: &str) -> Response {
    let lang = visitor.preferences.lang;
    // i18n: security-said-*
    let words = lang.t(&format!("security-said-{}", code.replace('_', "-")));
    let status = if code == "identity_down" { StatusCode::BAD_GATEWAY } else { StatusCode::UNAUTHORIZED };
    show_with(status, &login_page(site, visitor, String::new(), Some(words), String::new()))
}

pub async fn link(State(site): State<Site>, visitor: Visitor, Path(provider): Path<String>) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    let begun = site.app.begin_linking(owner(&visitor)?, &provider, &visitor.host, &links::login_back(&provider)).await;
    match begun {
        Ok(begun) => {
            let found = site.app.providers(&visitor.host).iter().find(|known| known.code == provider);
            let label = found.map_or(provider.as_str(), |known| known.label(lang.tag())).to_owned();
            let page = GoOnPage::new(site.resident_shell(&visitor), label, begun.address.clone());
            Ok(site.sent_away(show(&page), &begun))
        }
        Err(AppError::NotFound) => Ok(go(&links::security())),
        Err(fault) => told(&visitor, fault),
    }
}

pub async fn unlink(State(site): State<Site>, visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    match site.app.unlink_identity(owner(&visitor)?, id).await {
        Ok(()) => Ok(back_to_security("unlinked")),
        Err(fault) => told(&visitor, fault),
    }
}
