//! Handlers of duties.

mod detail;
mod facts;
mod list;
mod new;
mod step;

use axum::Router;
use axum::routing::{get, post};
use xinqiao_access::Action;
use xinqiao_app::Caller;
use xinqiao_duties::Kind;

use crate::pages::desk::address::pattern as own;
use crate::site::Site;

/// The routes of duties.
pub fn routes() -> Router<Site> {
    Router::new()
        .route(own::DUTIES_HOME, get(list::home))
        .route(own::DUTIES, get(list::page).post(new::begin))
        .route(own::DUTY_NEW, get(new::page))
        .route(own::DUTY, get(detail::page))
        .route(own::DUTY_STEP, post(step::step))
}

/// The action that opens duties of a kind.
pub(super) const fn action(kind: Kind) -> Action {
    match kind {
        Kind::Incident => Action::RecordIncident,
        Kind::Impact => Action::AssessImpact,
        Kind::MinorReport => Action::MandatoryReport,
        Kind::MinorAccess => Action::ApproveMinorAccess,
    }
}

/// The kinds that the caller's roles open today.
pub(crate) fn kinds(site: &Site, caller: &Caller) -> Vec<Kind> {
    let today = site.app.day(site.app.now());
    Kind::ALL.iter().copied().filter(|kind| caller.actor().may(action(*kind), today)).collect()
}

/// The last signs of an id tell records apart.
fn number(id: impl ToString) -> String {
    id.to_string().get(28..).unwrap_or_default().to_uppercase()
}
