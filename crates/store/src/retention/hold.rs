//! Holds on deletion.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::{AccountId, HoldId, PersonId};
use xinqiao_kernel::place::PlacePath;

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::tx::Inner;
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
    /// Places a hold; false when it is about somebody else than the permit, or who it is about was erased meanwhile.
    pub async fn add_hold(&mut self, permit: &Permit<act::PlaceLegalHold>, new: &NewHold, now: Timestamp) -> Result<bool> {
        if permit.person() != new.person {
            return Ok(false);
        }
        let row = args![new.id.uuid(), new.person.map(|id| id.uuid()), &new.reason, new.by.uuid(), new.from, now];
        self.exec(include_str!("insert_hold.sql"), &row).await?;
        let Some(person) = new.person else { return Ok(true) };
        // a statement of its own: it sees an erasure that the one before waited for
        Ok(self
            .opt::<i64>("select count(*) from person where person_id = $1 and key_sealed is not null", &args![person.uuid()])
            .await?
            == Some(1))
    }

    /// Ends a hold; false when it has ended, or is about somebody else than the permit.
    pub async fn end_hold(&mut self, permit: &Permit<act::PlaceLegalHold>, id: HoldId, on: Date, by: AccountId) -> Result<bool> {
        let ended = self
            .exec(include_str!("end_hold.sql"), &args![id.uuid(), on, by.uuid(), permit.person().map(|id| id.uuid())])
            .await?
            > 0;
        if ended {
            // audit rows that the hold kept are looked at again
            self.exec(include_str!("forget_prune_marks.sql"), &[]).await?;
        }
        Ok(ended)
    }
}

impl Tx {
    /// No hold is placed or ended before this unit of work is: what it deletes, no hold keeps. To be called before anything else, then
    /// [`Tx::is_held`]. (On SQLite a unit of work has no other beside it.)
    pub async fn freeze_holds(&mut self) -> Result<()> {
        if let Inner::Postgres(_) = self.inner {
            self.exec("lock table legal_hold in share mode", &[]).await?;
        }
        Ok(())
    }

    /// As [`Tx::freeze_holds`], and nothing new is written about the person either: whatever refers to them waits.
    pub async fn freeze_person(&mut self, person: PersonId) -> Result<()> {
        // the table first, as whoever places a hold takes them
        self.freeze_holds().await?;
        if let Inner::Postgres(_) = self.inner {
            self.exec("select person_id from person where person_id = $1 for update", &args![person.uuid()]).await?;
        }
        Ok(())
    }

    /// Does a hold keep the records of a person, or of everybody?
    pub async fn is_held(&mut self, of: Uuid) -> Result<bool> {
        Ok(self.opt::<i64>(include_str!("held.sql"), &args![of]).await?.unwrap_or(0) > 0)
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
