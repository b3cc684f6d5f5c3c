//! How far the data of a campaign can be trusted, on a page of its own.

use axum::extract::{Path, State};
use axum::response::Response;
use xinqiao_app::group_reports::{ItemUse, NotWorkedOut, Reliability, UsedItem};
use xinqiao_factor::{Fit, ItemStatistics, OneFactor, Section as Scale};
use xinqiao_kernel::id::CampaignId;
use xinqiao_reports::{Cell, Document, Section, Table};

use super::{GroupReportPage, GroupReportPageView};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::show;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::reliability::heading::{Heading, title, word};
use crate::reliability::{failed, remark};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

pub async fn page(State(site): State<Site>, visitor: Visitor, Path(id): Path<CampaignId>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.reliability(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let place = site.app.place_name(&found.campaign.place).await.map_err(|fault| visitor.fault(fault))?;
    let report = match &found.report {
        _ if found.item_use.is_some() => Ok(document(lang, &found, &place, &moment(&site, lang, found.at))),
        Ok(_) => Ok(document(lang, &found, &place, &moment(&site, lang, found.at))),
        Err(NotWorkedOut::TooFew { sheets, needed }) => Err(lang.t2("data-trust-few", "sheets", *sheets, "needed", *needed)),
        Err(NotWorkedOut::Working { read }) => Err(lang.t1("data-trust-working", "sheets", *read)),
        Err(NotWorkedOut::NoQuestions) => Err(lang.t("data-trust-questions")),
    };
    let view = GroupReportPageView {
        campaign: id,
        campaign_title: found.campaign.title.clone(),
        again: matches!(found.report, Err(NotWorkedOut::Working { .. })).then(|| links::reliability(id)),
        name: lang.t("data-trust-nav"),
        report,
        files: Vec::new(),
        below: Vec::new(),
    };
    let shell = shell(&site, &visitor, caller, Area::Campaigns, None).await?;
    Ok(show(&GroupReportPage::new(shell, view)))
}

/// The document: for each scale what somebody must see first, then the numbers.
pub(super) fn document(lang: Lang, found: &Reliability, place: &str, at: &str) -> Document {
    let campaign = &found.campaign;
    let mut sections: Vec<Section> = Vec::new();
    for scale in found.report.iter().flat_map(|report| &report.sections) {
        sections.push(consistency(lang, scale));
        sections.push(items(lang, &scale.items));
        sections.extend(one_factor(lang, scale));
    }
    sections.extend(found.item_use.as_ref().map(|uses| item_use(lang, uses)));
    let mut how = vec![lang.t("data-trust-how-who"), lang.t("data-trust-how-same"), lang.t("data-trust-how-limits")];
    how.extend((0 < found.adaptive).then(|| lang.t1("data-trust-adaptive", "sheets", found.adaptive)));
    how.extend(found.is_part.then(|| lang.t1("data-trust-part", "sheets", found.sheets)));
    sections.push(Section { heading: lang.t("group-report-part-how"), paragraphs: how, ..Section::default() });
    Document {
        lead: lang.t1("group-report-lead", "place", place),
        title: lang.t1("data-trust-title", "title", &campaign.title),
        stamp: vec![format!("{} {}", campaign.instrument.to_uppercase(), campaign.version)],
        figures: vec![(lang.count(found.sheets as u64), lang.t("data-trust-sheets"))],
        sections,
        foot: lang.t1("data-trust-foot", "at", at),
        ..Document::default()
    }
}

/// How often each question was asked, beside how often it should be at most.
fn item_use(lang: Lang, found: &ItemUse) -> Section {
    let percent = |share: f64| format!("{:.0}%", 100.0 * share);
    let row = |item: &UsedItem| {
        let everybody = if item.is_mandatory { format!(" ({})", lang.t("data-trust-everybody")) } else { String::new() };
        let share = Cell::Number { value: item.share, format: "0%", range: None, text: percent(item.share) };
        vec![Cell::words(format!("{}{everybody}", item.code)), share]
    };
    let heading = lang.t("data-trust-use");
    let mut paragraphs = vec![lang.t1("data-trust-use-text", "sheets", found.sheets)];
    paragraphs.extend(found.limit.map(|limit| lang.t1("data-trust-use-limit", "limit", percent(limit))));
    let over: Vec<&str> = found.over().map(|item| item.code.as_str()).collect();
    paragraphs.extend((!over.is_empty()).then(|| lang.t1("data-trust-use-over", "items", over.join(&lang.t("join-comma")))));
    let table = Table {
        caption: heading.clone(),
        head: vec![word(lang, Heading::Item), lang.t("data-trust-use-share")],
        rows: found.items.iter().map(row).collect(),
        ..Table::default()
    };
    Section { heading, paragraphs, table: Some(table), ..Section::default() }
}

fn consistency(lang: Lang, scale: &Scale) -> Section {
    let mut rows = Vec::new();
    let mut line = |heading: Heading, value: f64, range: Option<(f64, f64)>| {
        let text = match range {
            Some((low, high)) => {
                let [value, low, high] = [value, low, high].map(three);
                lang.t3("group-report-range", [("value", &value), ("low", &low), ("high", &high)])
            }
            None => three(value),
        };
        rows.push(vec![Cell::words(word(lang, heading)), Cell::Number { value, format: "0.000", range, text }]);
    };
    if let Some(found) = &scale.consistency {
        line(Heading::Alpha, found.alpha, Some((found.interval.lower, found.interval.upper)));
        line(Heading::Standardised, found.standardised, None);
        line(Heading::Lambda2, found.lambda2, None);
        line(Heading::SplitHalf, found.split_half, None);
    }
    if let Some(omega) = scale.omega {
        line(Heading::Omega, omega, None);
    }
    if let Some(found) = &scale.polychoric {
        line(Heading::OrdinalAlpha, found.alpha, None);
    }
    if let Some(omega) = scale.omega_ordinal {
        line(Heading::OmegaOrdinal, omega, None);
    }
    if let Some(error) = scale.consistency.as_ref().and_then(|found| found.standard_error) {
        line(Heading::Error, error, None);
    }
    let mut paragraphs: Vec<String> = scale.remarks.iter().map(|one| remark(lang, one)).collect();
    if paragraphs.is_empty() {
        paragraphs.push(word(lang, Heading::Nothing));
    }
    let notes = scale.failed.iter().map(|one| failed(lang, one)).collect();
    let heading = title(lang, &scale.code, scale.complete, scale.persons);
    let table = Table {
        caption: heading.clone(),
        head: vec![lang.t("data-trust-measure"), lang.t("data-trust-value")],
        ends: (lang.t("group-report-low"), lang.t("group-report-high")),
        rows,
    };
    Section { heading, paragraphs, table: Some(table), notes }
}

fn items(lang: Lang, items: &[ItemStatistics]) -> Section {
    let heads = [Heading::Item, Heading::Persons, Heading::Missing, Heading::Mean, Heading::Sd, Heading::Rest, Heading::Without];
    let none = || Cell::words(lang.t("group-report-none"));
    let two = |value: Option<f64>| {
        value.map_or_else(none, |value| Cell::Number { value, format: "0.00", range: None, text: format!("{value:.2}") })
    };
    let row = |item: &ItemStatistics| {
        let reversed = if item.is_reversed { format!(" ({})", word(lang, Heading::Reversed)) } else { String::new() };
        let persons = item.persons as f64;
        vec![
            Cell::words(format!("{}{reversed}", item.code)),
            Cell::Number { value: persons, format: "0", range: None, text: lang.count(item.persons as u64) },
            Cell::Number { value: item.missing, format: "0.0%", range: None, text: format!("{:.1}%", 100.0 * item.missing) },
            two(item.mean),
            two(item.sd),
            two(item.rest),
            two(item.alpha_without),
        ]
    };
    let heading = lang.t("data-trust-items");
    let table = Table {
        caption: heading.clone(),
        head: heads.map(|head| word(lang, head)).to_vec(),
        rows: items.iter().map(row).collect(),
        ..Table::default()
    };
    Section { heading, table: Some(table), ..Section::default() }
}

/// The fit of one factor and its loadings; none where no model could be fitted.
fn one_factor(lang: Lang, scale: &Scale) -> Option<Section> {
    let models = [(Heading::Likelihood, &scale.likelihood), (Heading::Weighted, &scale.weighted)];
    let fitted: Vec<(Heading, &OneFactor)> =
        models.into_iter().filter_map(|(head, model)| Some((head, model.as_ref()?))).collect();
    let (_, last) = fitted.last()?;
    let fit = |(head, model): &(Heading, &OneFactor)| {
        let fit = indices(model.scaled.as_ref().unwrap_or(&model.fit), model.srmr);
        lang.t2("data-trust-fit", "what", word(lang, *head), "fit", fit)
    };
    let loading = |one: &xinqiao_factor::Loading| {
        let (value, text) = (one.standardised, format!("{:.2}", one.standardised));
        vec![Cell::words(one.code.clone()), Cell::Number { value, format: "0.00", range: None, text }]
    };
    let heading = lang.t("data-trust-one-factor");
    let table = Table {
        caption: heading.clone(),
        head: vec![word(lang, Heading::Item), word(lang, Heading::Loading)],
        rows: last.loadings.iter().map(loading).collect(),
        ..Table::default()
    };
    Some(Section { heading, paragraphs: fitted.iter().map(fit).collect(), table: Some(table), notes: Vec::new() })
}

fn indices(fit: &Fit, srmr: f64) -> String {
    let dash = || "–".to_owned();
    let rmsea = fit.rmsea.map_or_else(dash, three);
    let range = fit.rmsea_interval.map_or_else(dash, |found| format!("{}–{}", three(found.lower), three(found.upper)));
    let (cfi, tli, srmr) = (three(fit.cfi), fit.tli.map_or_else(dash, three), three(srmr));
    format!("χ² {:.2}, df {:.0}, CFI {cfi}, TLI {tli}, RMSEA {rmsea} (90 % {range}), SRMR {srmr}", fit.chi_square, fit.df)
}

fn three(value: f64) -> String {
    format!("{value:.3}")
}
