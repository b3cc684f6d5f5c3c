//! Handlers of the own questionnaires.

mod build;
mod file;
mod list;
mod preview;
mod told;
mod tried;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use xinqiao_app::questionnaires::LARGEST;

use crate::links::pattern as at;
use crate::site::Site;

/// The routes of the own questionnaires.
pub fn routes() -> Router<Site> {
    // what is typed is sent in an encoding that takes three bytes for one
    let save = get(build::page).merge(post(build::save).layer(DefaultBodyLimit::max(3 * LARGEST)));
    let new = get(list::new).merge(post(list::import).layer(DefaultBodyLimit::max(LARGEST + 64 * 1024)));
    Router::new()
        .route(at::QUESTIONNAIRES, get(list::page).post(list::begin))
        .route(at::QUESTIONNAIRE_NEW, new)
        .route(at::QUESTIONNAIRE, save)
        .route(at::QUESTIONNAIRE_STEP, post(build::step))
        .route(at::QUESTIONNAIRE_PREVIEW, get(preview::page).post(preview::on))
        .route(at::QUESTIONNAIRE_TRY, get(tried::page).post(tried::score))
        .route(at::QUESTIONNAIRE_FILE, get(file::take))
}
