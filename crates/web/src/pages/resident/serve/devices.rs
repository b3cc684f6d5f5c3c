//! My sessions with devices.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::devices::AfterResult;
use xinqiao_kernel::id::DeviceResultId;

use super::relax::brief;
use crate::fault::Fault;
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::desk::devices::{measured, titled};
use crate::pages::resident::{OwnDevicesPage, OwnSession, change_words};
use crate::site::Site;
use crate::visitor::Visitor;

/// Where the list goes on, and what just happened.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    at: Option<i64>,
    id: Option<DeviceResultId>,
    #[serde(default)]
    done: String,
}

pub async fn page(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    let mut page = build(&site, &visitor, &asked).await?;
    page.done = match asked.done.as_str() {
        "kept" => Some(lang.t("own-devices-kept")),
        "deleted" => Some(lang.t("own-devices-deleted")),
        _ => None,
    };
    Ok(show(&page))
}

/// A code for a device; it stands on this one answer only.
pub async fn pair(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let paired = site.app.pair_own_device(caller).await;
    match paired {
        Ok(paired) => {
            let mut page = build(&site, &visitor, &Asked::default()).await?;
            page.code = Some((paired.code, lang.moment(site.app.local(paired.until).datetime())));
            Ok(show(&page))
        }
        Err(AppError::Conflict { code }) => {
            let mut page = build(&site, &visitor, &Asked::default()).await?;
            // i18n: conflict-*
            page.fault = Some(lang.t(&format!("conflict-{}", code.replace('_', "-"))));
            Ok(show_with(StatusCode::CONFLICT, &page))
        }
        Err(other) => Err(visitor.fault(other)),
    }
}

pub async fn delete(State(site): State<Site>, visitor: Visitor, Path(id): Path<DeviceResultId>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    match site.app.delete_own_device_result(caller, id).await {
        Ok(()) => Ok(go(&format!("{}?done=deleted", links::own_devices()))),
        Err(AppError::Conflict { .. }) => {
            let mut page = build(&site, &visitor, &Asked::default()).await?;
            page.fault = Some(visitor.preferences.lang.t("own-devices-held"));
            Ok(show_with(StatusCode::CONFLICT, &page))
        }
        Err(other) => Err(visitor.fault(other)),
    }
}

async fn build(site: &Site, visitor: &Visitor, asked: &Asked) -> Result<OwnDevicesPage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let after = asked.at.zip(asked.id);
    let after = after.and_then(|(at, id)| Some(AfterResult { started_at: Timestamp::from_microsecond(at).ok()?, id }));
    let found = site.app.own_devices(caller, after).await.map_err(|fault| visitor.fault(fault))?;
    let rules = site.app.device_rules().map_err(|fault| visitor.fault(fault))?;
    let moment = |at: Timestamp| lang.moment(site.app.local(at).datetime());
    let sessions = found.results.iter().map(|one| OwnSession {
        id: format!("session-{}", one.id),
        kind: titled(lang, rules.kind(&one.kind).map(|kind| &kind.own), &one.kind),
        when: moment(one.started_at),
        ratings: one.ratings.map(|rated| lang.t2("device-ratings", "before", rated.before, "after", rated.after)),
        words: one.ratings.map(|rated| change_words(lang, rated.before, rated.after)),
        measured: measured(lang, rules, one, &moment),
        delete: links::own_device_delete(one.id),
    });
    let mut page = OwnDevicesPage::new(site.resident_shell(visitor), sessions.collect(), brief(site, visitor, lang)?);
    page.older =
        found.next.map(|next| format!("{}?at={}&id={}", links::own_devices(), next.started_at.as_microsecond(), next.id));
    Ok(page)
}
