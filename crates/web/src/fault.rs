//! The one place where faults of use cases become pages: status, kind words, and a log line for what the operator must see.

use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use xinqiao_access::Refusal;
use xinqiao_app::AppError;

use crate::links;
use crate::pages::errors::ErrorPage;
use crate::preferences::Preferences;

/// A fault on its way to the visitor.
#[derive(Debug)]
pub struct Fault {
    fault: AppError,
    preferences: Preferences,
    here: Option<Box<str>>,
    to: Option<Box<str>>,
    has_emergencies: bool,
}

impl Fault {
    /// A fault in a visitor's language.
    pub const fn new(fault: AppError, preferences: Preferences) -> Self {
        Self { fault, preferences, here: None, to: None, has_emergencies: false }
    }

    /// Is there no such thing for this visitor?
    pub const fn is_not_found(&self) -> bool {
        matches!(self.fault, AppError::NotFound)
    }

    /// Remembers the page, to come back to it after signing in.
    #[must_use]
    pub fn at(mut self, here: &str) -> Self {
        self.here = Some(here.into());
        self
    }

    /// Leads to the step that is missing instead.
    #[must_use]
    pub fn leading_to(mut self, to: String) -> Self {
        self.to = Some(to.into());
        self
    }

    /// The visitor may open records in an emergency: a page that is not found says so, whatever was asked for.
    #[must_use]
    pub const fn with_emergencies(mut self, has: bool) -> Self {
        self.has_emergencies = has;
        self
    }

    const fn status(&self) -> StatusCode {
        match &self.fault {
            AppError::SignedOut => StatusCode::UNAUTHORIZED,
            AppError::Denied(_) => StatusCode::FORBIDDEN,
            AppError::NotFound => StatusCode::NOT_FOUND,
            AppError::Conflict { .. } => StatusCode::CONFLICT,
            AppError::Invalid(_) => StatusCode::BAD_REQUEST,
            AppError::Throttled { .. } => StatusCode::TOO_MANY_REQUESTS,
            AppError::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            AppError::Broken { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let status = self.status();
        if status.is_server_error() {
            tracing::error!(error = %chain(&self.fault), "a request failed");
        }
        if let Some(to) = &self.to {
            return Redirect::to(to).into_response();
        }
        if let (AppError::SignedOut, Some(here)) = (&self.fault, &self.here) {
            return Redirect::to(&links::login_then(here)).into_response();
        }
        let lang = self.preferences.lang;
        let page = match self.fault {
            AppError::Denied(Refusal::Restricted) => ErrorPage::stored_only(lang),
            AppError::Denied(_) => ErrorPage::denied(lang),
            AppError::Throttled { retry_after_s } => ErrorPage::throttled(lang, retry_after_s),
            AppError::NotFound => ErrorPage::not_found(lang, self.has_emergencies),
            _ => ErrorPage::plain(lang, status),
        };
        let mut response = match askama::Template::render(&page) {
            Ok(html) => (status, Html(html)).into_response(),
            Err(_) => status.into_response(),
        };
        if let AppError::Throttled { retry_after_s } = self.fault {
            response.headers_mut().insert(header::RETRY_AFTER, retry_after_s.into());
        }
        response
    }
}

/// The fault and its causes on one line.
fn chain(fault: &dyn std::error::Error) -> String {
    let mut text = fault.to_string();
    let mut cause = fault.source();
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}
