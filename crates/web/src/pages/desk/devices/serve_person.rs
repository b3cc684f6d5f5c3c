//! Handlers of what devices sent about one person.

use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::devices::{AfterResult, Device, DeviceResult};
use xinqiao_devices::Rules;
use xinqiao_kernel::id::{DeviceId, DeviceResultId, PersonId};

use super::person::form;
use super::{PersonDevicesPage, ResultCard, measured, titled};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::{show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::parts::Pager;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::pages::desk::serve::warning_parts::{Fields, fault_words};
use crate::parts::Choice;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// Where the list goes on.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    at: Option<i64>,
    id: Option<DeviceResultId>,
}

pub async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(person): Path<PersonId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    Ok(show(&build(&site, &visitor, person, &asked, None).await?))
}

pub async fn pair(
    State(site): State<Site>,
    visitor: Visitor,
    Path(person): Path<PersonId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let device = fields.parsed("device").unwrap_or_else(|| DeviceId::from_uuid(uuid::Uuid::nil()));
    match site.app.pair_device(caller, person, device).await {
        Ok(paired) => {
            let mut page = build(&site, &visitor, person, &Asked::default(), None).await?;
            page.code = Some((paired.code, moment(&site, lang, paired.until)));
            Ok(show(&page))
        }
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => {
            let status = match &why {
                AppError::Conflict { .. } => StatusCode::CONFLICT,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            };
            let page = build(&site, &visitor, person, &Asked::default(), Some((&fields, &why))).await?;
            Ok(show_with(status, &page))
        }
        Err(other) => Err(visitor.fault(other)),
    }
}

async fn build(
    site: &Site,
    visitor: &Visitor,
    person: PersonId,
    asked: &Asked,
    wrong: Option<(&Fields, &AppError)>,
) -> Result<PersonDevicesPage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let after = asked.at.zip(asked.id);
    let after = after.and_then(|(at, id)| Some(AfterResult { started_at: Timestamp::from_microsecond(at).ok()?, id }));
    let found = site.app.person_devices(caller, person, after).await.map_err(|fault| visitor.fault(fault))?;
    let rules = site.app.device_rules().map_err(|fault| visitor.fault(fault))?;
    let cards: Vec<ResultCard> = found.results.iter().map(|one| card(site, lang, rules, one)).collect();
    let may_pair = found.devices.is_some();
    let choices: Vec<Choice> = found.devices.unwrap_or_default().iter().map(choice).collect();
    let blank = (!choices.is_empty()).then(|| form(lang, person, choices));
    let form = match wrong {
        Some((fields, why)) => blank.map(|form| fault_words(lang, form.filled(fields.pairs()), why)),
        None => blank,
    };
    let pager = found.next.map(|next| {
        let older = with(&links::person_devices(person), "at", next.started_at.as_microsecond());
        let older = with(&older, "id", next.id);
        Pager { lang, text: lang.t1("audit-page", "count", cards.len()), newer: None, older: Some(older) }
    });
    Ok(PersonDevicesPage {
        shell: shell(site, visitor, caller, Area::People, None).await?,
        file: links::person(person),
        name: found.name,
        cards,
        pager,
        agrees: found.agrees,
        form,
        may_pair,
        code: None,
    })
}

fn choice(device: &Device) -> Choice {
    Choice::new(device.id.to_string(), &device.name)
}

fn card(site: &Site, lang: Lang, rules: &Rules, one: &DeviceResult) -> ResultCard {
    let (from, until) = (moment(site, lang, one.started_at), moment(site, lang, one.ended_at));
    ResultCard {
        id: format!("result-{}", one.id),
        kind: titled(lang, rules.kind(&one.kind).map(|kind| &kind.title), &one.kind),
        when: lang.t2("device-when", "from", from, "until", until),
        from: one.device.clone().unwrap_or_else(|| lang.t("device-from-page")),
        ratings: one.ratings.map(|rated| lang.t2("device-ratings", "before", rated.before, "after", rated.after)),
        measured: measured(lang, rules, one, &|at| moment(site, lang, at)),
    }
}
