//! Handlers of files for and from the governance system.

use std::time::Duration;

use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use serde::Deserialize;
use xinqiao_app::disputes::{ExchangeRow, ImportFault, ImportReport, ImportedRow, Outcome, Wrong};
use xinqiao_app::{AppError, Caller};
use xinqiao_disputes::exchange::Expected;
use xinqiao_kernel::place::PlacePath;

use super::exchange::{in_form, out_form};
use super::{DisputeExchangePage, ExchangeLine, ExchangeView, words};
use crate::fault::Fault;
use crate::handed::{Handed, Unread};
use crate::i18n::Lang;
use crate::links;
use crate::page::{show, show_with};
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::pages::desk::serve::warning_parts::{Fields, fault_words};
use crate::parts::{Alert, AlertTone, Choice};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// Largest file, in bytes.
pub const LARGEST: usize = 8 * 1024 * 1024;
/// Longest time that a file may take.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// Which place.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    place: String,
}

pub async fn page(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let (place, view) = begun(&site, &visitor, &asked.place).await?;
    let (out, take) = blank(&site, &visitor, &place).await?;
    let shell = shell(&site, &visitor, visitor.signed_in()?, Area::Disputes, None).await?;
    Ok(show(&DisputeExchangePage::new(shell, out, take, view)))
}

/// The file of a span.
pub async fn export(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let day = |name: &'static str| -> Result<Date, AppError> {
        fields.parsed(name).ok_or_else(|| AppError::field(name, "fault-dispute-day", fields.text(name)))
    };
    let outcome = match day("from").and_then(|from| Ok((from, day("until")?))) {
        Ok(span) => match chosen(&site, caller, fields.text("place")).await {
            Ok(place) => site.app.export_disputes(caller, &place, span).await,
            Err(why) => Err(why),
        },
        Err(why) => Err(why),
    };
    match outcome {
        Ok(file) => {
            let name = format!("attachment; filename=\"{}\"", file.file_name);
            let kind = "text/csv; charset=utf-8".to_owned();
            let headers = [(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, name), (CACHE_CONTROL, "no-store".to_owned())];
            Ok((headers, file.bytes).into_response())
        }
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => {
            let (place, view) = begun(&site, &visitor, "").await?;
            let (out, take) = blank(&site, &visitor, &place).await?;
            let out = fault_words(visitor.preferences.lang, out.filled(fields.pairs()), &why);
            let shell = shell(&site, &visitor, caller, Area::Disputes, None).await?;
            Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &DisputeExchangePage::new(shell, out, take, view)))
        }
        Err(other) => Err(visitor.fault(other)),
    }
}

/// Looks at a file, and takes it in when that was asked for and it is sound.
pub async fn take(
    State(site): State<Site>,
    visitor: Visitor,
    body: Result<Multipart, MultipartRejection>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let handed = match body {
        Ok(body) => Handed::read(body, LARGEST).await,
        Err(_) => Err(Unread::Broken),
    };
    let handed = handed.unwrap_or_else(|why| Handed { is_too_large: matches!(why, Unread::TooLarge), ..Handed::default() });
    let place = chosen(&site, caller, handed.text("place")).await.map_err(|fault| visitor.fault(fault))?;
    let wanted = !handed.text("take").is_empty();
    // who exchanges nothing hands in no file either
    begun(&site, &visitor, place.as_str()).await?;
    let outcome = if handed.is_too_large {
        Err(AppError::field("file", "fault-report-size", ""))
    } else if handed.bytes.is_empty() {
        Err(AppError::field("file", "fault-import-no-file", ""))
    } else {
        site.app.import_disputes(caller, &place, (&handed.file_name, handed.bytes), wanted).await
    };
    let (place, mut view) = begun(&site, &visitor, place.as_str()).await?;
    let (out, mut take) = blank(&site, &visitor, &place).await?;
    let status = match outcome {
        Ok(report) => {
            let sound = report.faults.is_empty();
            tell(lang, &report, &mut view);
            if sound { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
        }
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => {
            take = fault_words(lang, take, &why);
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Err(other) => return Err(visitor.fault(other)),
    };
    let shell = shell(&site, &visitor, caller, Area::Disputes, None).await?;
    Ok(show_with(status, &DisputeExchangePage::new(shell, out, take, view)))
}

/// The place that was chosen; without a choice the first of the caller's, and for somebody without any the jurisdiction, which is refused.
async fn chosen(site: &Site, caller: &Caller, text: &str) -> Result<PlacePath, AppError> {
    if !text.is_empty() {
        return text.parse().map_err(|_| AppError::NotFound);
    }
    let first = site.app.exchange_places(caller).await?.into_iter().next();
    Ok(first.map_or_else(|| site.app.place().clone(), |(place, _)| place))
}

/// The page before anything was done: the ledger of the place. Leaves an audit row.
async fn begun(site: &Site, visitor: &Visitor, text: &str) -> Result<(PlacePath, ExchangeView), Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let fault = |why| visitor.fault(why);
    let place = chosen(site, caller, text).await.map_err(fault)?;
    let page = site.app.dispute_exchange(caller, &place).await.map_err(fault)?;
    let files = page.files.iter().map(|(file, by)| file_line(site, lang, file, by)).collect();
    Ok((place, ExchangeView { place: page.name, files, ..ExchangeView::default() }))
}

async fn blank(
    site: &Site,
    visitor: &Visitor,
    place: &PlacePath,
) -> Result<(crate::pages::desk::parts::PostForm, crate::pages::desk::parts::PostForm), Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let places = site.app.exchange_places(caller).await.map_err(|fault| visitor.fault(fault))?;
    let choices: Vec<Choice> =
        places.into_iter().map(|(path, name)| Choice::new(path.as_str(), name).chosen_if(path == *place)).collect();
    let today = site.app.day(site.app.now());
    let out = out_form(lang, choices.clone(), today.first_of_month().to_string(), today.to_string());
    Ok((out, in_form(lang, choices)))
}

