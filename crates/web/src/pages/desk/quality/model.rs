//! How right the levels of attention were, and whether equally right for all groups: one report of a quarter and a version.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::quality::{Estimate, FairnessLine, ModelQuality, ModelReport, ModelReportAt, Probabilities, Quarter};

use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::show;
use crate::pages::Samples;
use crate::pages::desk::address::with;
use crate::pages::desk::aggregates::Tab;
use crate::pages::desk::sample::say;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::shell::{Area, StaffShell};
use crate::site::Site;
use crate::visitor::Visitor;

/// Where nobody is, there is no share: nothing is hidden.
const NOBODY: &str = "—";

/// A number and its interval; none hides it.
type CellText = Option<(String, String)>;

/// A table with lines before it.
#[derive(Debug, Clone)]
pub struct ModelTable {
    pub id: &'static str,
    pub title: String,
    pub lines: Vec<String>,
    pub heads: Vec<String>,
    pub rows: Vec<(String, Vec<CellText>)>,
}

/// What the page is made of.
#[derive(Debug, Clone)]
pub struct ModelView {
    pub reports: Vec<Tab>,
    pub title: String,
    pub lead: Vec<String>,
    pub tables: Vec<ModelTable>,
    pub how: Vec<String>,
    pub fault: Option<String>,
    /// People in it are made up.
    pub is_simulated: bool,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/quality/model.html")]
pub struct ModelPage {
    pub shell: StaffShell,
    pub view: ModelView,
}

/// Which report.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    model: String,
    #[serde(default)]
    quarter: String,
}

/// The page of a report; of the latest where none, or one that is not there, is asked for.
pub async fn page(State(site): State<Site>, visitor: Visitor, Query(wish): Query<Wish>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let asked = wish.quarter.parse::<Quarter>().ok().map(|quarter| (wish.model.as_str(), quarter));
    let mut is_wrong = asked.is_none() && !wish.quarter.is_empty();
    let found = match site.app.model_quality(caller, asked).await {
        Err(AppError::Invalid(_)) => {
            is_wrong = true;
            site.app.model_quality(caller, None).await
        }
        other => other,
    };
    let found = found.map_err(|fault| visitor.fault(fault))?;
    let fault = is_wrong.then(|| lang.t("fault-model-report"));
    let view = ModelView { fault, ..view(&site, lang, &found) };
    let shell = shell(&site, &visitor, caller, Area::Aggregates, None).await?;
    Ok(show(&ModelPage { shell, view }))
}

fn quarter_name(lang: Lang, quarter: Quarter) -> String {
    let (year, number) = quarter.number();
    lang.t2("quality-quarter", "year", year.to_string(), "number", number.to_string())
}

fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

fn shares(lang: Lang, found: Option<Estimate>) -> CellText {
    let found = found?;
    Some((percent(found.value), lang.t2("quality-range", "low", percent(found.low), "high", percent(found.high))))
}

pub(super) fn number(lang: Lang, found: Estimate) -> String {
    let two = |value: f64| format!("{value:.2}");
    let range = lang.t2("quality-range", "low", two(found.low), "high", two(found.high));
    lang.t2("model-number", "value", two(found.value), "range", range)
}

/// A share of so many people.
fn share_of(lang: Lang, people: Option<u64>, found: Option<Estimate>) -> CellText {
    if people == Some(0) { Some((NOBODY.to_owned(), String::new())) } else { shares(lang, found) }
}

fn count(lang: Lang, found: Option<u64>) -> CellText {
    found.map(|count| (lang.count(count), String::new()))
}

