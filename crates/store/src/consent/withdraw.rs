//! What a withdrawal does at once.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::CampaignId;

use crate::arg::args;
use crate::campaigns::Campaign;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// How many records a withdrawal touched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Touched {
    /// results that staff no longer see
    pub results: u64,
    /// signals that nobody had decided about
    pub signals: u64,
    /// signals about danger to life, which stay
    pub kept: u64,
}

/// A campaign that a person said something about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedCampaign {
    pub id: CampaignId,
    pub title: String,
}

impl FromRow for AskedCampaign {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { id: CampaignId::from_uuid(row.uuid(0)?), title: row.text(1)? })
    }
}

impl Tx {
    /// Results that the permit's person showed to the people on duty become their own again; undecided signals from them and wishes to be
    /// contacted end, but for red ones.
    pub async fn withdraw_contact(&mut self, permit: &Permit<act::ManageConsent>, now: Timestamp) -> Result<Touched> {
        let Some(person) = permit.person().map(|person| person.uuid()) else { return Ok(Touched::default()) };
        let signals = self.exec(include_str!("expire_contact_signals.sql"), &args![person, now]).await?;
        let results = self.exec(include_str!("hide_contact.sql"), &args![person]).await?;
        self.touched(person, results, signals, now).await
    }

    /// The sheets of a campaign become the person's own, who is no longer asked; undecided signals from them end, but for red ones.
    pub async fn withdraw_screening(
        &mut self,
        permit: &Permit<act::ManageConsent>,
        campaign: CampaignId,
        now: Timestamp,
    ) -> Result<Touched> {
        let Some(id) = permit.person() else { return Ok(Touched::default()) };
        let person = id.uuid();
        let signals = self.exec(include_str!("expire_campaign_signals.sql"), &args![person, campaign.uuid(), now]).await?;
        let results = self.exec(include_str!("hide_campaign.sql"), &args![person, campaign.uuid()]).await?;
        self.decline(campaign, id, now).await?;
        self.touched(person, results, signals, now).await
    }

    async fn touched(&mut self, person: Uuid, results: u64, signals: u64, now: Timestamp) -> Result<Touched> {
        let kept = self.opt::<i64>(include_str!("red_signals.sql"), &args![person, now]).await?.unwrap_or(0);
        Ok(Touched { results, signals, kept: u64::try_from(kept).unwrap_or(0) })
    }
}

impl Db {
    /// The campaigns that ask the permit's person today and have no sheet of theirs: what a guardian is asked about.
    pub async fn campaigns_for_consent(&self, permit: &Permit<act::ManageConsent>, today: Date) -> Result<Vec<AskedCampaign>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        let mut found: Vec<Campaign> =
            self.all(include_str!("../campaigns/campaigns_of_member.sql"), &args![person.uuid(), today]).await?;
        found.dedup_by_key(|one| one.id);
        Ok(found.into_iter().map(|one| AskedCampaign { id: one.id, title: one.title }).collect())
    }

    /// The campaigns that the permit's person said something about, the latest first.
    pub async fn campaigns_consented(&self, permit: &Permit<act::ManageConsent>) -> Result<Vec<AskedCampaign>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        self.all(include_str!("campaigns_of_person.sql"), &args![person.uuid()]).await
    }
}
