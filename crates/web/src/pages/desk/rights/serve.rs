//! Handlers of requests.

use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::rights::{Answer, Erasing, OpenRequest};
use xinqiao_consent::{Ground, Obstacle, RequestKind, RequestState};
use xinqiao_kernel::id::DataRequestId;

use super::erase::{form, goes, stays};
use super::{ErasePage, EraseView, RequestLine, RequestPage, RequestView, RequestsPage, answers, grounds, what};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links::{self, pattern as at};
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::parts::PostForm;
use crate::pages::desk::serve::staff::shell;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// The routes.
pub fn routes() -> Router<Site> {
    Router::new()
        .route(at::DATA_REQUESTS, get(list))
        .route(at::DATA_REQUEST, get(page).post(answer))
        .route(at::DATA_REQUEST_ERASE, get(before_erasing).post(erase))
        .route(at::DATA_REQUEST_RELEASE, post(release))
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
        overdue: request.due_on < today && request.state == RequestState::Open.code(),
        state: (request.state == RequestState::Restricted.code()).then(|| lang.t("request-put-off")),
        number: request.number,
    });
    let rows = rows.collect();
    let shell = shell(&site, &visitor, caller, Area::Requests, None).await?;
    Ok(show(&RequestsPage::new(shell, rows)))
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<DataRequestId>,
    Query(asked): Query<Done>,
) -> Result<Response, Fault> {
    // i18n: request-done-*
    let done = ["erased", "released"].contains(&asked.done.as_str());
    let done = done.then(|| visitor.preferences.lang.t(&format!("request-done-{}", asked.done)));
    shown(&site, &visitor, id, None, done).await
}

