//! How far a campaign is: county by county, school by school, class by class.

use std::collections::BTreeMap;

use jiff::Timestamp;
use xinqiao_access::{Purpose, Resource, act};
use xinqiao_kernel::id::CampaignId;
use xinqiao_kernel::place::PlacePath;

use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// How far the people of a unit are, those of the units below it included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitProgress {
    pub unit: PlacePath,
    pub name: String,
    pub asked: u64,
    /// nothing more is asked of them; that they answered or declined is not told apart
    pub settled: u64,
    /// it has units of its own that are counted
    pub has_units: bool,
    /// when it was last reminded
    pub reminded_at: Option<Timestamp>,
}

/// The units of a place, in the order of their codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Units {
    /// the place itself
    pub at: UnitProgress,
    pub units: Vec<UnitProgress>,
    /// from the campaign's place down to the place itself
    pub trail: Vec<(PlacePath, String)>,
}

impl App {
    /// How far a campaign is at a place of it, and in the units right below that.
    ///
    /// Errors: `NotFound` for an unknown campaign, a place outside of it and outside the scope; `Denied` without the right.
    pub async fn campaign_units(&self, caller: &Caller, id: CampaignId, at: Option<&PlacePath>) -> Result<Units> {
        let campaign = self.inner.db.campaign(id).await?.ok_or(AppError::NotFound)?;
        let permit = self.permit::<act::ReadCampaign>(caller, &Resource::at(campaign.place.clone()), Purpose::Screening).await?;
        let at = at.cloned().unwrap_or_else(|| campaign.place.clone());
        if !campaign.place.covers(&at) {
            return Err(AppError::NotFound);
        }
        let counts = self.inner.db.units_below(id, &at).await?;
        let reminders = self.inner.db.last_reminders(id).await?;
        let reminded = |unit: &PlacePath| reminders.iter().find(|one| one.unit == *unit).map(|one| one.at);
        let mut below: BTreeMap<PlacePath, (u64, u64, bool)> = BTreeMap::new();
        let mut whole = (0, 0);
        for count in &counts {
            whole = (whole.0 + count.asked, whole.1 + count.settled);
            if let Some(unit) = right_below(&at, &count.unit) {
                let has_units = unit != count.unit;
                let sum = below.entry(unit).or_default();
                *sum = (sum.0 + count.asked, sum.1 + count.settled, sum.2 || has_units);
            }
        }
        let mut units = Vec::with_capacity(below.len());
        for (unit, (asked, settled, has_units)) in below {
            let name = self.place_name(&unit).await?;
            units.push(UnitProgress { reminded_at: reminded(&unit), unit, name, asked, settled, has_units });
        }
        let mut trail = Vec::new();
        for place in at.upwards().filter(|place| campaign.place.covers(place)) {
            let name = self.place_name(&place).await?;
            trail.push((place, name));
        }
        trail.sort();
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "campaign", Some(id.uuid()), "progress"), self.now()).await?;
        tx.commit().await?;
        let at = UnitProgress {
            name: self.place_name(&at).await?,
            reminded_at: reminded(&at),
            has_units: !units.is_empty(),
            unit: at,
            asked: whole.0,
            settled: whole.1,
        };
        Ok(Units { at, units, trail })
    }
}

/// The unit right below a place in which another lies; `None` for the place itself.
fn right_below(at: &PlacePath, unit: &PlacePath) -> Option<PlacePath> {
    unit.upwards().find(|one| one.depth() == at.depth() + 1 && at.covers(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_lies_in_its_school_and_a_school_not_in_itself() {
        let place = |text: &str| text.parse::<PlacePath>().unwrap();
        let (county, school, class) = (place("62/6207/"), place("62/6207/s1/"), place("62/6207/s1/c3/"));
        assert_eq!(right_below(&county, &class), Some(school.clone()));
        assert_eq!(right_below(&school, &class), Some(class));
        assert_eq!(right_below(&school, &school), None);
        assert_eq!(right_below(&school, &place("62/6207/s10/c1/")), None);
    }
}
