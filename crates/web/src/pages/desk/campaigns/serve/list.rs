//! Campaigns of the reader's places.

use axum::extract::State;
use axum::response::Response;
use xinqiao_access::Action;
use xinqiao_app::campaigns::Standing;

use super::told::{instrument, percent, persons, state, window};
use crate::fault::Fault;
use crate::links;
use crate::page::show;
use crate::pages::desk::campaigns::{CampaignRow, CampaignsPage};
use crate::pages::desk::serve::staff::shell;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

pub async fn list(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let found = site.app.campaigns_standing(caller).await.map_err(|fault| visitor.fault(fault))?;
    let mut rows = Vec::with_capacity(found.len());
    for standing in &found {
        rows.push(row(&site, &visitor, standing).await?);
    }
    let can_create = caller.actor().may(Action::CreateCampaign, site.app.day(site.app.now()));
    let shell = shell(&site, &visitor, caller, Area::Campaigns, None).await?;
    Ok(show(&CampaignsPage::new(shell, rows, can_create, None).with_rescores(site.app.may_read_rescores(caller))))
}

async fn row(site: &Site, visitor: &Visitor, standing: &Standing) -> Result<CampaignRow, Fault> {
    let lang = visitor.preferences.lang;
    let today = site.app.day(site.app.now());
    let Standing { campaign, counts } = standing;
    Ok(CampaignRow {
        title: campaign.title.clone(),
        href: links::campaign(campaign.id),
        place: site.app.place_name(&campaign.place).await.map_err(|fault| visitor.fault(fault))?,
        instrument: instrument(lang, &site.app, &campaign.instrument, &campaign.version),
        window: window(lang, campaign.opens_on, campaign.closes_on, today),
        state: state(campaign, today),
        progress: format!("{} / {}", persons(lang, counts.responses), persons(lang, counts.members)),
        share: percent(counts.responses, counts.members),
    })
}
