//! Open and ended warnings as a table.

use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::warnings::{Mark, QueueItem, Which};
use xinqiao_app::{AppError, Caller, WarningRow as Row};

use super::behind;
use super::rules_text::{Words, called, level, own_words};
use super::staff::shell;
use super::timing::{moment, sla};
use super::workbench::ended_word;
use crate::fault::Fault;
use crate::links;
use crate::page::show;
use crate::pages::desk::address;
use crate::pages::desk::parts::Ahead;
use crate::pages::desk::warnings::{WarningList, WarningRow, WarningsPage};
use crate::parts::LevelBadge;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// Rows on the page.
const MOST: u32 = 100;

/// Which list, and from where on.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    state: String,
    #[serde(default)]
    after: String,
}

pub async fn warnings(State(site): State<Site>, visitor: Visitor, Query(query): Query<Asked>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let list = WarningList::from_code(&query.state).unwrap_or(WarningList::Open);
    let (found, ahead) = match list {
        WarningList::Open => open(&site, &visitor, caller, &query.after).await?,
        WarningList::Ended => (site.app.closed_warnings(caller, MOST).await.map_err(|fault| visitor.fault(fault))?, None),
    };
    let mut rows = Vec::with_capacity(found.len());
    for warning in &found {
        rows.push(row(&site, &visitor, warning).await?);
    }
    let shell = shell(&site, &visitor, caller, Area::Desk, None).await?;
    Ok(show(&WarningsPage::new(shell, list, rows, ahead)))
}

/// A page of the open ones by due time.
async fn open(site: &Site, visitor: &Visitor, caller: &Caller, after: &str) -> Result<(Vec<Row>, Option<Ahead>), Fault> {
    let after = behind::mark(after);
    let queue = site.app.queue_page(caller, Which::Warnings, after).await.map_err(|fault| visitor.fault(fault))?;
    let here = address::with(&address::warnings(), "state", WarningList::Open.code());
    let next = queue.next.map(|mark| address::with(&here, "after", behind::text(mark)));
    let first = (after != Mark::FIRST).then_some(here);
    let ahead = Ahead::of(visitor.preferences.lang, (queue.items.len(), queue.count.warnings), first, next);
    let warnings = queue.items.into_iter().filter_map(|item| match item {
        QueueItem::Warning(warning) => Some(warning),
        QueueItem::Signal(_) => None,
    });
    Ok((warnings.collect(), ahead))
}

async fn row(site: &Site, visitor: &Visitor, warning: &Row) -> Result<WarningRow, Fault> {
    let lang = visitor.preferences.lang;
    let words = Words::of(site, lang).ok_or_else(|| visitor.fault(AppError::broken("the warning rules have no words")))?;
    let own = own_words(site, visitor.signed_in()?);
    let now = site.app.now();
    let state = match warning.state.step.parse() {
        Ok(step) => words.step(step),
        Err(_) => ended_word(lang, &warning.state.step),
    };
    Ok(WarningRow {
        number: warning.number.clone(),
        href: links::warning(warning.id),
        level: LevelBadge::plain(lang, level(&warning.state.level))
            .called(lang, called(own.as_ref(), &warning.state.level).as_deref()),
        name: warning.name.clone(),
        place: site.app.place_name(&warning.place).await.map_err(|fault| visitor.fault(fault))?,
        state,
        owner: warning.owner_name.clone().unwrap_or_default(),
        sla: warning.state.owed.as_ref().map(|(_, _, due)| sla(lang, warning.state.step_at, *due, now)),
        at: moment(site, lang, warning.state.closed_at.unwrap_or(warning.opened_at)),
    })
}
