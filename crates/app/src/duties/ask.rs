//! Asking for the approval that records of somebody under 18 need.

use xinqiao_access::{Resource, act};
use xinqiao_duties::{Kind, Step, approval};
use xinqiao_kernel::id::{DutyEntryId, DutyId, PersonId};
use xinqiao_store::duties::DutyRow;

use super::NewDuty;
use crate::{App, AppError, Caller, Result};

/// How many of the own requests are listed.
const OWN: u32 = 100;

impl App {
    /// Asks for access to the records of one minor; whoever may see that the person exists may ask, in words, what for.
    ///
    /// Errors: `NotFound` outside the scope, `Invalid` on `note`.
    pub async fn ask_minor_access(
        &self,
        caller: &Caller,
        person: PersonId,
        (id, entry): (DutyId, DutyEntryId),
        note: &str,
    ) -> Result<DutyId> {
        let at = self.inner.db.whereabouts(person).await?.ok_or(AppError::NotFound)?;
        let at = Resource::at(at.place).of(person);
        let permit = self.staff_permit::<act::ReadPerson>(caller, &at).await?;
        let step = Step::MinorAccess(approval::Step::Asked);
        let new = NewDuty { id, entry, place: permit.place().clone(), person: Some(person), note: note.to_owned(), step };
        self.begin_duty(caller, &permit, &new).await
    }

    /// What the caller has asked for, the latest first.
    pub async fn own_access_requests(&self, caller: &Caller) -> Result<Vec<DutyRow>> {
        let found = self.inner.db.asked_by(caller.account(), OWN).await?;
        debug_assert!(found.iter().all(|duty| duty.kind == Kind::MinorAccess));
        Ok(found)
    }
}
