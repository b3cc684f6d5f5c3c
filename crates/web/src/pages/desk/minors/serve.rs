//! Handlers of the approvals for minors.

use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::accounts::GuardedRole;
use xinqiao_kernel::id::AssignmentId;

use super::{Decide, MinorsPage, RoleLine};
use crate::fault::Fault;
use crate::links::{self, pattern as at};
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::warning_parts::Fields;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

/// Codes of what was just done.
const DONE: [&str; 2] = ["approved", "back"];

/// The routes.
pub fn routes() -> Router<Site> {
    Router::new().route(at::MINORS, get(list)).route(at::MINORS_DECIDE, post(decide))
}

/// From where the list goes on, and what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    after: Option<AssignmentId>,
    done: String,
}

async fn list(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    // i18n: minors-done-*
    let done = DONE.contains(&asked.done.as_str()).then(|| lang.t(&format!("minors-done-{}", asked.done)));
    Ok(show(&page(&site, &visitor, asked.after).await?.said(done, None)))
}

async fn page(site: &Site, visitor: &Visitor, after: Option<AssignmentId>) -> Result<MinorsPage, Fault> {
    let caller = visitor.signed_in()?;
    let found = site.app.roles_for_minors(caller, after).await.map_err(|fault| visitor.fault(fault))?;
    let mut lines = Vec::with_capacity(found.roles.len());
    for role in &found.roles {
        lines.push(line(site, visitor, role).await?);
    }
    let more = found.next.map(|next| with(&links::minors(), "after", next.to_string()));
    Ok(MinorsPage::new(shell(site, visitor, caller, Area::Minors, None).await?, lines, more))
}

async fn line(site: &Site, visitor: &Visitor, found: &GuardedRole) -> Result<RoleLine, Fault> {
    let lang = visitor.preferences.lang;
    let today = site.app.day(site.app.now());
    let until = found.row.minors.map(|(_, until)| until);
    let form = Decide {
        action: links::minors_decide(found.row.id),
        suggested: today.saturating_add((site.app.approval_days() - 1).days()).to_string(),
        first: today.to_string(),
        last: today.saturating_add(site.app.approval_days().days()).to_string(),
        has_one: until.is_some_and(|until| today <= until),
    };
    Ok(RoleLine {
        name: found.name.clone(),
        role: words::role(lang, found.role.code()),
        place: site.app.place_name(&found.row.place).await.map_err(|fault| visitor.fault(fault))?,
        now: match until {
            None => lang.t("minors-none"),
            Some(until) if until < today => lang.t1("minors-over", "day", lang.date(until)),
            Some(until) => lang.t1("minors-holds", "day", lang.date(until)),
        },
        form: (!found.is_own).then_some(form),
    })
}

async fn decide(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<AssignmentId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let is_back = fields.text("do") == "back";
    let until: Option<Date> = fields.parsed("until");
    let decided = match (is_back, until) {
        (true, _) => site.app.approve_minors(caller, id, None).await,
        (false, Some(until)) => site.app.approve_minors(caller, id, Some(until)).await,
        // whether there is such a role is not said to those who may not decide about it
        (false, None) => site.app.approve_minors(caller, id, Some(Date::MIN)).await,
    };
    let wrong = match decided {
        Ok(()) => return Ok(go(&with(&links::minors(), "done", DONE[usize::from(is_back)]))),
        Err(AppError::Invalid(_)) => {
            let last = site.app.day(site.app.now()).saturating_add(site.app.approval_days().days());
            lang.t1("fault-minors-until", "day", lang.date(last))
        }
        Err(AppError::Conflict { .. }) => lang.t("minors-role-over"),
        Err(fault) => return Err(visitor.fault(fault)),
    };
    let page = page(&site, &visitor, None).await?.said(None, Some(wrong));
    Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}
