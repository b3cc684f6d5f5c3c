//! Handlers of the end of a shift.

use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::roster::{Handed, Offered};
use xinqiao_app::{AppError, Caller, WarningRow};
use xinqiao_kernel::id::{AccountId, WarningEventId, WarningId};

use super::{OfferedLine, OwnLine, ShiftPage};
use crate::fault::Fault;
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::serve::rules_text::{self, Words, level, own_words};
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::{moment, sla};
use crate::pages::desk::serve::warning_parts::{Fields, owners};
use crate::parts::{Choice, LevelBadge};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// Codes of what was just done.
const DONE: [&str; 2] = ["offered", "accepted"];

/// What was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
    count: u64,
}

pub async fn page(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    // i18n: shift-done-*
    let known = DONE.contains(&asked.done.as_str());
    let done = known.then(|| lang.t1(&format!("shift-done-{}", asked.done), "count", lang.count(asked.count)));
    Ok(show(&shift_page(&site, &visitor).await?.said(done, None, String::new())))
}

/// Offers each line to the one chosen for it; lines without anybody stay.
pub async fn offer(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lines: Vec<(WarningId, AccountId, WarningEventId)> = fields
        .all("to")
        .filter_map(|text| {
            let mut parts = text.split(':');
            let (id, event, to) = (parts.next()?, parts.next()?, parts.next()?);
            Some((id.parse().ok()?, to.parse().ok()?, event.parse().ok()?))
        })
        .collect();
    if lines.is_empty() {
        return wrong(&site, &visitor, &fields, AppError::field("to", "shift-nobody", "")).await;
    }
    match site.app.hand_shift(caller, &lines, fields.note().as_deref()).await {
        Ok(count) => Ok(done(DONE[0], count)),
        Err(why) => wrong(&site, &visitor, &fields, why).await,
    }
}

/// Takes over the lines that are ticked.
pub async fn accept(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lines: Vec<(WarningId, WarningEventId)> = fields
        .all("take")
        .filter_map(|text| text.split_once(':'))
        .filter_map(|(id, event)| Some((id.parse().ok()?, event.parse().ok()?)))
        .collect();
    if lines.is_empty() {
        return wrong(&site, &visitor, &fields, AppError::field("take", "shift-nothing", "")).await;
    }
    match site.app.accept_shift(caller, &lines).await {
        Ok(count) => Ok(done(DONE[1], count)),
        Err(why) => wrong(&site, &visitor, &fields, why).await,
    }
}

fn done(code: &str, count: usize) -> Response {
    go(&with(&with(&links::shift(), "done", code), "count", count.to_string()))
}

/// The page with what is wrong and what was written.
// i18n: shift-nobody shift-nothing fault-* conflict-*
async fn wrong(site: &Site, visitor: &Visitor, fields: &Fields, why: AppError) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    let (status, said) = match &why {
        AppError::Invalid(faults) => {
            let expected = faults.first().map_or("conflict-other", |fault| fault.expected);
            (StatusCode::UNPROCESSABLE_ENTITY, lang.t(expected))
        }
        AppError::Conflict { code } => (StatusCode::CONFLICT, lang.t(&format!("conflict-{}", code.replace('_', "-")))),
        _ => return Err(visitor.fault(why)),
    };
    let page = shift_page(site, visitor).await?.said(None, Some(said), fields.note().unwrap_or_default());
    Ok(show_with(status, &page))
}

async fn shift_page(site: &Site, visitor: &Visitor) -> Result<ShiftPage, Fault> {
    let caller = visitor.signed_in()?;
    let view = site.app.shift(caller).await.map_err(|fault| visitor.fault(fault))?;
    let offered = view.offered.iter().map(|one| offered(site, visitor, one)).collect::<Result<Vec<_>, _>>()?;
    let own = view.mine.iter().map(|one| own(site, visitor, caller, one)).collect::<Result<Vec<_>, _>>()?;
    Ok(ShiftPage::new(shell(site, visitor, caller, Area::Roster, None).await?, offered, own, view.more))
}

fn step(site: &Site, visitor: &Visitor, row: &WarningRow) -> Result<String, Fault> {
    let lang = visitor.preferences.lang;
    let words = Words::of(site, lang).ok_or_else(|| visitor.fault(AppError::broken("the warning rules have no words")))?;
    Ok(row.state.step.parse().map(|step| words.step(step)).unwrap_or_default())
}

fn own(site: &Site, visitor: &Visitor, caller: &Caller, one: &Handed) -> Result<OwnLine, Fault> {
    let lang = visitor.preferences.lang;
    let now = site.app.now();
    let row = &one.row;
    let name = |account| one.candidates.iter().find(|known| known.account == account).map(|known| known.name.clone());
    let others: Vec<_> = one.candidates.iter().filter(|known| known.account != caller.account()).cloned().collect();
    let state = match (&one.offered, one.next) {
        (Some((to, until)), _) => {
            let to = name(*to).unwrap_or_default();
            Some(lang.t2("shift-waits", "name", to, "at", moment(site, lang, *until)))
        }
        (None, None) => Some(lang.t("shift-nobody-there")),
        (None, Some(_)) => None,
    };
    // the one who comes next is chosen; without anybody on duty the reader chooses
    let owners: Vec<Choice> = match (&one.offered, one.next) {
        (Some(_), _) => Vec::new(),
        (None, Some(next)) => owners(lang, &others, caller.account(), Some(next)),
        (None, None) => {
            let mut all = owners(lang, &others, caller.account(), None);
            all.iter_mut().for_each(|choice| choice.chosen = false);
            all
        }
    };
    Ok(OwnLine {
        id: row.id.to_string(),
        event: one.event.to_string(),
        number: row.number.clone(),
        href: links::warning(row.id),
        level: LevelBadge::pill(lang, level(&row.state.level)).called(lang, called(site, visitor, &row.state.level)?.as_deref()),
        name: row.name.clone(),
        step: step(site, visitor, row)?,
        sla: row.state.owed.as_ref().map(|(_, _, due)| sla(lang, row.state.step_at, *due, now)),
        owners,
        state,
    })
}

/// The word of the reader's organisation for a level.
fn called(site: &Site, visitor: &Visitor, code: &str) -> Result<Option<String>, Fault> {
    Ok(rules_text::called(own_words(site, visitor.signed_in()?).as_ref(), code))
}

fn offered(site: &Site, visitor: &Visitor, one: &Offered) -> Result<OfferedLine, Fault> {
    let lang = visitor.preferences.lang;
    let row = &one.row;
    Ok(OfferedLine {
        id: row.id.to_string(),
        event: one.event.to_string(),
        number: row.number.clone(),
        href: links::warning(row.id),
        level: LevelBadge::pill(lang, level(&row.state.level)).called(lang, called(site, visitor, &row.state.level)?.as_deref()),
        name: row.name.clone(),
        step: step(site, visitor, row)?,
        by: lang.t2("shift-by", "name", &one.by, "at", moment(site, lang, one.accept_by)),
        note: one.note.clone(),
    })
}
