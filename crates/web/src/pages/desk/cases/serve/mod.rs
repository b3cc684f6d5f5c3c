//! Handlers of cases.

mod detail;
mod facts;
mod list;
mod new;
mod sections;
mod step;

use axum::Router;
use axum::routing::{get, post};

use crate::links::pattern as at;
use crate::site::Site;

/// The routes of cases.
pub fn routes() -> Router<Site> {
    Router::new()
        .route(at::CASES, get(list::page).post(new::open))
        .route(at::CASE_NEW, get(new::page))
        .route(at::CASE, get(detail::page))
        .route(at::CASE_SAFETY, get(detail::safety))
        .route(at::CASE_DO, post(step::step))
}
