//! The work desk and its queue.

use axum::extract::{Query, State};
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;
use xinqiao_app::warnings::{Mark, Queue, QueueItem, Which};
use xinqiao_app::{AppError, Caller, SignalRow, WarningRow};

use super::behind;
use super::notices::row as notice_row;
use super::rules_text::{Words, called, level, own_words};
use super::staff::{areas, shell};
use super::timing::{group, moment, sla};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::{go, show};
use crate::pages::desk::address;
use crate::pages::desk::parts::Ahead;
use crate::pages::desk::queue::{QueueCounts, QueueFilter, QueueGroup, QueueRow, QueueRows};
use crate::pages::desk::workbench::{TeamMember, WorkbenchPage, WorkbenchView};
use crate::parts::OwnWords;
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
    after: String,
    #[serde(default)]
    done: String,
}

impl Kind {
    fn filter(&self) -> QueueFilter {
        QueueFilter::from_code(&self.kind).unwrap_or(QueueFilter::All)
    }
}

pub async fn desk(State(site): State<Site>, visitor: Visitor, Query(query): Query<Kind>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let open = areas(&site, caller);
    if !open.contains(&Area::Desk) {
        // administrators and the lead group have other pages
        return Ok(go(&match open.first() {
            Some(Area::Roster) => links::roster(),
            Some(Area::Disputes) => links::disputes(),
            Some(Area::People) => links::people(),
            Some(Area::Groups) => links::groups(),
            Some(Area::Cases) => links::cases(),
            Some(Area::Campaigns) => links::campaigns(),
            Some(Area::Classes) => links::classes(),
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
            Some(Area::Devices) => links::devices(),
            Some(Area::Disclosures) => links::disclosures(),
            Some(Area::Holds) => links::holds(),
            Some(Area::Retention) => links::retention(),
            Some(Area::Report) => links::report(),
            Some(Area::Referrals) => links::referrals(),
            Some(Area::Receivers) => links::receivers(),
            Some(Area::Desk) | None => links::me(),
        }));
    }
    let lang = visitor.preferences.lang;
    let queue = asked(&site, &visitor, caller, &query).await?;
    let mine = queue.count.all();
    let rows = rows(&site, &visitor, caller, &queue, &query).await?;
    let team = queue.load.iter().map(|(name, count)| TeamMember {
        name: name.clone(),
        me: name == caller.name(),
        open: lang.count(*count as u64),
        share: u8::try_from((count * 100 / FULL_DESK).min(100)).unwrap_or(100),
    });
    let view = WorkbenchView {
        now: lang.t2("desk-now", "day", lang.day(site.local_now().date()), "time", lang.time(site.local_now().time())),
        open: mine,
        pressing: queue.count.pressing,
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
        asks_again: site.app.may_ask_again(caller),
        today: None,
    };
    let shell = shell(&site, &visitor, caller, Area::Desk, Some(mine)).await?;
    Ok(show(&WorkbenchPage::new(shell, view)))
}

