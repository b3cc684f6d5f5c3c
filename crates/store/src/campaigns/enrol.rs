//! Who is to be asked: the people of a place and an age.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::CampaignId;
use xinqiao_kernel::place::PlacePath;

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Result, Tx};

/// Days of birth, both inclusive; `None`: whatever the age, also an unknown one.
pub type Born = Option<(Date, Date)>;

/// How many people of a place there are, and how many of them were born within some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cohort {
    pub people: u64,
    pub fitting: u64,
    /// without a day of birth
    pub unknown: u64,
}

impl FromRow for Cohort {
    fn from_row(row: &Row) -> Result<Self> {
        let count = |at| row.int(at).map(i64::unsigned_abs);
        Ok(Self { people: count(0)?, fitting: count(1)?, unknown: count(2)? })
    }
}

fn bounds(born: Born) -> (Date, Date, i64) {
    match born {
        Some((from, to)) => (from, to, 0),
        None => (Date::MIN, Date::MAX, 1),
    }
}

impl Tx {
    /// Counts the people of a place within the permit's, whose records may be used.
    pub async fn count_cohort(&mut self, permit: &Permit<act::RunCampaign>, at: &PlacePath, born: Born) -> Result<Cohort> {
        if !permit.place().covers(at) {
            return Ok(Cohort::default());
        }
        let (range, (from, to, any)) = (at.range(), bounds(born));
        let row = args![&range.from, &range.below, from, to, any];
        Ok(self.opt(include_str!("count_cohort.sql"), &row).await?.unwrap_or_default())
    }

    /// Asks the people of a place within the permit's; how many were not asked before. Each is counted to the place where they belong now.
    pub async fn enrol(
        &mut self,
        permit: &Permit<act::RunCampaign>,
        campaign: CampaignId,
        at: &PlacePath,
        born: Born,
        now: Timestamp,
    ) -> Result<u64> {
        if !permit.place().covers(at) {
            return Ok(0);
        }
        let (range, (from, to, any)) = (at.range(), bounds(born));
        let row = args![campaign.uuid(), now, &range.from, &range.below, from, to, any];
        self.exec(include_str!("enrol.sql"), &row).await
    }
}
