//! Text messages and template messages of WeChat through the operator's gateway: JSON over HTTPS, in whatever form the gateway wants.

use futures_util::future::BoxFuture;
use serde_json::Value;
use xinqiao_egress::{Egress, EgressError, signature};
use xinqiao_notices::{Channel, Letter, Receipt, Refused, RefusedKind};

use crate::{Courier, Secret, check_address};

/// How an answer tells what became of a letter. Pointers are those of RFC 6901: `/data/0/id`.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcomes {
    /// Where the code stands; none: the status alone decides.
    pub code: Option<String>,
    /// Codes of success.
    #[serde(default)]
    pub taken: Vec<String>,
    /// Codes that no second attempt changes: a number that does not exist, somebody who took their word back.
    #[serde(default)]
    pub permanent: Vec<String>,
    /// Where the gateway's own name for the letter stands.
    pub receipt: Option<String>,
}

/// Where letters go and in which form.
#[derive(Clone)]
pub struct GatewaySettings {
    pub channel: Channel,
    pub url: String,
    pub headers: Vec<(String, String)>,
    /// Headers whose values only the gateway may know.
    pub secret_headers: Vec<(String, Secret)>,
    /// What is sent. In its texts `{id}`, `{to}`, `{subject}`, `{text}`, `{count}`, `{due}`, `{link}` and `{service}` are filled in.
    pub body: Value,
    pub outcomes: Outcomes,
    /// Signs the body as outgoing events are signed (`Xinqiao-Signature`).
    pub sign: Option<Secret>,
}

/// Sends letters to a gateway.
pub struct Gateway {
    settings: GatewaySettings,
    egress: Egress,
}

const SLOTS: [&str; 8] = ["id", "to", "subject", "text", "count", "due", "link", "service"];

impl Gateway {
    /// Checks settings; looks no name up.
    ///
    /// Errors: a word for what cannot be used.
    pub fn new(settings: GatewaySettings, egress: Egress) -> Result<Self, String> {
        egress.check(&settings.url).map_err(|fault| format!("url: {fault}"))?;
        if settings.channel == Channel::InApp || settings.channel == Channel::Email {
            return Err("a gateway is for sms and wechat".to_owned());
        }
        let mut texts = Vec::new();
        collect(&settings.body, &mut texts);
        for text in &texts {
            unknown_slot(text)
                .map_or(Ok(()), |found| Err(format!("body: {{{found}}} is no placeholder; known are {}", SLOTS.join(", "))))?;
        }
        if !texts.iter().any(|text| text.contains("{to}")) {
            return Err("body: expected {to} somewhere".to_owned());
        }
        let outcomes = &settings.outcomes;
        for (key, pointer) in [("code", &outcomes.code), ("receipt", &outcomes.receipt)] {
            if pointer.as_ref().is_some_and(|pointer| !pointer.starts_with('/')) {
                return Err(format!("answer.{key}: expected a pointer such as /data/id"));
            }
        }
        match (&outcomes.code, outcomes.taken.is_empty(), outcomes.permanent.is_empty()) {
            (Some(_), true, _) => return Err("answer.taken: expected the codes of success".to_owned()),
            (None, false, _) | (None, _, false) => return Err("answer.code: expected where the code stands".to_owned()),
            _ => {}
        }
        for (name, value) in settings
            .headers
            .iter()
            .map(|(name, value)| (name, value.as_str()))
            .chain(settings.secret_headers.iter().map(|(name, value)| (name, value.expose())))
        {
            let is_name = !name.is_empty() && name.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-');
            if !is_name || !value.bytes().all(|sign| (b' '..=b'~').contains(&sign)) {
                return Err(format!("headers: {name:?} is no header, or its value cannot be sent"));
            }
        }
        Ok(Self { settings, egress })
    }

