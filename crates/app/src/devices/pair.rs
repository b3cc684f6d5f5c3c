//! Opening a session: the code by which a device says whom it is about.

use jiff::{Timestamp, ToSpan};
use xinqiao_access::{Act, Permit, Purpose, Resource, act};
use xinqiao_consent::{AgeClass, Purpose as Use, Who};
use xinqiao_devices::plain_code;
use xinqiao_kernel::id::{DeviceId, DeviceSessionId, PersonId};
use xinqiao_store::Tx;
use xinqiao_store::devices::DeviceSession;
use xinqiao_store::people::Whereabouts;

use super::{CODE, Device};
use crate::audit::done;
use crate::consent::record_of;
use crate::{App, AppError, Caller, Result};

/// A session that waits for its device.
#[derive(Debug, Clone)]
pub struct Paired {
    /// to be entered on the device
    pub code: String,
    pub until: Timestamp,
}

impl App {
    /// Opens a session with a person for one device, which nobody but the person's consent allows.
    ///
    /// Errors: `NotFound` out of reach, `Denied` without the right, `Invalid` on `device` for one that is not active or out of reach,
    /// `Conflict` `device_consent` where the person has not agreed.
    pub async fn pair_device(&self, caller: &Caller, person: PersonId, device: DeviceId) -> Result<Paired> {
        let at = self.person_on_record(person).await?;
        let permit = self.staff_permit::<act::PairDevice>(caller, &at).await?;
        let devices = self.pairable_devices(caller).await?;
        if !devices.iter().any(|one| one.id == device) {
            return Err(AppError::field("device", "fault-device-choice", device.to_string()));
        }
        let who = self.inner.db.whereabouts(person).await?.ok_or(AppError::NotFound)?;
        if !self.agrees_to_devices(&permit, &who).await? {
            return Err(AppError::conflict("device_consent"));
        }
        let mut tx = self.inner.db.begin().await?;
        let paired = self.open_device_session(&mut tx, (&permit, &who), Some(device)).await?;
        tx.commit().await?;
        Ok(paired)
    }

    /// Opens a session of the caller's own; to ask for it is to agree, under the notice that stands beside the button.
    ///
    /// Errors: `NotFound` for accounts of no person, `Conflict` `guardian_first` where the guardian has to agree first.
    pub async fn pair_own_device(&self, caller: &Caller) -> Result<Paired> {
        let (_, at) = self.own_record(caller)?;
        let permit = self.permit::<act::AnswerSelf>(caller, &at, Purpose::SelfService).await?;
        let who = caller.whereabouts().ok_or(AppError::NotFound)?;
        let now = self.now();
        let words = self.ask_consent(&permit, who, (Use::Devices, None), now).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.add_consents(&words, now).await?;
        let paired = self.open_device_session(&mut tx, (&permit, who), None).await?;
        tx.commit().await?;
        Ok(paired)
    }

    /// Active devices of the sites where the caller opens sessions.
    pub(super) async fn pairable_devices(&self, caller: &Caller) -> Result<Vec<Device>> {
        const MOST: u32 = 200;
        let Ok(scope) = self.staff_scope::<act::PairDevice>(caller) else { return Ok(Vec::new()) };
        let found = self.inner.db.devices(&scope, None, MOST).await?;
        Ok(found.into_iter().filter(|device| device.state == "active").collect())
    }

    /// Does the person's word, and a guardian's where one is needed, allow keeping what devices send?
    pub(super) async fn agrees_to_devices<A: Act>(&self, permit: &Permit<A>, who: &Whereabouts) -> Result<bool> {
        let notice = self.notice(Use::Devices)?;
        let today = self.day(self.now());
        let facts = self.inner.consents.find(permit, today).await?;
        let about = Who { age: AgeClass::on(who.birth_on, today, facts.in_care) };
        let record = record_of(&facts.words, Use::Devices, None)?;
        let known = |version: &str, digest: &str| self.inner.library.trust().notice_shown(Use::Devices, version, digest);
        Ok(record.state(notice, about, known).allows())
    }

    async fn open_device_session<A: Act>(
        &self,
        tx: &mut Tx,
        (permit, who): (&Permit<A>, &Whereabouts),
        device: Option<DeviceId>,
    ) -> Result<Paired> {
        let now = self.now();
        let minutes = i64::from(self.device_rules()?.sessions().code_min);
        let until = now.checked_add(minutes.minutes()).unwrap_or(now);
        let code = self.paper_code();
        let id = DeviceSessionId::new(self.ids(), now);
        let new = DeviceSession {
            id,
            person: who.id,
            place: who.place.clone(),
            device,
            opened_by: permit.account(),
            code_until: until,
        };
        let hashed = self.inner.db.keyed_text(CODE, &plain_code(&code))?;
        if !tx.add_device_session(permit, &new, &hashed, now).await? {
            return Err(AppError::NotFound);
        }
        tx.audit(&done(self, permit, "device_session", Some(id.uuid()), "opened"), now).await?;
        Ok(Paired { code, until })
    }

    /// The person of a session as access decides about them.
    pub(super) fn own_resource(who: &Whereabouts) -> Resource {
        Resource::at(who.place.clone()).of(who.id)
    }
}
