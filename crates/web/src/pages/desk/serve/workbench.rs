//! The work desk and its queue.

use axum::extract::{Query, State};
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;
use xinqiao_app::warnings::{Queue, QueueItem};
use xinqiao_app::{AppError, Caller, SignalRow, WarningRow};

use super::notices::row as notice_row;
use super::rules_text::{Words, level};
use super::staff::{areas, shell};
use super::timing::{group, moment, sla};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::{go, show};
use crate::pages::desk::queue::{QueueCounts, QueueFilter, QueueGroup, QueueRow, QueueRows};
use crate::pages::desk::workbench::{TeamMember, WorkbenchPage, WorkbenchView};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// How many open warnings one person should have at most; beyond it the bar is full.
const FULL_DESK: usize = 20;
/// Ended warnings that the desk shows.
const ENDED: u32 = 20;

/// Which part of the queue.
#[derive(Deserialize)]
pub struct Kind {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    done: String,
}

pub async fn desk(State(site): State<Site>, visitor: Visitor, Query(query): Query<Kind>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let open = areas(&site, caller);
    if !open.contains(&Area::Desk) {
        // administrators and the lead group have other pages
        return Ok(go(&match open.first() {
            Some(Area::People) => links::people(),
            Some(Area::Campaigns) => links::campaigns(),
            Some(Area::Emergency) => links::emergencies(),
            Some(Area::Reviews) => links::emergency_reviews(),
            Some(Area::Requests) => links::data_requests(),
            Some(Area::Aggregates) => links::aggregates(),
            Some(Area::Minors) => links::minors(),
            Some(Area::Accounts) => links::accounts(),
            Some(Area::AccessReview) => links::access_review(),
            Some(Area::Duties) => super::super::address::pattern::DUTIES_HOME.to_owned(),
            Some(Area::Audit) => links::audit(),
            Some(Area::Jobs) => links::jobs(),
            Some(Area::Disclosures) => links::disclosures(),
            Some(Area::Holds) => links::holds(),
            Some(Area::Retention) => links::retention(),
            Some(Area::Report) => links::report(),
            Some(Area::Desk) | None => links::me(),
        }));
    }
    let lang = visitor.preferences.lang;
    let queue = site.app.queue(caller).await.map_err(|fault| visitor.fault(fault))?;
    let now = queue.now;
    let mine = queue.items.len() as u64;
    let pressing = queue
        .items
        .iter()
        .filter(|item| matches!(group(&site, item.due_at(), now), QueueGroup::Overdue | QueueGroup::WithinAnHour));
    let pressing = pressing.count() as u64;
    let rows = rows(&site, &visitor, caller, &queue, filter(&query.kind)).await?;
    let team = queue.load.iter().map(|(name, count)| TeamMember {
        name: name.clone(),
        me: name == caller.name(),
        open: lang.count(*count as u64),
        share: u8::try_from((count * 100 / FULL_DESK).min(100)).unwrap_or(100),
    });
    let view = WorkbenchView {
        now: lang.t2("desk-now", "day", lang.day(site.local_now().date()), "time", lang.time(site.local_now().time())),
        open: mine,
        pressing,
        done: (!query.done.is_empty()).then(|| done(lang, &query.done)).flatten(),
        queue: rows,
        notices: queue
            .notices
            .iter()
            .filter(|notice| notice.read_at.is_none())
            .take(5)
            .map(|notice| notice_row(&site, lang, notice))
            .collect(),
        team: team.collect(),
        today: None,
    };
    let shell = shell(&site, &visitor, caller, Area::Desk, Some(mine)).await?;
    Ok(show(&WorkbenchPage::new(shell, view)))
}

/// What just happened, for a code that a redirect carries; unknown codes say nothing.
pub fn done(lang: Lang, code: &str) -> Option<String> {
    const KNOWN: [&str; 19] = [
        "reviewed",
        "raised",
        "raise-seconded",
        "raise-refused",
        "confirmed",
        "dismissed",
        "seconded",
        "set-aside",
        "acknowledged",
        "verified",
        "intervened",
        "heard",
        "closed",
        "close-seconded",
        "handed-over",
        "noted",
        "identity",
        "proposed",
        "close-proposed",
    ];
    // i18n: done-*
    KNOWN.contains(&code).then(|| lang.t(&format!("done-{code}")))
}

pub async fn queue(State(site): State<Site>, visitor: Visitor, Query(query): Query<Kind>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let queue = site.app.queue(caller).await.map_err(|fault| visitor.fault(fault))?;
    Ok(show(&rows(&site, &visitor, caller, &queue, filter(&query.kind)).await?))
}

fn filter(code: &str) -> QueueFilter {
    QueueFilter::from_code(code).unwrap_or(QueueFilter::All)
}

