//! Handlers of the devices of a site.

use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::devices::{AfterDevice, DeviceView, NewDevice, Registered};
use xinqiao_kernel::id::DeviceId;

use super::list::{form, steps};
use super::{DeviceCard, DevicesPage, serve_person, titled};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links::{self, pattern as at};
use crate::page::{show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::parts::{Pager, Pick, PostForm};
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::pages::desk::serve::warning_parts::{Fields, fault_words};
use crate::parts::Choice;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// The routes of devices.
pub fn routes() -> Router<Site> {
    Router::new()
        .route(at::DEVICES, get(list).post(register))
        .route(at::DEVICE, post(step))
        .route(at::PERSON_DEVICES, get(serve_person::page).post(serve_person::pair))
}

/// Where the list goes on.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    after: String,
    id: Option<DeviceId>,
}

/// What is said beside the list.
#[derive(Default)]
struct News {
    key: Option<(String, String)>,
    told: Option<String>,
    form: Option<PostForm>,
}

async fn list(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    Ok(show(&build(&site, &visitor, &asked, News::default()).await?))
}

async fn register(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let place = fields.parsed("place");
    let new = place.map(|place| NewDevice {
        id: fields.parsed("id").unwrap_or_else(|| site.app.fresh_device()),
        place,
        name: fields.text("name").to_owned(),
        kinds: fields.all("kinds").map(str::to_owned).collect(),
    });
    let outcome = match &new {
        Some(new) => site.app.register_device(caller, new).await,
        // whoever has no right hears that and nothing else
        None => match site.app.devices(caller, None).await {
            Ok(_) => Err(AppError::field("place", "fault-device-place", fields.text("place"))),
            Err(fault) => Err(fault),
        },
    };
    let why = match outcome {
        Ok(registered) => return told(&site, &visitor, registered, lang.t("device-done-registered")).await,
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => why,
        Err(other) => return Err(visitor.fault(other)),
    };
    let id = new.map_or_else(|| site.app.fresh_device(), |new| new.id);
    let form = fault_words(lang, blank(&site, &visitor, id).await?.filled(fields.pairs()), &why);
    let page = build(&site, &visitor, &Asked::default(), News { form: Some(form), ..News::default() }).await?;
    Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

async fn step(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<DeviceId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let Some(step) = fields.parsed("step") else { return Err(visitor.fault(AppError::NotFound)) };
    match site.app.change_device(caller, id, step).await {
        // i18n: device-done-*
        Ok(changed) => told(&site, &visitor, changed, lang.t(&format!("device-done-{step}"))).await,
        Err(AppError::Conflict { .. }) => {
            let news = News { told: Some(lang.t("conflict-device-step")), ..News::default() };
            Ok(show_with(StatusCode::CONFLICT, &build(&site, &visitor, &Asked::default(), news).await?))
        }
        Err(other) => Err(visitor.fault(other)),
    }
}

/// The list with what was done. A key is on this one answer only.
async fn told(site: &Site, visitor: &Visitor, changed: Registered, told: String) -> Result<Response, Fault> {
    let news = News { key: changed.key.map(|key| (changed.name, key)), told: Some(told), form: None };
    Ok(show(&build(site, visitor, &Asked::default(), news).await?))
}

async fn blank(site: &Site, visitor: &Visitor, id: DeviceId) -> Result<PostForm, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let places = site.app.device_places(caller).await.map_err(|fault| visitor.fault(fault))?;
    let places = places.into_iter().map(|(path, name)| Choice::new(path.as_str(), name)).collect();
    let rules = site.app.device_rules().map_err(|fault| visitor.fault(fault))?;
    let kinds = rules.raw().kind.iter().map(|kind| Pick::new(&kind.code, titled(lang, Some(&kind.title), &kind.code))).collect();
    Ok(form(lang, id, places, kinds))
}

async fn build(site: &Site, visitor: &Visitor, asked: &Asked, news: News) -> Result<DevicesPage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let after = asked.id.map(|id| AfterDevice { place: asked.after.clone(), id });
    let found = site.app.devices(caller, after.as_ref()).await.map_err(|fault| visitor.fault(fault))?;
    let cards = found.devices.iter().map(|one| card(site, lang, one)).collect::<Result<Vec<_>, _>>();
    let cards = cards.map_err(|fault| visitor.fault(fault))?;
    let pager = found.next.map(|next| {
        let older = with(&with(&links::devices(), "after", &next.place), "id", next.id);
        Pager { lang, text: lang.t1("audit-page", "count", cards.len()), newer: None, older: Some(older) }
    });
    let form = match news.form {
        Some(form) => form,
        None => blank(site, visitor, site.app.fresh_device()).await?,
    };
    let shell = shell(site, visitor, caller, Area::Devices, None).await?;
    Ok(DevicesPage::new(shell, cards, pager, form).with_news(news.key, news.told))
}

fn card(site: &Site, lang: Lang, one: &DeviceView) -> Result<DeviceCard, AppError> {
    let rules = site.app.device_rules()?;
    let device = &one.device;
    let kinds: Vec<String> =
        device.kinds.iter().map(|code| titled(lang, rules.kind(code).map(|kind| &kind.title), code)).collect();
    let mut facts = vec![
        lang.t1("device-may-send", "kinds", kinds.join(&lang.t("join-comma"))),
        lang.t1("device-key-since", "at", moment(site, lang, device.key_set_at)),
    ];
    facts.push(match device.seen_at {
        Some(at) => lang.t1("device-seen", "at", moment(site, lang, at)),
        None => lang.t("device-not-seen"),
    });
    let refusal = |line: &xinqiao_app::devices::Refusals| {
        // i18n: device-reason-*
        let reason = lang.t(&format!("device-reason-{}", line.reason.replace('_', "-")));
        let parts = [("day", lang.date(line.on)), ("reason", reason), ("count", line.count.to_string())];
        lang.t3("device-refusal", parts.each_ref().map(|(name, value)| (*name, value.as_str())))
    };
    Ok(DeviceCard {
        id: format!("device-{}", device.id),
        name: device.name.clone(),
        place: one.place.clone(),
        // i18n: device-state-*
        state: lang.t(&format!("device-state-{}", device.state)),
        code: device.id.to_string(),
        facts,
        refusals: one.refusals.iter().map(refusal).collect(),
        steps: steps(lang, device.id, &device.state),
    })
}
