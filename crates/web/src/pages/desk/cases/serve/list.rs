//! The list of cases.

use axum::extract::{Query, State};
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use uuid::Uuid;
use xinqiao_app::casework::{CaseFilter, CasePage as From, CaseRow, CaseSort};
use xinqiao_cases::Status;

use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::show;
use crate::pages::desk::address::with;
use crate::pages::desk::cases::list::{CaseLine, CasesPage, Tab};
use crate::pages::desk::cases::words;
use crate::pages::desk::parts::Pager;
use crate::pages::desk::serve::staff::shell;
use crate::parts::{Alert, AlertTone};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// Which rows.
#[derive(Deserialize)]
pub struct Asked {
    /// `mine`, `all` or `closed`
    #[serde(default)]
    which: String,
    /// a status
    #[serde(default)]
    state: String,
    day: Option<Date>,
    before: Option<i64>,
    id: Option<Uuid>,
    /// what was just done in a case that is no longer listed
    done: Option<String>,
}

pub async fn page(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let which = if ["all", "closed"].contains(&asked.which.as_str()) { asked.which.as_str() } else { "mine" };
    let state: Option<Status> = asked.state.parse().ok().filter(|state| *state != Status::Closed);
    let closed = which == "closed";
    let sort = match closed {
        true => CaseSort::Closed,
        false => CaseSort::Open(CaseFilter {
            status: state.map(|state| state.code().to_owned()).unwrap_or_default(),
            mine: which == "mine",
        }),
    };
    let from = match (asked.id, asked.day, asked.before.and_then(|micros| Timestamp::from_microsecond(micros).ok())) {
        (Some(id), Some(day), _) if !closed => From::AfterDay(day, id),
        (Some(id), _, Some(at)) if closed => From::AfterEnd(at, id),
        _ => From::First,
    };
    let found = site.app.cases(caller, &sort, from).await.map_err(|fault| visitor.fault(fault))?;
    let mut lines = Vec::with_capacity(found.rows.len());
    for row in &found.rows {
        let place = site.app.place_name(&row.place).await.map_err(|fault| visitor.fault(fault))?;
        lines.push(line(&site, lang, row, place, found.today));
    }
    let here = address(which, state);
    let older = found.next.map(|next| match next {
        From::AfterDay(day, id) => with(&with(&here, "day", day), "id", id),
        From::AfterEnd(at, id) => with(&with(&here, "before", at.as_microsecond()), "id", id),
        From::First => here.clone(),
    });
    let newer = (from != From::First).then(|| here.clone());
    let pager = (older.is_some() || newer.is_some()).then(|| Pager {
        lang,
        text: lang.t1("audit-page", "count", lines.len()),
        newer,
        older,
    });
    let shell = shell(&site, &visitor, caller, Area::Cases, None).await?;
    let mut page = CasesPage::new(shell, tabs(lang, which), states(lang, which, state), closed, lines, pager);
    page.told = asked.done.map(|_| Alert::new(AlertTone::Info, lang.t("case-done-left")));
    Ok(show(&page))
}

fn address(which: &str, state: Option<Status>) -> String {
    let here = with(&links::cases(), "which", which);
    state.map_or(here.clone(), |state| with(&here, "state", state.code()))
}

// i18n: cases-which-*
fn tabs(lang: Lang, which: &str) -> Vec<Tab> {
    let all = ["mine", "all", "closed"];
    let tab = |each| Tab { label: lang.t(&format!("cases-which-{each}")), href: address(each, None), current: each == which };
    all.map(tab).into()
}

fn states(lang: Lang, which: &str, state: Option<Status>) -> Vec<Tab> {
    if which == "closed" {
        return Vec::new();
    }
    let every = Tab { label: lang.t("cases-every-state"), href: address(which, None), current: state.is_none() };
    let open = Status::ALL.iter().filter(|one| **one != Status::Closed);
    let tabs = open.map(|one| Tab {
        label: words::of(lang, "status", one.code()),
        href: address(which, Some(*one)),
        current: state == Some(*one),
    });
    std::iter::once(every).chain(tabs).collect()
}

fn line(site: &Site, lang: Lang, row: &CaseRow, place: String, today: Date) -> CaseLine {
    let due = match (row.state.next_due_on, row.state.closed_at) {
        (Some(due), _) => lang.day(due),
        (None, Some(at)) => lang.date(site.app.day(at)),
        (None, None) => String::new(),
    };
    let is_late = row.state.next_due_on.is_some_and(|due| due < today);
    CaseLine {
        number: row.number.clone(),
        href: links::case(row.id),
        name: row.name.clone(),
        place,
        status: words::of(lang, "status", &row.state.status),
        responsible: row.responsible_name.clone(),
        due,
        late: is_late.then(|| lang.t("case-late")),
        mine: row.owes_on.map(|on| lang.t1("cases-mine-on", "on", lang.day(on))),
    }
}
