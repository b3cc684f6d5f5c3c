//! Holds: nothing of a person, or nothing at all, is deleted while a proceeding needs it.

use xinqiao_access::{Purpose, Resource, act};
use xinqiao_kernel::id::{HoldId, PersonId};
use xinqiao_kernel::identifier::CitizenId;
use xinqiao_store::retention::{Hold, NewHold};

use crate::audit::{done, listed};
use crate::{App, AppError, Caller, Result};

/// Why a hold is placed.
pub const HOLD_REASONS: [&str; 4] = ["court", "investigation", "complaint", "medical_dispute"];
/// The system under which citizen numbers are kept.
const CITIZEN_NUMBERS: &str = "gb11643";
/// Holds on one page.
const MOST: u32 = 200;

impl App {
    /// Places a hold on one person's records, or on all. Errors: `NotFound` for a person outside the caller's places, `Invalid` on `reason`.
    pub async fn place_hold(&self, caller: &Caller, person: Option<PersonId>, reason: &str) -> Result<HoldId> {
        let at = match person {
            Some(id) => {
                let who = self.inner.db.whereabouts(id).await?.ok_or(AppError::NotFound)?;
                Resource::at(who.place).of(id)
            }
            None => Resource::at(self.place().clone()),
        };
        let permit = self.permit::<act::PlaceLegalHold>(caller, &at, Purpose::Administration).await?;
        if !HOLD_REASONS.contains(&reason) {
            return Err(AppError::field("reason", "fault-hold-reason", reason));
        }
        let now = self.now();
        let id = HoldId::new(self.ids(), now);
        let new = NewHold { id, person, reason: reason.to_owned(), by: caller.account(), from: self.day(now) };
        let mut tx = self.inner.db.begin().await?;
        if !tx.add_hold(&permit, &new, now).await? {
            return Err(AppError::NotFound);
        }
        tx.audit(&done(self, &permit, "legal_hold", Some(id.uuid()), reason), now).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Places a hold on the records of whoever has a citizen number. Errors: `Invalid` on `number`, also for somebody outside the caller's
    /// places; `Invalid` on `reason`.
    pub async fn place_hold_on(&self, caller: &Caller, number: &str, reason: &str) -> Result<HoldId> {
        let scope = self.listing(caller, self.scope::<act::PlaceLegalHold>(caller, Purpose::Administration)).await?;
        let wrong = |expected| AppError::field("number", expected, number);
        let parsed = CitizenId::parse(number.trim(), self.day(self.now())).map_err(|_| wrong("fault-search-number"))?;
        let mut tx = self.inner.db.begin().await?;
        let found = tx.person_by_identifier(CITIZEN_NUMBERS, parsed.as_str()).await?;
        let found = found.filter(|who| scope.contains(&Resource::at(who.place.clone()).of(who.id)));
        tx.audit(&listed(self, caller, &scope, "person", usize::from(found.is_some())), self.now()).await?;
        tx.commit().await?;
        let who = found.ok_or_else(|| wrong("fault-hold-nobody"))?;
        self.place_hold(caller, Some(who.id), reason).await
    }

    /// Ends a hold. Errors: `NotFound`, `Conflict` `hold_ended`.
    pub async fn end_hold(&self, caller: &Caller, id: HoldId) -> Result<()> {
        let hold = self.inner.db.holds(MOST).await?.into_iter().find(|hold| hold.id == id).ok_or(AppError::NotFound)?;
        let at = match hold.person {
            Some(person) => {
                let who = self.inner.db.whereabouts(person).await?.ok_or(AppError::NotFound)?;
                Resource::at(who.place).of(person)
            }
            None => Resource::at(self.place().clone()),
        };
        let permit = self.permit::<act::PlaceLegalHold>(caller, &at, Purpose::Administration).await?;
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if !tx.end_hold(&permit, id, self.day(now), caller.account()).await? {
            return Err(AppError::conflict("hold_ended"));
        }
        tx.audit(&done(self, &permit, "legal_hold", Some(id.uuid()), "ended"), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Holds on people below the caller's places and on all, newest first.
    pub async fn holds(&self, caller: &Caller) -> Result<Vec<Hold>> {
        let scope = self.listing(caller, self.scope::<act::PlaceLegalHold>(caller, Purpose::Administration)).await?;
        let mut found = self.inner.db.holds(MOST).await?;
        found.retain(|hold| match (&hold.place, hold.person) {
            (Some(place), Some(person)) => scope.contains(&Resource::at(place.clone()).of(person)),
            _ => true,
        });
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, "legal_hold", found.len()), self.now()).await?;
        tx.commit().await?;
        Ok(found)
    }
}
