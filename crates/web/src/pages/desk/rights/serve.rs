//! Handlers of requests.

use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::rights::{Answer, OpenRequest};
use xinqiao_consent::{Ground, RequestKind, RequestState};
use xinqiao_kernel::id::DataRequestId;

use super::{RequestLine, RequestPage, RequestView, RequestsPage, answers, grounds, what};
use crate::fault::Fault;
use crate::links::{self, pattern as at};
use crate::page::{go, show, show_with};
use crate::pages::desk::serve::staff::shell;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// The routes.
pub fn routes() -> Router<Site> {
    Router::new().route(at::DATA_REQUESTS, get(list)).route(at::DATA_REQUEST, get(page).post(answer))
}

async fn list(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let today = site.app.day(site.app.now());
    let found = site.app.open_data_requests(caller).await.map_err(|fault| visitor.fault(fault))?;
    let rows = found.into_iter().map(|request| RequestLine {
        href: links::data_request(request.id),
        what: what(lang, &request.kind, &request.target),
        due: lang.date(request.due_on),
        overdue: request.due_on < today,
        number: request.number,
    });
    let rows = rows.collect();
    let shell = shell(&site, &visitor, caller, Area::Requests, None).await?;
    Ok(show(&RequestsPage::new(shell, rows)))
}

async fn page(State(site): State<Site>, visitor: Visitor, Path(id): Path<DataRequestId>) -> Result<Response, Fault> {
    shown(&site, &visitor, id, None).await
}

async fn shown(site: &Site, visitor: &Visitor, id: DataRequestId, error: Option<String>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let found = site.app.data_request(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let status = if error.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    let view = view(site, visitor, &found, error);
    let shell = shell(site, visitor, caller, Area::Requests, None).await?;
    Ok(show_with(status, &RequestPage::new(shell, view)))
}

/// What the form posts.
#[derive(Deserialize)]
pub struct Given {
    #[serde(default)]
    state: String,
    #[serde(default)]
    ground: String,
}

async fn answer(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<DataRequestId>,
    Form(form): Form<Given>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let state: Option<RequestState> = form.state.parse().ok();
    let ground: Option<Ground> = form.ground.parse().ok();
    let Some(state) = state else { return shown(&site, &visitor, id, Some(lang.t("conflict-not-offered"))).await };
    match site.app.answer_data_request(caller, id, &Answer { state, ground }).await {
        Ok(()) => Ok(go(&links::data_request(id))),
        // i18n: conflict-*
        Err(AppError::Conflict { code }) => {
            let words = lang.t(&format!("conflict-{}", code.replace('_', "-")));
            shown(&site, &visitor, id, Some(words)).await
        }
        Err(fault) => Err(visitor.fault(fault)),
    }
}

fn view(site: &Site, visitor: &Visitor, found: &OpenRequest, error: Option<String>) -> RequestView {
    let lang = visitor.preferences.lang;
    let request = &found.request;
    let mut facts = vec![(lang.t("request-what"), what(lang, &request.kind, &request.target))];
    if let Some(person) = &found.person {
        facts.push((lang.t("request-who"), person.name.clone()));
        facts.push((lang.t("request-phone"), person.phone.clone().unwrap_or_else(|| "–".to_owned())));
    }
    facts.push((lang.t("request-asked"), lang.moment(site.app.local(request.at).datetime())));
    facts.push((lang.t("request-due"), lang.date(request.due_on)));
    // i18n: request-state-*
    facts.push((lang.t("request-state"), lang.t(&format!("request-state-{}", request.state.replace('_', "-")))));
    if let Some(ground) = &request.ground {
        facts.push((lang.t("request-ground"), lang.t(&format!("ground-{}", ground.replace('_', "-")))));
    }
    let mut cautions = Vec::new();
    if found.overdue {
        cautions.push(lang.t("request-caution-overdue"));
    }
    if found.warnings > 0 {
        cautions.push(lang.t("request-caution-warning"));
    }
    if found.held {
        cautions.push(lang.t("request-caution-hold"));
    }
    let deletes = request.kind == RequestKind::Delete.code();
    RequestView {
        number: request.number.clone(),
        facts,
        cautions,
        open: request.state == RequestState::Open.code(),
        action: links::data_request(request.id),
        answers: answers(lang),
        grounds: grounds(lang),
        effect: lang.t(if deletes { "request-effect-delete" } else { "request-effect-other" }),
        error,
    }
}
