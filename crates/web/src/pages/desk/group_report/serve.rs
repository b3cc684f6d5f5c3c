//! Handlers of the group report.

use std::time::Duration;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use tower_http::timeout::TimeoutLayer;
use xinqiao_app::AppError;
use xinqiao_app::group_reports::{GroupAsked, GroupReport, GroupReportView, LineName, NotYet, TakenAs};
use xinqiao_kernel::id::CampaignId;
use xinqiao_reports::Document;

use super::{Facts, GroupReportPage, GroupReportPageView, Taking, document};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::links::pattern as at;
use crate::page::show;
use crate::pages::desk::address::with;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

/// Longest time that counting a campaign or printing a report may take.
const LONGEST: Duration = Duration::from_secs(120);

/// What is asked for.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    place: String,
}

/// The page, which may have a campaign of a hundred thousand counted, and its files, which are printed.
pub fn slow_routes() -> Router<Site> {
    Router::new()
        .route(at::GROUP_REPORT, get(page))
        .route(at::RELIABILITY, get(super::reliability::page))
        .route(at::GROUP_REPORT_PDF, get(pdf))
        .route(at::GROUP_REPORT_WORD, get(word))
        .route(at::GROUP_REPORT_EXCEL, get(excel))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST))
}

async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<CampaignId>,
    Query(wish): Query<Wish>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = look(&site, &visitor, id, &wish, TakenAs::Page).await?;
    let report = match &found.report {
        Ok(report) => Ok(written(&site, lang, &found, report)),
        Err(why) => Err(why_not(lang, *why, &found)),
    };
    let files =
        [("PDF", links::group_report_pdf(id)), ("Word", links::group_report_word(id)), ("Excel", links::group_report_excel(id))];
    let file = |(label, href): (&str, String)| Taking { label: label.to_owned(), href: at_place(href, &wish) };
    let view = GroupReportPageView {
        campaign: id,
        campaign_title: found.campaign.title.clone(),
        again: None,
        name: lang.t("group-report-nav"),
        files: if report.is_ok() { files.into_iter().map(file).collect() } else { Vec::new() },
        below: found.report.as_ref().map(|report| below(id, report)).unwrap_or_default(),
        report,
    };
    let shell = shell(&site, &visitor, caller, Area::Campaigns, None).await?;
    Ok(show(&GroupReportPage::new(shell, view)))
}

async fn pdf(site: State<Site>, visitor: Visitor, id: Path<CampaignId>, wish: Query<Wish>) -> Result<Response, Fault> {
    let made = |document: &Document| xinqiao_reports::pdf(document);
    file(site, visitor, (id, wish), TakenAs::Pdf, ("application/pdf", "pdf"), made).await
}

async fn word(site: State<Site>, visitor: Visitor, id: Path<CampaignId>, wish: Query<Wish>) -> Result<Response, Fault> {
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    file(site, visitor, (id, wish), TakenAs::Word, (kind, "docx"), xinqiao_reports::word).await
}

async fn excel(site: State<Site>, visitor: Visitor, id: Path<CampaignId>, wish: Query<Wish>) -> Result<Response, Fault> {
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    file(site, visitor, (id, wish), TakenAs::Excel, (kind, "xlsx"), xinqiao_reports::excel).await
}

async fn file(
    State(site): State<Site>,
    visitor: Visitor,
    (Path(id), Query(wish)): (Path<CampaignId>, Query<Wish>),
    taken_as: TakenAs,
    (kind, ending): (&'static str, &'static str),
    made: impl FnOnce(&Document) -> Result<Vec<u8>, xinqiao_reports::Fault> + Send + 'static,
) -> Result<Response, Fault> {
    let found = look(&site, &visitor, id, &wish, taken_as).await?;
    let Ok(report) = &found.report else {
        return Err(visitor.fault(AppError::conflict("group_report_not_yet")));
    };
    let document = written(&site, visitor.preferences.lang, &found, report);
    // setting pages takes a while: it must not keep others waiting
    let bytes = tokio::task::spawn_blocking(move || made(&document)).await;
    let broken = |source: Box<dyn std::error::Error + Send + Sync>| {
        visitor.fault(AppError::Broken { what: "a group report could not be written as a file".to_owned(), source: Some(source) })
    };
    let bytes = bytes.map_err(|fault| broken(Box::new(fault)))?.map_err(|fault| broken(Box::new(fault)))?;
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"xinqiao-group-report.{ending}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

async fn look(site: &Site, visitor: &Visitor, id: CampaignId, wish: &Wish, taken_as: TakenAs) -> Result<GroupReportView, Fault> {
    let caller = visitor.signed_in()?;
    let place = match wish.place.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| visitor.fault(AppError::NotFound))?),
    };
    let asked = GroupAsked { campaign: id, place, taken_as };
    site.app.group_report(caller, &asked).await.map_err(|fault| visitor.fault(fault))
}

fn at_place(href: String, wish: &Wish) -> String {
    if wish.place.is_empty() { href } else { with(&href, "place", &wish.place) }
}

fn below(id: CampaignId, report: &GroupReport) -> Vec<Taking> {
    let lines = report.axes.iter().flat_map(|axis| &axis.lines);
    let place = |(name, line): &(LineName, _)| {
        let line: &xinqiao_app::group_reports::GroupLine = line;
        match name {
            LineName::Place(label, path) if line.asked.shown().is_some() => {
                Some(Taking { label: label.clone(), href: with(&links::group_report(id), "place", path.as_str()) })
            }
            _ => None,
        }
    };
    lines.filter_map(place).collect()
}

fn written(site: &Site, lang: Lang, found: &GroupReportView, report: &GroupReport) -> Document {
    let campaign = &found.campaign;
    let pack = site.app.library().instrument_version(&campaign.instrument, &campaign.version);
    let name =
        pack.and_then(|pack| words::text_of(pack, lang)).map_or_else(|| campaign.instrument.clone(), |text| text.name.clone());
    let facts = Facts {
        title: campaign.title.clone(),
        place: found.place.name.clone(),
        window: lang.t2("campaign-from-until", "from", lang.date(campaign.opens_on), "until", lang.date(campaign.closes_on)),
        instrument: lang.t3(
            "provenance-name",
            [("title", &name), ("code", &campaign.instrument.to_uppercase()), ("version", &campaign.version)],
        ),
        counted: moment(site, lang, report.counted_at),
        floors: (found.floors.whole, found.floors.below),
        is_whole: found.is_whole,
        earlier: report.earlier.as_ref().map(|(campaign, _)| campaign.title.clone()),
    };
    document(lang, &facts, report)
}

fn why_not(lang: Lang, why: NotYet, found: &GroupReportView) -> String {
    match why {
        NotYet::Running => lang.t1("group-report-not-running", "day", lang.date(found.campaign.closes_on)),
        NotYet::NotOpened => lang.t("group-report-not-opened"),
        NotYet::TooFew => lang.t1("group-report-not-few", "floor", found.floors.whole.max(found.floors.below)),
        NotYet::Moving => lang.t("group-report-not-moving"),
    }
}