async fn rows(site: &Site, visitor: &Visitor, caller: &Caller, queue: &Queue, filter: QueueFilter) -> Result<QueueRows, Fault> {
    let lang = visitor.preferences.lang;
    let words = Words::of(site, lang).ok_or_else(|| visitor.fault(AppError::broken("the warning rules have no words")))?;
    let signals = queue.items.iter().filter(|item| matches!(item, QueueItem::Signal(_))).count();
    let counts = QueueCounts {
        signals: signals as u64,
        warnings: (queue.items.len() - signals) as u64,
        closed: queue.ended.unsigned_abs(),
    };
    let mut groups: Vec<(QueueGroup, Vec<QueueRow>)> =
        [QueueGroup::Overdue, QueueGroup::WithinAnHour, QueueGroup::Today, QueueGroup::Later]
            .map(|kind| (kind, Vec::new()))
            .into();
    if filter == QueueFilter::Closed {
        let ended = site.app.closed_warnings(caller, ENDED).await.map_err(|fault| visitor.fault(fault))?;
        let mut rows = Vec::with_capacity(ended.len());
        for warning in &ended {
            rows.push(ended_row(site, visitor, &words, warning).await?);
        }
        groups = vec![(QueueGroup::Ended, rows)];
    } else {
        for item in &queue.items {
            let row = match item {
                QueueItem::Signal(signal) if filter != QueueFilter::Warnings => {
                    signal_row(site, visitor, &words, signal, queue.now).await?
                }
                QueueItem::Warning(warning) if filter != QueueFilter::Signals => {
                    warning_row(site, visitor, &words, warning, queue.now).await?
                }
                QueueItem::Signal(_) | QueueItem::Warning(_) => continue,
            };
            let kind = group(site, item.due_at(), queue.now);
            if let Some((_, rows)) = groups.iter_mut().find(|(known, _)| *known == kind) {
                rows.push(row);
            }
        }
    }
    let queue = QueueRows::new(lang, filter, counts, groups, None);
    Ok(if areas(site, caller).contains(&Area::Campaigns) { queue } else { queue.without_campaigns(filter) })
}

async fn signal_row(
    site: &Site,
    visitor: &Visitor,
    words: &Words<'_>,
    signal: &SignalRow,
    now: Timestamp,
) -> Result<QueueRow, Fault> {
    let lang = visitor.preferences.lang;
    let place = site.app.place_name(&signal.place).await.map_err(|fault| visitor.fault(fault))?;
    Ok(QueueRow {
        level: level(&signal.level),
        name: signal.name.clone(),
        owed: lang.t("queue-decide"),
        facts: [
            Some(place),
            words.source(&signal.source),
            Some(words.signal(&signal.code)),
            Some(moment(site, lang, signal.raised_at)),
        ]
        .into_iter()
        .flatten()
        .collect(),
        sla: Some(sla(lang, signal.raised_at, signal.due_at, now)),
        button: lang.t("queue-look"),
        href: links::signal(signal.id),
    })
}

async fn warning_row(
    site: &Site,
    visitor: &Visitor,
    words: &Words<'_>,
    warning: &WarningRow,
    now: Timestamp,
) -> Result<QueueRow, Fault> {
    let lang = visitor.preferences.lang;
    let place = site.app.place_name(&warning.place).await.map_err(|fault| visitor.fault(fault))?;
    let owed = warning.state.step.parse().map_or_else(|_| warning.state.step.clone(), |step| words.step(step));
    let owner = warning.owner_name.as_deref().unwrap_or_default();
    Ok(QueueRow {
        level: level(&warning.state.level),
        name: warning.name.clone(),
        owed,
        facts: vec![place, lang.t1("queue-owner", "name", owner), warning.number.clone()],
        sla: warning.state.owed.as_ref().map(|(_, _, due)| sla(lang, warning.state.step_at, *due, now)),
        button: lang.t("queue-handle"),
        href: links::warning(warning.id),
    })
}

async fn ended_row(site: &Site, visitor: &Visitor, _words: &Words<'_>, warning: &WarningRow) -> Result<QueueRow, Fault> {
    let lang = visitor.preferences.lang;
    let place = site.app.place_name(&warning.place).await.map_err(|fault| visitor.fault(fault))?;
    let at = warning.state.closed_at.map(|at| moment(site, lang, at)).unwrap_or_default();
    Ok(QueueRow {
        level: level(&warning.state.level),
        name: warning.name.clone(),
        owed: ended_word(lang, &warning.state.step),
        facts: vec![place, at, warning.number.clone()],
        sla: None,
        button: lang.t("queue-look-back"),
        href: links::warning(warning.id),
    })
}

/// Closed, or set aside before it was confirmed.
pub fn ended_word(lang: Lang, step: &str) -> String {
    if step == "dismissed" { lang.t("ended-set-aside") } else { lang.t("ended-closed") }
}
