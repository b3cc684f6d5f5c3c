//! Handlers of moving somebody to another place.

use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_kernel::id::PersonId;
use xinqiao_kernel::place::PlacePath;

use super::moved::{MovePage, MoveView, form};
use crate::fault::Fault;
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::warning_parts::{Fields, described, fault_words};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// What was just done: in how many campaigns the person counts elsewhere now, and how many ask no more.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: bool,
    #[serde(default)]
    followed: u64,
    #[serde(default)]
    left: u64,
}

/// The form.
pub async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<PersonId>,
    Query(asked): Query<Done>,
) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    let mut view = view(&site, &visitor, id).await?;
    if asked.done {
        view.done.push(lang.t1("move-done", "place", &view.place));
        let counted = |key: &str, count: u64| (0 < count).then(|| lang.t1(key, "count", count));
        view.done.extend([counted("move-followed", asked.followed), counted("move-left", asked.left)].into_iter().flatten());
    }
    let shell = shell(&site, &visitor, visitor.signed_in()?, Area::People, None).await?;
    Ok(show(&MovePage::new(shell, view)))
}

async fn view(site: &Site, visitor: &Visitor, id: PersonId) -> Result<MoveView, Fault> {
    let lang = visitor.preferences.lang;
    let moving = site.app.moving(visitor.signed_in()?, id).await.map_err(|fault| visitor.fault(fault))?;
    let near: Vec<(String, String)> = moving.near.iter().map(|place| (place.path.to_string(), place.name.clone())).collect();
    Ok(MoveView {
        who: described(site, lang, &moving.person),
        place: site.app.place_name(&moving.person.place).await.map_err(|fault| visitor.fault(fault))?,
        back: links::person(id),
        form: form(lang, links::move_person(id), &near),
        done: Vec::new(),
    })
}

/// Moves the person.
// i18n: fault-move-place
pub async fn post(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<PersonId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let moved = match meant(&site, &visitor, &fields).await? {
        Some(to) => site.app.move_person(caller, id, &to).await,
        None => {
            // who may not move anybody is told that first
            site.app.moving(caller, id).await.map_err(|fault| visitor.fault(fault))?;
            Err(AppError::field("at", "fault-move-place", fields.text("at")))
        }
    };
    match moved {
        Ok(moved) => {
            let address = with(&links::move_person(id), "done", true);
            Ok(go(&with(&with(&address, "followed", moved.followed), "left", moved.left)))
        }
        Err(why @ AppError::Invalid(_)) => {
            let mut view = view(&site, &visitor, id).await?;
            view.form = fault_words(visitor.preferences.lang, view.form.filled(fields.pairs()), &why);
            let shell = shell(&site, &visitor, caller, Area::People, None).await?;
            Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &MovePage::new(shell, view)))
        }
        Err(fault) => Err(visitor.fault(fault)),
    }
}

/// The place that is typed, or else the unit that is chosen.
async fn meant(site: &Site, visitor: &Visitor, fields: &Fields) -> Result<Option<PlacePath>, Fault> {
    let typed = fields.text("at");
    if typed.is_empty() {
        return Ok(fields.parsed::<PlacePath>("unit").filter(|_| !fields.text("unit").is_empty()));
    }
    let found = site.app.place_typed(typed).await.map_err(|fault| visitor.fault(fault))?;
    Ok(found.map(|place| place.path))
}
