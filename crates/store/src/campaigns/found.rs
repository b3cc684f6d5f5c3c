//! Whom the answers of a campaign ask staff to talk to, and how far that is.

use jiff::Timestamp;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::{CampaignId, PersonId, SignalId, WarningId};
use xinqiao_kernel::person::masked_name;
use xinqiao_kernel::place::PlacePath;

use crate::arg::args;
use crate::fields::PERSON_NAME;
use crate::row::{FromRow, Row};
use crate::{Db, Result};

/// A signal of somebody's sheets that nobody has set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundSignal {
    pub id: SignalId,
    /// red, yellow or blue, as the rule proposes
    pub level: String,
    pub raised_at: Timestamp,
    /// by when somebody should have talked
    pub due_at: Timestamp,
    pub expires_at: Timestamp,
    /// the warning that took it up
    pub warning: Option<WarningId>,
    /// its step, by when that is owed, and since when; no due time once it has ended
    pub step: Option<(String, Option<Timestamp>, Timestamp)>,
}

/// Somebody whose sheets raised signals, with one of them; without one where all were set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundRow {
    pub person: PersonId,
    /// masked
    pub name: String,
    pub unit: PlacePath,
    pub signalled_at: Timestamp,
    pub signal: Option<FoundSignal>,
}

impl FromRow for FoundRow {
    fn from_row(row: &Row) -> Result<Self> {
        let id = row.uuid(0)?;
        let key = row.person_key(4, id)?;
        let signal = match row.uuid_opt(5)? {
            Some(signal) => Some(FoundSignal {
                id: SignalId::from_uuid(signal),
                level: row.text(6)?,
                raised_at: row.at(7)?,
                due_at: row.at(8)?,
                expires_at: row.at(9)?,
                warning: row.uuid_opt(10)?.map(WarningId::from_uuid),
                step: match row.text_opt(11)? {
                    Some(step) => Some((step, row.at_opt(12)?, row.at(13)?)),
                    None => None,
                },
            }),
            None => None,
        };
        Ok(Self {
            person: PersonId::from_uuid(id),
            name: masked_name(&row.own_text(3, key.as_ref(), &PERSON_NAME.of(id))?.unwrap_or_default()),
            unit: row.parsed(1, "campaign_member", "unit_path", "a place path")?,
            signalled_at: row.at(2)?,
            signal,
        })
    }
}

impl Db {
    /// A page of the people whose sheets of a campaign raised signals, the earliest first, behind `after`: a row for each signal that was not set
    /// aside. `people` counts people, not rows. Who was erased or restricted the use of their records is left out.
    pub async fn found_by(
        &self,
        permit: &Permit<act::ListSignals>,
        campaign: CampaignId,
        after: (Timestamp, PersonId),
        people: u32,
    ) -> Result<Vec<FoundRow>> {
        let row = args![campaign.uuid(), after.0, after.1.uuid(), i64::from(people)];
        let found: Vec<FoundRow> = self.all(include_str!("found.sql"), &row).await?;
        Ok(found.into_iter().filter(|one| permit.place().covers(&one.unit)).collect())
    }
}
