//! Figures of the rules, as a page and as a file.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use jiff::SignedDuration;
use serde::Deserialize;
use tower_http::timeout::TimeoutLayer;
use xinqiao_app::AppError;
use xinqiao_app::quality::{Export, LARGEST_RULES, Quarter, RuleFigures, RulePace, RuleQuality, Seen, Which};
use xinqiao_warnings::quality::Ending;

use super::file::csv;
use super::{QualityPage, QualityView, RuleLine};
use super::{areas, missed, model, replay, simulated};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::links::pattern as at;
use crate::page::show;
use crate::pages::desk::address::with;
use crate::pages::desk::aggregates::Tab;
use crate::pages::desk::serve::rules_text::Words;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::{duration, moment};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// The word for the last days in an address.
const NOW: &str = "now";

/// What is asked for.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    period: String,
}

/// The page and its file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route(at::QUALITY, get(page))
        .route(at::QUALITY_FILE, get(file))
        .route(at::MODEL_QUALITY, get(model::page))
        .route(at::MODEL_SIMULATED, get(simulated::page))
        .route(at::AREAS, get(areas::page))
        .route(at::AREA, post(areas::settle))
        .merge(missed::routes())
}

/// The route that takes a file.
pub fn slow_routes() -> Router<Site> {
    let take = get(replay::page).merge(post(replay::start).layer(DefaultBodyLimit::max(LARGEST_RULES + 64 * 1024)));
    Router::new()
        .route(at::QUALITY_REPLAY, take)
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, replay::PATIENCE))
}

async fn page(State(site): State<Site>, visitor: Visitor, Query(wish): Query<Wish>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let view = look(&site, &visitor, &wish, Export::Page).await?;
    let shell = shell(&site, &visitor, caller, Area::Aggregates, None).await?;
    Ok(show(&QualityPage::new(shell, view)))
}

async fn file(State(site): State<Site>, visitor: Visitor, Query(wish): Query<Wish>) -> Result<Response, Fault> {
    let view = look(&site, &visitor, &wish, Export::File).await?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"xinqiao-rules.csv\""),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, csv(visitor.preferences.lang, &view)).into_response())
}

async fn look(site: &Site, visitor: &Visitor, wish: &Wish, export: Export) -> Result<QualityView, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let (which, mut is_wrong) = match wish.period.as_str() {
        "" => (Which::Latest, false),
        NOW => (Which::Now, false),
        text => text.parse().map_or((Which::Latest, true), |quarter| (Which::Of(quarter), false)),
    };
    let found = match site.app.rule_quality(caller, which, export).await {
        // the quarters move on: an old address shows the latest instead
        Err(AppError::Invalid(_)) => {
            is_wrong = true;
            site.app.rule_quality(caller, Which::Latest, export).await
        }
        other => other,
    };
    let found = found.map_err(|fault| visitor.fault(fault))?;
    let fault = is_wrong.then(|| lang.t("fault-quarter"));
    Ok(QualityView { fault, ..view(site, lang, &found) })
}

fn quarter_name(lang: Lang, quarter: Quarter) -> String {
    let (year, number) = quarter.number();
    lang.t2("quality-quarter", "year", year.to_string(), "number", number.to_string())
}

