//! Results of devices: VR sessions, wearables, biofeedback, and the page of relaxation.
//!
//! A device knows no names. It sends a [`Session`]: which kind, from when to when, what was measured, and how the person rated themselves before
//! and after, under a code that a counsellor or the person gave it. [`read`] takes the small JSON `xinqiao-device/1` and FHIR `Bundle`s of
//! `Observation`s into the same session; every fault says where, what was expected and what was found. What may be sent is a pack ([`Rules`]).
//! A measurement is no diagnosis and nothing here says that it is high or low.

mod at;
mod check;
mod fault;
mod fhir;
mod json;
mod rules;
mod session;

pub use check::check;
pub use fault::{Expected, Fault};
pub use fhir::{LOINC, OWN_KIND, OWN_MEASUREMENT, SESSION_CODE, UCUM};
pub use json::FORMAT;
pub use rules::{DevicesToml, KindToml, MeasurementToml, PackFault, RatingUse, Rules, SessionsToml, Title};
pub use session::{Measured, Ratings, Session, plain_code};

use serde_json::Value;

/// Reads what a device sent: FHIR where there is a `resourceType`, the small JSON otherwise. What was measured is not yet compared with the rules
/// of its kind: [`check`]. Errors: all faults of the form at once.
pub fn read(sent: &Value, rules: &Rules) -> Result<Session, Vec<Fault>> {
    if sent.get("resourceType").is_some() { fhir::read(sent, rules) } else { json::read(sent, rules) }
}

#[cfg(test)]
mod tests;
