//! Results of a device as a file: for devices that have no network.

use serde_json::Value;
use xinqiao_kernel::id::DeviceId;

use super::{Received, Unkept};
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// Most sessions in one file.
const MOST: usize = 2_000;

/// What became of one session of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct DeviceLine {
    /// from 1
    pub number: usize,
    /// the device's own id of the session, as far as it can be read
    pub session: String,
    pub outcome: Received,
}

/// What became of a file.
#[derive(Debug, Clone)]
pub struct DeviceFile {
    pub lines: Vec<DeviceLine>,
    /// was anything written?
    pub applied: bool,
}

impl DeviceFile {
    /// Sessions that cannot be kept.
    pub fn unkept(&self) -> impl Iterator<Item = (&DeviceLine, &Unkept)> {
        self.lines.iter().filter_map(|line| match &line.outcome {
            Received::Unkept(why) => Some((line, why)),
            Received::Kept { .. } => None,
        })
    }
}

impl App {
    /// Takes the sessions of a file of one device: one object, or a list of at most 2,000, as the interface takes them. Every session is looked at
    /// first; one that cannot be kept, and nothing is written. Without `apply` nothing is written anyway.
    ///
    /// Errors: `NotFound` and `Denied` as for the device, `Invalid` on `file` for what is no JSON of this shape, `Conflict` `device_step` for a
    /// device that is not active.
    pub async fn import_device_results(&self, caller: &Caller, device: DeviceId, file: &[u8], apply: bool) -> Result<DeviceFile> {
        let (device, permit) = self.managed_device(caller, device).await?;
        if device.state != "active" {
            return Err(AppError::conflict("device_step"));
        }
        let sent = match serde_json::from_slice(file) {
            Ok(Value::Array(list)) if (1..=MOST).contains(&list.len()) => list,
            Ok(object @ Value::Object(_)) => vec![object],
            Ok(Value::Array(list)) => {
                return Err(AppError::field("file", "fault-device-file", format!("{} objects", list.len())));
            }
            Ok(_) => return Err(AppError::field("file", "fault-device-file", "another JSON value")),
            Err(fault) => {
                let found = format!("line {}, column {}", fault.line(), fault.column());
                return Err(AppError::field("file", "fault-device-file", found));
            }
        };
        let mut lines = Vec::with_capacity(sent.len());
        for (index, object) in sent.iter().enumerate() {
            let outcome = self.take_device_result(&device, object, "file", false).await?;
            lines.push(DeviceLine { number: index + 1, session: session_of(object), outcome });
        }
        let mut report = DeviceFile { lines, applied: false };
        if apply && report.unkept().next().is_none() {
            for (line, object) in report.lines.iter_mut().zip(&sent) {
                line.outcome = self.take_device_result(&device, object, "file", true).await?;
            }
            report.applied = true;
        }
        let detail = format!("file rows={} unkept={} applied={}", report.lines.len(), report.unkept().count(), report.applied);
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "device", Some(device.id.uuid()), detail), self.now()).await?;
        tx.commit().await?;
        Ok(report)
    }
}

fn session_of(object: &Value) -> String {
    let at = |pointer: &str| object.pointer(pointer).and_then(Value::as_str);
    let found = at("/session").or_else(|| at("/identifier/value")).or_else(|| at("/identifier/0/value"));
    found.unwrap_or_default().chars().take(80).collect()
}