fn view(site: &Site, lang: Lang, found: &RuleQuality) -> QualityView {
    let href = |base: String, period: &str| with(&base, "period", period);
    let now = found.may_now.then(|| Tab {
        label: lang.t("quality-now"),
        href: href(links::quality(), NOW),
        current: matches!(found.seen, Seen::Now { .. }),
    });
    let quarters = found.quarters.iter().map(|quarter| Tab {
        label: quarter_name(lang, *quarter),
        href: href(links::quality(), &quarter.to_string()),
        current: matches!(found.seen, Seen::Quarter { quarter: seen, .. } if seen == *quarter),
    });
    let (period, code) = match found.seen {
        Seen::Now { .. } => (lang.t("quality-now"), NOW.to_owned()),
        Seen::Quarter { quarter, .. } => (quarter_name(lang, quarter), quarter.to_string()),
    };
    let mut how = vec![lang.t("quality-how-persons"), lang.t("quality-how-right"), lang.t("quality-how-bad")];
    match found.seen {
        Seen::Now { is_part, .. } => {
            how.push(lang.t("quality-how-now"));
            how.extend(is_part.then(|| lang.t("quality-how-part")));
        }
        Seen::Quarter { at, .. } => {
            how.push(lang.t("quality-how-missed"));
            how.push(lang.t2("quality-how-floor", "floor", found.floor, "least", found.least_timed));
            how.extend(at.map(|at| lang.t1("quality-how-once", "at", moment(site, lang, at))));
        }
    }
    let (next, day) = found.next;
    how.push(lang.t2("quality-how-next", "quarter", quarter_name(lang, next), "day", lang.date(day)));
    let words = Words::of(site, lang);
    QualityView {
        periods: now.into_iter().chain(quarters).collect(),
        period,
        rules: found.rules.iter().map(|figures| line(lang, words.as_ref(), figures)).collect(),
        empty: match found.seen {
            Seen::Now { .. } => lang.t("quality-empty-now"),
            Seen::Quarter { .. } => lang.t("quality-empty"),
        },
        how,
        file: found.may_export.then(|| href(links::quality_file(), &code)),
        beside: [
            Some((lang.t("model-title"), links::model_quality())),
            Some((lang.t("missed-advice-title"), links::missed_advice())),
            found.may_replay.then(|| (lang.t("replay-title"), links::quality_replay())),
        ]
        .into_iter()
        .flatten()
        .collect(),
        sources: sources(lang, words.as_ref(), found),
        fault: None,
    }
}

/// Sources that told nothing or too late, in words.
fn sources(lang: Lang, words: Option<&Words<'_>>, found: &RuleQuality) -> Vec<String> {
    let line = |(code, cell): &(String, xinqiao_indicators::Cell)| {
        let name = words.and_then(|words| words.source(code)).unwrap_or_else(|| code.clone());
        let count = cell.shown().map_or_else(|| lang.t("cell-hidden"), |count| lang.count(count));
        lang.t2("quality-source-missed", "name", name, "count", count)
    };
    found.sources_missed.iter().map(line).collect()
}

fn line(lang: Lang, words: Option<&Words<'_>>, figures: &RuleFigures) -> RuleLine {
    let told = |cell: xinqiao_indicators::Cell| cell.shown().map(|count| lang.count(count));
    let rule = &figures.rule;
    let percent = |share: f64| format!("{:.0}%", share * 100.0);
    let precision = figures
        .precision
        .map(|(share, low, high)| (percent(share), lang.t2("quality-range", "low", percent(low), "high", percent(high))));
    // i18n: quality-bad-*
    let bad = figures.bad.iter().map(|bad| lang.t(&format!("quality-bad-{}", bad.code()))).collect();
    RuleLine {
        name: words.map_or_else(|| rule.code.clone(), |words| words.signal(&rule.code)),
        code: format!("{} {} {}", rule.pack, rule.version, rule.code),
        bad,
        people: told(figures.all),
        judged: told(figures.judged),
        precision,
        lapsed: told(figures.lapsed),
        missed: figures.missed.map(told),
        decide: figures.decide.map(|pace| times(lang, pace)),
        acknowledge: figures.acknowledge.map(|pace| times(lang, pace)),
        endings: figures.endings.iter().map(|(ending, cell)| (ending_name(lang, *ending), told(*cell))).collect(),
    }
}

fn ending_name(lang: Lang, ending: Ending) -> String {
    // i18n: ending-*
    lang.t(&format!("ending-{}", ending.code().replace('_', "-")))
}

fn times(lang: Lang, pace: RulePace) -> (String, String) {
    let told = |minutes: u64| duration(lang, SignedDuration::from_mins(i64::try_from(minutes).unwrap_or(i64::MAX / 60)));
    (lang.t1("quality-half", "time", told(pace.median)), lang.t1("quality-most", "time", told(pace.p90)))
}
