//! Public facts of the places: no permit is asked.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use xinqiao_kernel::place::PlacePath;
use xinqiao_store::places::{Place, Site};

use crate::{App, Result};

/// Most names that are remembered; a city has a few thousand places.
const MOST_NAMES: usize = 20_000;

/// Names of places that were asked for.
#[derive(Default)]
pub(crate) struct Names {
    known: RwLock<HashMap<PlacePath, String>>,
}

impl Names {
    fn known(&self, path: &PlacePath) -> Option<String> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }

    fn remember(&self, path: &PlacePath, name: &str) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() < MOST_NAMES {
            known.insert(path.clone(), name.to_owned());
        }
    }
}

impl App {
    /// Service sites of the jurisdiction, at or below a place of it.
    pub async fn sites(&self, below: &PlacePath, limit: u32) -> Result<Vec<Site>> {
        Ok(self.inner.db.sites(&below.range(), limit).await?)
    }

    /// The place at a path.
    pub async fn place_at(&self, path: &PlacePath) -> Result<Option<Place>> {
        Ok(self.inner.db.place(path).await?)
    }

    /// The place with a number of the statistics office's divisions of 2023.
    pub async fn place_of_code(&self, code: &str) -> Result<Option<Place>> {
        Ok(self.inner.db.place_by_code("nbs2023", code).await?)
    }

    /// The place that somebody typed: the code of a division, or that code, a space, and the full name of one unit in the division.
    pub async fn place_typed(&self, typed: &str) -> Result<Option<Place>> {
        let typed = typed.trim();
        let (code, unit) = typed.split_once(char::is_whitespace).map_or((typed, ""), |(code, unit)| (code, unit.trim()));
        match self.place_of_code(code).await? {
            Some(division) if !unit.is_empty() => Ok(self.inner.db.unit_named(&division.path.range(), unit).await?),
            found => Ok(found),
        }
    }

    /// The name of a place; its path where it has none. Names are remembered: the tree changes with a release, not by the minute.
    pub async fn place_name(&self, path: &PlacePath) -> Result<String> {
        if let Some(known) = self.inner.names.known(path) {
            return Ok(known);
        }
        let name = self.inner.db.place(path).await?.map_or_else(|| path.to_string(), |place| place.name);
        self.inner.names.remember(path, &name);
        Ok(name)
    }

    /// The units directly below a place.
    pub async fn places_under(&self, path: &PlacePath) -> Result<Vec<Place>> {
        match self.inner.db.place(path).await? {
            Some(place) => Ok(self.inner.db.places_under(place.id, 500).await?),
            None => Ok(Vec::new()),
        }
    }
}
