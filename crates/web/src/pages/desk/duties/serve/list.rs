//! Lists of duties.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::duties::After;
use xinqiao_duties::Kind;

use super::{kinds, number};
use crate::fault::Fault;
use crate::links;
use crate::page::{go, show};
use crate::pages::desk::address;
use crate::pages::desk::duties::{DutyLine, DutyListPage, words};
use crate::pages::desk::parts::Pager;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::{moment, sla};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// Which rows.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    all: Option<u8>,
    before: Option<i64>,
    #[serde(default)]
    id: Option<String>,
}

/// Leads to the first kind that the caller may open.
pub async fn home(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    match kinds(&site, caller).first() {
        Some(kind) => Ok(go(&address::duties(*kind))),
        None => Ok(go(&links::me())),
    }
}

pub async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(kind): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let kind: Kind = kind.parse().map_err(|_| visitor.fault(AppError::NotFound))?;
    let all = asked.all.is_some();
    let after = asked
        .before
        .zip(asked.id)
        .and_then(|(before, id)| Some(After { opened_at: Timestamp::from_microsecond(before).ok()?, id: id.parse().ok()? }));
    let found = site.app.duties(caller, kind, all, after).await.map_err(|fault| visitor.fault(fault))?;
    let now = site.app.now();
    let lines = found.duties.iter().map(|(row, place)| DutyLine {
        number: number(row.id),
        href: address::duty(kind, row.id),
        place: place.clone(),
        state: words::row_state(lang, row),
        sla: row.due_at.map(|due| sla(lang, row.opened_at, due, now)),
        opened: moment(&site, lang, row.opened_at),
    });
    let lines: Vec<_> = lines.collect();
    let older = found.next.map(|next| {
        let from = address::with(&address::duties(kind), "before", next.opened_at.as_microsecond());
        let from = address::with(&from, "id", next.id);
        if all { address::with(&from, "all", 1) } else { from }
    });
    let pager =
        older.map(|older| Pager { lang, text: lang.t1("audit-page", "count", lines.len()), newer: None, older: Some(older) });
    let shell = shell(&site, &visitor, caller, Area::Duties, None).await?;
    Ok(show(&DutyListPage::new(shell, &kinds(&site, caller), kind, all, lines, pager)))
}
