//! Handlers of the green channel and of one-stop aid.

mod aid;
mod aid_forms;
mod aid_post;
mod green;
mod green_forms;
mod green_post;
mod list;
mod new;

use axum::Router;
use axum::routing::{get, post};

use crate::links::pattern as at;
use crate::site::Site;

/// The routes of both.
pub fn routes() -> Router<Site> {
    Router::new()
        .route(at::GREENS, get(list::greens))
        .route(at::GREEN_NEW, get(new::green).post(new::open_green))
        .route(at::GREEN, get(green::page))
        .route(at::GREEN_STEP, post(green_post::step))
        .route(at::AIDS, get(list::aids))
        .route(at::AID_NEW, get(new::aid).post(new::open_aid))
        .route(at::AID, get(aid::page))
        .route(at::AID_STEP, post(aid_post::step))
        .route(at::AID_OPEN, post(aid_post::open))
}
