//! One more entry of a duty.

use xinqiao_access::{Purpose, act};
use xinqiao_duties::{Entry, Kind, Step, approval, knows};
use xinqiao_kernel::id::{DutyEntryId, DutyId};
use xinqiao_store::Tx;
use xinqiao_store::duties::{DutyAct, DutyRow};

use super::fold::{entry_row, refused, resource, state_of};
use crate::audit::done;
use crate::notify::Owing;
use crate::{App, AppError, Caller, Result};

/// An entry as a form sends it.
#[derive(Debug, Clone)]
pub struct NewEntry {
    /// made when the form was shown: the same form sent twice is one entry
    pub id: DutyEntryId,
    pub note: String,
    pub step: Step,
}

impl App {
    /// Adds an entry. Doing it twice with the same id is harmless.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right, `Conflict` when it is not its turn, `Invalid` on a field.
    pub async fn duty_step(&self, caller: &Caller, id: DutyId, new: &NewEntry) -> Result<()> {
        let row = self.inner.db.duty_place(id).await?.ok_or(AppError::NotFound)?;
        match row.kind {
            Kind::Incident => self.add::<act::RecordIncident>(caller, &row, new, Purpose::Administration).await,
            Kind::Impact => self.add::<act::AssessImpact>(caller, &row, new, Purpose::Administration).await,
            Kind::MinorReport => self.add::<act::MandatoryReport>(caller, &row, new, Purpose::Exchange).await,
            Kind::MinorAccess => self.add::<act::ApproveMinorAccess>(caller, &row, new, Purpose::Administration).await,
        }
    }

    async fn add<A: DutyAct>(&self, caller: &Caller, row: &DutyRow, new: &NewEntry, purpose: Purpose) -> Result<()> {
        let permit = self.permit::<A>(caller, &resource(row), purpose).await?;
        let loaded = self.load_duty(&permit, row.id).await?;
        if knows(&loaded.entries, new.id) {
            return Ok(());
        }
        let duty = loaded.duty.ok_or_else(|| AppError::conflict("duty_erased"))?;
        let now = self.now();
        let entry = Entry { id: new.id, at: now, by: caller.account(), note: new.note.clone(), step: new.step.clone() };
        let frame = self.frame(row.kind, &row.place).await?;
        let after = duty.apply(&entry, &frame).map_err(refused)?;
        let state = state_of(&after, &frame, &entry);
        let audit = done(self, &permit, row.kind.code(), Some(row.id.uuid()), entry.step.word());
        let mut tx = self.inner.db.begin().await?;
        tx.add_duty_entry(&permit, &loaded.row, state, &entry_row(&entry, loaded.row.entries + 1)?, now).await?;
        self.tell_asker(&mut tx, row, &entry.step).await?;
        tx.audit(&audit, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Who asked for an approval hears how it was decided.
    async fn tell_asker(&self, tx: &mut Tx, row: &DutyRow, step: &Step) -> Result<()> {
        let kind = match step {
            Step::MinorAccess(approval::Step::Granted { .. }) => "notice-minor-access-granted",
            Step::MinorAccess(approval::Step::Refused) => "notice-minor-access-refused",
            _ => return Ok(()),
        };
        self.owe(tx, Owing::new(row.account, kind)).await?;
        Ok(())
    }
}
