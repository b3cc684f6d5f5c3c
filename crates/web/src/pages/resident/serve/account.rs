//! Signing in and out.

use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::accounts::Token;

use crate::fault::Fault;
use crate::links;
use crate::page::{go, show, show_with, with_cookie};
use crate::pages::resident::LoginPage;
use crate::site::Site;
use crate::visitor::{SESSION_COOKIE, Visitor};

/// Where to go on after signing in.
#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

pub async fn form(State(site): State<Site>, visitor: Visitor, Query(query): Query<Next>) -> Response {
    show(&LoginPage::new(site.resident_shell(&visitor), String::new(), None, own_path(&query.next).unwrap_or_default()))
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
    let again = |status, key: &str| {
        let next = next.clone().unwrap_or_default();
        show_with(status, &LoginPage::new(site.resident_shell(&visitor), form.name.clone(), Some(lang.t(key)), next))
    };
    match site.app.sign_in(&form.name, &form.password, &visitor.address).await {
        Ok(signed) => {
            let to = next.unwrap_or_else(|| if signed.staff { links::desk() } else { links::home() });
            Ok(with_cookie(go(&to), SESSION_COOKIE, signed.token.as_str(), &site.cookie_rules(Token::lifetime_s())))
        }
        Err(AppError::Invalid(_)) => Ok(again(StatusCode::UNAUTHORIZED, "login-wrong")),
        Err(AppError::Throttled { retry_after_s }) => {
            let mut page = again(StatusCode::TOO_MANY_REQUESTS, "login-wait");
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
    Ok(with_cookie(go(&links::home()), SESSION_COOKIE, "", &site.cookie_rules(0)))
}

/// Only a path of this site: never an address that leads elsewhere.
fn own_path(next: &str) -> Option<String> {
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
