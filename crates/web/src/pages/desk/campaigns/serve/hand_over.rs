//! Opening a hand-over.

use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_kernel::id::CampaignId;

use super::told;
use crate::fault::Fault;
use crate::page::show_with;
use crate::pages::desk::campaigns::{HandOverPage, hand_over_form};
use crate::pages::desk::parts::PostForm;
use crate::pages::desk::serve::staff::shell;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// For whom.
#[derive(Deserialize)]
pub struct Whom {
    #[serde(default)]
    number: String,
}

pub async fn form(State(site): State<Site>, visitor: Visitor, Path(id): Path<CampaignId>) -> Result<Response, Fault> {
    let form = hand_over_form(visitor.preferences.lang, id);
    page(&site, &visitor, id, (StatusCode::OK, form, None)).await
}

pub async fn open(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<CampaignId>,
    Form(whom): Form<Whom>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let form = hand_over_form(lang, id);
    match site.app.open_hand_over(caller, id, &whom.number).await {
        Ok(opened) => {
            let until = site.app.local(opened.until).strftime("%H:%M").to_string();
            page(&site, &visitor, id, (StatusCode::OK, form, Some((opened.code, until)))).await
        }
        Err(AppError::Invalid(faults)) => {
            let form = form.filled([("number", whom.number.as_str())]);
            let form = faults.iter().fold(form, |form, fault| form.with_error(fault.field, lang.t(fault.expected)));
            page(&site, &visitor, id, (StatusCode::UNPROCESSABLE_ENTITY, form, None)).await
        }
        Err(AppError::Conflict { code }) => {
            let form = form.filled([("number", whom.number.as_str())]).with_fault(told::conflict(lang, &code));
            page(&site, &visitor, id, (StatusCode::CONFLICT, form, None)).await
        }
        Err(fault) => Err(visitor.fault(fault)),
    }
}

async fn page(
    site: &Site,
    visitor: &Visitor,
    id: CampaignId,
    (status, form, opened): (StatusCode, PostForm, Option<(String, String)>),
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let campaign = site.app.campaign_to_hand_over(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let shell = shell(site, visitor, caller, Area::Campaigns, None).await?;
    Ok(show_with(status, &HandOverPage::new(shell, (id, campaign.title), form, opened)))
}
