//! A duty person merges two warnings about one person.

use xinqiao_access::act;
use xinqiao_kernel::id::{WarningEventId, WarningId};
use xinqiao_warnings::event::Act;
use xinqiao_warnings::{Change, Merging, merge};

use super::candidates::resource;
use super::change::{Loaded, merged_away, state_row};
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

impl App {
    /// Merges two running warnings about one person: the older one goes on and keeps the signals of both; gives its id.
    ///
    /// Doing it twice with the same event is harmless. Errors: `NotFound` outside the scope, `Denied`, `Conflict` for warnings of different
    /// people, one that ended, one about which somebody waits for a decision.
    pub async fn merge_warnings(
        &self,
        caller: &Caller,
        one: WarningId,
        other: WarningId,
        event: WarningEventId,
        note: Option<String>,
    ) -> Result<WarningId> {
        let (one, other) = if one < other { (one, other) } else { (other, one) };
        let first = self.warning_owed_by(caller, one).await?;
        let second = self.warning_owed_by(caller, other).await?;
        let now = self.now();
        let (at, also_at) = (resource(&first, self.day(now)), resource(&second, self.day(now)));
        let survivor = self.load_warning(&self.staff_permit::<act::ReadWarning>(caller, &at).await?, one).await?;
        let ending = self.load_warning(&self.staff_permit::<act::ReadWarning>(caller, &also_at).await?, other).await?;
        if survivor.warning.knows(event) {
            return Ok(one);
        }
        let permit = self.staff_permit::<act::ConfirmWarning>(caller, &at).await?;
        let also = self.staff_permit::<act::ConfirmWarning>(caller, &also_at).await?;
        let act = Act { id: event, at: now, by: caller.account() };
        let absorbed = WarningEventId::new(self.ids(), now);
        let Merging { survivor: goes_on, absorbed: ends } =
            merge(&survivor.warning, &ending.warning, &act, absorbed, note, &self.timetable_for(survivor.warning.place()))?;
        let owed = match &goes_on.event {
            Some(event) => self.owed(&goes_on.warning, event).await?,
            None => Vec::new(),
        };
        let away = merged_away(&ending.warning, &goes_on.warning, caller.account());
        let mut tx = self.inner.db.begin().await?;
        self.keep_merged(&mut tx, &survivor, &goes_on).await?;
        self.keep_merged(&mut tx, &ending, &ends).await?;
        tx.move_signals(other, one).await?;
        if let Some(event) = &goes_on.event {
            self.tell(&mut tx, (&survivor.row.number, survivor.row.state.version + 1), &goes_on.warning, event, owed).await?;
        }
        if let Some(event) = &ends.event {
            self.tell(&mut tx, (&ending.row.number, ending.row.state.version + 1), &ends.warning, event, away).await?;
        }
        tx.audit(&done(self, &permit, "warning", Some(one.uuid()), format!("absorbed {}", ending.row.number)), now).await?;
        tx.audit(&done(self, &also, "warning", Some(other.uuid()), format!("merged_into {}", survivor.row.number)), now).await?;
        tx.commit().await?;
        self.inner.hub.queue_changed(goes_on.warning.place());
        self.inner.hub.queue_changed(ends.warning.place());
        Ok(one)
    }

    /// Saves one of the two.
    async fn keep_merged(&self, tx: &mut xinqiao_store::Tx, before: &Loaded, change: &Change) -> Result<()> {
        let event = change.event.as_ref().ok_or_else(|| AppError::broken("a merge that was made before has no event"))?;
        let from = before.row.state.version;
        let rows = [self.event_row(event, from + 1)?];
        Ok(tx.save_warning(before.row.id, from, &state_row(&change.warning, from + 1), &rows, self.now()).await?)
    }
}
