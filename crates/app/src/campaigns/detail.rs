//! Reading campaigns: their rules, how far they are, and counts in which nobody can be found.

use std::collections::BTreeMap;

use xinqiao_access::{Purpose, Resource, act};
use xinqiao_kernel::id::{AccountId, CampaignId};
use xinqiao_store::assessment::{Campaign, CampaignCounts, ImportBatch};

use super::cells::{shown, shown_parts};
use super::grades::{GradeCount, grades};
use crate::audit::{done, listed};
use crate::{App, AppError, Caller, Result};

/// Most campaigns of a list, and most imports of a campaign, that are shown.
const MOST: u32 = 200;
const MOST_IMPORTS: u32 = 50;

/// How far a campaign is, in persons; `None` is a count that is too small to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub members: Option<i64>,
    pub declined: Option<i64>,
    pub responses: Option<i64>,
}

impl Counts {
    pub(super) fn of(counts: CampaignCounts) -> Self {
        Self { members: shown(counts.members), declined: shown(counts.declined), responses: shown(counts.responses) }
    }
}

/// How many answer sheets fell into a band.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BandCount {
    /// band code; empty where the instrument gives none
    pub code: String,
    /// `None`: too small, or hidden so that another small one cannot be worked out
    pub count: Option<i64>,
}

/// What the page of a campaign shows.
#[derive(Debug, Clone)]
pub struct CampaignDetail {
    pub campaign: Campaign,
    pub counts: Counts,
    pub bands: Vec<BandCount>,
    /// the bands as steps of attention, 1 to 4, then what has none; empty before anybody answered
    pub grades: Vec<GradeCount>,
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
        let counts = self.inner.db.campaign_counts(&permit, id).await?;
        let bands = self.inner.db.campaign_bands(&permit, id).await?;
        let imports = self.inner.db.imports(&permit, id, MOST_IMPORTS).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "campaign", Some(id.uuid()), "read"), self.now()).await?;
        tx.commit().await?;
        let parts = shown_parts(&bands.iter().map(|(_, count)| *count).collect::<Vec<_>>());
        let counts = Counts::of(counts);
        let bands: Vec<BandCount> = bands.into_iter().zip(parts).map(|((code, _), count)| BandCount { code, count }).collect();
        let pack = self.inner.library.instrument_version(&campaign.instrument, &campaign.version);
        Ok(CampaignDetail {
            counts,
            grades: pack.map_or_else(Vec::new, |pack| grades(pack.instrument(), &bands, counts.responses)),
            bands,
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
