//! All pages in one router, with the layers that every answer passes.

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

use crate::fault::Fault;
use crate::site::Site;
use crate::visitor::Visitor;
use crate::{
    api, cookies, display_routes, guard, headers, links, origin, pages, plain_faults, preferences, static_routes, uncancelled,
};

/// Largest body of an ordinary form.
const FORM_BYTES: usize = 64 * 1024;
/// Longest time that an ordinary request may take.
pub(crate) const LONGEST: Duration = Duration::from_secs(30);

/// Longest pause in a body that is being sent.
const LONGEST_PAUSE: Duration = Duration::from_secs(20);

/// The pages of a site.
pub fn router(site: Site) -> Router {
    let ordinary = Router::new()
        .route(links::pattern::HEALTH, get(health))
        .merge(pages::resident::routes())
        .merge(pages::kiosk::routes())
        .merge(pages::desk::routes())
        .merge(display_routes())
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST));
    ordinary
        .merge(pages::desk::slow_routes())
        .merge(api::routes())
        .fallback(unknown)
        .layer(from_fn(uncancelled::to_the_end))
        .layer(from_fn(plain_faults::as_pages))
        .layer(from_fn(origin::same_origin))
        .layer(from_fn(preferences::remember_language))
        .layer(from_fn_with_state(site.clone(), guard::within_budget))
        .layer(from_fn(pages::kiosk::locked))
        .layer(from_fn_with_state(site.clone(), cookies::bound_to_host))
        .layer(RequestBodyTimeoutLayer::new(LONGEST_PAUSE))
        .merge(static_routes())
        .layer(from_fn_with_state(site.clone(), headers::secure))
        .layer(CompressionLayer::new().gzip(true))
        .with_state(site)
}

/// 200 when the database answers, 503 otherwise.
async fn health(State(site): State<Site>) -> Response {
    match site.app.db().ping().await {
        Ok(()) => (StatusCode::OK, "ok\n").into_response(),
        Err(fault) => {
            tracing::error!(error = %fault, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}

async fn unknown(visitor: Visitor) -> Fault {
    visitor.fault(xinqiao_app::AppError::NotFound)
}
