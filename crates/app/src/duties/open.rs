//! Opening a duty with its first entry.

use xinqiao_access::{Act, Permit, Purpose, Resource, act};
use xinqiao_duties::{Duty, Entry, Kind, Step};
use xinqiao_kernel::id::{DutyEntryId, DutyId, PersonId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::duties::{DutyAct, DutyRow};

use super::fold::{entry_row, refused, state_of};
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// A duty that begins.
#[derive(Debug, Clone)]
pub struct NewDuty {
    /// id of the duty, made when the form was shown: the same form sent twice opens one
    pub id: DutyId,
    pub entry: DutyEntryId,
    /// where; for somebody's duty the place of the person counts
    pub place: PlacePath,
    /// the minor, for a report
    pub person: Option<PersonId>,
    pub note: String,
    pub step: Step,
}

impl App {
    /// Opens an incident, an impact assessment or a mandatory report. Sending the same form twice opens one.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right, `Invalid` on `note`, `choices` or `at`,
    /// `Conflict` when the step begins nothing.
    pub async fn open_duty(&self, caller: &Caller, new: &NewDuty) -> Result<DutyId> {
        match (new.step.kind(), new.person) {
            (Kind::Incident, None) => self.open::<act::RecordIncident>(caller, new, Purpose::Administration).await,
            (Kind::Impact, None) => self.open::<act::AssessImpact>(caller, new, Purpose::Administration).await,
            (Kind::MinorReport, Some(_)) => self.open::<act::MandatoryReport>(caller, new, Purpose::Exchange).await,
            (Kind::MinorAccess, _) | (_, _) => Err(AppError::conflict("duty_out_of_turn")),
        }
    }

    async fn open<A: DutyAct + Act>(&self, caller: &Caller, new: &NewDuty, purpose: Purpose) -> Result<DutyId> {
        let resource = match new.person {
            None => Resource::at(new.place.clone()),
            Some(person) => {
                let at = self.inner.db.whereabouts(person).await?.ok_or(AppError::NotFound)?;
                Resource::at(at.place).of(person)
            }
        };
        let permit = self.permit::<A>(caller, &resource, purpose).await?;
        self.begin_duty(caller, &permit, new).await
    }

    /// Saves the first entry, with the audit row.
    pub(super) async fn begin_duty<A: Act>(&self, caller: &Caller, permit: &Permit<A>, new: &NewDuty) -> Result<DutyId> {
        let now = self.now();
        let kind = new.step.kind();
        let entry = Entry { id: new.entry, at: now, by: caller.account(), note: new.note.clone(), step: new.step.clone() };
        let place = permit.place().clone();
        let frame = self.frame(kind, &place).await?;
        let duty = Duty::begin(&entry, &frame).map_err(refused)?;
        let state = state_of(&duty, &frame, &entry);
        let row = DutyRow {
            id: new.id,
            kind,
            place,
            person: new.person,
            account: caller.account(),
            due_at: state.due_at,
            until: state.until,
            decided_by: state.decided_by,
            entries: 1,
            opened_at: now,
            ended_at: state.ended_at,
        };
        let audit = done(self, permit, kind.code(), Some(new.id.uuid()), entry.step.word());
        let mut tx = self.inner.db.begin().await?;
        match tx.open_duty(&row, &entry_row(&entry, 1)?, now).await {
            // the same form, sent again
            Err(xinqiao_store::StoreError::Duplicate { .. }) => return self.known_duty(caller, new).await,
            other => other?,
        }
        tx.audit(&audit, now).await?;
        tx.commit().await?;
        Ok(new.id)
    }

    /// The duty that the same form has opened before; anybody else's id is no record for the caller.
    async fn known_duty(&self, caller: &Caller, new: &NewDuty) -> Result<DutyId> {
        let known = self.inner.db.duty_place(new.id).await?;
        let same = known.filter(|duty| duty.account == caller.account() && duty.kind == new.step.kind());
        same.map(|duty| duty.id).ok_or(AppError::NotFound)
    }
}
