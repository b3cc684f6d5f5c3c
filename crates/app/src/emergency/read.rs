//! Reading under an emergency. Every reading is an audit row of its own, and its person is told.

use xinqiao_access::{Purpose, act};
use xinqiao_kernel::id::{EmergencyId, WarningId};
use xinqiao_store::emergency::EmergencyRow;
use xinqiao_store::people::Person;
use xinqiao_store::warnings::{SignalRow, WarningRow};

use crate::audit::done;
use crate::warnings::candidates::resource;
use crate::{App, AppError, Caller, Result};

/// Own emergencies on the page.
const MOST: i64 = 50;

/// What is open under one.
#[derive(Debug)]
pub struct EmergencyDetail {
    pub row: EmergencyRow,
    /// minutes that are left, rounded up
    pub minutes_left: i64,
    pub person: Person,
    pub warnings: Vec<WarningRow>,
    pub signals: Vec<SignalRow>,
}

impl App {
    /// The caller's own emergencies, newest first.
    pub async fn own_emergencies(&self, caller: &Caller) -> Result<Vec<EmergencyRow>> {
        Ok(self.inner.db.emergencies_of(caller.account(), MOST).await?)
    }

    /// The caller's emergencies that are open now, with the minutes left: for the line above every page.
    pub async fn open_emergencies(&self, caller: &Caller) -> Result<Vec<(EmergencyRow, i64)>> {
        let moment = self.moment();
        if caller.actor().emergencies(moment).next().is_none() {
            return Ok(Vec::new());
        }
        let now = self.now();
        let rows = self.inner.db.live_emergencies_of(caller.account()).await?;
        Ok(rows
            .into_iter()
            .filter(|row| row.until_at > now)
            .map(|row| {
                let left = minutes_left(&row, now);
                (row, left)
            })
            .collect())
    }

    /// Name, phone, open signals and warnings of the person of an open emergency. Errors: `NotFound` for another's and for one that has ended.
    pub async fn emergency(&self, caller: &Caller, id: EmergencyId) -> Result<EmergencyDetail> {
        let row = self.inner.db.emergency(id).await?.filter(|row| row.account == caller.account()).ok_or(AppError::NotFound)?;
        let person = self.inner.db.whereabouts(row.person).await?.ok_or(AppError::NotFound)?;
        let at = self.person_resource(&person);
        let permit = self.permit::<act::ReadIdentity>(caller, &at, Purpose::Emergency).await?;
        let identity = self.inner.db.person_identity(&permit).await?.ok_or(AppError::NotFound)?;
        let now = self.now();
        let mut rows = vec![done(self, &permit, "person", Some(person.id.uuid()), "emergency")];
        let seen = self.permit::<act::ReadSignal>(caller, &at, Purpose::Emergency).await?;
        let signals = self.inner.db.open_signals_of(&seen, now).await?;
        rows.push(done(self, &seen, "signals", None, format!("rows={}", signals.len())));
        let mut warnings = Vec::new();
        for owned in self.inner.db.open_warnings_of(person.id).await? {
            let permit =
                self.permit::<act::ReadWarning>(caller, &resource(&owned, self.day(self.now())), Purpose::Emergency).await?;
            if let Some(warning) = self.inner.db.warning(&permit, WarningId::from_uuid(owned.id)).await? {
                rows.push(done(self, &permit, "warning", Some(owned.id), warning.state.step.clone()));
                warnings.push(warning);
            }
        }
        let mut tx = self.inner.db.begin().await?;
        for row in &rows {
            tx.audit(row, now).await?;
        }
        tx.commit().await?;
        let minutes_left = minutes_left(&row, now);
        Ok(EmergencyDetail { row, minutes_left, person: identity, warnings, signals })
    }
}

fn minutes_left(row: &EmergencyRow, now: jiff::Timestamp) -> i64 {
    (row.until_at.duration_since(now).as_secs() + 59).max(0) / 60
}
