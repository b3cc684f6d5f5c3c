//! Screening campaigns and who is asked.

use jiff::{Timestamp, civil::Date};
use xinqiao_access::{Act, Clause, Permit, Scope, act};
use xinqiao_campaigns::Stage;
use xinqiao_kernel::id::{AccountId, CampaignId, PersonId};
use xinqiao_kernel::place::PlacePath;

use crate::arg::{Arg, args};
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

pub(crate) const MEMBER_COLUMNS: &str = "campaign_member (campaign_id, person_id, declined_at, unit_path, created_at)";
pub(crate) const MEMBER_WIDTH: usize = 5;

/// A screening campaign 普查.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    pub id: CampaignId,
    pub place: PlacePath,
    pub title: String,
    /// pack code and version of the first part, or of the part that is asked next where a person is asked: answers stay tied to it
    pub instrument: String,
    pub version: String,
    pub consent_text: String,
    pub opens_on: Date,
    pub closes_on: Date,
    pub created_by: AccountId,
    pub stage: Stage,
    /// number of its events: the version that a step is compared with
    pub steps: i64,
}

/// Columns of a campaign.
pub(super) const WIDTH: usize = 11;

impl FromRow for Campaign {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: CampaignId::from_uuid(row.uuid(0)?),
            place: row.parsed(1, "campaign", "place_path", "a place path")?,
            title: row.text(2)?,
            instrument: row.text(3)?,
            version: row.text(4)?,
            consent_text: row.text(5)?,
            opens_on: row.day(6)?,
            closes_on: row.day(7)?,
            created_by: AccountId::from_uuid(row.uuid(8)?),
            stage: row.parsed(9, "campaign", "stage", "a stage of a campaign")?,
            steps: row.int(10)?,
        })
    }
}

impl Campaign {
    /// Somebody may begin to answer on this day.
    pub fn asks(&self, today: Date) -> bool {
        self.stage == Stage::Running && self.opens_on <= today && today <= self.closes_on
    }

    /// A sheet that somebody had begun is taken on this day.
    pub fn takes(&self, today: Date) -> bool {
        matches!(self.stage, Stage::Running | Stage::Paused) && self.opens_on <= today && today <= self.closes_on
    }
}

/// A place and those above it, from the root down.
const PLACES_ABOVE: usize = 12;

struct Total(String, Option<f64>);

impl FromRow for Total {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.text(0)?, row.real_opt(1)?))
    }
}

impl Tx {
    /// Keeps a new campaign; its parts and its first event follow.
    pub async fn add_campaign(&mut self, campaign: &Campaign, now: Timestamp) -> Result<()> {
        let row = args![
            campaign.id.uuid(),
            campaign.place.as_str(),
            &campaign.title,
            &campaign.instrument,
            &campaign.version,
            &campaign.consent_text,
            campaign.opens_on,
            campaign.closes_on,
            campaign.created_by.uuid(),
            campaign.stage.code(),
            campaign.steps,
            now
        ];
        self.exec(include_str!("insert_campaign.sql"), &row).await.map(|_| ())
    }

    /// Adds a person to the cohort; nothing happens to one who is in it.
    pub async fn add_member(&mut self, campaign: CampaignId, person: PersonId, now: Timestamp) -> Result<bool> {
        let row = args![campaign.uuid(), person.uuid(), now];
        Ok(self.exec(include_str!("insert_member.sql"), &row).await? > 0)
    }

    /// Adds many people to a new cohort.
    pub async fn add_members(&mut self, campaign: CampaignId, people: &[(PersonId, PlacePath)], now: Timestamp) -> Result<()> {
        let row = |(person, unit): &(PersonId, PlacePath)| {
            args![campaign.uuid(), person.uuid(), Option::<i64>::None, unit.as_str(), now].to_vec()
        };
        let rows: Vec<Vec<Arg>> = people.iter().map(row).collect();
        self.insert_many(MEMBER_COLUMNS, MEMBER_WIDTH, &rows).await.map(|_| ())
    }

    /// Records that a person does not take part; false when they were not asked or had declined.
    pub async fn decline(&mut self, campaign: CampaignId, person: PersonId, now: Timestamp) -> Result<bool> {
        Ok(self.exec(include_str!("decline.sql"), &args![campaign.uuid(), person.uuid(), now]).await? > 0)
    }
}

impl Db {
    /// A campaign: its rules are told to everybody who is asked, so no permit is needed; who took part is not in it.
    pub async fn campaign(&self, id: CampaignId) -> Result<Option<Campaign>> {
        self.opt(include_str!("campaign.sql"), &args![id.uuid()]).await
    }

    /// Campaigns in the places of a scope, the latest to open first.
    pub async fn campaigns(&self, scope: &Scope<act::ListCampaigns>, limit: u32) -> Result<Vec<Campaign>> {
        let mut found: Vec<Campaign> = Vec::new();
        for clause in scope.clauses() {
            // no role lists campaigns by owner or by person
            let Clause::Below(range) = clause else {
                continue;
            };
            found.extend(self.all(include_str!("campaigns.sql"), &args![&range.from, &range.below, i64::from(limit)]).await?);
        }
        found.sort_by_key(|campaign| (std::cmp::Reverse(campaign.opens_on), campaign.id));
        found.dedup_by_key(|campaign| campaign.id);
        found.truncate(limit as usize);
        Ok(found)
    }

    /// Campaigns whose days hold today and that ask this person something still; instrument and version are those of the part that is asked next.
    pub async fn campaigns_of(&self, permit: &Permit<act::AnswerSelf>, today: Date) -> Result<Vec<Campaign>> {
        let Some(person) = permit.person() else {
            return Ok(Vec::new());
        };
        let mut found: Vec<Campaign> = self.all(include_str!("campaigns_of_member.sql"), &args![person.uuid(), today]).await?;
        // a part that is asked again comes before the one that is asked next
        found.dedup_by_key(|campaign| campaign.id);
        Ok(found)
    }

    /// Campaigns under way at a place or above it: those that may ask the people of a class.
    pub async fn campaigns_over(&self, place: &PlacePath, today: Date) -> Result<Vec<Campaign>> {
        let mut above: Vec<Arg> = place.upwards().map(|one| Arg::from(one.as_str())).collect();
        above.truncate(PLACES_ABOVE);
        above.resize(PLACES_ABOVE, Arg::Text(None));
        above.push(today.into());
        self.all(include_str!("campaigns_over.sql"), &above).await
    }

    /// The totals of the permit's own person in a campaign, by instrument: on them depends what is asked next.
    pub async fn own_totals(&self, permit: &Permit<act::AnswerSelf>, campaign: CampaignId) -> Result<Vec<(String, Option<f64>)>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        let rows: Vec<Total> = self.all(include_str!("own_totals.sql"), &args![person.uuid(), campaign.uuid()]).await?;
        Ok(rows.into_iter().map(|Total(instrument, total)| (instrument, total)).collect())
    }

    /// Is it a campaign of the permit's place?
    pub(crate) async fn is_campaign_of<A: Act>(&self, permit: &Permit<A>, id: CampaignId) -> Result<bool> {
        Ok(self.campaign(id).await?.is_some_and(|found| found.place == *permit.place()))
    }
}
