//! Facts about what devices send.

mod checking;
mod fhir;
mod json;
mod pack;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{DevicesToml, Rules};

const PACK: &str = include_str!("../../../../packs/devices/default/devices.toml");

fn raw() -> DevicesToml {
    toml::from_str(PACK).unwrap()
}

fn rules() -> Rules {
    Rules::compile(raw(), &["zh-CN", "en"]).unwrap()
}

fn now() -> Timestamp {
    "2026-11-23T10:00:00+08:00".parse().unwrap()
}

/// A sound session of a wristband.
fn sound() -> Value {
    json!({
        "format": "xinqiao-device/1",
        "session": "band-000123",
        "code": "abcd-efgh",
        "kind": "wearable",
        "started_at": "2026-11-23T09:00:00+08:00",
        "ended_at": "2026-11-23T09:20:00+08:00",
        "measurements": [
            {"code": "heart-rate", "value": 72, "unit": "/min", "at": "2026-11-23T09:05:00+08:00"},
            {"code": "oxygen-saturation", "value": 97.5, "unit": "%"}
        ]
    })
}

/// Paths and codes of the faults of what was sent.
fn faults(sent: &Value) -> Vec<(String, &'static str)> {
    let all = ["wearable", "vr-assessment", "vr-session", "biofeedback", "relaxation"].map(str::to_owned);
    let found = crate::read(sent, &rules()).and_then(|session| crate::check(&session, &rules(), &all, now()));
    found.err().unwrap_or_default().into_iter().map(|fault| (fault.path, fault.expected.code())).collect()
}
