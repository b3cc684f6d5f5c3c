//! Looking back at emergencies: justified or not, and whether the person was told.

use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use xinqiao_app::emergency::{ReviewItem, VERDICTS};
use xinqiao_app::{AppError, Caller};
use xinqiao_kernel::id::EmergencyId;

use super::emergency::{Done, reason, verdict_words};
use super::staff::shell;
use super::timing::moment;
use super::warning_parts::{Fields, fault_words};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::desk::address;
use crate::pages::desk::emergency::{EmergencyReviewsPage, ReviewView};
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

pub async fn page(State(site): State<Site>, visitor: Visitor, Query(query): Query<Done>) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    // i18n: review-done-*
    let known = ["reviewed", "held", "told"].contains(&query.done.as_str());
    let done = known.then(|| lang.t(&format!("review-done-{}", query.done)));
    Ok(show(&reviews(&site, &visitor, done, None).await?))
}

/// A form that did not go through.
struct Retry<'a> {
    id: EmergencyId,
    form: &'static str,
    fields: &'a Fields,
    why: AppError,
}

async fn reviews(
    site: &Site,
    visitor: &Visitor,
    done: Option<String>,
    retry: Option<Retry<'_>>,
) -> Result<EmergencyReviewsPage, Fault> {
    let caller = visitor.signed_in()?;
    let items = site.app.emergency_reviews(caller).await.map_err(|fault| visitor.fault(fault))?;
    let mut views = Vec::with_capacity(items.len());
    for item in &items {
        let mut view = view(site, visitor, caller, item).await?;
        if let Some(retry) = retry.as_ref().filter(|retry| retry.id == item.row.id) {
            let form = if retry.form == "review" { &mut view.review } else { &mut view.hold };
            let lang = visitor.preferences.lang;
            *form = form.take().map(|form| fault_words(lang, form.filled(retry.fields.pairs()), &retry.why));
        }
        views.push(view);
    }
    Ok(EmergencyReviewsPage::new(shell(site, visitor, caller, Area::Reviews, None).await?, done, views))
}

async fn view(site: &Site, visitor: &Visitor, caller: &Caller, item: &ReviewItem) -> Result<ReviewView, Fault> {
    let lang = visitor.preferences.lang;
    let row = &item.row;
    let place = site.app.place_name(&row.place).await.map_err(|fault| visitor.fault(fault))?;
    let at = |instant| moment(site, lang, instant);
    let mut facts = vec![
        (lang.t("audit-who"), [row.name.clone(), words::role(lang, &row.role)].join(&lang.t("join-comma"))),
        (lang.t("emergency-place"), place),
        (lang.t("audit-person-id"), row.person.to_string()),
        (lang.t("review-open-from"), at(row.opened_at)),
        (lang.t("review-open-until"), row.ended_at.map_or_else(|| lang.t1("emergency-until", "at", at(row.until_at)), at)),
        (lang.t("review-readings"), item.readings.to_string()),
        (lang.t("review-due"), at(row.review_due_at)),
    ];
    // i18n: hold-reason-*
    let told = match (row.told_at, &row.told_how, row.hold_until, &row.hold_reason) {
        (Some(told), Some(how), ..) if how == "in_person" => lang.t1("review-told-in-person", "at", at(told)),
        (Some(told), ..) => lang.t1("review-told", "at", at(told)),
        (None, _, Some(until), Some(why)) => {
            let why = lang.t(&format!("hold-reason-{}", why.replace('_', "-")));
            lang.t2("review-held", "at", at(until), "why", why)
        }
        _ if !item.has_account => lang.t("review-no-account"),
        _ => lang.t("review-told-after"),
    };
    facts.push((lang.t("review-person"), told));
    let waits = row.verdict.is_none() && row.account != caller.account();
    let untold = row.told_at.is_none();
    Ok(ReviewView {
        title: reason(lang, &row.reason),
        late: item.late,
        facts,
        words: row.words.clone(),
        verdict: row.verdict.as_deref().map(|verdict| {
            lang.t2(
                "review-found",
                "verdict",
                verdict_words(lang, verdict),
                "words",
                row.verdict_words.as_deref().unwrap_or_default(),
            )
        }),
        review: waits.then(|| review_form(lang, row.id)),
        hold: (untold && row.hold_reason.is_none()).then(|| hold_form(site, lang, row.id)),
        told: (untold && !item.has_account && row.ended_at.is_some())
            .then(|| PostForm::new("emergency-told", links::emergency_told(row.id), lang.t("review-told-button"))),
    })
}

fn review_form(lang: Lang, id: EmergencyId) -> PostForm {
    let verdicts = VERDICTS.iter().map(|code| Pick::new(*code, verdict_words(lang, code))).collect();
    PostForm::new("emergency-review", links::emergency_review(id), lang.t("review-submit"))
        .primary()
        .with_entry(Entry::new("emergency-review", "verdict", lang.t("review-verdict"), EntryKind::Radios(verdicts)).required())
        .with_entry(Entry::new("emergency-review", "words", lang.t("review-words"), EntryKind::Lines).required())
}

fn hold_form(site: &Site, lang: Lang, id: EmergencyId) -> PostForm {
    let reasons = site.app.emergency_rules().map(|rules| rules.hold_reasons.clone()).unwrap_or_default();
    let reasons =
        reasons.iter().map(|code| Pick::new(code.clone(), lang.t(&format!("hold-reason-{}", code.replace('_', "-"))))).collect();
    PostForm::new("emergency-hold", links::emergency_hold(id), lang.t("review-hold"))
        .with_entry(
            Entry::new("emergency-hold", "hold_reason", lang.t("review-hold-reason"), EntryKind::Radios(reasons)).required(),
        )
        .with_entry(Entry::new("emergency-hold", "days", lang.t("review-hold-days-label"), EntryKind::Line("number")).required())
}

async fn answered(
    site: &Site,
    visitor: &Visitor,
    outcome: xinqiao_app::Result<()>,
    done: &str,
    retry: (EmergencyId, &'static str, &Fields),
) -> Result<Response, Fault> {
    match outcome {
        Ok(()) => Ok(go(&address::with(&links::emergency_reviews(), "done", done))),
        // somebody was faster: the page shows what they found
        Err(AppError::Conflict { .. }) => Ok(go(&links::emergency_reviews())),
        Err(why @ AppError::Invalid(_)) => {
            let retry = Retry { id: retry.0, form: retry.1, fields: retry.2, why };
            Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &reviews(site, visitor, None, Some(retry)).await?))
        }
        Err(fault) => Err(visitor.fault(fault)),
    }
}

pub async fn review(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<EmergencyId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let outcome = site.app.review_emergency(caller, id, fields.text("verdict"), fields.text("words")).await;
    answered(&site, &visitor, outcome, "reviewed", (id, "review", &fields)).await
}

pub async fn hold(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<EmergencyId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let days = fields.parsed("days").unwrap_or_default();
    let outcome = site.app.hold_emergency(caller, id, fields.text("hold_reason"), days).await;
    answered(&site, &visitor, outcome, "held", (id, "hold", &fields)).await
}

pub async fn told(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<EmergencyId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let outcome = site.app.told_in_person(caller, id).await;
    answered(&site, &visitor, outcome, "told", (id, "told", &fields)).await
}
