//! Handlers of moving work.

mod compose;
mod desks;
mod detail;
mod draft;
mod list;
mod on;
mod step;

use axum::Router;
use axum::routing::{get, post};

use crate::links::pattern as at;
use crate::site::Site;

/// The routes of moving work.
pub fn routes() -> Router<Site> {
    Router::new()
        .route(at::REFERRALS, get(list::page))
        .route(at::REFERRAL_NEW, get(compose::page).post(compose::post))
        .route(at::REFERRAL, get(detail::page))
        .route(at::REFERRAL_ON, get(on::page).post(on::post))
        .route(at::REFERRAL_STEP, post(step::step))
        .route(at::RECEIVERS, get(desks::list).post(desks::add))
        .route(at::RECEIVER, get(desks::one).post(desks::change))
}
