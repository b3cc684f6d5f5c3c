//! The devices of a site: the list, and registering one.

use xinqiao_access::{Action, Purpose, Resource, act};
use xinqiao_kernel::id::DeviceId;
use xinqiao_kernel::place::PlacePath;

use super::{AfterDevice, Device, Refusals};
use crate::audit::{done, listed};
use crate::{App, AppError, Caller, Result};

/// Devices on one page.
const PAGE: u32 = 50;
/// The longest name of a device, in characters.
const LONGEST: usize = 60;

/// A device as a page shows it.
#[derive(Debug, Clone)]
pub struct DeviceView {
    pub device: Device,
    /// name of the site
    pub place: String,
    /// what came and could not be assigned, the latest day first
    pub refusals: Vec<Refusals>,
}

/// One page of devices.
#[derive(Debug, Clone)]
pub struct DevicePage {
    pub devices: Vec<DeviceView>,
    pub next: Option<AfterDevice>,
}

/// A device as the form says it.
#[derive(Debug, Clone)]
pub struct NewDevice {
    /// made when the form was shown
    pub id: DeviceId,
    pub place: PlacePath,
    pub name: String,
    pub kinds: Vec<String>,
}

/// A device with a key that is told this once.
#[derive(Debug, Clone)]
pub struct Registered {
    pub id: DeviceId,
    pub name: String,
    /// 64 hexadecimal digits; none where the form had been sent before
    pub key: Option<String>,
}

impl App {
    /// May the caller keep devices of a site? For showing a link; leaves no trace.
    pub fn may_manage_devices(&self, caller: &Caller) -> bool {
        self.scope::<act::ManageDevices>(caller, Purpose::Administration).is_ok()
    }

    /// The places of the caller's posts that keep devices, and the ones directly below.
    pub async fn device_places(&self, caller: &Caller) -> Result<Vec<(PlacePath, String)>> {
        self.places_of_action(caller, Action::ManageDevices).await
    }

    /// The devices of the caller's sites. Errors: `Denied` without the right.
    pub async fn devices(&self, caller: &Caller, after: Option<&AfterDevice>) -> Result<DevicePage> {
        let scope = self.listing(caller, self.scope::<act::ManageDevices>(caller, Purpose::Administration)).await?;
        let mut rows = self.inner.db.devices(&scope, after, PAGE + 1).await?;
        let more = rows.len() > PAGE as usize;
        rows.truncate(PAGE as usize);
        let next = rows.last().filter(|_| more).map(|last| AfterDevice { place: last.place.as_str().to_owned(), id: last.id });
        let mut devices = Vec::with_capacity(rows.len());
        for device in rows {
            let at = Resource::at(device.place.clone());
            let permit = self.permit::<act::ManageDevices>(caller, &at, Purpose::Administration).await?;
            let refusals = self.inner.db.device_refusals(&permit, &device).await?;
            devices.push(DeviceView { place: self.place_name(&device.place).await?, refusals, device });
        }
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, "devices", devices.len()), self.now()).await?;
        tx.commit().await?;
        Ok(DevicePage { devices, next })
    }

    /// Registers a device at a site and tells its key, once. The same form sent twice registers once and tells no key.
    ///
    /// Errors: `Denied` without the right, `NotFound` for a site out of reach, `Invalid` on `place`, `name` or `kinds`.
    pub async fn register_device(&self, caller: &Caller, new: &NewDevice) -> Result<Registered> {
        self.listing(caller, self.scope::<act::ManageDevices>(caller, Purpose::Administration)).await?;
        let at = Resource::at(new.place.clone());
        let permit = self.permit::<act::ManageDevices>(caller, &at, Purpose::Administration).await?;
        if self.inner.db.place(&new.place).await?.is_none() {
            return Err(AppError::field("place", "fault-device-place", new.place.as_str()));
        }
        let name = new.name.trim();
        if !(1..=LONGEST).contains(&name.chars().count()) {
            return Err(AppError::field("name", "fault-device-name", name));
        }
        let rules = self.device_rules()?;
        let unknown = new.kinds.iter().find(|kind| rules.kind(kind).is_none());
        if unknown.is_some() || new.kinds.is_empty() {
            return Err(AppError::field("kinds", "fault-device-kinds", unknown.cloned().unwrap_or_default()));
        }
        // in the order of the pack, each once
        let kinds = rules.kind_codes().into_iter().filter(|kind| new.kinds.contains(kind)).collect();
        let now = self.now();
        let (key, hashed) = self.fresh_device_key();
        let device = Device {
            id: new.id,
            place: new.place.clone(),
            name: name.to_owned(),
            kinds,
            state: "active".to_owned(),
            key_set_at: now,
            seen_at: None,
            created_by: caller.account(),
            created_at: now,
        };
        let mut tx = self.inner.db.begin().await?;
        let is_new = tx.add_device(&permit, &device, &hashed, now).await?;
        if is_new {
            tx.audit(&done(self, &permit, "device", Some(new.id.uuid()), "registered"), now).await?;
        }
        tx.commit().await?;
        Ok(Registered { id: new.id, name: device.name, key: is_new.then_some(key) })
    }
}
