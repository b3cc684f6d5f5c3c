//! What a visitor chose about the pages themselves: language and type size. Kept in cookies, without an account.

use std::convert::Infallible;

use axum::Router;
use axum::extract::{FromRequestParts, Request};
use axum::http::header::{ACCEPT_LANGUAGE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::middleware::Next;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::routing::get;
use axum_extra::extract::CookieJar;

use crate::i18n::{LANGUAGE_COOKIE, Lang, choose};
use crate::links;

/// Name of the cookie that keeps large type.
pub const TYPE_COOKIE: &str = "xq_type";

const YEAR: &str = "Max-Age=31536000; Path=/; SameSite=Lax; HttpOnly";

/// Language and type size of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preferences {
    pub lang: Lang,
    pub large: bool,
}

impl Preferences {
    /// The preferences that an address and headers carry.
    pub fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let cookies = CookieJar::from_headers(headers);
        let cookie = cookies.get(LANGUAGE_COOKIE).map(|cookie| cookie.value().to_owned());
        let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let lang = choose(asked(uri), cookie.as_deref(), accepted);
        let large = cookies.get(TYPE_COOKIE).is_some_and(|cookie| cookie.value() == "large");
        Self { lang, large }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Preferences {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(&parts.uri, &parts.headers))
    }
}

fn asked(uri: &Uri) -> Option<&str> {
    uri.query()?.split('&').find_map(|pair| pair.strip_prefix("lang="))
}

/// Middleware that keeps a language asked for with `?lang=`.
pub async fn remember_language(request: Request, next: Next) -> Response {
    let asked = asked(request.uri()).map(|tag| choose(Some(tag), None, None));
    let mut response = next.run(request).await;
    if let Some(lang) = asked
        && let Ok(cookie) = HeaderValue::from_str(&format!("{LANGUAGE_COOKIE}={}; {YEAR}", lang.tag()))
    {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// The two addresses that switch the type size.
pub fn display_routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route(links::pattern::LARGE_ON, get(|| async { switched("large") }))
        .route(links::pattern::LARGE_OFF, get(|| async { switched("standard") }))
}

fn switched(size: &str) -> Response {
    let cookie = format!("{TYPE_COOKIE}={size}; {YEAR}");
    (AppendHeaders([(SET_COOKIE, cookie)]), Redirect::to(&links::home())).into_response()
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::StatusCode;
    use tower::ServiceExt;

    use super::*;

    async fn answer(address: &str, cookie: &str) -> (StatusCode, String, String) {
        let show = |preferences: Preferences| async move { format!("{} {}", preferences.lang.tag(), preferences.large) };
        let pages = display_routes().route("/page", get(show)).layer(axum::middleware::from_fn(remember_language));
        let request = Request::get(address).header("cookie", cookie).body(Body::empty()).unwrap();
        let response = pages.oneshot(request).await.unwrap();
        let set = response.headers().get(SET_COOKIE).map_or(String::new(), |value| value.to_str().unwrap().to_owned());
        let status = response.status();
        let body = axum::body::to_bytes(response.into_body(), 1000).await.unwrap();
        (status, set, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_language_asked_for_is_used_at_once_and_kept() {
        let (status, set, body) = answer("/page?lang=en", "").await;
        assert_eq!((status, body.as_str()), (StatusCode::OK, "en false"));
        assert!(set.starts_with("xq_lang=en; "));
    }

    #[tokio::test]
    async fn cookies_carry_language_and_type_size() {
        let (_, set, body) = answer("/page", "xq_lang=en; xq_type=large").await;
        assert_eq!(body, "en true");
        assert_eq!(set, "");
    }

    #[tokio::test]
    async fn switching_the_type_size_leads_to_the_first_page() {
        let (status, set, _) = answer(&links::large_on(), "").await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        assert!(set.starts_with("xq_type=large; "));
    }
}
