//! What devices sent about a person, for those who accompany them.

use jiff::Timestamp;
use xinqiao_access::act;
use xinqiao_devices::{Measured, Ratings, Session};
use xinqiao_kernel::id::{DeviceResultId, PersonId};
use xinqiao_store::devices::{AfterResult, DeviceResultRow};

use super::Device;
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// Results on one page.
pub(super) const PAGE: u32 = 30;

/// One result.
#[derive(Debug, Clone, PartialEq)]
pub struct DeviceResult {
    pub id: DeviceResultId,
    /// code of the pack
    pub kind: String,
    pub started_at: Timestamp,
    pub ended_at: Timestamp,
    pub measurements: Vec<Measured>,
    pub ratings: Option<Ratings>,
    /// what staff call the device; none: the page of relaxation
    pub device: Option<String>,
    pub received_at: Timestamp,
}

/// What devices sent about a person.
#[derive(Debug, Clone)]
pub struct PersonDevices {
    /// masked
    pub name: String,
    /// the latest first; empty where the person does not agree any more
    pub results: Vec<DeviceResult>,
    pub next: Option<AfterResult>,
    /// has the person agreed that it is kept and seen?
    pub agrees: bool,
    /// devices that the caller may open a session for; none without the right
    pub devices: Option<Vec<Device>>,
}

impl App {
    /// What devices sent about a person, and the devices that a session can be opened for. Leaves an audit row that the person can see.
    /// Whoever took their consent back is seen by nobody but themselves.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right.
    pub async fn person_devices(&self, caller: &Caller, person: PersonId, after: Option<AfterResult>) -> Result<PersonDevices> {
        let at = self.person_on_record(person).await?;
        let permit = self.staff_permit::<act::ReadDeviceResults>(caller, &at).await?;
        let who = self.inner.db.whereabouts(person).await?.ok_or(AppError::NotFound)?;
        let agrees = self.agrees_to_devices(&permit, &who).await?;
        let (results, next) = match agrees {
            true => paged(self.inner.db.device_results(&permit, after, PAGE + 1).await?)?,
            false => (Vec::new(), None),
        };
        let devices = match self.may::<act::PairDevice>(caller, &at) {
            true => Some(self.pairable_devices(caller).await?),
            false => None,
        };
        let name = match self.quiet_permit::<act::ReadPerson>(caller, &at) {
            Ok(permit) => self.inner.db.person(&permit).await?.map(|person| person.name).unwrap_or_default(),
            Err(_) => String::new(),
        };
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "device_results", None, format!("rows={}", results.len())), self.now()).await?;
        tx.commit().await?;
        Ok(PersonDevices { name, results, next, agrees, devices })
    }
}

/// Rows of a page, read; one more than fits says that there is a next page.
pub(super) fn paged(mut rows: Vec<DeviceResultRow>) -> Result<(Vec<DeviceResult>, Option<AfterResult>)> {
    let more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    let next = rows.last().filter(|_| more).map(|last| AfterResult { started_at: last.started_at, id: last.id });
    let results = rows.into_iter().map(opened).collect::<Result<Vec<_>>>()?;
    Ok((results, next))
}

pub(super) fn opened(row: DeviceResultRow) -> Result<DeviceResult> {
    let session: Session = serde_json::from_str(&row.body).map_err(|fault| AppError::Broken {
        what: format!("the device result {} cannot be read", row.id),
        source: Some(Box::new(fault)),
    })?;
    Ok(DeviceResult {
        id: row.id,
        kind: row.kind,
        started_at: row.started_at,
        ended_at: row.ended_at,
        measurements: session.measurements,
        ratings: session.ratings,
        device: row.device_name,
        received_at: row.received_at,
    })
}
