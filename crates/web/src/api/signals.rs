//! Other programs hand in what was noticed: `POST /api/v1/signals`, one object or a list of up to a hundred.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use serde_json::Value;
use xinqiao_app::AppError;
use xinqiao_app::intake::ConcernRecord;

use super::answer::{Refused, Wrong, fault_of, json};
use super::bearer::Bearer;
use crate::site::Site;

/// Objects of one request at most.
const MOST: usize = 100;

/// What became of one object, in the order of the request.
#[derive(Serialize)]
#[serde(untagged)]
enum Outcome {
    Received { reference: String, signal: String, due_at: String, new: bool },
    Refused { reference: String, error: &'static str, message: String, fields: Vec<Wrong> },
}

#[derive(Serialize)]
struct Answer {
    results: Vec<Outcome>,
}

/// 200 when all were taken; 422 when some were not: the others were. Sending everything again raises nothing twice.
pub async fn hand_in(State(site): State<Site>, bearer: Bearer, body: Bytes) -> Result<Response, Refused> {
    let lang = bearer.lang;
    let refused = |fault| Refused { fault, lang };
    let objects = objects(&body).ok_or_else(|| refused(AppError::field("body", "api-invalid", "")))?;
    let mut results = Vec::with_capacity(objects.len());
    for object in objects {
        let reference = object.get("reference").and_then(Value::as_str).unwrap_or_default().to_owned();
        let outcome = match serde_json::from_value::<ConcernRecord>(object) {
            Ok(record) => site.app.report_record(&bearer.caller, &record).await,
            Err(why) => {
                let fields = vec![Wrong { field: "body".to_owned(), expected: lang.t("api-invalid"), found: shape(&why) }];
                let message = lang.t("api-invalid");
                results.push(Outcome::Refused { reference, error: "invalid", message, fields });
                continue;
            }
        };
        results.push(match outcome {
            Ok(received) => Outcome::Received {
                reference,
                signal: received.signal.to_string(),
                due_at: received.due_at.to_string(),
                new: received.is_new,
            },
            // the whole request is over: nobody knows what of it was taken, and sending it again is safe
            Err(fault @ (AppError::Unavailable(_) | AppError::Broken { .. } | AppError::Denied(_))) => {
                return Err(refused(fault));
            }
            Err(fault) => {
                let (error, _, message) = fault_of(lang, &fault);
                let fields = match &fault {
                    AppError::Invalid(faults) => faults.iter().map(|fault| Wrong::of(lang, fault)).collect(),
                    _ => Vec::new(),
                };
                Outcome::Refused { reference, error, message, fields }
            }
        });
    }
    let all = results.iter().all(|outcome| matches!(outcome, Outcome::Received { .. }));
    let status = if all { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(json(status, &Answer { results }))
}

/// The objects of a body; none for what is no JSON, no object, an empty list or too long a one.
fn objects(body: &[u8]) -> Option<Vec<Value>> {
    match serde_json::from_slice(body).ok()? {
        Value::Array(list) if (1..=MOST).contains(&list.len()) => Some(list),
        object @ Value::Object(_) => Some(vec![object]),
        _ => None,
    }
}

/// What is wrong with an object's shape, without the values in it: they may name somebody.
fn shape(why: &serde_json::Error) -> String {
    let text = why.to_string();
    let is_of_fields = text.starts_with("missing field") || text.starts_with("unknown field");
    if is_of_fields { text } else { "a value of the wrong kind".to_owned() }
}
