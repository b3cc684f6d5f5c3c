//! Opening a case.

use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::casework::NewCase;
use xinqiao_cases::Origin;
use xinqiao_kernel::id::{PersonId, WarningId};

use crate::fault::Fault;
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::cases::{CaseNewPage, words};
use crate::pages::desk::parts::{Entry, EntryKind, PostForm};
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::warning_parts::{Fields, person_card};
use crate::parts::{Alert, AlertTone, Choice};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// From which warning.
#[derive(Deserialize)]
pub struct From {
    warning: Option<WarningId>,
}

pub async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<PersonId>,
    Query(from): Query<From>,
) -> Result<Response, Fault> {
    Ok(show(&blank(&site, &visitor, id, from.warning, |form| form).await?))
}

pub async fn open(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let person: PersonId = fields.parsed("person").ok_or_else(|| visitor.fault(AppError::NotFound))?;
    let warning: Option<WarningId> = fields.parsed("warning");
    let why = match asked(&site, &fields, person, warning) {
        Ok(new) => match site.app.open_case(caller, &new).await {
            Ok(id) => return Ok(go(&with(&links::case(id), "done", "opened"))),
            Err(why) => why,
        },
        Err(why) => why,
    };
    let status = match &why {
        AppError::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        AppError::Conflict { .. } => StatusCode::CONFLICT,
        _ => return Err(visitor.fault(why)),
    };
    let lang = visitor.preferences.lang;
    let again = |form: PostForm| words::with_faults(lang, form.filled(fields.pairs()), &why);
    Ok(show_with(status, &blank(&site, &visitor, person, warning, again).await?))
}

fn asked(site: &Site, fields: &Fields, person: PersonId, warning: Option<WarningId>) -> Result<NewCase, AppError> {
    let kind = fields.parsed("kind").ok_or_else(|| AppError::field("kind", "fault-choose", fields.text("kind")))?;
    let origin = match warning {
        Some(_) => Origin::Warning,
        None => fields.parsed("origin").ok_or_else(|| AppError::field("origin", "fault-choose", fields.text("origin")))?,
    };
    let case = fields.parsed("case").unwrap_or_else(|| site.app.fresh_case());
    let event = fields.parsed("event").unwrap_or_else(|| site.app.fresh_case_event());
    Ok(NewCase { case, event, person, kind, origin, warning, note: fields.note() })
}

/// The page, with the form as `fill` leaves it.
async fn blank(
    site: &Site,
    visitor: &Visitor,
    id: PersonId,
    warning: Option<WarningId>,
    fill: impl FnOnce(PostForm) -> PostForm,
) -> Result<CaseNewPage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let offer = site.app.case_offer(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let rules = site.app.case_rules().map_err(|fault| visitor.fault(fault))?;
    let place = offer.person.as_ref().map_or_else(|| site.app.place().clone(), |person| person.place.clone());
    let person = person_card(site, visitor, offer.person.as_ref(), &place, None).await?;
    let told = offer.there.map(|there| {
        let name = offer.responsible.unwrap_or_default();
        let text = lang.t1(if there.is_some() { "case-there-mine" } else { "case-there" }, "name", name);
        Alert::new(AlertTone::Info, text)
    });
    let kinds = rules.raw().lists.kind.iter().map(|row| Choice::new(row.code.to_string(), words::title(lang, &row.title)));
    let mut form = PostForm::new("case", links::cases(), lang.t("case-open"))
        .primary()
        .with_hidden("case", site.app.fresh_case().to_string())
        .with_hidden("event", site.app.fresh_case_event().to_string())
        .with_hidden("person", id.to_string())
        .with_entry(Entry::new("case", "kind", lang.t("case-f-kind"), EntryKind::Select(kinds.collect())).required());
    match warning {
        Some(warning) => form = form.with_hidden("warning", warning.to_string()),
        None => {
            let origins = Origin::ALL.iter().filter(|origin| **origin != Origin::Warning);
            let origins = origins.map(|one| Choice::new(one.code(), words::of(lang, "origin", one.code()))).collect();
            form = form.with_entry(Entry::new("case", "origin", lang.t("case-f-origin"), EntryKind::Select(origins)).required());
        }
    }
    let note = Entry::new("case", "note", lang.t("case-f-why"), EntryKind::Lines);
    let form = form.with_entry(if warning.is_none() { note.required() } else { note });
    let back = match warning {
        Some(warning) => (lang.t("case-back-warning"), links::warning(warning)),
        None => (lang.t("file-title"), links::person(id)),
    };
    Ok(CaseNewPage {
        shell: shell(site, visitor, caller, Area::Cases, None).await?,
        person,
        back,
        form: offer.there.is_none().then(|| fill(form)),
        told,
    })
}
