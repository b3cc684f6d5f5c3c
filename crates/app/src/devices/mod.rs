//! Devices that send results: VR, wearables, biofeedback, and the page of relaxation.
//!
//! A device belongs to a site and has a key. It knows no names: the person, or a counsellor with them, opens a session and gives the device its
//! code. What comes in is compared with the pack of devices, kept sealed for the person, and raises nothing: no warning and no signal.
//! What comes with a code that is unknown, over or another device's is kept nowhere; it is counted, and the site sees the number.

mod change;
mod file;
mod keep;
mod manage;
mod own;
mod pair;
mod read;
mod receive;
mod relax;

pub use change::DeviceStep;
pub use file::{DeviceFile, DeviceLine};
pub use keep::{Received, Unkept};
pub use manage::{DevicePage, DeviceView, NewDevice, Registered};
pub use own::OwnDevices;
pub use pair::Paired;
pub use read::{DeviceResult, PersonDevices};
pub use relax::Relaxed;
pub use xinqiao_devices::{Expected, Fault, Measured, RatingUse, Ratings};
pub use xinqiao_store::devices::{AfterDevice, AfterResult, Device, Refusals};

use xinqiao_access::{Permit, act};
use xinqiao_devices::Rules;
use xinqiao_kernel::id::DeviceId;

use crate::accounts::token_hash as hash;
use crate::{App, AppError, Result};

/// The pack of devices that is in force.
const PACK: &str = "default";
/// Under what session codes are hashed.
const CODE: &str = "device-session-code";
/// The kind of the page of relaxation.
const RELAXATION: &str = "relaxation";

impl App {
    /// What devices may send. Errors: `Broken` when the pack is missing.
    pub fn device_rules(&self) -> Result<&Rules> {
        self.inner.library.devices(PACK).ok_or_else(|| AppError::broken("the pack devices/default is missing"))
    }

    /// A fresh id for the form that registers a device: the form sent twice registers once.
    pub fn fresh_device(&self) -> DeviceId {
        DeviceId::new(self.ids(), self.now())
    }

    /// A key and its hash. The key is told once and kept nowhere.
    fn fresh_device_key(&self) -> (String, [u8; 32]) {
        let key: String = self.ids().secret().iter().map(|byte| format!("{byte:02x}")).collect();
        let hashed = hash(&key);
        (key, hashed)
    }

    /// A device at the permit's place. Errors: `NotFound` for no device.
    async fn managed_device(&self, caller: &crate::Caller, id: DeviceId) -> Result<(Device, Permit<act::ManageDevices>)> {
        let device = self.inner.db.device(id).await?.ok_or(AppError::NotFound)?;
        let at = xinqiao_access::Resource::at(device.place.clone());
        let permit = self.permit::<act::ManageDevices>(caller, &at, xinqiao_access::Purpose::Administration).await?;
        Ok((device, permit))
    }
}
