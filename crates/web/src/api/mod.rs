//! The interface for other programs: JSON in, JSON out, a token of `xinqiao account token` in `Authorization: Bearer …`.
//!
//! It calls the same use cases as the pages, with the rights of the token's account; a device has a key of its own and may hand in results only. Answers of a fault: `{"error": CODE, "message": WORDS}`
//! with 401 (no token, or one that has ended), 403 (no right), 404, 413, 422, 429 with `Retry-After`, 503.

mod answer;
mod bearer;
mod devices;
mod signals;

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::post;
use tower_http::timeout::TimeoutLayer;

use crate::links::pattern as at;
use crate::site::Site;

/// Largest body: a hundred letters of the longest kind fit.
const BODY_BYTES: usize = 8 * 1024 * 1024;
/// Largest body of a device: a session with as many measurements as a pack may allow fits.
const DEVICE_BYTES: usize = 4 * 1024 * 1024;
/// Longest time that a request may take.
const LONGEST: Duration = Duration::from_secs(60);

/// The routes of the interface.
pub fn routes() -> Router<Site> {
    Router::new()
        .route(at::API_SIGNALS, post(signals::hand_in))
        .route(at::API_DEVICE_RESULTS, post(devices::receive).layer(DefaultBodyLimit::max(DEVICE_BYTES)))
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST))
}
