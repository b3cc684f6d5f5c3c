//! Norms of the own sheets: what they are computed from, and the frozen results. No row is about a person.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;
use xinqiao_kernel::id::{CampaignId, LocalNormId, PersonId, ResponseId};
use xinqiao_kernel::place::PlacePath;

use crate::arg::{Arg, args};
use crate::fields::{ANSWERS, OUTCOME};
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// A norm that was computed and does not move any more.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalNormRow {
    pub id: LocalNormId,
    pub place: PlacePath,
    pub instrument: String,
    pub instrument_version: String,
    /// code of the score
    pub score: String,
    /// 1, 2, 3, … of the same place, instrument version and score
    pub version: i64,
    pub persons: i64,
    /// first and last day of the answers
    pub from: Date,
    pub until: Date,
    /// JSON of the numbers
    pub body: String,
    pub created_at: Timestamp,
}

impl FromRow for LocalNormRow {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: LocalNormId::from_uuid(row.uuid(0)?),
            place: row.parsed(1, "local_norm", "place_path", "a place path")?,
            instrument: row.text(2)?,
            instrument_version: row.text(3)?,
            score: row.text(4)?,
            version: row.int(5)?,
            persons: row.int(6)?,
            from: row.day(7)?,
            until: row.day(8)?,
            body: row.text(9)?,
            created_at: row.at(10)?,
        })
    }
}

/// A sheet of a campaign, as norms read it.
#[derive(Debug, Clone)]
pub struct NormSheet {
    pub id: ResponseId,
    pub person: PersonId,
    /// JSON
    pub answers: String,
    /// JSON
    pub outcome: String,
    pub at: Timestamp,
}

impl FromRow for NormSheet {
    fn from_row(row: &Row) -> Result<Self> {
        let (id, person) = (row.uuid(0)?, row.uuid(1)?);
        let key = row.person_key(5, person)?;
        Ok(Self {
            id: ResponseId::from_uuid(id),
            person: PersonId::from_uuid(person),
            answers: row.own_text(2, key.as_ref(), &ANSWERS.of(id))?.unwrap_or_default(),
            outcome: row.own_text(3, key.as_ref(), &OUTCOME.of(id))?.unwrap_or_default(),
            at: row.at(4)?,
        })
    }
}

struct Found(Uuid);

impl FromRow for Found {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.uuid(0)?))
    }
}

impl Db {
    /// Campaigns at and below a place that asked with one version of an instrument: for the program's own work.
    pub async fn norm_campaigns(&self, place: &PlacePath, instrument: &str, version: &str) -> Result<Vec<CampaignId>> {
        let range = place.range();
        let row = args![&range.from, &range.below, instrument, version];
        let found: Vec<Found> = self.all(include_str!("campaigns.sql"), &row).await?;
        Ok(found.into_iter().map(|Found(id)| CampaignId::from_uuid(id)).collect())
    }

    /// Sheets of a campaign after one, by id: for the program's own work.
    pub async fn norm_sheets(&self, campaign: CampaignId, after: ResponseId, limit: u32) -> Result<Vec<NormSheet>> {
        self.all(include_str!("sheets.sql"), &args![campaign.uuid(), after.uuid(), i64::from(limit)]).await
    }

    /// Norms of a place and of the places above it, the nearest place and the newest version first. Nobody can be found in them.
    pub async fn local_norms(
        &self,
        place: &PlacePath,
        (instrument, version, score): (&str, &str, &str),
    ) -> Result<Vec<LocalNormRow>> {
        let mut row: Vec<Arg> = place.upwards().take(8).map(|above| Arg::from(above.as_str())).collect();
        row.resize(8, Arg::Text(None));
        row.extend([instrument, version, score].map(Arg::from));
        self.all(include_str!("over.sql"), &row).await
    }
}

impl Tx {
    /// The newest version of a norm; 0 before there is one.
    pub async fn latest_norm(&mut self, place: &PlacePath, (instrument, version, score): (&str, &str, &str)) -> Result<i64> {
        Ok(self.opt(include_str!("latest.sql"), &args![place.as_str(), instrument, version, score]).await?.unwrap_or(0))
    }

    /// Freezes a norm. Errors: `Duplicate` for a version that is there.
    pub async fn add_local_norm(&mut self, new: &LocalNormRow, now: Timestamp) -> Result<()> {
        let row = args![
            new.id.uuid(),
            new.place.as_str(),
            &new.instrument,
            &new.instrument_version,
            &new.score,
            new.version,
            new.persons,
            new.from,
            new.until,
            &new.body,
            Option::<Uuid>::None,
            now
        ];
        self.exec(include_str!("insert.sql"), &row).await.map(|_| ())
    }
}
