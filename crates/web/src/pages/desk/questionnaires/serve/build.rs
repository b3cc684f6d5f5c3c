//! One version: the form, keeping it, and its steps.

use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::questionnaires::{Handed, QuestionnaireView};
use xinqiao_kernel::id::QuestionnaireVersionId;
use xinqiao_psychometrics::builder::{Draft, DraftFault};

use super::told::{facts, trouble};
use crate::fault::Fault;
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::questionnaires::page::ways;
use crate::pages::desk::questionnaires::{BuildForm, QuestionnairePage, step_form};
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::warning_parts::Fields;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// What was just done, and of which list more rows are wanted.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    done: String,
    #[serde(default)]
    more: String,
    /// how many things of a file were left out
    left: Option<usize>,
}

pub async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<QuestionnaireVersionId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let view = site.app.questionnaire(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    // i18n: builder-done-*
    let told = match (asked.done.as_str(), asked.left) {
        (_, Some(left)) => Some(lang.t1("builder-done-imported", "count", left)),
        ("saved" | "hand-in" | "release" | "send-back" | "withdraw" | "recall" | "next", None) => {
            Some(lang.t(&format!("builder-done-{}", asked.done)))
        }
        _ => None,
    };
    Ok(show(&built(&site, &visitor, &view, None, &asked.more).await?.with_told(told)))
}

pub async fn save(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<QuestionnaireVersionId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let draft = Draft::of(fields.pairs());
    let revision = fields.parsed("revision").unwrap_or(0);
    let why = match site.app.save_questionnaire(caller, id, revision, &draft).await {
        Ok(revision) if fields.text("do") == "hand-in" => {
            match site.app.hand_in_questionnaire(caller, id, revision).await {
                Ok(Handed::Done) => return Ok(go(&with(&links::questionnaire(id), "done", "hand-in"))),
                // what was typed is kept; the page says what is wrong with it
                Ok(Handed::Faulty(_)) => {
                    let view = site.app.questionnaire(caller, id).await.map_err(|fault| visitor.fault(fault))?;
                    let page = built(&site, &visitor, &view, None, "").await?;
                    let page = page.with_told(Some(lang.t("builder-not-handed-in")));
                    return Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
                }
                Err(why) => why,
            }
        }
        Ok(_) => {
            let more = fields.text("more");
            let saved = with(&links::questionnaire(id), "done", "saved");
            return Ok(match more {
                "" => go(&saved),
                more => go(&format!("{}#section-{more}", with(&saved, "more", more))),
            });
        }
        Err(why) => why,
    };
    let Some(told) = trouble(lang, &why) else { return Err(visitor.fault(why)) };
    let status = if matches!(why, AppError::Conflict { .. }) { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = site.app.questionnaire(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    // nothing that was typed is lost, also when somebody else was quicker
    let page = built(&site, &visitor, &view, Some(&draft), "").await?.with_told(Some(told));
    Ok(show_with(status, &page))
}

pub async fn step(
    State(site): State<Site>,
    visitor: Visitor,
    Path((id, verb)): Path<(QuestionnaireVersionId, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let app = &site.app;
    let (revision, reason) = (fields.parsed("revision").unwrap_or(0), fields.text("reason"));
    let made = match verb.as_str() {
        "hand-in" => app.hand_in_questionnaire(caller, id, revision).await,
        "release" => app.release_questionnaire(caller, id, revision).await,
        "send-back" => app.return_questionnaire(caller, id, revision, reason).await.map(|()| Handed::Done),
        "recall" => app.recall_questionnaire(caller, id, revision, reason).await.map(|()| Handed::Done),
        "withdraw" => app.withdraw_questionnaire(caller, id, revision, reason).await.map(|()| Handed::Done),
        "next" => match app.next_questionnaire_version(caller, id).await {
            Ok(next) => return Ok(go(&with(&links::questionnaire(next), "done", "next"))),
            Err(why) => Err(why),
        },
        _ => Err(AppError::NotFound),
    };
    let (status, told, faults) = match made {
        Ok(Handed::Done) => return Ok(go(&with(&links::questionnaire(id), "done", verb))),
        Ok(Handed::Faulty(faults)) => (StatusCode::UNPROCESSABLE_ENTITY, lang.t("builder-not-released"), faults),
        Err(why) => match trouble(lang, &why) {
            Some(told) if matches!(why, AppError::Conflict { .. }) => (StatusCode::CONFLICT, told, Vec::new()),
            Some(told) => (StatusCode::UNPROCESSABLE_ENTITY, told, Vec::new()),
            None => return Err(visitor.fault(why)),
        },
    };
    let view = app.questionnaire(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let view = QuestionnaireView { faults: shown(&view, faults), ..view };
    Ok(show_with(status, &built(&site, &visitor, &view, None, "").await?.with_told(Some(told))))
}

fn shown(view: &QuestionnaireView, faults: Vec<DraftFault>) -> Vec<DraftFault> {
    if faults.is_empty() { view.faults.clone() } else { faults }
}

/// The page of a version; `typed` is what somebody typed and what was not kept.
async fn built(
    site: &Site,
    visitor: &Visitor,
    view: &QuestionnaireView,
    typed: Option<&Draft>,
    more: &str,
) -> Result<QuestionnairePage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let line = &view.line;
    let id = line.id;
    let stage = line.stage.as_str();
    let in_the_making = matches!(stage, "draft" | "tested");
    let draft = typed.unwrap_or(&view.draft);
    let form = (in_the_making && view.may_build)
        .then(|| BuildForm::new(lang, links::questionnaire(id), line.revision, draft, &view.faults, more));
    let mut verbs = Vec::new();
    if stage == "tested" && view.may_release {
        verbs.extend(["release", "send-back"]);
    }
    if !in_the_making && view.may_build {
        verbs.push("next");
    }
    match (stage == "released", view.may_build, view.may_release) {
        (true, true, _) => verbs.push("withdraw"),
        (true, false, true) => verbs.push("recall"),
        _ => {}
    }
    let steps = verbs.into_iter().map(|verb| step_form(lang, id, line.revision, verb)).collect();
    let ways = ways(lang, id, view.pack.is_some(), stage != "draft");
    let shell = shell(site, visitor, caller, Area::Campaigns, None).await?;
    let page = QuestionnairePage::new(shell, facts(site, lang, view)).with_faults(&view.faults).with_steps(steps, ways);
    Ok(if form.is_some() { page.with_form(form) } else { page.with_said(draft) })
}
