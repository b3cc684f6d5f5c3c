//! Renewing the key of a device, locking, unlocking and withdrawing it.

use xinqiao_kernel::closed_list;
use xinqiao_kernel::id::DeviceId;

use super::Registered;
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

closed_list! {
    /// What is done with a registered device.
    DeviceStep: "step of a device" {
        /// Another key; the one before opens nothing from now on.
        Renew = "renew",
        /// Nothing is taken from it until it is unlocked.
        Lock = "lock",
        /// It may send again.
        Unlock = "unlock",
        /// For good.
        Withdraw = "withdraw",
    }
}

impl App {
    /// Does a step; a renewed key is told once.
    ///
    /// Errors: `NotFound` out of reach, `Denied` without the right, `Conflict` `device_step` for a device that is so already or was withdrawn.
    pub async fn change_device(&self, caller: &Caller, id: DeviceId, step: DeviceStep) -> Result<Registered> {
        let (device, permit) = self.managed_device(caller, id).await?;
        let now = self.now();
        let mut key = None;
        let mut tx = self.inner.db.begin().await?;
        let changed = match step {
            DeviceStep::Renew => {
                let (fresh, hashed) = self.fresh_device_key();
                key = Some(fresh);
                tx.set_device_key(&permit, id, &hashed, now).await?
            }
            DeviceStep::Lock => tx.set_device_state(&permit, id, "locked").await?,
            DeviceStep::Unlock => tx.set_device_state(&permit, id, "active").await?,
            DeviceStep::Withdraw => tx.set_device_state(&permit, id, "withdrawn").await?,
        };
        if !changed {
            return Err(AppError::conflict("device_step"));
        }
        tx.audit(&done(self, &permit, "device", Some(id.uuid()), step.code()), now).await?;
        tx.commit().await?;
        Ok(Registered { id, name: device.name, key })
    }
}
