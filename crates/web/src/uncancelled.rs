//! Requests run to their end even if the visitor's connection is cut in the middle: what was begun is committed or rolled back whole,
//! and no database connection is left in between.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Middleware that runs the handler in a task of its own.
pub async fn to_the_end(request: Request, next: Next) -> Response {
    match tokio::spawn(next.run(request)).await {
        Ok(response) => response,
        Err(fault) => {
            // its message may hold what a visitor wrote; the place of the panic is told by the hook of the program
            tracing::error!(is_panic = fault.is_panic(), "a handler did not end");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
