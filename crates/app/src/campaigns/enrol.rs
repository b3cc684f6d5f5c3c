//! Who is asked: people of a place, of a class, of a population group, of an age.

use jiff::ToSpan;
use jiff::civil::Date;
use xinqiao_access::{Action, Purpose, Resource, act};
use xinqiao_campaigns::Stage;
use xinqiao_cases::register::{GroupToml, Use};
use xinqiao_kernel::id::CampaignId;
use xinqiao_kernel::person::age_on;
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::campaigns::{Born, Cohort};
use xinqiao_store::groups::AfterEntry;

use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// People of a group that are looked at in one piece.
const PIECE: u32 = 500;

/// Whom to ask.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Enrolment {
    /// a part of the campaign's place: a county, a school, a class, a workshop; all of it where absent
    pub unit: Option<PlacePath>,
    /// a population group of the register, whose purpose allows it
    pub group: Option<String>,
    /// completed years on the campaign's first day, both inclusive
    pub ages: Option<(u8, u8)>,
}

/// What became of it, in persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Enrolled {
    pub added: u64,
    /// were asked already
    pub there: u64,
    /// are younger or older: often a wrong year of birth
    pub other_age: u64,
    /// have no day of birth on record, and ages were named
    pub no_birth: u64,
}

impl App {
    /// Asks people; sent twice, nobody is asked twice. Those who declined stay so.
    ///
    /// Errors: `NotFound` for an unknown campaign, a unit outside of it and outside the scope; `Denied` without the right; `Conflict` `campaign_closed`;
    /// `Invalid` on `ages` and `group`.
    pub async fn enrol(&self, caller: &Caller, id: CampaignId, whom: &Enrolment) -> Result<Enrolled> {
        let campaign = self.inner.db.campaign(id).await?.ok_or(AppError::NotFound)?;
        let permit = self.permit::<act::RunCampaign>(caller, &Resource::at(campaign.place.clone()), Purpose::Screening).await?;
        if campaign.stage == Stage::Closed {
            return Err(AppError::conflict("campaign_closed"));
        }
        let unit = whom.unit.clone().unwrap_or_else(|| campaign.place.clone());
        if !campaign.place.covers(&unit) || self.inner.db.place(&unit).await?.is_none() {
            return Err(AppError::field("unit", "fault-place", unit.to_string()));
        }
        if whom.ages.is_some_and(|(from, to)| to < from) {
            return Err(AppError::field("ages", "fault-campaign-ages", ""));
        }
        if let Some(group) = whom.group.as_deref().filter(|group| !group.is_empty()) {
            return self.enrol_group(caller, id, (&unit, group), whom.ages, campaign.opens_on).await;
        }
        let now = self.now();
        let born = born(whom.ages, campaign.opens_on);
        let mut tx = self.inner.db.begin().await?;
        let Cohort { people, fitting, unknown } = tx.count_cohort(&permit, &unit, born).await?;
        let added = tx.enrol(&permit, id, &unit, born, now).await?;
        tx.audit(&done(self, &permit, "campaign", Some(id.uuid()), format!("enrolled={added} at={unit}")), now).await?;
        tx.commit().await?;
        let no_birth = if whom.ages.is_some() { unknown } else { 0 };
        Ok(Enrolled {
            added,
            there: fitting.saturating_sub(added),
            other_age: people.saturating_sub(fitting + no_birth),
            no_birth,
        })
    }

    /// Groups of the register that the caller sees at a place and whose purpose allows an offer to all of them.
    pub fn cohort_groups(&self, caller: &Caller, place: &PlacePath) -> Result<Vec<&GroupToml>> {
        if !caller.actor().may(Action::ReadGroups, self.day(self.now())) {
            return Ok(Vec::new());
        }
        let mut found = self.seen_groups(caller, place)?;
        found.retain(|group| group.uses.contains(&Use::Cohort));
        Ok(found)
    }

    async fn enrol_group(
        &self,
        caller: &Caller,
        id: CampaignId,
        (unit, group): (&PlacePath, &str),
        ages: Option<(u8, u8)>,
        day: Date,
    ) -> Result<Enrolled> {
        let campaign = self.inner.db.campaign(id).await?.ok_or(AppError::NotFound)?;
        let permit = self.permit::<act::RunCampaign>(caller, &Resource::at(campaign.place), Purpose::Screening).await?;
        let mut sum = Enrolled::default();
        let mut after: Option<AfterEntry> = None;
        loop {
            let page = self.cohort(caller, unit, &[group], after.as_ref(), PIECE).await?;
            let now = self.now();
            let mut tx = self.inner.db.begin().await?;
            let before = sum;
            for person in page.people {
                let Some(who) = self.inner.db.whereabouts(person).await?.filter(|who| unit.covers(&who.place)) else { continue };
                let age = who.birth_on.and_then(|birth| age_on(birth, day));
                match (ages, age) {
                    (Some(_), None) => sum.no_birth += 1,
                    (Some((from, to)), Some(age)) if age < from || to < age => sum.other_age += 1,
                    _ if tx.add_member(id, person, now).await? => sum.added += 1,
                    _ => sum.there += 1,
                }
            }
            let added = sum.added - before.added;
            tx.audit(&done(self, &permit, "campaign", Some(id.uuid()), format!("enrolled={added} group={group}")), now).await?;
            tx.commit().await?;
            after = page.next;
            if after.is_none() {
                return Ok(sum);
            }
        }
    }
}

/// The days of birth of people who have completed so many years on a day.
fn born(ages: Option<(u8, u8)>, day: Date) -> Born {
    let (from, to) = ages?;
    let youngest = day.checked_sub(i32::from(from).years()).ok()?;
    let oldest = day.checked_sub((i32::from(to) + 1).years()).and_then(|date| date.tomorrow()).ok()?;
    Some((oldest, youngest))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn somebody_is_twelve_from_the_twelfth_birthday_to_the_eve_of_the_thirteenth() {
        let day = date(2026, 11, 23);
        assert_eq!(born(Some((12, 12)), day), Some((date(2013, 11, 24), date(2014, 11, 23))));
        assert_eq!(age_on(date(2014, 11, 23), day), Some(12));
        assert_eq!(age_on(date(2013, 11, 24), day), Some(12));
        assert_eq!(age_on(date(2013, 11, 23), day), Some(13));
        assert_eq!(born(None, day), None);
    }
}