fn file_line(site: &Site, lang: Lang, file: &ExchangeRow, by: &str) -> ExchangeLine {
    let title = match file.span {
        Some((from, until)) => lang.t2("exchange-span", "from", lang.date(from), "until", lang.date(until)),
        None => lang.t1("exchange-brought", "count", file.registered),
    };
    let badge = lang.t(if file.came_in { "exchange-came-in" } else { "exchange-went-out" });
    let text = format!("{} · {} · {}", moment(site, lang, file.at), by, lang.t1("exchange-count", "count", file.rows));
    ExchangeLine { title, text, href: None, badge }
}

/// What a file holds, and what became of it.
pub(super) fn tell(lang: Lang, report: &ImportReport, view: &mut ExchangeView) {
    view.told = Some(match report.registered {
        Some(count) => Alert::new(AlertTone::Info, lang.t2("exchange-taken", "rows", report.rows.len(), "count", count)),
        None if report.faults.is_empty() => Alert::new(AlertTone::Info, lang.t1("exchange-sound", "rows", report.rows.len())),
        None => Alert::new(AlertTone::Caution, lang.t("exchange-nothing")),
    });
    view.rows = if report.faults.is_empty() { report.rows.iter().map(|row| row_line(lang, row)).collect() } else { Vec::new() };
    view.faults = report.faults.iter().map(|fault| fault_line(lang, fault)).collect();
    view.is_cut = report.is_cut;
}

fn row_line(lang: Lang, row: &ImportedRow) -> ExchangeLine {
    // i18n: exchange-row-registered exchange-row-known exchange-row-differs exchange-row-over
    let badge = match row.outcome {
        Outcome::Registered => "exchange-row-registered",
        Outcome::Known => "exchange-row-known",
        Outcome::Differs => "exchange-row-differs",
        Outcome::Over => "exchange-row-over",
    };
    ExchangeLine {
        title: row.reference.clone(),
        text: lang.t2("exchange-line", "line", row.line, "stage", words::word(lang, "stage", row.theirs.code())),
        href: row.dispute.map(links::dispute),
        badge: lang.t(badge),
    }
}

fn fault_line(lang: Lang, fault: &ImportFault) -> (String, String) {
    let list = |words: &[String]| words.join(&lang.t("join-comma"));
    let expected = match &fault.wrong {
        Wrong::Place => lang.t("exchange-wrong-place"),
        Wrong::Day => lang.t("exchange-wrong-day"),
        Wrong::Reference => lang.t("exchange-wrong-reference"),
        Wrong::Parties => lang.t("exchange-wrong-parties"),
        Wrong::Cell(Expected::Column) => lang.t("exchange-wrong-column"),
        Wrong::Cell(Expected::Once) => lang.t("exchange-wrong-once"),
        Wrong::Cell(Expected::Filled) => lang.t("exchange-wrong-filled"),
        Wrong::Cell(Expected::FirstIn(_)) => lang.t("exchange-wrong-twice"),
        Wrong::Cell(Expected::OneOf(words)) => lang.t1("exchange-wrong-list", "list", list(words)),
        Wrong::Cell(Expected::Day(_)) => lang.t("exchange-wrong-form"),
        Wrong::Cell(Expected::Number) => lang.t("exchange-wrong-number"),
        Wrong::Cell(Expected::NoNames) => lang.t("exchange-wrong-names"),
    };
    let found = if fault.found.is_empty() { lang.t("report-file-empty") } else { fault.found.clone() };
    let title = lang.t2("report-file-line", "line", fault.line, "column", &fault.column);
    (title, lang.t2("report-file-found", "expected", expected, "found", found))
}