fn view(site: &Site, lang: Lang, found: &ModelQuality) -> ModelView {
    let is_current = |report: &ModelReportAt| found.shown.as_ref().is_some_and(|(shown, _)| shown == report);
    let tab = |report: &ModelReportAt| Tab {
        label: lang.t2("model-report", "quarter", quarter_name(lang, report.quarter), "model", &report.model),
        href: with(&with(&links::model_quality(), "model", &report.model), "quarter", report.quarter),
        current: is_current(report),
    };
    let (next, day) = found.next;
    let mut how = vec![
        lang.t("model-how-index"),
        lang.t("model-how-versions"),
        lang.t("model-how-helped"),
        lang.t1("model-how-floor", "floor", found.floor),
        lang.t2("quality-how-next", "quarter", quarter_name(lang, next), "day", lang.date(day)),
        lang.t("model-how-simulated"),
    ];
    let Some((at, report)) = &found.shown else {
        let lead = vec![lang.t("model-none"), lang.t1("model-in-force", "model", &found.in_force)];
        let title = lang.t("model-title");
        return ModelView { reports: Vec::new(), title, lead, tables: Vec::new(), how, fault: None, is_simulated: false };
    };
    how.push(lang.t2("model-how-made", "at", moment(site, lang, at.at), "model", &at.model));
    let tables = if report.is_enough { tables(lang, report, &found.areas) } else { Vec::new() };
    ModelView {
        reports: found.reports.iter().map(tab).collect(),
        title: lang.t2("model-report", "quarter", quarter_name(lang, at.quarter), "model", &at.model),
        lead: lead(lang, report, found.floor),
        tables,
        how,
        fault: None,
        is_simulated: false,
    }
}

fn lead(lang: Lang, report: &ModelReport, floor: u64) -> Vec<String> {
    let few = || lang.t1("areas-few", "floor", floor);
    let told = |count: Option<u64>| count.map_or_else(few, |count| lang.count(count));
    // i18n: level-*
    let level = lang.t(&format!("level-{}", report.outcome.code()));
    let days = report.window_days.to_string();
    let mut lines = vec![
        lang.t3("model-outcome", [("level", &level), ("days", &days), ("day", &lang.date(report.index))]),
        lang.t2("model-people", "people", told(report.people), "happened", told(report.happened)),
    ];
    if !report.is_enough {
        lines.push(lang.t2(
            "model-too-little",
            "people",
            lang.count(report.least_people),
            "outcomes",
            lang.count(report.least_outcomes),
        ));
    }
    lines
}

pub(super) fn tables(lang: Lang, report: &ModelReport, areas: &[(String, String)]) -> Vec<ModelTable> {
    // i18n: model-level model-count model-happened model-share attention-level-*
    let heads = |keys: &[&str]| keys.iter().map(|key| lang.t(key)).collect::<Vec<_>>();
    let rows = report.levels.iter().map(|line| {
        let cells = vec![count(lang, line.people), count(lang, line.happened), share_of(lang, line.people, line.share)];
        (lang.t(&format!("attention-level-{}", line.level.code())), cells)
    });
    let mut tables = vec![ModelTable {
        id: "by-level",
        title: lang.t("model-by-level"),
        lines: Vec::new(),
        heads: heads(&["model-level", "model-count", "model-happened", "model-share"]),
        rows: rows.collect(),
    }];
    let mut lines = Vec::new();
    lines.extend(report.auc.map(|auc| lang.t1("model-auc", "auc", number(lang, auc))));
    match &report.judged {
        Some(judged) => {
            lines.extend(judged_lines(lang, judged));
            let bins = judged.bins.iter().map(|bin| {
                let nobody = (bin.people == Some(0)).then(|| (NOBODY.to_owned(), String::new()));
                let told = bin.told.map(|told| (percent(told), String::new())).or(nobody);
                let name = lang.t2("quality-range", "low", percent(bin.from), "high", percent(bin.below));
                (name, vec![count(lang, bin.people), told, share_of(lang, bin.people, bin.seen)])
            });
            tables.push(ModelTable {
                id: "reliability",
                title: lang.t("model-reliability"),
                lines,
                heads: heads(&["model-bin", "model-count", "model-told", "model-seen"]),
                rows: bins.collect(),
            });
        }
        None => {
            lines.push(lang.t("model-not-judged"));
            let title = lang.t("model-reliability");
            tables.push(ModelTable { id: "reliability", title, lines, heads: Vec::new(), rows: Vec::new() });
        }
    }
    tables.extend(report.fairness.iter().map(|line| groups(lang, line, areas)));
    tables
}

