//! Whether campaigns ask people, for many requests at once.

use uuid::Uuid;
use xinqiao_kernel::id::{CampaignId, PersonId};

use super::Campaign;
use crate::arg::Arg;
use crate::gather::{AT_ONCE, Gather};
use crate::row::{FromRow, Row};
use crate::{Db, Result};

/// Finds campaigns that ask people; requests that come together share a statement. Cloning it is cheap.
#[derive(Clone)]
pub struct Asking {
    gather: Gather<(CampaignId, PersonId), Option<Campaign>>,
}

struct OfPerson(Uuid, Campaign);

impl FromRow for OfPerson {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.uuid(9)?, Campaign::from_row(row)?))
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
    pub async fn find(&self, campaign: CampaignId, person: PersonId) -> Result<Option<Campaign>> {
        self.gather.ask((campaign, person)).await
    }
}

async fn campaigns(db: &Db, keys: &[(CampaignId, PersonId)]) -> Result<Vec<Option<Campaign>>> {
    let mut args: Vec<Arg> = keys.iter().map(|(_, person)| Arg::from(person.uuid())).collect();
    args.resize(AT_ONCE, Arg::Id(None));
    args.extend(keys.iter().map(|(campaign, _)| Arg::from(campaign.uuid())));
    args.resize(2 * AT_ONCE, Arg::Id(None));
    let rows: Vec<OfPerson> = db.all(include_str!("campaigns_asking.sql"), &args).await?;
    let answer = |(campaign, person): &(CampaignId, PersonId)| {
        let found = rows.iter().find(|OfPerson(of, one)| *of == person.uuid() && one.id == *campaign);
        found.map(|OfPerson(_, one)| one.clone())
    };
    Ok(keys.iter().map(answer).collect())
}
