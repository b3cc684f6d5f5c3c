//! Audit rows for the audit administrator, jobs for the system administrator.

use axum::extract::{Query, State};
use axum::response::Response;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::Deserialize;
use xinqiao_app::AuditRow;
use xinqiao_kernel::person::masked_name;

use super::staff::shell;
use super::timing::moment;
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::show;
use crate::pages::desk::address;
use crate::pages::desk::audit::{AuditLine, AuditPage, AuditView, ChainView};
use crate::pages::desk::jobs::{JobLine, JobState, JobsPage};
use crate::pages::desk::parts::Pager;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

/// Rows on a page.
const MOST: u32 = 100;

/// Which rows.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    day: String,
    before: Option<i64>,
}

pub async fn audit(State(site): State<Site>, visitor: Visitor, Query(query): Query<Asked>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let day: Option<Date> = query.day.parse().ok();
    let day_error = (!query.day.is_empty() && day.is_none()).then(|| lang.t("audit-day-wrong"));
    let end = day.and_then(|day| day.checked_add(1.day()).ok()).and_then(|next| site.app.start_of(next));
    let asked = query.before.and_then(|micros| Timestamp::from_microsecond(micros).ok());
    let before = asked.or(end).unwrap_or_else(|| site.app.now() + SignedDuration::from_secs(1));
    let mut rows = site.app.audit_rows(caller, before, MOST).await.map_err(|fault| visitor.fault(fault))?;
    if let Some(day) = day {
        rows.retain(|row| site.app.day(row.at) == day);
    }
    let older = rows
        .last()
        .filter(|_| rows.len() == MOST as usize)
        .map(|row| address::with(&address::with(&links::audit(), "before", row.at.as_microsecond()), "day", &query.day));
    let verdict = site.app.verify_audit(caller).await.map_err(|fault| visitor.fault(fault))?;
    let chain = ChainView {
        checked: moment(&site, lang, site.app.now()),
        seals: verdict.seals.to_string(),
        rows: verdict.rows.to_string(),
        unsealed: verdict.unsealed.to_string(),
        head: verdict.hash().to_owned(),
        broken: verdict.faults.first().map(ToString::to_string),
    };
    let title = match day {
        Some(day) => lang.t2("audit-title-day", "day", lang.date(day), "count", rows.len()),
        None => lang.t1("audit-title-all", "count", rows.len()),
    };
    let view = AuditView {
        day: query.day,
        day_error,
        title,
        rows: rows.iter().map(|row| line(&site, lang, row)).collect(),
        chain: Some(chain),
        pager: older.map(|older| Pager {
            lang,
            text: lang.t1("audit-page", "count", rows.len()),
            newer: None,
            older: Some(older),
        }),
    };
    let shell = shell(&site, &visitor, caller, Area::Audit, None).await?;
    Ok(show(&AuditPage::new(shell, view)))
}

fn line(site: &Site, lang: Lang, row: &AuditRow) -> AuditLine {
    let refused = row.outcome == "refused";
    let number = row.record.map(|id| id.to_string()).unwrap_or_default();
    AuditLine {
        time: moment(site, lang, row.at),
        // staff are named; a resident's own doings are on record without their name
        who: match &row.name {
            Some(name) if row.role == "resident" => masked_name(name),
            Some(name) => name.clone(),
            None => lang.t("who-program"),
        },
        role: words::role(lang, &row.role),
        action: words::action(lang, &row.action, false),
        purpose: words::purpose(lang, &row.purpose),
        // the last signs of an id tell records apart; the whole id is in the export
        record: format!("{} {}", row.record_kind, number.get(24..).unwrap_or_default()).trim_end().to_owned(),
        outcome: lang.t(if refused { "audit-refused" } else { "audit-done" }),
        refused,
    }
}

pub async fn jobs(State(site): State<Site>, visitor: Visitor, Query(query): Query<Asked>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let now = site.app.now();
    let before = query.before.and_then(|micros| Timestamp::from_microsecond(micros).ok());
    let before = before.unwrap_or_else(|| now + SignedDuration::from_secs(1));
    let found = site.app.jobs(caller, before, MOST).await.map_err(|fault| visitor.fault(fault))?;
    let older = found.last().filter(|_| found.len() == MOST as usize);
    let older = older.map(|job| address::with(&links::jobs(), "before", job.created_at.as_microsecond()));
    // i18n: job-kind-*
    let lines = found.iter().map(|job| JobLine {
        kind: lang.t(&format!("job-kind-{}", job.kind.replace('_', "-"))),
        id: job.id.to_string(),
        state: match (job.done_at, &job.failure, job.leased_until) {
            (Some(_), _, _) => JobState::Done,
            (None, _, Some(until)) if now < until => JobState::Running,
            (None, Some(_), _) => JobState::Failed,
            (None, None, _) => JobState::Waiting,
        },
        at: moment(&site, lang, job.done_at.unwrap_or(job.due_at)),
        attempts: lang.count(job.attempts.unsigned_abs()),
        failure: job.failure.clone(),
    });
    let pager =
        older.map(|older| Pager { lang, text: lang.t1("audit-page", "count", found.len()), newer: None, older: Some(older) });
    let lines = lines.collect();
    let shell = shell(&site, &visitor, caller, Area::Jobs, None).await?;
    Ok(show(&JobsPage::new(shell, lines, pager)))
}
