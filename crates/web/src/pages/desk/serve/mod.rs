//! Handlers of the staff pages.

mod audit;
mod audit_view;
pub(in crate::pages::desk) mod behind;
mod emergency;
mod emergency_review;
mod events;
mod evidence;
mod handed_in;
mod identify;
mod lists;
mod notices;
mod oversight;
pub(super) mod rules_text;
mod signal;
pub(super) mod staff;
mod steps;
pub(super) mod timing;
mod warning;
pub(super) mod warning_parts;
pub(super) mod workbench;

use axum::Router;
use axum::routing::{get, post};

use crate::links::pattern as at;
use crate::pages::desk::address::pattern as own;
use crate::pages::desk::{
    access_review, accounts, aggregates, campaigns, cases, devices, disclosures, disputes, duties, group_report, groups,
    informants, minors, people, protocols, quality, questionnaires, reached, receptions, referrals, report, rescores, retention,
    retests, rights, roster,
};
use crate::site::Site;

/// The staff routes that answer at once.
pub fn routes() -> Router<Site> {
    Router::new()
        .route(at::DESK, get(workbench::desk))
        .route(at::DESK_QUEUE, get(workbench::queue))
        .route(at::SIGNAL, get(signal::page))
        .route(at::SIGNAL_CONFIRM, post(signal::confirm))
        .route(at::SIGNAL_DISMISS, post(signal::dismiss))
        .route(at::SIGNAL_TAKE_UP, post(signal::take_up))
        .route(at::SIGNAL_SEARCH, post(identify::search))
        .route(at::SIGNAL_IDENTIFY, post(identify::identify))
        .route(at::WARNING, get(warning::page))
        .route(at::WARNING_SECOND, post(steps::second))
        .route(at::WARNING_SET_ASIDE, post(steps::set_aside))
        .route(at::WARNING_ACKNOWLEDGE, post(steps::acknowledge))
        .route(at::WARNING_VERIFY, post(steps::verify))
        .route(at::WARNING_INTERVENE, post(steps::intervene))
        .route(at::WARNING_FEEDBACK, post(steps::feedback))
        .route(at::WARNING_CLOSE, post(steps::close))
        .route(at::WARNING_SECOND_CLOSE, post(steps::second_close))
        .route(at::WARNING_HAND_OVER, post(steps::hand_over))
        .route(at::WARNING_NOTE, post(steps::note))
        .route(at::WARNING_REVIEW, post(steps::review))
        .route(at::WARNING_RAISE, post(steps::raise))
        .route(at::WARNING_SECOND_RAISE, post(steps::second_raise))
        .route(at::WARNING_REFUSE_RAISE, post(steps::refuse_raise))
        .route(at::WARNING_LOWER, post(steps::lower))
        .route(at::WARNING_SIGN_LOWER, post(steps::sign_lower))
        .route(at::WARNING_OFFER, post(steps::offer))
        .route(at::WARNING_ACCEPT, post(steps::accept))
        .route(at::WARNING_PASS_ON, post(steps::pass_on))
        .route(at::WARNING_MERGE, post(steps::merge))
        .route(at::WARNING_REOPEN, post(steps::reopen))
        .route(at::WARNING_OBJECT, post(steps::object))
        .route(at::WARNING_ANSWER, post(steps::answer))
        .route(at::WARNING_SECOND_ANSWER, post(steps::second_answer))
        .route(at::WARNING_IDENTITY, post(warning::identity))
        .route(own::WARNINGS, get(lists::warnings))
        .route(own::NOTICES, get(notices::list))
        .route(own::NOTICES_READ, post(notices::read))
        .route(at::AUDIT, get(audit::page).post(audit::search))
        .route(at::AUDIT_EXPORT, get(audit::export_page).post(audit::export))
        .route(at::AUDIT_VERIFY, post(audit::verify))
        .route(at::AUDIT_HINT, post(audit::settle))
        .route(at::EMERGENCIES, get(emergency::page).post(emergency::open))
        .route(at::EMERGENCY, get(emergency::one))
        .route(at::EMERGENCY_END, post(emergency::end))
        .route(at::EMERGENCY_REVIEWS, get(emergency_review::page))
        .route(at::EMERGENCY_REVIEW, post(emergency_review::review))
        .route(at::EMERGENCY_HOLD, post(emergency_review::hold))
        .route(at::EMERGENCY_TOLD, post(emergency_review::told))
        .route(at::JOBS, get(oversight::jobs))
        .route(at::UNDELIVERED, get(oversight::undelivered))
        .merge(people::routes())
        .merge(rights::routes())
        .merge(disclosures::routes())
        .merge(accounts::routes())
        .merge(access_review::routes())
        .merge(minors::routes())
        .merge(retention::routes())
        .merge(campaigns::routes())
        .merge(cases::routes())
        .merge(aggregates::routes())
        .merge(disputes::routes())
        .merge(receptions::routes())
        .merge(rescores::routes())
        .merge(questionnaires::routes())
        .merge(retests::routes())
        .merge(devices::routes())
        .merge(informants::routes())
        .merge(groups::routes())
        .merge(quality::routes())
        .merge(duties::routes())
        .merge(report::routes())
        .merge(reached::routes())
        .merge(roster::routes())
        .merge(referrals::routes())
        .merge(protocols::routes())
}

/// The staff routes that stay open or take large files; they have limits of their own.
pub fn slow_routes() -> Router<Site> {
    Router::new()
        .route(at::DESK_EVENTS, get(events::queue))
        .merge(campaigns::slow_routes())
        .merge(group_report::slow_routes())
        .merge(report::slow_routes())
        .merge(disputes::slow_routes())
        .merge(groups::slow_routes())
        .merge(quality::slow_routes())
}
