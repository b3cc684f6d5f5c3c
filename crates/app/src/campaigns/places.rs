//! Where a campaign can be opened.

use xinqiao_access::{Clause, Purpose, act};
use xinqiao_store::places::Place;

use crate::{App, Caller, Result};

/// Most places that are offered; a city has some two thousand.
const MOST: u32 = 3_000;

impl App {
    /// Places at which the caller may open a campaign: schools and other units first, then divisions, each in the order of the tree.
    ///
    /// Errors: `Denied` without the right.
    pub async fn campaign_places(&self, caller: &Caller) -> Result<Vec<Place>> {
        let scope = self.listing(caller, self.scope::<act::CreateCampaign>(caller, Purpose::Screening)).await?;
        let mut found: Vec<Place> = Vec::new();
        for clause in scope.clauses() {
            // no role opens campaigns by owner or by person
            let Clause::Below(range) = clause else { continue };
            found.extend(self.inner.db.places(range, "", MOST).await?);
        }
        found.sort_by(|one, other| (one.level != "unit", &one.path).cmp(&(other.level != "unit", &other.path)));
        found.dedup_by(|one, other| one.path == other.path);
        Ok(found)
    }
}
