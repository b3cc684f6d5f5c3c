//! Rendering a view into an answer.

use std::borrow::Cow;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use xinqiao_kernel::text::visible;

/// A rendered page; a template that fails is logged and answered with 500.
pub fn show(page: &impl askama::Template) -> Response {
    show_with(StatusCode::OK, page)
}

/// A rendered page with a status.
pub fn show_with(status: StatusCode, page: &impl askama::Template) -> Response {
    match page.render() {
        // what strangers wrote cannot turn the direction of the page or hide in it
        Ok(html) => match visible(&html) {
            Cow::Borrowed(_) => (status, Html(html)).into_response(),
            Cow::Owned(html) => (status, Html(html)).into_response(),
        },
        Err(fault) => {
            tracing::error!(error = %fault, "a template failed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// On to another page after a post (303).
pub fn go(to: &str) -> Response {
    Redirect::to(to).into_response()
}

/// Sets a cookie on an answer.
pub fn with_cookie(mut response: Response, name: &str, value: &str, rules: &str) -> Response {
    if let Ok(cookie) = HeaderValue::from_str(&format!("{name}={value}; {rules}")) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
