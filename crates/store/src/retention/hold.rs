//! Holds on deletion.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::{AccountId, HoldId, PersonId};
use xinqiao_kernel::place::PlacePath;

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// A hold to be placed.
#[derive(Debug, Clone)]
pub struct NewHold {
    pub id: HoldId,
    /// whose records; `None` for all
    pub person: Option<PersonId>,
    /// court, investigation, complaint or medical_dispute
    pub reason: String,
    pub by: AccountId,
    pub from: Date,
}

/// A hold as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    pub id: HoldId,
    pub person: Option<PersonId>,
    pub reason: String,
    pub by: AccountId,
    pub from: Date,
    pub ended: Option<Date>,
    /// where the person belongs; `None` for a hold on all
    pub place: Option<PlacePath>,
}

impl FromRow for Hold {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: HoldId::from_uuid(row.uuid(0)?),
            person: row.uuid_opt(1)?.map(PersonId::from_uuid),
            reason: row.text(2)?,
            by: AccountId::from_uuid(row.uuid(3)?),
            from: row.day(4)?,
            ended: row.day_opt(5)?,
            place: match row.text_opt(6)? {
                Some(_) => Some(row.parsed(6, "person", "place_path", "a place path")?),
                None => None,
            },
        })
    }
}

impl Tx {
    /// Places a hold.
    pub async fn add_hold(&mut self, _permit: &Permit<act::PlaceLegalHold>, new: &NewHold, now: Timestamp) -> Result<()> {
        let row = args![new.id.uuid(), new.person.map(|id| id.uuid()), &new.reason, new.by.uuid(), new.from, now];
        self.exec(include_str!("insert_hold.sql"), &row).await.map(|_| ())
    }

    /// Ends a hold; false when it has ended.
    pub async fn end_hold(&mut self, _permit: &Permit<act::PlaceLegalHold>, id: HoldId, on: Date, by: AccountId) -> Result<bool> {
        let ended = self.exec(include_str!("end_hold.sql"), &args![id.uuid(), on, by.uuid()]).await? > 0;
        if ended {
            // audit rows that the hold kept are looked at again
            self.exec(include_str!("forget_prune_marks.sql"), &[]).await?;
        }
        Ok(ended)
    }
}

impl Db {
    /// Holds, newest first: ids and codes.
    pub async fn holds(&self, limit: u32) -> Result<Vec<Hold>> {
        self.all(include_str!("holds.sql"), &args![i64::from(limit)]).await
    }

    /// Does a hold keep the person's records?
    pub async fn is_held(&self, person: PersonId) -> Result<bool> {
        Ok(self.opt::<i64>(include_str!("held.sql"), &args![person.uuid()]).await?.unwrap_or(0) > 0)
    }
}
