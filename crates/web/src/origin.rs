//! Refuses writes that another site started (cross-site request forgery), by the rule of Go 1.25's `CrossOriginProtection`.
//!
//! Reading methods pass. A browser says where a request comes from in `Sec-Fetch-Site`: `same-origin` and `none` pass, all else is refused.
//! Older browsers send `Origin`, whose host must be the host of the request. A request with neither comes from no browser and passes:
//! it carries no cookie that somebody else could misuse. Session cookies are `SameSite=Lax` besides.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

use crate::i18n::Lang;
use crate::pages::errors::ErrorPage;
use crate::preferences::Preferences;

/// Whether a request may be let through.
pub fn is_allowed(method: &Method, headers: &HeaderMap) -> bool {
    if method.is_safe() {
        return true;
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match (headers.get(header::ORIGIN), text("host")) {
        (None, _) => true,
        (Some(origin), Some(host)) => {
            origin.to_str().is_ok_and(|origin| host_of(origin).is_some_and(|from| from.eq_ignore_ascii_case(host)))
        }
        (Some(_), None) => false,
    }
}

/// Host and port of an origin; `null` has none.
fn host_of(origin: &str) -> Option<&str> {
    let (_, host) = origin.split_once("://")?;
    Some(host)
}

/// Middleware that answers refused requests with a page and status 403.
pub async fn same_origin(request: Request, next: Next) -> Response {
    if is_allowed(request.method(), request.headers()) {
        return next.run(request).await;
    }
    tracing::warn!(http.method = %request.method(), "a write that another site started was refused");
    refusal(Preferences::of(request.uri(), request.headers()).lang)
}

fn refusal(lang: Lang) -> Response {
    let page = ErrorPage::plain(lang, StatusCode::FORBIDDEN);
    match askama::Template::render(&page) {
        Ok(html) => (StatusCode::FORBIDDEN, Html(html)).into_response(),
        Err(_) => StatusCode::FORBIDDEN.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(method: &Method, headers: &[(&'static str, &'static str)], allowed: bool) {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().unwrap());
        }
        assert_eq!(is_allowed(method, &map), allowed, "{method} {headers:?}");
    }

    #[test]
    fn reading_is_always_allowed() {
        check(&Method::GET, &[("sec-fetch-site", "cross-site")], true);
        check(&Method::HEAD, &[("origin", "https://elsewhere.example")], true);
    }

    #[test]
    fn the_browser_says_where_a_write_comes_from() {
        check(&Method::POST, &[("sec-fetch-site", "same-origin")], true);
        check(&Method::POST, &[("sec-fetch-site", "none")], true);
        check(&Method::POST, &[("sec-fetch-site", "same-site")], false);
        check(&Method::POST, &[("sec-fetch-site", "cross-site"), ("origin", "https://a.example"), ("host", "a.example")], false);
    }

    #[test]
    fn without_that_the_origin_must_be_the_host() {
        check(&Method::POST, &[("origin", "https://a.example"), ("host", "a.example")], true);
        check(&Method::POST, &[("origin", "http://localhost:8080"), ("host", "localhost:8080")], true);
        check(&Method::POST, &[("origin", "https://a.example:444"), ("host", "a.example")], false);
        check(&Method::POST, &[("origin", "null"), ("host", "a.example")], false);
        check(&Method::DELETE, &[("origin", "https://a.example")], false);
    }

    #[test]
    fn a_program_that_is_no_browser_passes() {
        check(&Method::POST, &[("host", "a.example")], true);
    }
}
