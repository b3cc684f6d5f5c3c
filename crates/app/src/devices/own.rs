//! The person's own sessions: reading them, deleting one, and the copy of everything.

use serde_json::{Value, json};
use xinqiao_access::{Permit, Purpose, act};
use xinqiao_kernel::id::DeviceResultId;
use xinqiao_store::devices::AfterResult;

use super::DeviceResult;
use super::read::{PAGE, opened, paged};
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// The person's own sessions.
#[derive(Debug, Clone)]
pub struct OwnDevices {
    /// the latest first
    pub results: Vec<DeviceResult>,
    pub next: Option<AfterResult>,
    /// has the person agreed that it is kept?
    pub agrees: bool,
}

impl App {
    /// What devices and the page of relaxation sent about the caller. Errors: `NotFound` for accounts of no person.
    pub async fn own_devices(&self, caller: &Caller, after: Option<AfterResult>) -> Result<OwnDevices> {
        let (_, at) = self.own_record(caller)?;
        let permit = self.permit::<act::ReadOwnRecords>(caller, &at, Purpose::SelfService).await?;
        let who = caller.whereabouts().ok_or(AppError::NotFound)?;
        let (results, next) = paged(self.inner.db.own_device_results(&permit, after, PAGE + 1).await?)?;
        let agrees = self.agrees_to_devices(&permit, who).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "device_results", None, format!("rows={}", results.len())), self.now()).await?;
        tx.commit().await?;
        Ok(OwnDevices { results, next, agrees })
    }

    /// Deletes one of the caller's own sessions. Errors: `NotFound` for what is not theirs or gone, `Conflict` `legal_hold` under a legal hold.
    pub async fn delete_own_device_result(&self, caller: &Caller, id: DeviceResultId) -> Result<()> {
        let (_, at) = self.own_record(caller)?;
        let permit = self.permit::<act::RequestOwnData>(caller, &at, Purpose::SelfService).await?;
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if tx.is_held(permit.person().ok_or(AppError::NotFound)?.uuid()).await? {
            return Err(AppError::conflict("legal_hold"));
        }
        if !tx.delete_device_result(&permit, id).await? {
            return Err(AppError::NotFound);
        }
        tx.audit(&done(self, &permit, "device_result", Some(id.uuid()), "deleted"), now).await?;
        Ok(tx.commit().await?)
    }

    /// All of it for the copy of everything about the person.
    pub(crate) async fn devices_of_export(&self, permit: &Permit<act::ReadOwnExport>) -> Result<Vec<Value>> {
        let rows = self.inner.db.device_results_for_export(permit).await?;
        let one = |found: DeviceResult| {
            json!({
                "at": found.started_at.to_string(),
                "until": found.ended_at.to_string(),
                "kind": found.kind,
                "device": found.device,
                "measurements": found.measurements,
                "ratings": found.ratings,
            })
        };
        rows.into_iter().map(|row| opened(row).map(one)).collect()
    }
}
