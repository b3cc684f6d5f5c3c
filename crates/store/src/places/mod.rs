//! The place tree and the service sites in it. Public facts: no permit is asked.

use jiff::Timestamp;
use xinqiao_kernel::id::{PlaceId, SiteId};
use xinqiao_kernel::place::{PathRange, PlacePath};

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// A division or a unit that a city added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub id: PlaceId,
    pub path: PlacePath,
    pub parent: Option<PlaceId>,
    pub name: String,
    /// province, city, county, township, village or unit
    pub level: String,
    pub kind: Option<String>,
}

impl FromRow for Place {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: PlaceId::from_uuid(row.uuid(0)?),
            path: row.parsed(1, "place", "path", "a place path")?,
            parent: row.uuid_opt(2)?.map(PlaceId::from_uuid),
            name: row.text(3)?,
            level: row.text(4)?,
            kind: row.text_opt(5)?,
        })
    }
}

/// A counselling room, clinic or centre that people can visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    pub id: SiteId,
    pub place: PlacePath,
    pub name: String,
    /// centre, counselling_room, clinic, school_room or hospital
    pub kind: String,
    pub address: String,
    pub phone: Option<String>,
    pub hours: String,
}

impl FromRow for Site {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: SiteId::from_uuid(row.uuid(0)?),
            place: row.parsed(1, "site", "place_path", "a place path")?,
            name: row.text(2)?,
            kind: row.text(3)?,
            address: row.text(4)?,
            phone: row.text_opt(5)?,
            hours: row.text(6)?,
        })
    }
}

impl Tx {
    /// Adds a place. Errors: `Duplicate` when the path is taken.
    pub async fn add_place(&mut self, place: &Place, now: Timestamp) -> Result<()> {
        let row = args![
            place.id.uuid(),
            place.path.as_str(),
            place.parent.map(PlaceId::uuid),
            &place.name,
            &place.level,
            place.kind.clone(),
            now
        ];
        self.exec(include_str!("insert.sql"), &row).await.map(|_| ())
    }

    /// Adds the code of a place in a code system (`nbs2023`, `mca2026`).
    pub async fn add_place_code(&mut self, system: &str, code: &str, place: PlaceId, now: Timestamp) -> Result<()> {
        self.exec(include_str!("insert_code.sql"), &args![system, code, place.uuid(), now]).await.map(|_| ())
    }

    /// The place at `path`, as this unit of work sees it.
    pub async fn place(&mut self, path: &PlacePath) -> Result<Option<Place>> {
        self.opt(include_str!("by_path.sql"), &args![path.as_str()]).await
    }

    /// Adds a service site.
    pub async fn add_site(&mut self, site: &Site, now: Timestamp) -> Result<()> {
        let row = args![
            site.id.uuid(),
            site.place.as_str(),
            &site.name,
            &site.kind,
            &site.address,
            site.phone.clone(),
            &site.hours,
            now
        ];
        self.exec(include_str!("insert_site.sql"), &row).await.map(|_| ())
    }
}

impl Db {
    /// The place at `path`.
    pub async fn place(&self, path: &PlacePath) -> Result<Option<Place>> {
        self.opt(include_str!("by_path.sql"), &args![path.as_str()]).await
    }

    /// The place that `code` names in `system`.
    pub async fn place_by_code(&self, system: &str, code: &str) -> Result<Option<Place>> {
        self.opt(include_str!("by_code.sql"), &args![system, code]).await
    }

    /// The one unit of exactly this name in `range`; none when there is no such unit or more than one.
    pub async fn unit_named(&self, range: &PathRange, name: &str) -> Result<Option<Place>> {
        let found: Vec<Place> = self.all(include_str!("unit_named.sql"), &args![&range.from, &range.below, name]).await?;
        Ok(<[Place; 1]>::try_from(found).ok().map(|[only]| only))
    }

    /// Up to `limit` places in `range` in path order, after `after`.
    pub async fn places(&self, range: &PathRange, after: &str, limit: u32) -> Result<Vec<Place>> {
        let row = args![&range.from, &range.below, after, i64::from(limit)];
        self.all(include_str!("below.sql"), &row).await
    }

    /// The units directly below a place.
    pub async fn places_under(&self, parent: PlaceId, limit: u32) -> Result<Vec<Place>> {
        self.all(include_str!("children.sql"), &args![parent.uuid(), i64::from(limit)]).await
    }

    /// How many places there are.
    pub async fn place_count(&self) -> Result<i64> {
        Ok(self.opt(include_str!("count.sql"), &[]).await?.unwrap_or(0))
    }

    /// Up to `limit` service sites at or below a place.
    pub async fn sites(&self, range: &PathRange, limit: u32) -> Result<Vec<Site>> {
        self.all(include_str!("sites_below.sql"), &args![&range.from, &range.below, i64::from(limit)]).await
    }
}
