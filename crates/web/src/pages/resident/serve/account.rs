//! Signing in and out.

use axum::extract::{Form, Query, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::accounts::{SignedIn, Standing};

use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::{go, show, show_with, with_cookie};
use crate::pages::resident::security::SecondPage;
use crate::pages::resident::{LoginPage, Way};
use crate::site::Site;
use crate::visitor::{SESSION_COOKIE, Visitor};

/// Where to go on after signing in.
#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

pub async fn form(State(site): State<Site>, visitor: Visitor, Query(query): Query<Next>) -> Response {
    show(&login_page(&site, &visitor, String::new(), None, own_path(&query.next).unwrap_or_default()))
}

/// The page with every way that the operator set up.
pub(super) fn login_page(site: &Site, visitor: &Visitor, name: String, error: Option<String>, next: String) -> LoginPage {
    let lang = visitor.preferences.lang;
    let phone = site.app.has_phone_codes().then(|| Way {
        label: lang.t("phone-way"),
        to: links::login_phone_then(&next),
        icon: "i-phone",
    });
    let providers = site.app.providers(&visitor.host).iter().map(|provider| Way {
        label: lang.t1("login-with", "name", provider.label(lang.tag())),
        to: links::login_with_then(&provider.code, &next),
        icon: "i-user",
    });
    let ways = phone.into_iter().chain(providers).collect();
    LoginPage::new(site.resident_shell(visitor), name, error, next).with_ways(ways)
}

/// What the form posts.
#[derive(Deserialize)]
pub struct Credentials {
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

pub async fn sign_in(State(site): State<Site>, visitor: Visitor, Form(form): Form<Credentials>) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    let next = own_path(&form.next);
    let again = |status, words| {
        let next = next.clone().unwrap_or_default();
        show_with(status, &login_page(&site, &visitor, form.name.clone(), Some(words), next))
    };
    match site.app.sign_in_from(&form.name, &form.password, visitor.origin()).await {
        Ok(signed) => {
            leave(&site, &visitor).await?;
            Ok(onward(&site, &signed, next))
        }
        Err(AppError::Invalid(_)) => Ok(again(StatusCode::UNAUTHORIZED, lang.t("login-wrong"))),
        Err(AppError::Throttled { retry_after_s }) => {
            let mut page = again(StatusCode::TOO_MANY_REQUESTS, wait(lang, retry_after_s));
            page.headers_mut().insert(RETRY_AFTER, retry_after_s.into());
            Ok(page)
        }
        Err(fault) => Err(visitor.fault(fault)),
    }
}

/// How long somebody waits, in whole minutes.
pub(super) fn wait(lang: Lang, retry_after_s: u32) -> String {
    lang.t1("login-wait", "minutes", lang.count(u64::from(retry_after_s.div_ceil(60).max(1))))
}

/// Whoever signs in leaves the session that this browser had.
pub(super) async fn leave(site: &Site, visitor: &Visitor) -> Result<(), Fault> {
    match visitor.cookies.get(SESSION_COOKIE) {
        Some(old) => site.app.sign_out(old.value()).await.map_err(|fault| visitor.fault(fault)),
        None => Ok(()),
    }
}

/// To the step that is missing, or to where the visitor wanted to go; with the new session.
pub(super) fn onward(site: &Site, signed: &SignedIn, next: Option<String>) -> Response {
    let to = match signed.standing {
        Standing::SecondStep => match &next {
            Some(next) => links::second_then(next),
            None => links::login_second(),
        },
        Standing::ChangePassword | Standing::Enrol => links::security(),
        Standing::Full => next.unwrap_or_else(|| if signed.staff { links::desk() } else { links::home() }),
    };
    site.with_session(go(&to), &signed.token)
}

/// The second step. Whoever has passed it may prove it again, before what asks for that.
pub async fn second_form(State(site): State<Site>, visitor: Visitor, Query(query): Query<Next>) -> Result<Response, Fault> {
    second_page(&site, &visitor, StatusCode::OK, None, own_path(&query.next).unwrap_or_default()).await
}

async fn second_page(
    site: &Site,
    visitor: &Visitor,
    status: StatusCode,
    error: Option<String>,
    next: String,
) -> Result<Response, Fault> {
    let caller = visitor.half_signed_in()?;
    if caller.held().factors == 0 {
        return Ok(go(&links::security()));
    }
    let options = site.app.begin_passkey_proof(caller, &visitor.host).await.map_err(|fault| visitor.fault(fault))?;
    Ok(show_with(status, &SecondPage::new(site.resident_shell(visitor), options, error, next)))
}

/// What the forms of the second step post.
#[derive(Deserialize)]
pub struct Proof {
    #[serde(default)]
    code: String,
    #[serde(default)]
    credential: String,
    #[serde(default)]
    next: String,
}

pub async fn second(State(site): State<Site>, visitor: Visitor, Form(form): Form<Proof>) -> Result<Response, Fault> {
    let proved = site.app.prove_code(visitor.half_signed_in()?, &form.code, visitor.origin()).await;
    after_second(&site, &visitor, proved, &form.next, "fault-code").await
}

pub async fn passkey(State(site): State<Site>, visitor: Visitor, Form(form): Form<Proof>) -> Result<Response, Fault> {
    let caller = visitor.half_signed_in()?;
    let proved = site.app.prove_passkey(caller, &visitor.host, &form.credential, visitor.origin()).await;
    after_second(&site, &visitor, proved, &form.next, "fault-passkey").await
}

async fn after_second(
    site: &Site,
    visitor: &Visitor,
    proved: xinqiao_app::Result<SignedIn>,
    next: &str,
    wrong: &str,
) -> Result<Response, Fault> {
    let (lang, next) = (visitor.preferences.lang, own_path(next));
    match proved {
        Ok(signed) => Ok(onward(site, &signed, next)),
        // i18n: fault-code fault-passkey
        Err(AppError::Invalid(_)) => {
            second_page(site, visitor, StatusCode::UNAUTHORIZED, Some(lang.t(wrong)), next.unwrap_or_default()).await
        }
        Err(AppError::Conflict { .. }) => {
            let too_old = Some(lang.t("security-said-page-too-old"));
            second_page(site, visitor, StatusCode::CONFLICT, too_old, next.unwrap_or_default()).await
        }
        Err(AppError::Throttled { retry_after_s }) => {
            let words = Some(wait(lang, retry_after_s));
            let mut page = second_page(site, visitor, StatusCode::TOO_MANY_REQUESTS, words, next.unwrap_or_default()).await?;
            page.headers_mut().insert(RETRY_AFTER, retry_after_s.into());
            Ok(page)
        }
        Err(fault) => Err(visitor.fault(fault)),
    }
}

pub async fn sign_out(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    if let Some(cookie) = visitor.cookies.get(SESSION_COOKIE) {
        site.app.sign_out(cookie.value()).await.map_err(|fault| visitor.fault(fault))?;
    }
    let mut gone = with_cookie(go(&links::home()), SESSION_COOKIE, "", &site.cookie_rules(0));
    // answers that wait in this browser for the network
    gone.headers_mut().insert(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"storage\""));
    Ok(gone)
}

/// Only a path of this site: never an address that leads elsewhere.
pub(super) fn own_path(next: &str) -> Option<String> {
    let own = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n']);
    (own && next.len() <= 300).then(|| next.to_owned())
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn signing_in_never_leads_to_another_site() {
        assert_eq!(own_path("/desk/warnings/1?x=2").as_deref(), Some("/desk/warnings/1?x=2"));
        for bad in ["", "//evil.example", "https://evil.example", "/\\evil.example", "desk"] {
            assert_eq!(own_path(bad), None, "{bad}");
        }
    }
}
