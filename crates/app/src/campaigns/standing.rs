//! Campaigns with how far each of them is.

use xinqiao_access::{Resource, act};
use xinqiao_store::campaigns::Campaign;

use super::Counts;
use crate::{App, Caller, Result};

/// A campaign and how far it is.
#[derive(Debug, Clone)]
pub struct Standing {
    pub campaign: Campaign,
    pub counts: Counts,
}

impl App {
    /// Campaigns of the caller's places with their counts, the latest to open first. Errors: `Denied` without the right.
    pub async fn campaigns_standing(&self, caller: &Caller) -> Result<Vec<Standing>> {
        let mut found = Vec::new();
        for campaign in self.campaigns(caller).await? {
            let at = Resource::at(campaign.place.clone());
            // who lists a campaign may read it; one who may not has no use for its row
            if let Ok(permit) = self.quiet_permit::<act::ReadCampaign>(caller, &at) {
                let counts = self.campaign_listed(&permit, &campaign).await?;
                found.push(Standing { campaign, counts });
            }
        }
        Ok(found)
    }
}