    async fn send(&self, letter: &Letter) -> Result<Receipt, Refused> {
        let permanent = |what: String| Refused::new(RefusedKind::Permanent, what);
        if letter.channel != self.settings.channel {
            return Err(permanent("a letter of another way".to_owned()));
        }
        check_address(letter.channel, &letter.to).map_err(|fault| permanent(fault.to_string()))?;
        let body = serde_json::to_vec(&filled(&self.settings.body, letter)).map_err(|_| permanent("no JSON".to_owned()))?;
        let signed =
            self.settings.sign.as_ref().map(|secret| signature(secret.expose().as_bytes(), letter.at.as_second(), &body));
        let mut headers = vec![("content-type", "application/json"), ("xinqiao-id", letter.id.as_str())];
        headers.extend(self.settings.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        headers.extend(self.settings.secret_headers.iter().map(|(name, value)| (name.as_str(), value.expose())));
        headers.extend(signed.as_ref().map(|signed| ("xinqiao-signature", signed.as_str())));
        let answer = self.egress.post(&self.settings.url, &headers, body).await.map_err(|fault| unreached(&fault))?;
        self.read(answer.status, &answer.body)
    }

    fn read(&self, status: u16, body: &[u8]) -> Result<Receipt, Refused> {
        let said = |kind, what: String| Err(Refused::new(kind, what));
        let word = format!("status {status}");
        match status {
            200..=299 => {}
            408 | 425 | 429 | 500..=599 => return said(RefusedKind::Temporary, word),
            // about this program, not about the letter: a key that ran out, an address that moved
            300..=399 | 401 | 403 | 404 | 405 | 407 => return said(RefusedKind::Unreachable, word),
            _ => return said(RefusedKind::Permanent, word),
        }
        let outcomes = &self.settings.outcomes;
        let answer: Value = serde_json::from_slice(body).unwrap_or(Value::Null);
        let at = |pointer: &Option<String>| pointer.as_ref().and_then(|pointer| answer.pointer(pointer)).and_then(plain);
        let receipt = Receipt { reference: at(&outcomes.receipt) };
        if outcomes.code.is_none() {
            return Ok(receipt);
        }
        match at(&outcomes.code) {
            Some(code) if outcomes.taken.contains(&code) => Ok(receipt),
            Some(code) if outcomes.permanent.contains(&code) => said(RefusedKind::Permanent, format!("code {code}")),
            Some(code) => said(RefusedKind::Temporary, format!("code {code}")),
            None => {
                Err(Refused { kind: RefusedKind::Temporary, what: "the answer holds no code".to_owned(), may_have_arrived: true })
            }
        }
    }
}

impl Courier for Gateway {
    fn deliver<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<Receipt, Refused>> {
        Box::pin(self.send(letter))
    }
}

fn unreached(fault: &EgressError) -> Refused {
    let may_have_arrived = matches!(fault, EgressError::Exchange { .. } | EgressError::Slow { .. } | EgressError::Large { .. });
    Refused { kind: RefusedKind::Unreachable, what: fault.code().to_owned(), may_have_arrived }
}

/// A short text or number of an answer, without anything that could be an address.
fn plain(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    let word: String = text.chars().filter(|sign| sign.is_ascii_alphanumeric() || "-_.:".contains(*sign)).take(80).collect();
    (!word.is_empty()).then_some(word)
}

fn collect<'a>(value: &'a Value, texts: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => texts.push(text),
        Value::Array(values) => values.iter().for_each(|value| collect(value, texts)),
        Value::Object(fields) => fields.values().for_each(|value| collect(value, texts)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The first name between braces that is no slot.
fn unknown_slot(text: &str) -> Option<&str> {
    text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or(rest)).find(|name| !SLOTS.contains(name))
}

/// The body with everything filled in, each text by itself: no value can break out of its place.
fn filled(value: &Value, letter: &Letter) -> Value {
    match value {
        Value::String(text) => Value::String(fill(text, letter)),
        Value::Array(values) => Value::Array(values.iter().map(|value| filled(value, letter)).collect()),
        Value::Object(fields) => Value::Object(fields.iter().map(|(key, value)| (key.clone(), filled(value, letter))).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

fn fill(text: &str, letter: &Letter) -> String {
    let mut found = String::new();
    let mut parts = text.split('{');
    found.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, after) = part.split_once('}').unwrap_or((part, ""));
        match name {
            "id" => found.push_str(&letter.id),
            "to" => found.push_str(&letter.to),
            "subject" => found.push_str(letter.subject.as_deref().unwrap_or_default()),
            "text" => found.push_str(&letter.text),
            "count" => found.push_str(&letter.count.to_string()),
            "due" => found.push_str(letter.due.as_deref().unwrap_or("-")),
            "link" => found.push_str(&letter.link),
            "service" => found.push_str(&letter.service),
            _ => {}
        }
        found.push_str(after);
    }
    found
}
