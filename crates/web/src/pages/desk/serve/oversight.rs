//! Jobs for the system administrator.

use axum::extract::{Query, State};
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::staff::shell;
use super::timing::moment;
use crate::fault::Fault;
use crate::links;
use crate::page::show;
use crate::pages::desk::address;
use crate::pages::desk::jobs::{JobLine, JobState, JobsPage};
use crate::pages::desk::parts::Pager;
use crate::pages::desk::reached::way_name;
use crate::pages::desk::undelivered::{LostLine, UndeliveredLine, UndeliveredPage};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// Rows on a page.
const MOST: u32 = 100;

/// Which jobs.
#[derive(Deserialize)]
pub struct Asked {
    before: Option<i64>,
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

/// Notices that no way brought to somebody, and events that no receiver took.
pub async fn undelivered(State(site): State<Site>, visitor: Visitor, Query(query): Query<Asked>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let before = query.before.and_then(|micros| Timestamp::from_microsecond(micros).ok());
    let before = before.unwrap_or_else(|| site.app.now() + SignedDuration::from_secs(1));
    let lost = site.app.failed_notices(caller, before, MOST).await.map_err(|fault| visitor.fault(fault))?;
    let older = lost.last().filter(|_| lost.len() == MOST as usize);
    let older = older.map(|last| address::with(&links::undelivered(), "before", last.at.as_microsecond()));
    let lost = lost.into_iter().map(|one| LostLine {
        name: one.name,
        way: way_name(lang, one.channel.code()),
        at: moment(&site, lang, one.at),
        attempts: lang.count(u64::from(one.attempts)),
        failure: one.what,
    });
    let lost = (lost.collect(), older);
    let found = site.app.undelivered(caller, MOST).await.map_err(|fault| visitor.fault(fault))?;
    let lines = found.into_iter().map(|one| {
        let (dead, failure) = (&one.dead, one.dead.failure.as_deref().unwrap_or("–"));
        UndeliveredLine {
            host: one.host.clone().unwrap_or_else(|| lang.t("undelivered-removed")),
            receiver: dead.webhook.to_string(),
            event: dead.event.to_string(),
            topic: dead.topic.clone(),
            at: moment(&site, lang, dead.at),
            attempts: lang.count(dead.attempts.unsigned_abs()),
            failure: dead.status.map_or_else(|| failure.to_owned(), |status| format!("{failure} {status}")),
        }
    });
    let lines = lines.collect();
    Ok(show(&UndeliveredPage::new(shell(&site, &visitor, caller, Area::Jobs, None).await?, lost, lines)))
}
