//! Counts of a place by month.

use axum::Router;
use axum::extract::{Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::aggregates::{Aggregates, Asked, Measure, Month};
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
    Ok(AggregatesView { fault, ..view(site, lang, &found) })
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
        label: lang.month(month.first()),
        href: page(found.measure, path, *month),
        current: *month == found.month,
    });
    let way = found.way.iter().map(|place| PlaceLine {
        name: place.name.clone(),
        href: (Some(place) != here).then(|| page(found.measure, place.path.as_str(), found.month)),
    });
    let below = found.below.iter().map(|row| Line {
        place: PlaceLine { name: row.place.name.clone(), href: Some(page(found.measure, row.place.path.as_str(), found.month)) },
        cells: row.cells.iter().map(|cell| told(lang, *cell)).collect(),
    });
    let most = found.series.iter().filter_map(|(_, cell)| cell.shown()).max().unwrap_or(0);
    let series = found.series.iter().rev().map(|(month, cell)| MonthLine {
        month: Tab { label: lang.month(month.first()), href: page(found.measure, path, *month), current: *month == found.month },
        count: told(lang, *cell),
        share: cell
            .shown()
            .and_then(|count| (count * 100).checked_div(most))
            .map_or(0, |share| u8::try_from(share).unwrap_or(100)),
    });
    let mut how =
        vec![lang.t("aggregates-how-persons"), lang.t2("aggregates-how-floors", "city", found.floors.0, "below", found.floors.1)];
    how.extend(found.counted_at.map(|at| lang.t1("aggregates-how-once", "at", moment(site, lang, at))));
    AggregatesView {
        title: lang.t(name(found.measure).1),
        way: way.collect(),
        measures: measures.collect(),
        months: months.collect(),
        month: lang.month(found.month.first()),
        columns: columns(lang, found.measure),
        whole: Line {
            place: PlaceLine { name: here.map_or_else(String::new, |place| place.name.clone()), href: None },
            cells: found.whole.iter().map(|cell| told(lang, *cell)).collect(),
        },
        below: below.collect(),
        series: series.collect(),
        how,
        file: found.may_export.then(|| href(links::aggregates_file(), found.measure, path, found.month)),
        fault: None,
    }
}

/// Short name and title of a measure.
const fn name(measure: Measure) -> (&'static str, &'static str) {
    // i18n: measure-* aggregates-warnings aggregates-signals aggregates-self-tests
    match measure {
        Measure::Warnings => ("measure-warnings", "aggregates-warnings"),
        Measure::Signals => ("measure-signals", "aggregates-signals"),
        Measure::SelfTests => ("measure-self-tests", "aggregates-self-tests"),
    }
}

fn columns(lang: Lang, measure: Measure) -> Vec<String> {
    // i18n: level-*
    let parts = measure.parts().iter().map(|part| lang.t(&format!("level-{part}")));
    parts.chain([lang.t("aggregates-sum")]).collect()
}

fn told(lang: Lang, cell: Cell) -> Option<String> {
    cell.shown().map(|count| lang.count(count))
}
