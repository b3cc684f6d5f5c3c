//! What a file holds and what became of each row.

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use xinqiao_app::campaigns::{ImportDetail, ImportRun, LedgerRow, LedgerRows, Raised};
use xinqiao_kernel::id::ImportId;

use super::told::{cell, conflict, reason};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::show;
use crate::pages::desk::address::with;
use crate::pages::desk::campaigns::{ImportCounts, ImportPage, ImportState, ImportView, LedgerLine, LedgerTab, RowOutcome};
use crate::pages::desk::parts::Pager;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// Rows on a page.
const ROWS: u32 = 100;

/// Which rows.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    show: String,
    #[serde(default)]
    after: i64,
}

pub async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<ImportId>,
    Query(query): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let after = query.after.max(0);
    let mut which = if query.show == "all" { LedgerRows::All } else { LedgerRows::Failed };
    let read = async |which, after| {
        let detail = site.app.import_detail(caller, id, which, after, ROWS + 1).await;
        detail.map_err(|fault| visitor.fault(fault))
    };
    let mut detail = read(which, after).await?;
    if query.show.is_empty() && detail.counts.failed == 0 {
        which = LedgerRows::All;
        detail = read(which, after).await?;
    }
    let run = site.app.import_run(id).filter(|run| detail.batch.imported_at.is_none() || matches!(run, ImportRun::Done(_)));
    let is_working = matches!(run, Some(ImportRun::Working { .. }));
    if !is_working && headers.contains_key("hx-request") {
        // the page that asked how far it is shows the end as a whole
        return Ok([("hx-refresh", "true")].into_response());
    }
    let state = match (&run, detail.batch.imported_at) {
        (_, Some(at)) => ImportState::Imported(moment(&site, lang, at)),
        (Some(ImportRun::Working { done, of }), None) => ImportState::Running(progress(lang, *done, *of)),
        (_, None) => ImportState::Checked,
    };
    let has_more = ROWS as usize <= detail.rows.len().saturating_sub(1);
    detail.rows.truncate(ROWS as usize);
    let new = &detail.batch.new;
    let begun = detail.campaign.opens_on <= site.app.day(site.app.now());
    let view = ImportView {
        id,
        campaign: detail.campaign.id,
        campaign_title: detail.campaign.title.clone(),
        file: new.file_name.clone(),
        about: about(&site, lang, &detail),
        state,
        raised: match &run {
            Some(ImportRun::Done(raised)) => told_signals(lang, raised),
            _ => None,
        },
        fault: match &run {
            Some(ImportRun::Stopped(code)) => {
                Some(code.as_deref().map_or_else(|| lang.t("import-stopped"), |code| conflict(lang, code)))
            }
            _ => None,
        },
        counts: ImportCounts {
            created: count(lang, new.created),
            updated: count(lang, new.updated),
            skipped: count(lang, new.skipped),
            failed: count(lang, new.failed),
        },
        rows: detail.rows.iter().map(|row| line(lang, row)).collect(),
        tabs: tabs(lang, id, &detail, which),
        can_run: detail.is_kept && begun && 0 < new.created + new.updated,
        has_copy: detail.is_kept,
        pager: pager(lang, id, &detail, which, after, has_more),
    };
    let shell = shell(&site, &visitor, caller, Area::Campaigns, None).await?;
    Ok(show(&ImportPage::new(shell, view)))
}

fn count(lang: Lang, rows: i64) -> String {
    lang.count(rows.unsigned_abs())
}

fn progress(lang: Lang, done: u64, of: u64) -> String {
    if of == 0 { lang.t("report-begun") } else { lang.t2("report-progress", "done", lang.count(done), "of", lang.count(of)) }
}

fn told_signals(lang: Lang, raised: &Raised) -> Option<String> {
    match (raised.signals, raised.expired) {
        (0, 0) => None,
        (signals, 0) => Some(lang.t1("report-raised", "count", lang.count(signals))),
        (signals, expired) => {
            Some(lang.t2("report-raised-expired", "count", lang.count(signals), "expired", lang.count(expired)))
        }
    }
}

fn line(lang: Lang, row: &LedgerRow) -> LedgerLine {
    LedgerLine {
        row: count(lang, row.row),
        id: row.external_id.clone().unwrap_or_default(),
        outcome: match row.outcome.as_str() {
            "created" => RowOutcome::Created,
            "updated" => RowOutcome::Updated,
            "skipped" => RowOutcome::Skipped,
            _ => RowOutcome::Failed,
        },
        reason: reason(lang, &row.reason),
        cell: row.detail.as_ref().map(|detail| cell(lang, detail)),
    }
}

/// By whom, which file, how its columns were read.
fn about(site: &Site, lang: Lang, detail: &ImportDetail) -> Vec<String> {
    let at = moment(site, lang, detail.batch.at);
    let mut lines = vec![match &detail.by {
        Some(name) => lang.t2("report-by", "name", name, "at", at),
        None => at,
    }];
    let hash: String = detail.batch.new.file_sha256.chars().take(8).collect();
    lines.push(lang.t1("report-hash", "hash", hash));
    let items = match detail.columns.as_slice() {
        [] => String::new(),
        [(_, only)] => only.clone(),
        [(_, first), .., (_, last)] => format!("{first}–{last}"),
    };
    lines.push(lang.t2("report-columns", "id", &detail.options.id_column, "items", items));
    if detail.options.shift != 0 {
        lines.push(lang.t1("report-shift", "shift", format!("{:+}", detail.options.shift)));
    }
    if detail.options.already_reversed {
        lines.push(lang.t("report-reversed"));
    }
    lines
}

fn tabs(lang: Lang, id: ImportId, detail: &ImportDetail, which: LedgerRows) -> Vec<LedgerTab> {
    let tab = |rows, code: &str, label: &str, number| LedgerTab {
        label: lang.t(label),
        count: count(lang, number),
        href: with(&links::import(id), "show", code),
        current: which == rows,
    };
    vec![
        tab(LedgerRows::Failed, "failed", "row-failed", detail.counts.failed),
        tab(LedgerRows::All, "all", "ledger-all", detail.counts.rows()),
    ]
}

fn pager(lang: Lang, id: ImportId, detail: &ImportDetail, which: LedgerRows, after: i64, has_more: bool) -> Option<Pager> {
    let last = detail.rows.last()?.row;
    if after == 0 && !has_more {
        return None;
    }
    let page = |code: &str, after| with(&with(&links::import(id), "show", code), "after", after);
    let (code, text, newer) = match which {
        LedgerRows::All => {
            let range = format!("{}–{}", count(lang, after + 1), count(lang, last));
            let text = lang.t2("ledger-range", "range", range, "all", count(lang, detail.counts.rows()));
            ("all", text, (0 < after).then(|| page("all", (after - i64::from(ROWS)).max(0))))
        }
        // rows with faults are far apart: the tab leads back to the first of them
        LedgerRows::Failed => ("failed", lang.t1("ledger-failed", "all", count(lang, detail.counts.failed)), None),
    };
    Some(Pager { lang, text, newer, older: has_more.then(|| page(code, last)) })
}
