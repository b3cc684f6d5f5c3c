//! How many of those on record were reached: counts that only the engine of small cells opens.

use jiff::civil::Date;
use uuid::Uuid;
use xinqiao_indicators::RawCounts;
use xinqiao_kernel::id::{CaseId, PersonId};

use crate::arg::{Arg, args};
use crate::releases::counted_rows;
use crate::{Db, Result, Tx};

/// Groups that one definition counts at most.
pub const MOST_GROUPS: usize = 48;

/// What is counted, from a day to a day, both included.
#[derive(Debug, Clone)]
pub struct Counting<'a> {
    pub from: Date,
    pub until: Date,
    /// does a person need a plan beside guidance?
    pub needs_plan: bool,
    /// codes, at most [`MOST_GROUPS`]
    pub groups: Vec<&'a str>,
}

impl Db {
    /// People on record in any of the groups on some day of the span, by where they belong and by what is missing: `parts` are the words for
    /// reached, without a case, without a plan, without guidance. Each person counts once. Nobody can read who they are.
    pub async fn counted_coverage(&self, counting: &Counting<'_>, parts: &[&str]) -> Result<RawCounts> {
        let row: Vec<Arg> = args![counting.from, counting.until, i64::from(counting.needs_plan)].to_vec();
        let groups = counting.groups.iter().take(MOST_GROUPS).map(|group| Arg::from(*group));
        counted_rows(self, include_str!("covered.sql"), row, groups, MOST_GROUPS, parts).await
    }

    /// Cases whose days were never written down, because they are older than these columns.
    pub async fn unread_cases(&self, limit: u32) -> Result<Vec<CaseId>> {
        let rows: Vec<Uuid> = self.all(include_str!("unread_cases.sql"), &args![Uuid::nil(), i64::from(limit)]).await?;
        Ok(rows.into_iter().map(CaseId::from_uuid).collect())
    }
}

/// What counting needs of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseDays {
    pub case: CaseId,
    pub person: PersonId,
    pub opened_on: Date,
    pub closed_on: Option<Date>,
    pub planned_on: Option<Date>,
    pub guided_on: Vec<Date>,
}

impl Tx {
    /// Writes the days of a case anew, as they follow from its events.
    pub async fn save_case_days(&mut self, days: &CaseDays, now: jiff::Timestamp) -> Result<()> {
        let row = args![days.case.uuid(), days.person.uuid(), days.opened_on, days.closed_on, days.planned_on, now];
        self.exec(include_str!("save_reach.sql"), &row).await?;
        // what was struck out is no day of guidance any more
        self.exec(include_str!("forget_guided.sql"), &args![days.case.uuid()]).await?;
        for day in &days.guided_on {
            self.exec(include_str!("insert_guided.sql"), &args![days.case.uuid(), *day, now]).await?;
        }
        Ok(())
    }

    /// A case need not be read for its days any more.
    pub async fn forget_unread_case(&mut self, case: CaseId) -> Result<()> {
        self.exec(include_str!("case_read.sql"), &args![case.uuid()]).await.map(|_| ())
    }
}
