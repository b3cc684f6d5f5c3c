//! How right the levels of attention would be if the world were as a pack assumes: one report of a scenario.

use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::quality::SimulatedQuality;

use super::model::{ModelPage, ModelView, number, tables};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::show;
use crate::pages::desk::address::with;
use crate::pages::desk::aggregates::Tab;
use crate::pages::desk::serve::staff::shell;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// Which scenario.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    scenario: String,
}

/// The page of a scenario; of the first where none, or one that is not there, is asked for.
pub async fn page(State(site): State<Site>, visitor: Visitor, Query(wish): Query<Wish>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let asked = (!wish.scenario.is_empty()).then_some(wish.scenario.as_str());
    let mut is_wrong = false;
    let found = match site.app.simulated_quality(caller, asked).await {
        Err(AppError::Invalid(_)) => {
            is_wrong = true;
            site.app.simulated_quality(caller, None).await
        }
        other => other,
    };
    let found = found.map_err(|fault| visitor.fault(fault))?;
    let fault = is_wrong.then(|| lang.t("fault-model-scenario"));
    let view = ModelView { fault, ..view(lang, &found) };
    let shell = shell(&site, &visitor, caller, Area::Aggregates, None).await?;
    Ok(show(&ModelPage { shell, view }))
}

fn words(lang: Lang, title: &xinqiao_risk::Title) -> String {
    match lang {
        Lang::ZhCn => title.zh_cn.clone(),
        Lang::En => title.en.clone(),
    }
}

fn view(lang: Lang, found: &SimulatedQuality) -> ModelView {
    let shown = &found.shown;
    let tabs = found.scenarios.iter().map(|(code, title)| Tab {
        label: words(lang, title),
        href: with(&links::model_simulated(), "scenario", code),
        current: *code == shown.scenario,
    });
    let areas: Vec<(String, String)> = shown.areas.iter().map(|(label, title)| (label.clone(), words(lang, title))).collect();
    ModelView {
        reports: tabs.collect(),
        title: words(lang, &shown.title),
        lead: lead(lang, found),
        tables: if shown.report.is_enough { tables(lang, &shown.report, &areas) } else { Vec::new() },
        how: vec![
            lang.t("model-simulated-how"),
            lang.t("model-simulated-same"),
            lang.t1("model-simulated-best", "model", &shown.model),
        ],
        fault: None,
        is_simulated: true,
    }
}

fn lead(lang: Lang, found: &SimulatedQuality) -> Vec<String> {
    let (shown, report) = (&found.shown, &found.shown.report);
    let count = |count: Option<u64>| lang.count(count.unwrap_or(0));
    let mut lines = vec![
        lang.t2("model-simulated-people", "people", lang.count(shown.people), "days", report.window_days),
        lang.t2("model-people", "people", count(report.people), "happened", count(report.happened)),
        lang.t2("model-simulated-unknown", "people", lang.count(shown.unknown), "happened", lang.count(shown.unknown_happened)),
    ];
    lines.extend(shown.best.map(|best| lang.t1("model-simulated-need", "auc", number(lang, best))));
    if !report.is_enough {
        let (people, outcomes) = (lang.count(report.least_people), lang.count(report.least_outcomes));
        lines.push(lang.t2("model-too-little", "people", people, "outcomes", outcomes));
    }
    lines
}
