//! Reading campaigns: their rules, how far they are, and counts in which nobody can be found.

use std::collections::BTreeMap;

use jiff::Timestamp;
use xinqiao_access::{Purpose, Resource, act};
use xinqiao_indicators::Cell;
use xinqiao_kernel::id::{AccountId, CampaignId};
use xinqiao_store::assessment::ImportBatch;
use xinqiao_store::campaigns::Campaign;

use super::grades::GradeCount;
use super::numbers::Numbers;
use crate::audit::{done, listed};
use crate::{App, AppError, Caller, Result};

/// Most campaigns of a list, and most imports of a campaign, that are shown.
const MOST: u32 = 200;
const MOST_IMPORTS: u32 = 50;

/// How far a campaign is, in persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub members: Cell,
    pub declined: Cell,
    pub responses: Cell,
}

/// How many answer sheets fell into a band.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BandCount {
    /// band code; empty where the instrument gives none
    pub code: String,
    pub count: Cell,
}

/// What the page of a campaign shows.
#[derive(Debug, Clone)]
pub struct CampaignDetail {
    pub campaign: Campaign,
    pub counts: Counts,
    pub bands: Vec<BandCount>,
    /// sheets that were put aside, by the first rule that did it
    pub removed: Vec<BandCount>,
    /// the bands as steps of attention, 1 to 4, then what has none; empty before anybody answered
    pub grades: Vec<GradeCount>,
    /// when they were counted: numbers move in steps, so that no single answer shows
    pub counted_at: Option<Timestamp>,
    /// from how many persons on a count is shown
    pub floor: u64,
    /// newest first
    pub imports: Vec<ImportBatch>,
    /// names of those who handed the files in
    pub importers: BTreeMap<AccountId, String>,
    pub may_import: bool,
}

impl App {
    /// Campaigns of the caller's places, the latest to open first.
    pub async fn campaigns(&self, caller: &Caller) -> Result<Vec<Campaign>> {
        let scope = self.listing(caller, self.scope::<act::ListCampaigns>(caller, Purpose::Screening)).await?;
        let found = self.inner.db.campaigns(&scope, MOST).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, "campaigns", found.len()), self.now()).await?;
        tx.commit().await?;
        Ok(found)
    }

    /// One campaign with its counts.
    ///
    /// Errors: `NotFound` for an unknown campaign and outside the scope, `Denied` without the right.
    pub async fn campaign(&self, caller: &Caller, id: CampaignId) -> Result<CampaignDetail> {
        let campaign = self.inner.db.campaign(id).await?.ok_or(AppError::NotFound)?;
        let at = Resource::at(campaign.place.clone());
        let permit = self.permit::<act::ReadCampaign>(caller, &at, Purpose::Screening).await?;
        let Numbers { counts, bands, removed, grades, counted_at, floor } = self.campaign_shown(&permit, &campaign).await?;
        let imports = self.inner.db.imports(&permit, id, MOST_IMPORTS).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "campaign", Some(id.uuid()), "read"), self.now()).await?;
        tx.commit().await?;
        Ok(CampaignDetail {
            counts,
            grades,
            bands,
            removed,
            counted_at,
            floor,
            importers: self.names(imports.iter().map(|batch| batch.new.by)).await?,
            imports,
            may_import: self.may::<act::ImportResponses>(caller, &at),
            campaign,
        })
    }

    /// The names of accounts.
    pub(super) async fn names(&self, accounts: impl Iterator<Item = AccountId>) -> Result<BTreeMap<AccountId, String>> {
        let mut names = BTreeMap::new();
        for id in accounts {
            if !names.contains_key(&id)
                && let Some(account) = self.inner.db.account(id).await?
            {
                names.insert(id, account.name);
            }
        }
        Ok(names)
    }
}
