//! What happened to a campaign, in order.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_campaigns::{Act, Event, Stage, Window};
use xinqiao_kernel::id::{AccountId, CampaignId};
use xinqiao_vault::{Class, Field, Spot};

use super::Campaign;
use crate::arg::{Arg, args};
use crate::row::{FromRow, Row};
use crate::{Db, Result, StoreError, Tx};

/// Why something was done, in words.
pub(crate) const REASON: Field = Field::new("campaign_event", "reason_sealed");

fn spot(campaign: CampaignId, seq: i64) -> Spot {
    REASON.of_key(&[campaign.uuid().as_bytes(), &seq.to_be_bytes()])
}

/// An event as it lies there.
struct EventRow(Event);

impl FromRow for EventRow {
    fn from_row(row: &Row) -> Result<Self> {
        let (campaign, seq) = (CampaignId::from_uuid(row.uuid(0)?), row.int(1)?);
        Ok(Self(Event {
            act: row.json::<Act>(3, "campaign_event", "body")?,
            by: row.uuid_opt(2)?.map(AccountId::from_uuid),
            at: row.at(5)?,
            reason: row.class_text_opt(4, Class::Account, &spot(campaign, seq))?,
        }))
    }
}

impl Tx {
    /// Adds the next event of a campaign and writes what lists sort by; false when somebody else was quicker.
    ///
    /// `before`: how many events the campaign had when the step was decided.
    pub async fn add_campaign_event(
        &mut self,
        campaign: CampaignId,
        before: i64,
        event: &Event,
        (stage, window): (Stage, Window),
        now: Timestamp,
    ) -> Result<bool> {
        let line = args![campaign.uuid(), before, stage.code(), window.opens_on, window.closes_on];
        if self.exec(include_str!("step_campaign.sql"), &line).await? == 0 {
            return Ok(false);
        }
        let seq = before + 1;
        let body = serde_json::to_string(&event.act).map_err(|fault| StoreError::Corrupt {
            table: "campaign_event",
            column: "body",
            expected: "an act that can be written as JSON",
            found: fault.to_string(),
        })?;
        let reason = match event.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty()) {
            Some(reason) => Some(self.vault().seal(Class::Account, &spot(campaign, seq), reason.as_bytes())?),
            None => None,
        };
        let row: [Arg; 8] = [
            campaign.uuid().into(),
            seq.into(),
            event.by.map(|account| account.uuid()).into(),
            event.act.word().into(),
            body.into(),
            reason.into(),
            event.at.into(),
            now.into(),
        ];
        self.exec(include_str!("insert_event.sql"), &row).await.map(|_| true)
    }
}

impl Db {
    /// What happened to a campaign, in order: no permit, for it says nothing about a person.
    pub async fn campaign_events(&self, campaign: CampaignId) -> Result<Vec<Event>> {
        let rows: Vec<EventRow> = self.all(include_str!("events.sql"), &args![campaign.uuid()]).await?;
        Ok(rows.into_iter().map(|EventRow(event)| event).collect())
    }

    /// Campaigns that ask or rest and whose last day is not past, in the order of their ids: what the job looks at.
    pub async fn campaigns_under_way(&self, today: Date, after: CampaignId, limit: u32) -> Result<Vec<Campaign>> {
        self.all(include_str!("under_way.sql"), &args![today, after.uuid(), i64::from(limit)]).await
    }
}
