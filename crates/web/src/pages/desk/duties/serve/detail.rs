//! One duty.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::duties::DutyView;
use xinqiao_duties::Kind;
use xinqiao_kernel::id::DutyId;

use super::{facts, number};
use crate::fault::Fault;
use crate::page::show;
use crate::pages::desk::duties::forms::FormOf;
use crate::pages::desk::duties::{DutyDetail, DutyDetailPage, words};
use crate::pages::desk::parts::PostForm;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::{moment, sla};
use crate::parts::{Timeline, TimelineEntry, Tone};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// What was just done.
#[derive(Deserialize)]
pub struct Done {
    done: Option<String>,
}

pub async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path((kind, id)): Path<(String, String)>,
    Query(query): Query<Done>,
) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    let told = query.done.map(|_| lang.t("duty-done"));
    Ok(show(&build(&site, &visitor, &kind, &id, told, |forms| forms).await?))
}

/// The page, with the forms as `fill` leaves them.
pub(super) async fn build(
    site: &Site,
    visitor: &Visitor,
    kind: &str,
    id: &str,
    told: Option<String>,
    fill: impl FnOnce(Vec<(String, PostForm)>) -> Vec<(String, PostForm)>,
) -> Result<DutyDetailPage, Fault> {
    let caller = visitor.signed_in()?;
    let (kind, id) = parsed(kind, id).map_err(|fault| visitor.fault(fault))?;
    let found = site.app.duty(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    if found.row.kind != kind {
        return Err(visitor.fault(AppError::NotFound));
    }
    let lang = visitor.preferences.lang;
    let now = site.app.now();
    let forms = {
        let rules = site.app.rules_of_duties().map_err(|fault| visitor.fault(fault))?;
        let entry = || site.app.new_duty_ids().1;
        let own = found.duty.as_ref().and_then(|duty| duty.author()) == Some(caller.account());
        let of = FormOf { lang, id, today: site.app.day(now), rules, entry: &entry, own };
        found.duty.as_ref().map(|duty| of.all(duty)).unwrap_or_default()
    };
    let view = DutyDetail {
        kind,
        number: number(id),
        place: found.place.clone(),
        state: words::state(lang, found.duty.as_ref()),
        sla: found.row.due_at.map(|due| sla(lang, found.row.opened_at, due, now)),
        facts: facts::facts(site, lang, &found),
        missing: facts::missing(lang, found.duty.as_ref()),
        timeline: timeline(site, visitor, &found),
        forms: fill(forms),
        told,
    };
    Ok(DutyDetailPage::new(shell(site, visitor, caller, Area::Duties, None).await?, view))
}

pub(super) fn parsed(kind: &str, id: &str) -> Result<(Kind, DutyId), AppError> {
    let kind = kind.parse().map_err(|_| AppError::NotFound)?;
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    Ok((kind, id))
}

/// The history, the latest first.
fn timeline(site: &Site, visitor: &Visitor, found: &DutyView) -> Timeline {
    let lang = visitor.preferences.lang;
    let entries = found.entries.iter().rev().map(|view| {
        let step = &view.entry.step;
        let by = lang.t1("duty-by", "name", &view.by);
        let said = (!view.entry.note.trim().is_empty()).then(|| view.entry.note.clone());
        TimelineEntry {
            title: words::did(lang, step.kind(), step.word()),
            time: moment(site, lang, view.entry.at),
            lines: facts::of_step(site, lang, step).into_iter().chain(said).chain([by]).collect(),
            icon: "check",
            tone: Tone::Plain,
        }
    });
    Timeline { entries: entries.collect() }
}
