//! Beginning a duty.

use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::duties::NewDuty;
use xinqiao_app::{AppError, FieldFault};
use xinqiao_duties::Kind;
use xinqiao_kernel::id::{DutyEntryId, DutyId, PersonId};
use xinqiao_kernel::place::PlacePath;

use super::action;
use crate::fault::Fault;
use crate::page::{go, show, show_with};
use crate::pages::desk::address::{self, with};
use crate::pages::desk::duties::{DutyNewPage, NewForm, parse};
use crate::pages::desk::parts::PostForm;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::warning_parts::Fields;
use crate::parts::Choice;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// About whom.
#[derive(Deserialize)]
pub struct About {
    person: Option<String>,
}

pub async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(kind): Path<String>,
    Query(about): Query<About>,
) -> Result<Response, Fault> {
    let kind: Kind = kind.parse().map_err(|_| visitor.fault(AppError::NotFound))?;
    let person = about.person.and_then(|person| person.parse().ok());
    Ok(show(&blank(&site, &visitor, kind, person, None, |form| form).await?))
}

pub async fn begin(
    State(site): State<Site>,
    visitor: Visitor,
    Path(kind): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let kind: Kind = kind.parse().map_err(|_| visitor.fault(AppError::NotFound))?;
    let person: Option<PersonId> = fields.parsed("person");
    let ids: Option<(DutyId, DutyEntryId)> = fields.parsed("duty").zip(fields.parsed("entry"));
    let why = match begun(&site, &visitor, kind, person, ids, &fields).await {
        Ok(id) if kind == Kind::MinorAccess => return Ok(go(&with(&address::notices(), "asked", id))),
        Ok(id) => return Ok(go(&with(&address::duty(kind, id), "done", "opened"))),
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => why,
        Err(other) => return Err(visitor.fault(other)),
    };
    let lang = visitor.preferences.lang;
    let again = |form: PostForm| super::step::with_faults(lang, form.filled(fields.pairs()), &why);
    let page = blank(&site, &visitor, kind, person, ids, again).await?;
    Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

async fn begun(
    site: &Site,
    visitor: &Visitor,
    kind: Kind,
    person: Option<PersonId>,
    ids: Option<(DutyId, DutyEntryId)>,
    fields: &Fields,
) -> Result<DutyId, AppError> {
    let caller = visitor.caller.as_ref().ok_or(AppError::SignedOut)?;
    let (id, entry) = ids.ok_or_else(|| AppError::field("note", "fault-duty-form", ""))?;
    let note = fields.note().unwrap_or_default();
    if kind == Kind::MinorAccess {
        let person = person.ok_or(AppError::NotFound)?;
        return site.app.ask_minor_access(caller, person, (id, entry), &note).await;
    }
    let step = parse::first(site, kind, fields);
    let place: Option<PlacePath> = fields.parsed("place").filter(|_| !fields.text("place").is_empty());
    let (step, place) = match (step, place, person) {
        (Ok(step), Some(place), _) => (step, place),
        (Ok(step), None, Some(_)) => (step, PlacePath::root()),
        (Ok(_), None, None) => return Err(AppError::field("place", "fault-place", fields.text("place"))),
        (Err(AppError::Invalid(mut faults)), place, person) => {
            if place.is_none() && person.is_none() {
                let found = fields.text("place").to_owned();
                faults.push(FieldFault { field: "place", expected: "fault-place", found });
            }
            return Err(AppError::Invalid(faults));
        }
        (Err(other), _, _) => return Err(other),
    };
    site.app.open_duty(caller, &NewDuty { id, entry, place, person, note, step }).await
}

/// The page of an empty form; `ids` are those of a form that came back.
async fn blank(
    site: &Site,
    visitor: &Visitor,
    kind: Kind,
    person: Option<PersonId>,
    ids: Option<(DutyId, DutyEntryId)>,
    fill: impl FnOnce(PostForm) -> PostForm,
) -> Result<DutyNewPage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let today = site.app.day(site.app.now());
    let about_somebody = matches!(kind, Kind::MinorReport | Kind::MinorAccess);
    let may = if kind == Kind::MinorAccess { caller.is_staff() } else { caller.actor().may(action(kind), today) };
    if !may || about_somebody != person.is_some() {
        return Err(visitor.fault(AppError::NotFound));
    }
    let (id, entry) = ids.unwrap_or_else(|| site.app.new_duty_ids());
    let places = if about_somebody { Vec::new() } else { places(site, visitor, kind).await? };
    let situations = site.app.reportable().iter().map(|one| {
        let text = one.text.get(lang.tag()).cloned().unwrap_or_default();
        (one.code.clone(), text)
    });
    let form = NewForm { lang, kind, id, entry, person, places, situations: situations.collect() };
    Ok(DutyNewPage::new(shell(site, visitor, caller, Area::Duties, None).await?, kind, fill(form.form())))
}

/// The places of the caller's own assignments that have the action.
async fn places(site: &Site, visitor: &Visitor, kind: Kind) -> Result<Vec<Choice>, Fault> {
    let caller = visitor.signed_in()?;
    let mut choices: Vec<Choice> = Vec::new();
    for place in site.app.duty_places(caller, kind) {
        let name = site.app.place_name(&place).await.map_err(|fault| visitor.fault(fault))?;
        choices.push(Choice::new(place.as_str(), name));
    }
    Ok(choices)
}
