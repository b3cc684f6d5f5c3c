//! Answers of the interface: JSON, faults with a code and words.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use xinqiao_app::{AppError, FieldFault};

use crate::i18n::Lang;

/// A fault of a use case, in a language.
#[derive(Debug)]
pub struct Refused {
    pub fault: AppError,
    pub lang: Lang,
}

#[derive(Serialize)]
struct Fault<'a> {
    error: &'a str,
    message: String,
}

/// What is wrong with a field.
#[derive(Debug, Serialize)]
pub struct Wrong {
    pub field: String,
    pub expected: String,
    pub found: String,
}

impl Wrong {
    /// The fault in words.
    pub fn of(lang: Lang, fault: &FieldFault) -> Self {
        Self { field: fault.field.to_owned(), expected: lang.t(fault.expected), found: fault.found.clone() }
    }
}

/// Code, status and words of a fault that is none of a field.
pub fn fault_of(lang: Lang, fault: &AppError) -> (&'static str, StatusCode, String) {
    let (code, status) = match fault {
        AppError::SignedOut => ("signed_out", StatusCode::UNAUTHORIZED),
        AppError::Denied(_) => ("denied", StatusCode::FORBIDDEN),
        AppError::NotFound => ("not_found", StatusCode::NOT_FOUND),
        AppError::Conflict { .. } => ("conflict", StatusCode::CONFLICT),
        AppError::Invalid(_) => ("invalid", StatusCode::UNPROCESSABLE_ENTITY),
        AppError::Throttled { .. } => ("throttled", StatusCode::TOO_MANY_REQUESTS),
        AppError::Unavailable(_) => ("unavailable", StatusCode::SERVICE_UNAVAILABLE),
        AppError::Broken { .. } => ("broken", StatusCode::INTERNAL_SERVER_ERROR),
    };
    // i18n: api-*
    (code, status, lang.t(&format!("api-{}", code.replace('_', "-"))))
}

/// A body of JSON.
pub fn json(status: StatusCode, body: &impl Serialize) -> Response {
    match serde_json::to_vec(body) {
        Ok(bytes) => (status, [(header::CONTENT_TYPE, "application/json")], bytes).into_response(),
        Err(fault) => {
            tracing::error!(error = %fault, "an answer could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let (error, status, message) = fault_of(self.lang, &self.fault);
        if let AppError::Broken { .. } | AppError::Unavailable(_) = &self.fault {
            tracing::error!(error = %self.fault, "the interface could not answer");
        }
        let mut response = json(status, &Fault { error, message });
        if let AppError::Throttled { retry_after_s } = self.fault {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(retry_after_s));
        }
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
