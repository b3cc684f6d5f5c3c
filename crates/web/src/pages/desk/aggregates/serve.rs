//! Counts of a place by month.

use axum::Router;
use axum::extract::{Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use xinqiao_access::Action;
use xinqiao_app::AppError;
use xinqiao_app::aggregates::{Aggregates, Asked, CoverageOf, Measure, Month};
use xinqiao_indicators::Cell;
use xinqiao_kernel::PlacePath;

use super::file::csv;
use super::{AggregatesPage, AggregatesView, Line, MonthLine, PlaceLine, Tab};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::links::pattern as at;
use crate::page::show;
use crate::pages::desk::address::with;
use crate::pages::desk::groups;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// What is asked for.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    measure: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    month: String,
}

/// The page and its file.
pub fn routes() -> Router<Site> {
    Router::new().route(at::AGGREGATES, get(page)).route(at::AGGREGATES_FILE, get(file))
}

async fn page(State(site): State<Site>, visitor: Visitor, Query(wish): Query<Wish>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let view = look(&site, &visitor, &wish, false).await?;
    let shell = shell(&site, &visitor, caller, Area::Aggregates, None).await?;
    Ok(show(&AggregatesPage::new(shell, view)))
}

async fn file(State(site): State<Site>, visitor: Visitor, Query(wish): Query<Wish>) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    let view = look(&site, &visitor, &wish, true).await?;
    let text = csv(&view, &lang.t("aggregates-place"), &lang.t("cell-hidden"));
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"xinqiao-counts.csv\""),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, text).into_response())
}

async fn look(site: &Site, visitor: &Visitor, wish: &Wish, is_export: bool) -> Result<AggregatesView, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let measure = Measure::ALL.into_iter().find(|measure| measure.code() == wish.measure).unwrap_or(Measure::Warnings);
    // a place that cannot be is none that anybody may see
    let place: Option<PlacePath> = match wish.place.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| visitor.fault(AppError::NotFound))?),
    };
    let month: Option<Month> = wish.month.parse().ok();
    let mut is_wrong = month.is_none() && !wish.month.is_empty();
    let mut asked = Asked { measure, place, month, is_export };
    let found = match site.app.aggregates(caller, &asked).await {
        // the months move on: an old address shows the latest instead
        Err(AppError::Invalid(_)) => {
            is_wrong = true;
            asked.month = None;
            site.app.aggregates(caller, &asked).await
        }
        other => other,
    };
    let found = found.map_err(|fault| visitor.fault(fault))?;
    let fault = is_wrong.then(|| lang.t("fault-month"));
    let today = site.app.day(site.app.now());
    let pages = [(Action::ReviewMissed, "missed-title", links::missed()), (Action::WatchAreas, "areas-title", links::areas())];
    // i18n: missed-title areas-title
    let beside = pages.into_iter().filter(|(action, ..)| caller.actor().may(*action, today));
    let beside = beside.map(|(_, key, href)| (lang.t(key), href)).collect();
    Ok(AggregatesView { fault, beside, ..view(site, lang, &found) })
}

fn view(site: &Site, lang: Lang, found: &Aggregates) -> AggregatesView {
    let here = found.way.last();
    let path = here.map_or("", |place| place.path.as_str());
    let href = |base: String, measure: Measure, place: &str, month: Month| {
        with(&with(&with(&base, "measure", measure.code()), "place", place), "month", month)
    };
    let page = |measure, place: &str, month| href(links::aggregates(), measure, place, month);
    let measures = Measure::ALL.into_iter().map(|measure| Tab {
        label: lang.t(name(measure).0),
        href: page(measure, path, found.month),
        current: measure == found.measure,
    });
    let months = found.months.iter().map(|month| Tab {
        label: period(lang, found, *month),
        href: page(found.measure, path, *month),
        current: *month == found.month,
    });
    let way = found.way.iter().map(|place| PlaceLine {
        name: place.name.clone(),
        href: (Some(place) != here).then(|| page(found.measure, place.path.as_str(), found.month)),
    });
    let below = found.below.iter().map(|row| Line {
        place: PlaceLine { name: row.place.name.clone(), href: Some(page(found.measure, row.place.path.as_str(), found.month)) },
        cells: cells(lang, found, &row.cells),
    });
    let most = found.series.iter().filter_map(|(_, cell)| cell.shown()).max().unwrap_or(0);
    let series = found.series.iter().rev().map(|(month, cell)| MonthLine {
        month: Tab {
            label: period(lang, found, *month),
            href: page(found.measure, path, *month),
            current: *month == found.month,
        },
        count: told(lang, *cell),
        share: cell
            .shown()
            .and_then(|count| (count * 100).checked_div(most))
            .map_or(0, |share| u8::try_from(share).unwrap_or(100)),
    });
    let is_loop = found.measure == Measure::Loops;
    let persons = lang.t(if is_loop { "aggregates-how-loop-persons" } else { "aggregates-how-persons" });
    let mut how = found.coverage.as_ref().map_or_else(|| vec![persons], |of| how_covered(lang, of));
    how.push(lang.t2("aggregates-how-floors", "city", found.floors.0, "below", found.floors.1));
    how.extend(is_loop.then(|| lang.t("aggregates-how-loops")));
    // i18n: aggregates-how-once aggregates-how-once-period
    let once = if found.coverage.is_some() { "aggregates-how-once-period" } else { "aggregates-how-once" };
    how.extend(found.counted_at.map(|at| lang.t1(once, "at", moment(site, lang, at))));
    AggregatesView {
        title: lang.t(name(found.measure).1),
        way: way.collect(),
        measures: measures.collect(),
        months: months.collect(),
        month: period(lang, found, found.month),
        columns: columns(lang, found.measure),
        whole: Line {
            place: PlaceLine { name: here.map_or_else(String::new, |place| place.name.clone()), href: None },
            cells: cells(lang, found, &found.whole),
        },
        below: below.collect(),
        series: series.collect(),
        how,
        rules: found.may_see_rules.then(links::quality),
        beside: Vec::new(),
        file: found.may_export.then(|| href(links::aggregates_file(), found.measure, path, found.month)),
        fault: None,
    }
}

