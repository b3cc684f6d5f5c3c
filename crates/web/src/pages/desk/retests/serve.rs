//! Handlers of tasks to ask again: the list, and what came of one.

use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use jiff::Timestamp;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::retests::{RetestAfter, RetestView};
use xinqiao_kernel::id::RetestId;
use xinqiao_psychometrics::validity::Validity;

use super::page::form;
use super::{RetestCard, RetestsPage, rule};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links::{self, pattern as at};
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::parts::Pager;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::{moment, sla};
use crate::pages::desk::serve::warning_parts::{Fields, fault_words};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

/// The routes of tasks to ask again.
pub fn routes() -> Router<Site> {
    Router::new().route(at::RETESTS, get(page)).route(at::RETEST, post(settle))
}

/// Which tasks, and what was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    stage: String,
    #[serde(default)]
    done: String,
    at: Option<i64>,
    id: Option<RetestId>,
}

async fn page(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let told = (!asked.done.is_empty()).then(|| visitor.preferences.lang.t("retests-done"));
    Ok(show(&build(&site, &visitor, &asked, told, None).await?))
}

async fn settle(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<RetestId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let note = Some(fields.text("note")).filter(|text| !text.is_empty());
    let why = match site.app.settle_retest(caller, id, fields.text("ending"), note).await {
        Ok(()) => return Ok(go(&with(&links::retests(), "done", "settled"))),
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => why,
        Err(other) => return Err(visitor.fault(other)),
    };
    let status = match &why {
        AppError::Conflict { .. } => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let told = matches!(why, AppError::Conflict { .. }).then(|| visitor.preferences.lang.t("conflict-retest-settled"));
    let page = build(&site, &visitor, &Asked::default(), told, Some((id, &fields, &why))).await?;
    Ok(show_with(status, &page))
}

async fn build(
    site: &Site,
    visitor: &Visitor,
    asked: &Asked,
    told: Option<String>,
    wrong: Option<(RetestId, &Fields, &AppError)>,
) -> Result<RetestsPage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let is_settled = asked.stage == "settled";
    let after = asked.at.zip(asked.id).and_then(|(at, id)| Some(RetestAfter { at: Timestamp::from_microsecond(at).ok()?, id }));
    let found = site.app.retests(caller, is_settled, after).await.map_err(|fault| visitor.fault(fault))?;
    let rules = site.app.validity_rules().map_err(|fault| visitor.fault(fault))?;
    let mut cards = Vec::with_capacity(found.tasks.len());
    for one in &found.tasks {
        let mut card = card(site, lang, one);
        if let Some((id, fields, why)) = wrong
            && let Some(form) = card.form.take()
        {
            let mended = if id == one.row.id { fault_words(lang, form.filled(fields.pairs()), why) } else { form };
            card.form = Some(mended);
        }
        cards.push(card);
    }
    let base = if is_settled { with(&links::retests(), "stage", "settled") } else { links::retests() };
    let pager = found.next.map(|next| {
        let older = with(&with(&base, "at", next.at.as_microsecond()), "id", next.id);
        Pager { lang, text: lang.t1("audit-page", "count", cards.len()), newer: None, older: Some(older) }
    });
    let shell = shell(site, visitor, caller, Area::Desk, None).await?;
    Ok(RetestsPage::new(shell, is_settled, cards, pager, how(lang, rules)).with_told(told))
}

/// When a sheet is put aside, so that anybody can do it again.
fn how(lang: Lang, rules: &Validity) -> Vec<String> {
    let (invalid, flag) = rules.seconds();
    vec![
        lang.t("retests-how-what"),
        lang.t2("retests-how-fast", "least", words::number(invalid), "more", words::number(flag)),
        lang.t1("retests-how-line", "items", rules.least_items()),
        lang.t1("retests-how-days", "days", rules.due_days()),
    ]
}

fn card(site: &Site, lang: Lang, one: &RetestView) -> RetestCard {
    let row = &one.row;
    let is_talk = row.way == "talk";
    let pack = site.app.library().instrument(&row.instrument);
    let name = pack.and_then(|pack| words::text_of(pack, lang)).map_or_else(|| row.instrument.clone(), |text| text.name.clone());
    let about: Vec<String> =
        [Some(name), one.campaign.clone(), Some(moment(site, lang, row.created_at))].into_iter().flatten().collect();
    let rules: Vec<String> = row.rules.iter().map(|code| rule(lang, code)).collect();
    let mut settled = Vec::new();
    if let Some((ending, at, by)) = &row.settled {
        // i18n: retest-end-*
        let ending = lang.t(&format!("retest-end-{}", ending.replace('_', "-")));
        settled.push(lang.t2("retest-was-settled", "at", moment(site, lang, *at), "ending", ending));
        settled.extend(by.is_none().then(|| lang.t("retest-by-sheet")));
        settled.extend(row.note.clone());
    }
    let owed = match (is_talk, row.campaign) {
        (true, _) => "retest-owed-talk",
        (false, Some(_)) => "retest-owed-campaign",
        (false, None) => "retest-owed-form",
    };
    RetestCard {
        id: format!("retest-{}", row.id),
        name: row.name.clone(),
        place: one.place.clone(),
        about: about.join(&lang.t("join-comma")),
        why: lang.t1("retest-why", "rules", rules.join(&lang.t("join-comma"))),
        // i18n: retest-owed-talk retest-owed-campaign retest-owed-form
        owed: lang.t(owed),
        sla: row.settled.is_none().then(|| sla(lang, row.created_at, row.due_at, site.app.now())),
        settled,
        file: one.has_file.then(|| links::person(row.person)),
        form: row.settled.is_none().then(|| form(lang, row.id, is_talk)),
    }
}
