//! Answers that no page made (an id that is none, a body of the wrong kind, a method that an address does not take) become kind pages.

use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::page::{go, show_with};
use crate::pages::errors::ErrorPage;
use crate::preferences::Preferences;

/// Middleware. A GET on an address that only takes posts (a language switch after a refused form) leads one level up.
pub async fn as_pages(request: Request, next: Next) -> Response {
    let preferences = Preferences::of(request.uri(), request.headers());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let response = next.run(request).await;
    if path.starts_with(crate::links::API) {
        return response;
    }
    let status = response.status();
    // what a handler answered itself: a page, or words for the script of a page
    let own = |kind: &header::HeaderValue| {
        ["text/html", "application/json"].iter().any(|one| kind.as_bytes().starts_with(one.as_bytes()))
    };
    let is_made = response.headers().get(header::CONTENT_TYPE).is_some_and(own);
    if is_made || !(status.is_client_error() || status == StatusCode::SERVICE_UNAVAILABLE) || path == crate::links::health() {
        return response;
    }
    if status == StatusCode::METHOD_NOT_ALLOWED && method == Method::GET {
        let above = path.trim_end_matches('/').rsplit_once('/').map_or("/", |(above, _)| above);
        return go(if above.is_empty() { "/" } else { above });
    }
    // an id that cannot be one names nothing
    let shown = if status == StatusCode::BAD_REQUEST && method == Method::GET { StatusCode::NOT_FOUND } else { status };
    let mut page = show_with(shown, &ErrorPage::plain(preferences.lang, shown)).into_response();
    if let Some(methods) = response.headers().get(header::ALLOW) {
        page.headers_mut().insert(header::ALLOW, methods.clone());
    }
    page
}
