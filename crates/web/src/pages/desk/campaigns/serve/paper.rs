//! The form of a campaign on paper, and the file into which sheets are keyed.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::campaigns::{MOST_SHEETS, PaperFile, PaperForm};
use xinqiao_kernel::id::CampaignId;
use xinqiao_psychometrics::definition::TextToml;
use xinqiao_psychometrics::{Accepts, Instrument, Item};

use super::copy::disposition;
use super::told::instrument;
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::show_with;
use crate::pages::desk::address::with;
use crate::pages::desk::campaigns::{PaperItem, PaperPage, PaperView};
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

/// What is to be printed.
#[derive(Deserialize)]
pub struct Asked {
    /// how many sheets with codes; none: one sheet with an empty box
    #[serde(default)]
    codes: String,
    /// `large`
    #[serde(default)]
    size: String,
    /// which instrument of the campaign, from 0
    #[serde(default)]
    part: usize,
}

pub async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<CampaignId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let fault = |fault| visitor.fault(fault);
    let typed = asked.codes.trim();
    let wanted: Option<usize> = if typed.is_empty() { Some(0) } else { typed.parse().ok().filter(|count| *count <= MOST_SHEETS) };
    let error = wanted.is_none().then(|| lang.t1("paper-codes-wrong", "most", MOST_SHEETS));
    let form = site.app.paper_form(caller, id, asked.part, wanted.unwrap_or(0)).await.map_err(fault)?;
    let text = words::text_of(form.pack, lang).ok_or_else(|| visitor.fault(AppError::NotFound))?;
    let place = site.app.place_name(&form.campaign.place).await.map_err(fault)?;
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut view = view(lang, &form, text, place, (asked.size == "large", error));
    view.part = asked.part;
    view.parts = parts(&site, lang, &form);
    Ok(show_with(status, &PaperPage::new(lang, view, MOST_SHEETS)))
}

fn view(
    lang: Lang,
    form: &PaperForm<'_>,
    text: &TextToml,
    place: String,
    (is_large, error): (bool, Option<String>),
) -> PaperView {
    let instrument = form.pack.instrument();
    let items = instrument.items().iter().enumerate().map(|(index, item)| item_of(lang, instrument, text, index, item));
    PaperView {
        id: form.campaign.id,
        campaign: form.campaign.title.clone(),
        place,
        title: text.title.clone(),
        instruction: text.instruction.clone(),
        consent: form.campaign.consent_text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect(),
        items: items.collect(),
        codes: form.codes.clone(),
        is_large,
        source: format!("{} {}", instrument.code(), instrument.version()),
        error,
        part: 0,
        parts: Vec::new(),
    }
}

/// The instruments of a campaign that has several, with where each is printed.
fn parts(site: &Site, lang: Lang, form: &PaperForm<'_>) -> Vec<(String, String)> {
    if form.parts.len() < 2 {
        return Vec::new();
    }
    let at = |part: usize| with(&links::campaign_paper(form.campaign.id), "part", part);
    let named = form.parts.iter().enumerate();
    named.map(|(place, part)| (instrument(lang, &site.app, &part.instrument, &part.version), at(place))).collect()
}

fn item_of(lang: Lang, instrument: &Instrument, text: &TextToml, index: usize, item: &Item) -> PaperItem {
    let scale = item.scale().and_then(|scale| instrument.scales().nth(scale)).map(|(name, _)| name);
    let labels = words::labels(text, Some(item), scale);
    let (choices, written) = match item.accepts() {
        Accepts::Choice(values) => {
            let label = |at: usize, value: &i64| labels.get(at).cloned().unwrap_or_else(|| value.to_string());
            (values.iter().enumerate().map(|(at, value)| (value.to_string(), label(at, value))).collect(), String::new())
        }
        Accepts::Number { min, max, .. } => (Vec::new(), format!("{min}–{max}")),
        Accepts::Clock => (Vec::new(), lang.t("paper-clock")),
    };
    PaperItem {
        number: index + 1,
        question: text.item.get(item.code()).cloned().unwrap_or_default(),
        choices,
        written,
        optional: item.is_optional(),
    }
}

pub async fn file(
    State(site): State<Site>,
    visitor: Visitor,
    Path((id, ending)): Path<(CampaignId, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let (file, kind) = match ending.as_str() {
        "csv" => (PaperFile::Csv, "text/csv; charset=utf-8"),
        "xlsx" => (PaperFile::Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        _ => return Err(visitor.fault(AppError::NotFound)),
    };
    let (name, bytes) = site.app.paper_file(caller, id, asked.part, file).await.map_err(|fault| visitor.fault(fault))?;
    let headers =
        [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, disposition(&name)), (CACHE_CONTROL, "no-store".to_owned())];
    Ok((headers, bytes).into_response())
}
