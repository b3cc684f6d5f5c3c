//! Handlers of reports.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Form, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use tower_http::timeout::TimeoutLayer;
use xinqiao_access::Purpose;
use xinqiao_app::intake::{OwnReport, ReportState};
use xinqiao_app::{AppError, Caller};
use xinqiao_kernel::id::PersonId;

use super::file;
use super::form::Blank;
use super::{ReportPage, ReportView, parse, report_form};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links::{self, pattern as at};
use crate::page::{go, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::parts::PostForm;
use crate::pages::desk::people::serve_hit;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::pages::desk::serve::warning_parts::{Fields, fault_words};
use crate::parts::Choice;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// Hits that the page shows; whoever looks for more types more.
const HITS: usize = 20;

/// The routes of reports.
pub fn routes() -> Router<Site> {
    Router::new().route(at::REPORT, get(page).post(hand_in)).route(at::REPORT_SEARCH, post(search))
}

/// The routes that take files.
pub fn slow_routes() -> Router<Site> {
    let take = get(file::page).merge(post(file::hand_in).layer(DefaultBodyLimit::max(file::LARGEST + 64 * 1024)));
    Router::new()
        .route(at::REPORT_FILE, take)
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, file::PATIENCE))
}

/// About whom, or what became of it.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    person: String,
    #[serde(default)]
    describe: String,
    #[serde(default)]
    done: String,
}

async fn page(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    let mut view = begun(&site, &visitor).await?;
    view.done = match asked.done.as_str() {
        "new" => Some(lang.t("report-done")),
        "known" => Some(lang.t("report-done-known")),
        _ => None,
    };
    let person: Option<PersonId> = asked.person.parse().ok();
    if person.is_some() || !asked.describe.is_empty() || !view.may_pick {
        choose(&site, &visitor, &mut view, person, |form| form).await?;
    }
    answer(&site, &visitor, StatusCode::OK, view).await
}

async fn search(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let mut view = begun(&site, &visitor).await?;
    fields.text("q").clone_into(&mut view.typed);
    let purpose = site.app.search_purposes(caller).first().copied().unwrap_or(Purpose::Service);
    let mut status = StatusCode::OK;
    match site.app.search_people(caller, fields.text("q"), purpose).await {
        // i18n: fault-search-*
        Err(AppError::Invalid(faults)) => {
            view.error = faults.first().map(|fault| lang.t(fault.expected));
            status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        Err(other) => return Err(visitor.fault(other)),
        Ok(found) => {
            view.is_cut = found.is_cut || HITS < found.people.len();
            let mut hits = Vec::with_capacity(HITS);
            for (person, _) in found.people.iter().take(HITS) {
                let hit = serve_hit(&site, &visitor, person, purpose).await?;
                hits.push(crate::pages::desk::people::Hit { href: with(&links::report(), "person", person.id), ..hit });
            }
            view.hits = Some(hits);
        }
    }
    answer(&site, &visitor, status, view).await
}

async fn hand_in(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let person: Option<PersonId> = fields.parsed("person");
    let outcome = match parse::concern(&site, &fields, person) {
        Ok(concern) => site.app.report_concern(caller, &concern).await,
        Err(why) => Err(why),
    };
    let why = match outcome {
        Ok(received) if received.may_open => return Ok(go(&with(&links::signal(received.signal), "done", "reported"))),
        Ok(received) => return Ok(go(&with(&links::report(), "done", if received.is_new { "new" } else { "known" }))),
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => why,
        Err(other) => return Err(visitor.fault(other)),
    };
    let lang = visitor.preferences.lang;
    let mut view = begun(&site, &visitor).await?;
    choose(&site, &visitor, &mut view, person, |form| fault_words(lang, form.filled(fields.pairs()), &why)).await?;
    answer(&site, &visitor, StatusCode::UNPROCESSABLE_ENTITY, view).await
}

async fn answer(site: &Site, visitor: &Visitor, status: StatusCode, view: ReportView) -> Result<Response, Fault> {
    let shell = shell(site, visitor, visitor.signed_in()?, Area::Report, None).await?;
    Ok(show_with(status, &ReportPage::new(shell, view)))
}

/// The page before anybody is chosen.
async fn begun(site: &Site, visitor: &Visitor) -> Result<ReportView, Fault> {
    let caller = visitor.signed_in()?;
    let own = site.app.own_reports(caller).await.map_err(|fault| visitor.fault(fault))?;
    let lang = visitor.preferences.lang;
    let own = own.iter().map(|report| line(site, lang, report)).collect();
    Ok(ReportView { may_pick: site.app.may_pick(caller), own, ..ReportView::default() })
}

fn line(site: &Site, lang: Lang, report: &OwnReport) -> (String, String, String) {
    let title = site.app.sources().ok().and_then(|sources| sources.kind(&report.source)).map(|kind| kind.title.of(lang.tag()));
    let state = match report.state {
        ReportState::Waiting => "report-state-waiting",
        ReportState::TakenOver => "report-state-taken-over",
        ReportState::Done => "report-state-done",
        ReportState::Lapsed => "report-state-lapsed",
    };
    // i18n: report-state-*
    (title.unwrap_or(&report.source).to_owned(), moment(site, lang, report.at), lang.t(state))
}

/// Puts the form about somebody on the page: a person of the index, or somebody who is described.
async fn choose(
    site: &Site,
    visitor: &Visitor,
    view: &mut ReportView,
    person: Option<PersonId>,
    fill: impl FnOnce(PostForm) -> PostForm,
) -> Result<(), Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let fault = |why| visitor.fault(why);
    let sources = site.app.sources().map_err(fault)?;
    let kinds = site.app.own_sources(caller).map_err(fault)?;
    view.chosen = Some(match person {
        Some(id) => {
            let whom = site.app.concerned(caller, id).await.map_err(fault)?;
            let place = site.app.place_name(&whom.place).await.map_err(fault)?;
            (crate::pages::desk::serve::warning_parts::described(site, lang, &whom), place)
        }
        None => (lang.t("report-described"), lang.t("report-described-text")),
    });
    let places = if person.is_some() { Vec::new() } else { places(site, visitor, caller).await? };
    let now = site.local_now().strftime("%Y-%m-%dT%H:%M").to_string();
    let reference = site.app.fresh_event().to_string();
    view.form = Some(fill(report_form(Blank { lang, sources, kinds: &kinds, person, places, reference, now })));
    Ok(())
}

/// The places of the caller's assignments that report, and those directly below them.
async fn places(site: &Site, visitor: &Visitor, caller: &Caller) -> Result<Vec<Choice>, Fault> {
    let mut choices: Vec<Choice> = Vec::new();
    for place in site.app.report_places(caller).await.map_err(|fault| visitor.fault(fault))? {
        choices.push(Choice::new(place.0.as_str(), place.1));
    }
    Ok(choices)
}
