//! Lists.

use axum::extract::{Query, State};
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;
use uuid::Uuid;
use xinqiao_app::protocols::{After, Line, Page};

use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::show;
use crate::pages::desk::address;
use crate::pages::desk::parts::Pager;
use crate::pages::desk::protocols::{ProtocolRow, ProtocolsPage, words};
use crate::pages::desk::referrals::chips;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::{moment, sla};
use crate::parts::Empty;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// Which rows.
#[derive(Deserialize)]
pub struct Asked {
    before: Option<i64>,
    id: Option<Uuid>,
}

impl Asked {
    fn after(&self) -> Option<After> {
        let (before, id) = self.before.zip(self.id)?;
        Some(After { opened_at: Timestamp::from_microsecond(before).ok()?, id })
    }
}

pub async fn greens(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let found = site.app.greens(caller, asked.after()).await.map_err(|fault| visitor.fault(fault))?;
    list(&site, &visitor, "green", found).await
}

pub async fn aids(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let found = site.app.aids(caller, asked.after()).await.map_err(|fault| visitor.fault(fault))?;
    list(&site, &visitor, "aid", found).await
}

async fn list(site: &Site, visitor: &Visitor, which: &'static str, found: Page) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let rows = |lines: &[Line]| lines.iter().map(|line| row(site, lang, which, line)).collect::<Vec<_>>();
    let (owed, rows) = (rows(&found.owed), rows(&found.lines));
    let home = if which == "green" { links::greens() } else { links::aids() };
    let older = found.next.map(|next| {
        let from = address::with(&home, "before", next.opened_at.as_microsecond());
        address::with(&from, "id", next.id)
    });
    let text = lang.t1("audit-page", "count", rows.len());
    // i18n: green-empty green-empty-text aid-empty aid-empty-text
    let empty = (rows.is_empty() && owed.is_empty()).then(|| Empty {
        icon: "heart",
        title: lang.t(&format!("{which}-empty")),
        text: lang.t(&format!("{which}-empty-text")),
        step: None,
    });
    Ok(show(&ProtocolsPage {
        // i18n: nav-green nav-aid greens-lead aids-lead
        title: lang.t(&format!("nav-{which}")),
        lead: lang.t(&format!("{which}s-lead")),
        tabs: chips(lang, site.app.leads_referrals(caller), site.app.protocol_kinds(caller), which),
        pager: older.map(|older| Pager { lang, text, newer: None, older: Some(older) }),
        shell: shell(site, visitor, caller, Area::Referrals, None).await?,
        foot: lang.t(if which == "green" { "staff-foot" } else { "aid-foot" }),
        owed,
        rows,
        empty,
    }))
}

fn row(site: &Site, lang: Lang, which: &str, line: &Line) -> ProtocolRow {
    let row = &line.row;
    let (href, stage) = match which {
        "green" => (links::green(row.id), words::stage(lang, &row.state.stage)),
        // a list says which step and not what it is
        _ => (links::aid(row.id), words::aid_listed(lang, &row.state.stage)),
    };
    let name = if row.name.is_empty() { lang.t("protocol-nobody") } else { row.name.clone() };
    ProtocolRow {
        href,
        title: name,
        note: lang.t2("protocol-since", "place", &line.place, "at", moment(site, lang, row.opened_at)),
        state: match &line.owner {
            Some(owner) => lang.t2("protocol-owes", "stage", stage, "name", owner),
            None => stage,
        },
        sla: row.state.due_at.map(|due| sla(lang, row.opened_at, due, site.app.now())),
    }
}
