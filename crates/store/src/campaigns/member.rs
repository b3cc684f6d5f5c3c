//! Who is asked, and how far each of them is.

use jiff::Timestamp;
use xinqiao_access::{Fields, Permit, act};
use xinqiao_kernel::id::{CampaignId, PersonId};
use xinqiao_kernel::person::masked_name;
use xinqiao_kernel::place::PlacePath;

use crate::arg::args;
use crate::fields::PERSON_NAME;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// What handing in a sheet changes for the person's way through a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberStep {
    /// the part that the sheet answers
    pub part: usize,
    /// the part that is asked next; beyond the last when nothing is left
    pub next: usize,
    /// nothing is left
    pub finished: bool,
}

/// A person who is asked: that something is open, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRow {
    pub person: PersonId,
    pub name: String,
    pub unit: PlacePath,
    /// nothing more is asked of them: answered, declined, or not to be asked; which of these is not told
    pub settled: bool,
}

impl FromRow for MemberRow {
    fn from_row(row: &Row) -> Result<Self> {
        let id = row.uuid(0)?;
        let key = row.person_key(2, id)?;
        Ok(Self {
            person: PersonId::from_uuid(id),
            name: row.own_text(1, key.as_ref(), &PERSON_NAME.of(id))?.unwrap_or_default(),
            unit: row.parsed(3, "campaign_member", "unit_path", "a place path")?,
            settled: row.flag(4)?,
        })
    }
}

impl Tx {
    /// Notes how far a person is; nothing happens to one who is further, or who is not asked.
    pub(crate) async fn step_member(
        &mut self,
        (campaign, person): (CampaignId, PersonId),
        step: MemberStep,
        signalled: bool,
        now: Timestamp,
    ) -> Result<()> {
        let place = |index: usize| i64::try_from(index).unwrap_or(i64::MAX);
        let row = args![
            campaign.uuid(),
            person.uuid(),
            place(step.part),
            place(step.next),
            step.finished.then_some(now),
            signalled.then_some(now)
        ];
        self.exec(include_str!("step_member.sql"), &row).await.map(|_| ())
    }
}

impl Db {
    /// The people of a unit whom a campaign asks, in the order of their ids, behind `after`: name and whether something is open. Names are masked
    /// unless the permit opens identities; who restricted the use of their records is left out.
    pub async fn members(
        &self,
        permit: &Permit<act::ReadCompletion>,
        campaign: CampaignId,
        after: PersonId,
        limit: u32,
    ) -> Result<Vec<MemberRow>> {
        let range = permit.place().range();
        let row = args![campaign.uuid(), &range.from, &range.below, after.uuid(), i64::from(limit)];
        let mut found: Vec<MemberRow> = self.all(include_str!("members.sql"), &row).await?;
        if !permit.fields().contains(Fields::IDENTITY) {
            found.iter_mut().for_each(|one| one.name = masked_name(&one.name));
        }
        Ok(found)
    }
}