async fn shown(
    site: &Site,
    visitor: &Visitor,
    id: DataRequestId,
    error: Option<String>,
    done: Option<String>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let found = site.app.data_request(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let status = if error.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    let view = RequestView { done, ..view(site, visitor, &found, error) };
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
    let Some(state) = state else { return shown(&site, &visitor, id, Some(lang.t("conflict-not-offered")), None).await };
    match site.app.answer_data_request(caller, id, &Answer { state, ground }).await {
        Ok(()) => Ok(go(&links::data_request(id))),
        // erasing somebody is looked at once more
        Err(AppError::Conflict { code }) if code == "erase_apart" => Ok(go(&links::data_request_erase(id))),
        // i18n: conflict-*
        Err(AppError::Conflict { code }) => {
            let words = lang.t(&format!("conflict-{}", code.replace('_', "-")));
            shown(&site, &visitor, id, Some(words), None).await
        }
        Err(fault) => Err(visitor.fault(fault)),
    }
}

fn view(site: &Site, visitor: &Visitor, found: &OpenRequest, error: Option<String>) -> RequestView {
    let lang = visitor.preferences.lang;
    let request = &found.request;
    let mut facts = vec![(lang.t("request-what"), what(lang, &request.kind, &request.target))];
    if let Some(person) = &found.person {
        let name = if person.name.is_empty() { lang.t("person-erased") } else { person.name.clone() };
        facts.push((lang.t("request-who"), name));
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
    if let Some(since) = found.restricted_at {
        cautions.push(lang.t1("request-caution-restricted", "at", lang.moment(site.app.local(since).datetime())));
    }
    let deletes = request.kind == RequestKind::Delete.code();
    let is_open = request.state == RequestState::Open.code();
    let is_put_off = request.state == RequestState::Restricted.code() && found.restricted_at.is_some();
    let release = PostForm::new("release", links::data_request_release(request.id), lang.t("request-release"));
    let effect = match (deletes, found.erases) {
        (true, true) => "request-effect-erase",
        (true, false) => "request-effect-delete",
        (false, _) => "request-effect-other",
    };
    RequestView {
        number: request.number.clone(),
        facts,
        cautions,
        open: is_open,
        action: links::data_request(request.id),
        answers: answers(lang, found.erases),
        grounds: grounds(lang),
        effect: lang.t(effect),
        after: if is_put_off { vec![release.with_intro(lang.t("request-release-text"))] } else { Vec::new() },
        erase: (is_put_off && found.erases).then(|| links::data_request_erase(request.id)),
        steps: steps(lang, found),
        done: None,
        error,
    }
}

/// What whoever answers may also do about the person; nothing about somebody who was erased.
fn steps(lang: Lang, found: &OpenRequest) -> Vec<(String, String)> {
    if found.person.as_ref().is_none_or(|person| person.name.is_empty()) {
        return Vec::new();
    }
    let person = found.request.person;
    let hold = (!found.held).then(|| (lang.t("request-hold"), with(&links::holds(), "person", person)));
    hold.into_iter().chain([(lang.t("request-disclosure"), links::disclosure_new(person))]).collect()
}

async fn before_erasing(State(site): State<Site>, visitor: Visitor, Path(id): Path<DataRequestId>) -> Result<Response, Fault> {
    erasing(&site, &visitor, id, None).await
}

/// The page before erasing, with what is wrong with the form.
async fn erasing(site: &Site, visitor: &Visitor, id: DataRequestId, error: Option<(&str, String)>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let found = site.app.erasing(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut view = erase_view(visitor.preferences.lang, &found);
    if let Some((field, words)) = error {
        view.form = view.form.map(|form| form.with_error(field, words));
    }
    let shell = shell(site, visitor, caller, Area::Requests, None).await?;
    Ok(show_with(status, &ErasePage::new(shell, view)))
}

fn erase_view(lang: Lang, found: &Erasing) -> EraseView {
    let mut obstacles: Vec<String> = found.obstacles.iter().map(|obstacle| obstacle_words(lang, *obstacle)).collect();
    if found.is_staff {
        obstacles.push(lang.t("obstacle-staff"));
    }
    let name = found.person.as_ref().map(|person| person.name.clone()).unwrap_or_default();
    let counts = &found.counts;
    EraseView {
        number: found.request.number.clone(),
        back: links::data_request(found.request.id),
        who: lang.t1("erase-who", "name", name),
        goes: goes(lang, counts.results, counts.closed_warnings, counts.accounts),
        stays: stays(lang),
        form: obstacles.is_empty().then(|| form(lang, links::data_request_erase(found.request.id))),
        obstacles,
    }
}

fn obstacle_words(lang: Lang, obstacle: Obstacle) -> String {
    match obstacle {
        Obstacle::Held => lang.t("obstacle-held"),
        Obstacle::Danger => lang.t("obstacle-danger"),
        Obstacle::ReportRunning => lang.t("obstacle-report-running"),
        Obstacle::ReportKept(last) => lang.t1("obstacle-report-kept", "day", lang.date(last)),
    }
}

/// What the form before erasing posts.
#[derive(Deserialize)]
pub struct Sure {
    #[serde(default)]
    sure: String,
}

async fn erase(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<DataRequestId>,
    Form(form): Form<Sure>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    if form.sure != "yes" {
        let words = visitor.preferences.lang.t("erase-sure-needed");
        return erasing(&site, &visitor, id, Some(("sure", words))).await;
    }
    match site.app.erase_person(caller, id).await {
        Ok(()) => Ok(go(&with(&links::data_request(id), "done", "erased"))),
        // something came up since the page was shown, and the page says what; sent twice, it was done by the first
        Err(AppError::Conflict { code }) if code == "request_answered" => Ok(go(&links::data_request(id))),
        Err(AppError::Conflict { code }) if code != "not_offered" => Ok(go(&links::data_request_erase(id))),
        Err(fault) => Err(visitor.fault(fault)),
    }
}

async fn release(State(site): State<Site>, visitor: Visitor, Path(id): Path<DataRequestId>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    match site.app.end_restriction(caller, id).await {
        Ok(()) => Ok(go(&with(&links::data_request(id), "done", "released"))),
        Err(AppError::Conflict { .. }) => Ok(go(&links::data_request(id))),
        Err(fault) => Err(visitor.fault(fault)),
    }
}
