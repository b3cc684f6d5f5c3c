//! How far a campaign is, by unit: who is asked and of whom nothing more is asked, never who declined.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_access::{Act, Permit, act};
use xinqiao_kernel::id::CampaignId;
use xinqiao_kernel::place::PlacePath;

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result};

/// Most units of one campaign: every class of a big city.
const MOST_UNITS: i64 = 20_000;

/// How far the people of a unit are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitCount {
    pub unit: PlacePath,
    pub asked: u64,
    /// nothing more is asked of them: answered or declined
    pub settled: u64,
}

impl FromRow for UnitCount {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            unit: row.parsed(0, "campaign_member", "unit_path", "a place path")?,
            asked: row.int(1)?.unsigned_abs(),
            settled: row.int(2)?.unsigned_abs(),
        })
    }
}

/// What the capacity rule needs of a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pace {
    pub answered: u64,
    pub with_signal: u64,
    pub open: u64,
    /// finished since an instant
    pub recent: u64,
}

impl FromRow for Pace {
    fn from_row(row: &Row) -> Result<Self> {
        let count = |at| row.int(at).map(i64::unsigned_abs);
        Ok(Self { answered: count(0)?, with_signal: count(1)?, open: count(2)?, recent: count(3)? })
    }
}

impl Db {
    /// How far each unit of the permit's place is.
    pub async fn unit_counts<A: Act>(&self, permit: &Permit<A>, campaign: CampaignId) -> Result<Vec<UnitCount>> {
        self.units_below(campaign, permit.place()).await
    }

    /// The same for the program's own reminders, which say nothing of a person.
    pub async fn units_below(&self, campaign: CampaignId, place: &PlacePath) -> Result<Vec<UnitCount>> {
        let range = place.range();
        self.all(include_str!("units.sql"), &args![campaign.uuid(), &range.from, &range.below, MOST_UNITS]).await
    }

    /// How fast answers come in and how many of them raise signals, for the capacity rule.
    pub async fn campaign_pace(&self, campaign: CampaignId, since: Timestamp) -> Result<Pace> {
        Ok(self.opt(include_str!("pace.sql"), &args![campaign.uuid(), since]).await?.unwrap_or_default())
    }

    /// How many people of a campaign have something open, were born after a day, and have no guardian who agrees to this screening as things stand;
    /// counted up to `most`.
    pub async fn waiting_guardians(
        &self,
        permit: &Permit<act::ReadCampaign>,
        campaign: CampaignId,
        born_after: Date,
        most: u32,
    ) -> Result<u64> {
        let range = permit.place().range();
        let row = args![campaign.uuid(), &range.from, &range.below, born_after, i64::from(most)];
        let count: Option<i64> = self.opt(include_str!("waiting_guardians.sql"), &row).await?;
        Ok(count.unwrap_or(0).unsigned_abs())
    }

    /// Signals below a place that nobody has decided about yet, for the capacity rule.
    pub async fn signals_waiting(&self, place: &PlacePath, now: Timestamp) -> Result<u64> {
        let range = place.range();
        let count: Option<i64> = self.opt(include_str!("waiting.sql"), &args![&range.from, &range.below, now]).await?;
        Ok(count.unwrap_or(0).unsigned_abs())
    }
}
