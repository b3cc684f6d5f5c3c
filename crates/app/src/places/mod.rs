//! Public facts of the places: no permit is asked.

use xinqiao_kernel::place::PlacePath;
use xinqiao_store::places::{Place, Site};

use crate::{App, Result};

impl App {
    /// Service sites of the jurisdiction, at or below a place of it.
    pub async fn sites(&self, below: &PlacePath, limit: u32) -> Result<Vec<Site>> {
        Ok(self.inner.db.sites(&below.range(), limit).await?)
    }

    /// The place at a path.
    pub async fn place_at(&self, path: &PlacePath) -> Result<Option<Place>> {
        Ok(self.inner.db.place(path).await?)
    }

    /// The name of a place; its path where it has none.
    pub async fn place_name(&self, path: &PlacePath) -> Result<String> {
        Ok(self.inner.db.place(path).await?.map_or_else(|| path.to_string(), |place| place.name))
    }

    /// The units directly below a place.
    pub async fn places_under(&self, path: &PlacePath) -> Result<Vec<Place>> {
        match self.inner.db.place(path).await? {
            Some(place) => Ok(self.inner.db.places_under(place.id, 500).await?),
            None => Ok(Vec::new()),
        }
    }
}
