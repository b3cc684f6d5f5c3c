//! Signing in with a code to a phone, and linking a phone.

use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::AppError;

use super::account::{leave, onward, own_path, wait};
use super::security::{back_to_security, owner, told};
use crate::fault::Fault;
use crate::links;
use crate::page::{go, show_with};
use crate::pages::resident::{PhoneCodePage, PhoneFor, PhonePage, PhoneSaid};
use crate::site::Site;
use crate::visitor::Visitor;

/// Where to go on after signing in.
#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

/// What both forms post.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    phone: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    next: String,
}

pub async fn form(State(site): State<Site>, visitor: Visitor, Query(query): Query<Next>) -> Response {
    if !site.app.has_phone_codes() {
        return go(&links::login());
    }
    let next = own_path(&query.next).unwrap_or_default();
    number(&site, &visitor, StatusCode::OK, PhoneFor::SigningIn, "", PhoneSaid::default(), next)
}

pub async fn ask(State(site): State<Site>, visitor: Visitor, Form(form): Form<Asked>) -> Result<Response, Fault> {
    let asked = site.app.ask_sign_in_code(&form.phone, visitor.preferences.lang.tag(), visitor.origin()).await;
    after_asking(&site, &visitor, PhoneFor::SigningIn, &form, asked)
}

pub async fn sign_in(State(site): State<Site>, visitor: Visitor, Form(form): Form<Asked>) -> Result<Response, Fault> {
    if !site.app.has_phone_codes() {
        return Ok(go(&links::login()));
    }
    match site.app.sign_in_by_phone(&form.phone, &form.code, visitor.origin()).await {
        Ok(signed) => {
            leave(&site, &visitor).await?;
            Ok(onward(&site, &signed, own_path(&form.next)))
        }
        Err(fault) => wrong(&site, &visitor, PhoneFor::SigningIn, &form, fault),
    }
}

pub async fn own_form(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    owner(&visitor)?;
    if !site.app.has_phone_codes() {
        return Ok(go(&links::security()));
    }
    Ok(number(&site, &visitor, StatusCode::OK, PhoneFor::Linking, "", PhoneSaid::default(), String::new()))
}

pub async fn ask_own(State(site): State<Site>, visitor: Visitor, Form(form): Form<Asked>) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang.tag();
    let asked = site.app.ask_linking_code(owner(&visitor)?, &form.phone, lang, visitor.origin()).await;
    after_asking(&site, &visitor, PhoneFor::Linking, &form, asked)
}

pub async fn link(State(site): State<Site>, visitor: Visitor, Form(form): Form<Asked>) -> Result<Response, Fault> {
    match site.app.link_phone(owner(&visitor)?, &form.phone, &form.code, visitor.origin()).await {
        Ok(()) => Ok(back_to_security("linked")),
        Err(fault) => wrong(&site, &visitor, PhoneFor::Linking, &form, fault),
    }
}

fn number(
    site: &Site,
    visitor: &Visitor,
    status: StatusCode,
    what: PhoneFor,
    typed: &str,
    said: PhoneSaid,
    next: String,
) -> Response {
    show_with(status, &PhonePage::new(site.resident_shell(visitor), what, typed, said, next))
}

fn code(site: &Site, visitor: &Visitor, status: StatusCode, what: PhoneFor, form: &Asked, said: PhoneSaid) -> Response {
    let minutes = site.app.sign_in_rules().codes.minutes;
    let next = own_path(&form.next).unwrap_or_default();
    show_with(status, &PhoneCodePage::new(site.resident_shell(visitor), what, form.phone.clone(), minutes, said, next))
}

/// The form for the code, whoever the number belongs to; or the form for the number with what is wrong.
fn after_asking(
    site: &Site,
    visitor: &Visitor,
    what: PhoneFor,
    form: &Asked,
    asked: xinqiao_app::Result<()>,
) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    let next = own_path(&form.next).unwrap_or_default();
    match asked {
        Ok(()) => Ok(code(site, visitor, StatusCode::OK, what, form, PhoneSaid::default())),
        Err(AppError::Invalid(_)) => {
            let said = PhoneSaid { error: Some(lang.t("fault-phone")), alert: None };
            Ok(number(site, visitor, StatusCode::BAD_REQUEST, what, &form.phone, said, next))
        }
        Err(AppError::Throttled { retry_after_s }) => {
            let said = PhoneSaid { error: None, alert: Some(lang.t("phone-wait")) };
            let mut page = number(site, visitor, StatusCode::TOO_MANY_REQUESTS, what, &form.phone, said, next);
            page.headers_mut().insert(RETRY_AFTER, retry_after_s.into());
            Ok(page)
        }
        Err(fault) => elsewhere(visitor, what, fault),
    }
}

fn wrong(site: &Site, visitor: &Visitor, what: PhoneFor, form: &Asked, fault: AppError) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    match fault {
        AppError::Invalid(_) => {
            let said = PhoneSaid { error: Some(lang.t("fault-phone-code")), alert: None };
            Ok(code(site, visitor, StatusCode::UNAUTHORIZED, what, form, said))
        }
        AppError::Throttled { retry_after_s } => {
            let said = PhoneSaid { error: None, alert: Some(wait(lang, retry_after_s)) };
            let mut page = code(site, visitor, StatusCode::TOO_MANY_REQUESTS, what, form, said);
            page.headers_mut().insert(RETRY_AFTER, retry_after_s.into());
            Ok(page)
        }
        other => elsewhere(visitor, what, other),
    }
}

fn elsewhere(visitor: &Visitor, what: PhoneFor, fault: AppError) -> Result<Response, Fault> {
    match (fault, what) {
        (AppError::NotFound, PhoneFor::SigningIn) => Ok(go(&links::login())),
        (AppError::NotFound, PhoneFor::Linking) => Ok(go(&links::security())),
        (other, PhoneFor::Linking) => told(visitor, other),
        (other, PhoneFor::SigningIn) => Err(visitor.fault(other)),
    }
}
