//! When units were reminded.

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, CampaignId};
use xinqiao_kernel::place::PlacePath;

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// The last reminder of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminded {
    pub unit: PlacePath,
    pub at: Timestamp,
}

impl FromRow for Reminded {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { unit: row.parsed(0, "campaign_reminder", "unit_path", "a place path")?, at: row.at(1)? })
    }
}

impl Tx {
    /// Notes that a unit was reminded; `by` is nobody when the program did it.
    pub async fn add_reminder(
        &mut self,
        campaign: CampaignId,
        unit: &PlacePath,
        by: Option<AccountId>,
        now: Timestamp,
    ) -> Result<()> {
        let row = args![campaign.uuid(), unit.as_str(), now, by.map(|account| account.uuid()), now];
        self.exec(include_str!("insert_reminder.sql"), &row).await.map(|_| ())
    }
}

impl Db {
    /// When each unit of a campaign was last reminded.
    pub async fn last_reminders(&self, campaign: CampaignId) -> Result<Vec<Reminded>> {
        self.all(include_str!("last_reminders.sql"), &args![campaign.uuid()]).await
    }
}