fn judged_lines(lang: Lang, judged: &Probabilities) -> Vec<String> {
    let three = |value: f64| format!("{value:.3}");
    let parts = [three(judged.reliability), three(judged.resolution), three(judged.uncertainty)];
    let [reliability, resolution, uncertainty] = parts.each_ref().map(String::as_str);
    let parts =
        lang.t3("model-brier-parts", [("reliability", reliability), ("resolution", resolution), ("uncertainty", uncertainty)]);
    // no quarter: a simulation of two periods
    let fitted = judged.fitted_on.parse().map_or_else(
        |_| lang.t("model-simulated-fitted"),
        |quarter| lang.t1("model-fitted", "quarter", quarter_name(lang, quarter)),
    );
    let mut lines = vec![fitted, lang.t2("model-brier", "score", three(judged.brier), "parts", parts)];
    lines.extend(judged.in_the_large.map(|found| lang.t1("model-in-the-large", "value", number(lang, found))));
    lines.extend(judged.slope.map(|found| lang.t1("model-slope", "value", number(lang, found))));
    lines
}

fn groups(lang: Lang, line: &FairnessLine, areas: &[(String, String)]) -> ModelTable {
    let (id, title) = match line.by.as_str() {
        "sex" => ("by-sex", lang.t("model-by-sex")),
        "age" => ("by-age", lang.t("model-by-age")),
        _ => ("by-area", lang.t("model-by-area")),
    };
    let name = |label: &Option<String>| match (label, line.by.as_str()) {
        (None, _) => lang.t("model-unknown"),
        // i18n: sex-*
        (Some(code), "sex") => lang.t(&format!("sex-{code}")),
        (Some(from), "age") => lang.t1("model-age-from", "from", from),
        (Some(path), _) => areas.iter().find(|(known, _)| known == path).map_or_else(|| path.clone(), |(_, name)| name.clone()),
    };
    // i18n: model-flagged model-precision model-sensitivity model-false-alarms
    let heads = ["model-group", "model-count", "model-flagged", "model-precision", "model-sensitivity", "model-false-alarms"];
    let mut lines = vec![lang.t("model-difference")];
    lines.extend((0 < line.hidden).then(|| lang.t1("model-hidden", "count", lang.count(line.hidden))));
    let rows = line.groups.iter().map(|group| {
        let rate = |(rate, difference): (&Option<Estimate>, &Option<Estimate>)| {
            let (value, range) = shares(lang, *rate)?;
            // an interval without zero is a reason to look
            let apart = difference.is_some_and(|found| 0.0 < found.low || found.high < 0.0);
            Some((value, if apart { lang.t1("model-apart", "range", range) } else { range }))
        };
        let rates = group.rates.iter().zip(&group.differences).map(rate);
        (name(&group.label), std::iter::once(count(lang, Some(group.people))).chain(rates).collect())
    });
    ModelTable { id, title, lines, heads: heads.iter().map(|key| lang.t(key)).collect(), rows: rows.collect() }
}

impl Samples for ModelPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || StaffShell::sample(lang, Area::Aggregates);
        let title =
            lang.t2("model-report", "quarter", lang.t2("quality-quarter", "year", "2026", "number", "3"), "model", "default@1");
        let tab = Tab { label: title.clone(), href: links::model_quality(), current: true };
        let share = Estimate { value: 0.31, low: 0.27, high: 0.35 };
        let row = |name: String| (name, vec![count(lang, Some(1_204)), None, shares(lang, Some(share))]);
        let table = ModelTable {
            id: "by-level",
            title: lang.t("model-by-level"),
            lines: vec![lang.t1("model-auc", "auc", number(lang, Estimate { value: 0.74, low: 0.70, high: 0.78 }))],
            heads: ["model-level", "model-count", "model-happened", "model-share"].map(|key| lang.t(key)).to_vec(),
            rows: vec![row(lang.t("attention-level-red")), row(say(lang, "城西区", "Chengxi district"))],
        };
        let how = vec![lang.t("model-how-index"), lang.t1("model-how-floor", "floor", 5)];
        let lead = vec![lang.t2("model-people", "people", "8,120", "happened", "214")];
        let full = ModelView { reports: vec![tab], title, lead, tables: vec![table], how, fault: None, is_simulated: false };
        let little = vec![lang.t2("model-too-little", "people", "200", "outcomes", "20")];
        let few = ModelView { lead: little, tables: Vec::new(), fault: Some(lang.t("fault-model-report")), ..full.clone() };
        let made_up = ModelView { is_simulated: true, ..full.clone() };
        let page = |view| Self { shell: shell(), view };
        vec![("full", page(full)), ("too-little", page(few)), ("simulated", page(made_up))]
    }
}
