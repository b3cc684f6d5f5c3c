//! Whether campaigns ask people, for many requests at once.

use xinqiao_campaigns::{Only, Part};
use xinqiao_kernel::id::{CampaignId, PersonId};

use super::Campaign;
use super::campaign::WIDTH;
use crate::arg::{Arg, args};
use crate::gather::{AT_ONCE, Gather};
use crate::row::{FromRow, Row};
use crate::{Db, Result};

/// A campaign that asks somebody who has not declined. Its consent text is left out: it may be long.
#[derive(Debug, Clone, PartialEq)]
pub struct Asks {
    pub campaign: Campaign,
    /// all parts, in order
    pub parts: Vec<Part>,
    /// the part that the person is asked next; beyond the last when nothing is left
    pub next: usize,
}

/// Finds campaigns that ask people; requests that come together share a statement. Cloning it is cheap.
#[derive(Clone)]
pub struct Asking {
    gather: Gather<(CampaignId, PersonId), Option<Asks>>,
}

/// One part of a campaign that asks somebody.
struct OfPerson {
    person: PersonId,
    campaign: Campaign,
    part: Part,
    next: usize,
}

impl FromRow for OfPerson {
    fn from_row(row: &Row) -> Result<Self> {
        let campaign = Campaign::from_row(row)?;
        let place = |value: i64| usize::try_from(value).unwrap_or(usize::MAX);
        let only = match (row.int_opt(WIDTH + 2)?, row.real_opt(WIDTH + 3)?) {
            (Some(after), Some(total_from)) => Some(Only { after: place(after), total_from }),
            _ => None,
        };
        let form = row.parsed(WIDTH + 5, "campaign_part", "form", "a form of a test")?;
        let part = Part { instrument: campaign.instrument.clone(), version: campaign.version.clone(), form, only };
        Ok(Self { person: PersonId::from_uuid(row.uuid(WIDTH)?), campaign, part, next: place(row.int(WIDTH + 4)?) })
    }
}

impl Asking {
    /// Starts finding.
    pub fn start(db: &Db) -> Self {
        let (all, one) = (db.clone(), db.clone());
        let together = move |keys: std::sync::Arc<Vec<(CampaignId, PersonId)>>| {
            let db = all.clone();
            async move { campaigns(&db, &keys).await }
        };
        let alone = move |(campaign, person)| {
            let db = one.clone();
            async move { db.campaign_asking(campaign, person).await }
        };
        Self { gather: Gather::start(together, alone) }
    }

    /// The campaign, if it asks this person and they have not declined. The same as [`Db::campaign_asking`].
    pub async fn find(&self, campaign: CampaignId, person: PersonId) -> Result<Option<Asks>> {
        self.gather.ask((campaign, person)).await
    }
}

impl Db {
    /// The campaign, if it asks this person and they have not declined.
    pub async fn campaign_asking(&self, campaign: CampaignId, person: PersonId) -> Result<Option<Asks>> {
        let rows: Vec<OfPerson> = self.all(include_str!("campaign_asking.sql"), &args![campaign.uuid(), person.uuid()]).await?;
        Ok(asks(&rows, campaign, person))
    }
}

async fn campaigns(db: &Db, keys: &[(CampaignId, PersonId)]) -> Result<Vec<Option<Asks>>> {
    let mut args: Vec<Arg> = keys.iter().map(|(_, person)| Arg::from(person.uuid())).collect();
    args.resize(AT_ONCE, Arg::Id(None));
    args.extend(keys.iter().map(|(campaign, _)| Arg::from(campaign.uuid())));
    args.resize(2 * AT_ONCE, Arg::Id(None));
    let rows: Vec<OfPerson> = db.all(include_str!("campaigns_asking.sql"), &args).await?;
    Ok(keys.iter().map(|(campaign, person)| asks(&rows, *campaign, *person)).collect())
}

/// What the rows say of one person and one campaign.
fn asks(rows: &[OfPerson], campaign: CampaignId, person: PersonId) -> Option<Asks> {
    let mut own = rows.iter().filter(|row| row.person == person && row.campaign.id == campaign);
    let first = own.next()?;
    let mut parts = vec![first.part.clone()];
    parts.extend(own.map(|row| row.part.clone()));
    Some(Asks { campaign: first.campaign.clone(), parts, next: first.next })
}
