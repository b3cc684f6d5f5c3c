//! When and where a unit answers together; what comes after its first sitting is a make-up sitting 补测.

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, CampaignId, SittingId};
use xinqiao_kernel::place::PlacePath;

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// A sitting 场次.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SittingRow {
    pub id: SittingId,
    pub campaign: CampaignId,
    pub unit: PlacePath,
    pub begins_at: Timestamp,
    pub room: String,
    pub by: AccountId,
}

impl FromRow for SittingRow {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: SittingId::from_uuid(row.uuid(0)?),
            campaign: CampaignId::from_uuid(row.uuid(1)?),
            unit: row.parsed(2, "campaign_sitting", "unit_path", "a place path")?,
            begins_at: row.at(3)?,
            room: row.text(4)?,
            by: AccountId::from_uuid(row.uuid(5)?),
        })
    }
}

impl Tx {
    /// Plans a sitting; false when the same form was sent before.
    pub async fn add_sitting(&mut self, sitting: &SittingRow, now: Timestamp) -> Result<bool> {
        let row = args![
            sitting.id.uuid(),
            sitting.campaign.uuid(),
            sitting.unit.as_str(),
            sitting.begins_at,
            &sitting.room,
            sitting.by.uuid(),
            now
        ];
        Ok(self.exec(include_str!("insert_sitting.sql"), &row).await? > 0)
    }
}

impl Db {
    /// Sittings of a campaign in the order of units and times: told to everybody who is asked.
    pub async fn campaign_sittings(&self, campaign: CampaignId, limit: u32) -> Result<Vec<SittingRow>> {
        self.all(include_str!("sittings.sql"), &args![campaign.uuid(), i64::from(limit)]).await
    }
}
