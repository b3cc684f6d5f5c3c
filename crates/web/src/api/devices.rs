//! Devices send results: `POST /api/v1/device-results`, one session as `xinqiao-device/1` or FHIR. A device writes and reads nothing.

use axum::body::Bytes;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use serde::Serialize;
use xinqiao_app::AppError;
use xinqiao_app::devices::{Device, Expected, Fault, Received, Unkept};

use super::answer::{Refused, json};
use super::bearer::token_of;
use crate::guard::Class;
use crate::i18n::Lang;
use crate::preferences::Preferences;
use crate::site::Site;

/// A device that sends.
#[derive(Debug)]
pub struct Sender {
    device: Device,
    lang: Lang,
}

impl FromRequestParts<Site> for Sender {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Refused> {
        let lang = Preferences::of(&parts.uri, &parts.headers).lang;
        let refused = |fault: AppError| Refused { fault, lang };
        let key = token_of(parts).ok_or_else(|| refused(AppError::SignedOut))?;
        let device = site.app.authenticate_device(key).await.map_err(refused)?;
        let device = device.ok_or_else(|| refused(AppError::SignedOut))?;
        site.guard.admit_device(Class::Write, device.id, site.app.now()).map_err(refused)?;
        Ok(Self { device, lang })
    }
}

/// It is kept.
#[derive(Serialize)]
struct Kept {
    result: String,
    new: bool,
}

/// It is not.
#[derive(Serialize)]
struct NotKept {
    error: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    faults: Vec<Wrong>,
}

/// One fault: where, what was expected, what was found.
#[derive(Serialize)]
struct Wrong {
    path: String,
    code: &'static str,
    expected: String,
    found: String,
}

/// 200 when it is kept, also when it was before; 409 for other content under the same id of a session; 422 when it cannot be kept.
pub async fn receive(State(site): State<Site>, sender: Sender, body: Bytes) -> Result<Response, Refused> {
    let Sender { device, lang } = sender;
    let refused = |fault| Refused { fault, lang };
    let Ok(sent) = serde_json::from_slice(&body) else {
        site.app.unreadable_device_result(&device).await.map_err(refused)?;
        let message = lang.t("api-device-no-json");
        return Ok(json(StatusCode::UNPROCESSABLE_ENTITY, &NotKept { error: "no_json", message, faults: Vec::new() }));
    };
    Ok(match site.app.receive_device_result(&device, &sent).await.map_err(refused)? {
        Received::Kept { id, is_new } => json(StatusCode::OK, &Kept { result: id.to_string(), new: is_new }),
        Received::Unkept(why) => {
            let status = if why == Unkept::Changed { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
            let error = why.told();
            // i18n: api-device-*
            let message = lang.t(&format!("api-device-{}", error.replace('_', "-")));
            let faults = match &why {
                Unkept::Faulty(faults) => faults.iter().map(|fault| wrong(lang, fault)).collect(),
                _ => Vec::new(),
            };
            json(status, &NotKept { error, message, faults })
        }
    })
}

fn wrong(lang: Lang, fault: &Fault) -> Wrong {
    Wrong {
        path: fault.path.clone(),
        code: fault.expected.code(),
        expected: expected(lang, &fault.expected),
        found: fault.found.clone(),
    }
}

fn expected(lang: Lang, expected: &Expected) -> String {
    // i18n: device-expected-*
    lang.t1(&format!("device-expected-{}", expected.code()), "what", expected.filling())
}
