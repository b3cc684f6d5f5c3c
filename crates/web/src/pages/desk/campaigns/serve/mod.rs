//! Handlers of the screening pages.

mod campaign;
mod completion;
mod copy;
mod create;
mod forms;
mod hand_over;
mod list;
mod manage;
mod paper;
mod report;
mod run;
mod talks;
mod told;
mod upload;

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::{get, post};
use tower_http::timeout::TimeoutLayer;
use xinqiao_app::campaigns::MAX_BYTES;

pub use told::ledger_word;

use crate::links::pattern as at;
use crate::pages::desk::address::pattern as own;
use crate::site::Site;

/// Largest body of a new campaign: its consent text may have ten thousand signs, nine bytes each on the way.
const CAMPAIGN_BYTES: usize = 128 * 1024;
/// Largest body of an upload. A file beyond the limit is still read to its end, so that the visitor is told in words.
const UPLOAD_BYTES: usize = 2 * MAX_BYTES;
/// Longest time that an upload with its check, or a copy, may take.
const LONGEST: Duration = Duration::from_secs(600);

/// The routes that answer at once.
pub fn routes() -> Router<Site> {
    let campaigns = get(list::list).merge(post(create::create).layer(DefaultBodyLimit::max(CAMPAIGN_BYTES)));
    Router::new()
        .route(at::CAMPAIGNS, campaigns)
        .route(own::CAMPAIGN_NEW, get(create::form))
        .route(at::CAMPAIGN, get(campaign::page))
        .route(at::CAMPAIGN_MANAGE, get(manage::page))
        .route(at::CAMPAIGN_STEP, post(manage::step))
        .route(at::CAMPAIGN_ENROL, post(manage::enrol))
        .route(at::CAMPAIGN_SITTING, post(manage::sitting))
        .route(at::CAMPAIGN_REMIND, post(manage::remind))
        .route(at::CAMPAIGN_COMPLETION, get(completion::page))
        .route(at::CAMPAIGN_TALKS, get(talks::page))
        .route(at::CLASSES, get(completion::classes))
        .route(at::CAMPAIGN_HAND_OVER, get(hand_over::form).post(hand_over::open))
        .route(at::CAMPAIGN_PAPER, get(paper::page))
        .route(at::CAMPAIGN_PAPER_FILE, get(paper::file))
        .route(at::IMPORT, get(report::page))
}

/// The routes that take large files or work for a while; they have limits of their own.
pub fn slow_routes() -> Router<Site> {
    let upload = get(upload::form).merge(post(upload::check).layer(DefaultBodyLimit::max(UPLOAD_BYTES)));
    Router::new()
        .route(at::CAMPAIGN_IMPORT, upload)
        .route(own::IMPORT_RUN, post(run::run))
        .route(at::IMPORT_COPY, get(copy::copy))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST))
}
