//! Handlers of a device that was handed over.

use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::hand_overs::Ending;

use super::{KioskPage, KioskState};
use crate::fault::Fault;
use crate::links::{self, pattern as at};
use crate::page::{go, show, show_with, with_cookie};
use crate::site::Site;
use crate::visitor::{KIOSK_COOKIE, SESSION_COOKIE, Visitor};

/// Seconds for which the browser keeps what the device holds: a day; the program ends it much sooner.
const KEPT_S: i64 = 86_400;
/// What a browser keeps of a person: everything of this program but language and type size.
const KEPT_OF_PERSON: [&str; 6] = ["xq_session", "xq_kiosk", "xq_draft_", "xq_asked_", "xq_done", "xq_lost"];

/// The routes.
pub fn routes() -> Router<Site> {
    Router::new().route(at::KIOSK, get(page).post(start)).route(at::KIOSK_END, post(end))
}

/// What just happened.
#[derive(Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

async fn page(State(site): State<Site>, visitor: Visitor, Query(query): Query<Done>) -> Result<Response, Fault> {
    let shell = site.resident_shell(&visitor);
    if let (Some(found), Some(caller)) = (&visitor.handed_over, &visitor.caller) {
        return match site.app.open_campaign(caller, found.campaign).await {
            Ok(campaign) => {
                let state = KioskState::Taken { title: campaign.title, href: links::campaign_asked(campaign.id) };
                Ok(show(&KioskPage { shell, state }))
            }
            Err(AppError::NotFound) => {
                site.app.finish_hand_over(found, Ending::Answered).await.map_err(|fault| visitor.fault(fault))?;
                Ok(wiped(&site, &visitor, go(&format!("{}?done=1", links::kiosk()))))
            }
            Err(fault) => Err(visitor.fault(fault)),
        };
    }
    let is_left = visitor.cookies.get(KIOSK_COOKIE).is_some();
    let state = KioskState::Free { thanks: is_left || !query.done.is_empty(), typed: String::new(), error: None };
    let response = show(&KioskPage { shell, state });
    Ok(if is_left { wiped(&site, &visitor, response) } else { response })
}

/// What the form posts.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    code: String,
}

async fn start(State(site): State<Site>, visitor: Visitor, Form(form): Form<Typed>) -> Result<Response, Fault> {
    let started = match site.app.start_hand_over(&form.code).await {
        Ok(started) => started,
        Err(AppError::Invalid(faults)) => {
            let error = faults.first().map(|fault| visitor.preferences.lang.t(fault.expected));
            let typed: String = form.code.chars().take(20).collect();
            let state = KioskState::Free { thanks: false, typed, error };
            let page = KioskPage { shell: site.resident_shell(&visitor), state };
            return Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
        Err(fault) => return Err(visitor.fault(fault)),
    };
    // whoever was signed in here is not any more: they sign in again when they have the device back
    if let Some(session) = visitor.cookies.get(SESSION_COOKIE) {
        site.app.sign_out(session.value()).await.map_err(|fault| visitor.fault(fault))?;
    }
    if let Some(found) = &visitor.handed_over {
        site.app.finish_hand_over(found, Ending::GivenBack).await.map_err(|fault| visitor.fault(fault))?;
    }
    let onward = cookies_gone(&site, &visitor, go(&links::campaign_asked(started.campaign)));
    Ok(with_cookie(onward, KIOSK_COOKIE, &format!("{}.{}", started.token, started.campaign), &site.cookie_rules(KEPT_S)))
}

async fn end(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    if let Some(found) = &visitor.handed_over {
        site.app.finish_hand_over(found, Ending::GivenBack).await.map_err(|fault| visitor.fault(fault))?;
    }
    Ok(wiped(&site, &visitor, go(&format!("{}?done=1", links::kiosk()))))
}

/// Nothing of the person stays in the browser.
fn wiped(site: &Site, visitor: &Visitor, response: Response) -> Response {
    let mut response = cookies_gone(site, visitor, response);
    response.headers_mut().insert(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"storage\""));
    response
}

fn cookies_gone(site: &Site, visitor: &Visitor, mut response: Response) -> Response {
    for cookie in visitor.cookies.iter().filter(|cookie| KEPT_OF_PERSON.iter().any(|name| cookie.name().starts_with(name))) {
        response = with_cookie(response, cookie.name(), "", &site.cookie_rules(0));
    }
    response
}