/// A month, or the months that end with it.
fn period(lang: Lang, found: &Aggregates, month: Month) -> String {
    let last = lang.month(month.first());
    found.coverage.as_ref().map_or_else(|| last.clone(), |of| lang.t2("aggregates-quarter", "month", &last, "months", of.months))
}

/// Who is counted, who is reached, and where that is shown.
fn how_covered(lang: Lang, of: &CoverageOf) -> Vec<String> {
    let groups: Vec<String> = of.counted.iter().map(|title| groups::title(lang, title, "")).collect();
    let reached = if of.needs_plan { "aggregates-how-coverage-plan" } else { "aggregates-how-coverage-guided" };
    // i18n: aggregates-how-coverage-plan aggregates-how-coverage-guided
    vec![
        lang.t1("aggregates-how-coverage", "groups", groups.join(&lang.t("groups-join"))),
        lang.t1(reached, "percent", of.target_percent),
        lang.t("aggregates-how-coverage-shown"),
    ]
}

/// Short name and title of a measure.
const fn name(measure: Measure) -> (&'static str, &'static str) {
    // i18n: measure-* aggregates-warnings aggregates-signals aggregates-self-tests aggregates-loops aggregates-guidance aggregates-guided
    match measure {
        Measure::Warnings => ("measure-warnings", "aggregates-warnings"),
        Measure::Signals => ("measure-signals", "aggregates-signals"),
        Measure::SelfTests => ("measure-self-tests", "aggregates-self-tests"),
        Measure::Loops => ("measure-loops", "aggregates-loops"),
        Measure::Guidance => ("measure-guidance", "aggregates-guidance"),
        Measure::Guided => ("measure-guided", "aggregates-guided"),
    }
}

fn columns(lang: Lang, measure: Measure) -> Vec<String> {
    // i18n: level-* loop-* reach-*
    let (kind, share) = match measure {
        Measure::Loops => ("loop", Some("aggregates-closed-loop")),
        Measure::Guidance | Measure::Guided => ("reach", Some("aggregates-coverage")),
        Measure::Warnings | Measure::Signals | Measure::SelfTests => ("level", None),
    };
    // i18n: aggregates-closed-loop aggregates-coverage
    let parts = measure.parts().iter().map(|part| lang.t(&format!("{kind}-{part}")));
    let share = share.map(|key| lang.t(key));
    parts.chain([lang.t("aggregates-sum")]).chain(share).collect()
}

/// The cells of a place in words, with the share of closed loops where they are counted.
fn cells(lang: Lang, found: &Aggregates, cells: &[Cell]) -> Vec<Option<String>> {
    let has_share = found.measure == Measure::Loops || found.coverage.is_some();
    let share = has_share.then(|| match found.closed_loops(cells).or_else(|| found.reached(cells)) {
        Some((heard, raised)) => Some(format!("{}%", (heard * 100 + raised / 2) / raised.max(1))),
        // of nobody there is no share; of a hidden number it is hidden
        None => (cells.last() == Some(&Cell::Count(0))).then(|| lang.t("quality-none")),
    });
    cells.iter().map(|cell| told(lang, *cell)).chain(share).collect()
}

fn told(lang: Lang, cell: Cell) -> Option<String> {
    cell.shown().map(|count| lang.count(count))
}