/// What just happened, for a code that a redirect carries; unknown codes say nothing.
pub fn done(lang: Lang, code: &str) -> Option<String> {
    const KNOWN: [&str; 30] = [
        "lowered",
        "lower-signed",
        "offered",
        "accepted",
        "passed-on",
        "merged",
        "reopened",
        "objected",
        "answered",
        "answer-seconded",
        "took-up",
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
    let queue = asked(&site, &visitor, caller, &query).await?;
    Ok(show(&rows(&site, &visitor, caller, &queue, &query).await?))
}

async fn asked(site: &Site, visitor: &Visitor, caller: &Caller, query: &Kind) -> Result<Queue, Fault> {
    let which = match query.filter() {
        QueueFilter::Signals => Which::Signals,
        QueueFilter::Warnings => Which::Warnings,
        QueueFilter::All | QueueFilter::Closed => Which::All,
    };
    site.app.queue_page(caller, which, behind::mark(&query.after)).await.map_err(|fault| visitor.fault(fault))
}

/// The ways to other pages of the queue.
fn ahead(lang: Lang, query: &Kind, queue: &Queue) -> Option<Ahead> {
    let filter = query.filter();
    let count = match filter {
        QueueFilter::All => queue.count.all(),
        QueueFilter::Signals => queue.count.signals,
        QueueFilter::Warnings => queue.count.warnings,
        QueueFilter::Closed => return None,
    };
    let here = address::with(&links::desk(), "kind", filter.code());
    let next = queue.next.map(|mark| address::with(&here, "after", behind::text(mark)));
    let first = (behind::mark(&query.after) != Mark::FIRST).then_some(here);
    Ahead::of(lang, (queue.items.len(), count), first, next)
}

async fn rows(site: &Site, visitor: &Visitor, caller: &Caller, queue: &Queue, query: &Kind) -> Result<QueueRows, Fault> {
    let (lang, filter) = (visitor.preferences.lang, query.filter());
    let words = Words::of(site, lang).ok_or_else(|| visitor.fault(AppError::broken("the warning rules have no words")))?;
    let own = own_words(site, caller);
    let (signals, warnings) = (queue.count.signals, queue.count.warnings);
    let counts = QueueCounts { signals, warnings, closed: queue.ended.unsigned_abs() };
    let mut groups: Vec<(QueueGroup, Vec<QueueRow>)> =
        [QueueGroup::Overdue, QueueGroup::WithinAnHour, QueueGroup::Today, QueueGroup::Later]
            .map(|kind| (kind, Vec::new()))
            .into();
    if filter == QueueFilter::Closed {
        let ended = site.app.closed_warnings(caller, ENDED).await.map_err(|fault| visitor.fault(fault))?;
        let mut rows = Vec::with_capacity(ended.len());
        for warning in &ended {
            rows.push(ended_row(site, visitor, own.as_ref(), warning).await?);
        }
        groups = vec![(QueueGroup::Ended, rows)];
    } else {
        for item in &queue.items {
            let row = match item {
                QueueItem::Signal(signal) => signal_row(site, visitor, (&words, own.as_ref()), signal, queue.now).await?,
                QueueItem::Warning(warning) => warning_row(site, visitor, (&words, own.as_ref()), warning, queue.now).await?,
            };
            let kind = group(site, item.due_at(), queue.now);
            if let Some((_, rows)) = groups.iter_mut().find(|(known, _)| *known == kind) {
                rows.push(row);
            }
        }
    }
    let after = (!query.after.is_empty()).then_some(query.after.as_str());
    let queue = QueueRows::new(lang, filter, counts, groups, ahead(lang, query, queue)).from(after);
    Ok(if areas(site, caller).contains(&Area::Campaigns) { queue } else { queue.without_campaigns(filter) })
}

async fn signal_row(
    site: &Site,
    visitor: &Visitor,
    (words, own): (&Words<'_>, Option<&OwnWords>),
    signal: &SignalRow,
    now: Timestamp,
) -> Result<QueueRow, Fault> {
    let lang = visitor.preferences.lang;
    let place = site.app.place_name(&signal.place).await.map_err(|fault| visitor.fault(fault))?;
    Ok(QueueRow {
        level: level(&signal.level),
        own: called(own, &signal.level),
        name: signal.name.clone(),
        owed: lang.t("queue-decide"),
        facts: [
            Some(place),
            words.source(&signal.source),
            Some(words.signal_of(&signal.rule_id, &signal.code)),
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
    (words, own): (&Words<'_>, Option<&OwnWords>),
    warning: &WarningRow,
    now: Timestamp,
) -> Result<QueueRow, Fault> {
    let lang = visitor.preferences.lang;
    let place = site.app.place_name(&warning.place).await.map_err(|fault| visitor.fault(fault))?;
    let owed = warning.state.step.parse().map_or_else(|_| warning.state.step.clone(), |step| words.step(step));
    let owner = warning.owner_name.as_deref().unwrap_or_default();
    Ok(QueueRow {
        level: level(&warning.state.level),
        own: called(own, &warning.state.level),
        name: warning.name.clone(),
        owed,
        facts: vec![place, lang.t1("queue-owner", "name", owner), warning.number.clone()],
        sla: warning.state.owed.as_ref().map(|(_, _, due)| sla(lang, warning.state.step_at, *due, now)),
        button: lang.t("queue-handle"),
        href: links::warning(warning.id),
    })
}

async fn ended_row(site: &Site, visitor: &Visitor, own: Option<&OwnWords>, warning: &WarningRow) -> Result<QueueRow, Fault> {
    let lang = visitor.preferences.lang;
    let place = site.app.place_name(&warning.place).await.map_err(|fault| visitor.fault(fault))?;
    let at = warning.state.closed_at.map(|at| moment(site, lang, at)).unwrap_or_default();
    Ok(QueueRow {
        level: level(&warning.state.level),
        own: called(own, &warning.state.level),
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
