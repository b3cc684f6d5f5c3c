//! A duty person sets a signal aside with a reason.

use xinqiao_access::act;
use xinqiao_kernel::id::{SignalId, WarningEventId};
use xinqiao_warnings::Dismissal;
use xinqiao_warnings::event::Act;

use super::signal::as_signal;
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

impl App {
    /// Dismisses a signal. Errors: `Conflict` when it was decided meanwhile or has expired.
    pub async fn dismiss_signal(&self, caller: &Caller, id: SignalId, reason: Dismissal, note: Option<String>) -> Result<()> {
        let (read, at) = self.signal_permit(caller, id).await?;
        let row = self.inner.db.signal(&read, id).await?.ok_or(AppError::NotFound)?;
        let permit = self.staff_permit::<act::DismissSignal>(caller, &at).await?;
        let now = self.now();
        if row.dismissed_at.is_some() || row.warning.is_some() {
            return Err(AppError::conflict("signal_not_open"));
        }
        let act = Act { id: WarningEventId::new(self.ids(), now), at: now, by: caller.account() };
        as_signal(&row)?.dismiss(&act, reason, &self.timetable_for(&row.place))?;
        let mut tx = self.inner.db.begin().await?;
        if !tx.dismiss_signal(&permit, id, caller.account(), reason.code(), note.as_deref(), now).await? {
            return Err(AppError::conflict("signal_not_open"));
        }
        tx.look_again(row.person, &row.place, true, now).await?;
        tx.audit(&done(self, &permit, "signal", Some(id.uuid()), format!("reason={reason}")), now).await?;
        tx.commit().await?;
        self.inner.hub.queue_changed(&row.place);
        Ok(())
    }
}
