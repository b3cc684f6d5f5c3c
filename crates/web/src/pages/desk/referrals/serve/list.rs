//! Lists.

use axum::extract::{Query, State};
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;
use xinqiao_app::referrals::{After, Line, Tab};

use crate::fault::Fault;
use crate::links;
use crate::page::show;
use crate::pages::desk::address;
use crate::pages::desk::parts::Pager;
use crate::pages::desk::referrals::{ListPage, Row, words};
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::{moment, sla};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// Which rows.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    tab: String,
    all: Option<u8>,
    before: Option<i64>,
    id: Option<String>,
}

pub async fn page(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let leads = site.app.leads_referrals(caller);
    let (tab, word) = match asked.tab.as_str() {
        "sent" => (Tab::Sent, "sent"),
        "led" if leads => (Tab::Led, "led"),
        _ => (Tab::Inbox, "inbox"),
    };
    let all = asked.all.is_some();
    let after = asked
        .before
        .zip(asked.id)
        .and_then(|(before, id)| Some(After { sent_at: Timestamp::from_microsecond(before).ok()?, id: id.parse().ok()? }));
    let found = site.app.referrals(caller, tab, all, after).await.map_err(|fault| visitor.fault(fault))?;
    let rows: Vec<Row> = found.lines.iter().map(|line| row(&site, &visitor, line)).collect();
    let older = found.next.map(|next| {
        let from = address::with(&links::referrals(), "tab", word);
        let from = address::with(&from, "before", next.sent_at.as_microsecond());
        let from = address::with(&from, "id", next.id);
        if all { address::with(&from, "all", 1) } else { from }
    });
    let text = lang.t1("audit-page", "count", rows.len());
    let pager = older.map(|older| Pager { lang, text, newer: None, older: Some(older) });
    let shell = shell(&site, &visitor, caller, Area::Referrals, None).await?;
    Ok(show(&ListPage::new(shell, word, (leads, site.app.protocol_kinds(caller)), all, rows, pager)))
}

fn row(site: &Site, visitor: &Visitor, line: &Line) -> Row {
    let lang = visitor.preferences.lang;
    let kept = &line.row;
    let kind = words::kind(lang, &kept.kind);
    let now = site.app.now();
    Row {
        href: links::referral(kept.id),
        title: if kept.name.is_empty() { kind } else { lang.t2("referral-title", "kind", kind, "name", &kept.name) },
        way: lang.t2("referral-way", "from", &line.from, "to", &line.receiver),
        state: words::state(lang, &kept.state.state),
        sla: kept.state.owed_at.map(|due| sla(lang, kept.sent_at, due, now)),
        sent: moment(site, lang, kept.sent_at),
        mine: line.mine.then(|| lang.t("referral-mine")),
        urgent: (kept.urgency != "routine").then(|| words::urgency(lang, &kept.urgency)),
    }
}
