//! Taking a JSON value apart, with the path to each part.

use jiff::Timestamp;
use serde_json::Value;

use crate::{Expected, Fault};

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct At<'a> {
    pub path: String,
    pub value: Option<&'a Value>,
}

impl<'a> At<'a> {
    pub fn root(value: &'a Value) -> Self {
        Self { path: String::new(), value: Some(value) }
    }

    pub fn field(&self, name: &str) -> Self {
        let path = if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) };
        Self { path, value: self.value.and_then(|value| value.get(name)).filter(|value| !value.is_null()) }
    }

    pub fn items(&self) -> Vec<Self> {
        let list = self.value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let item = |(index, value): (usize, &'a Value)| Self { path: format!("{}[{index}]", self.path), value: Some(value) };
        list.iter().enumerate().map(item).collect()
    }

    pub fn is_there(&self) -> bool {
        self.value.is_some()
    }

    pub fn text(&self) -> Option<&'a str> {
        self.value.and_then(Value::as_str)
    }

    pub fn number(&self) -> Option<f64> {
        self.value.and_then(Value::as_f64).filter(|number| number.is_finite())
    }

    pub fn fault(&self, expected: Expected) -> Fault {
        let found = match self.value {
            None => "nothing".to_owned(),
            Some(Value::String(text)) => text.clone(),
            Some(Value::Object(_)) => "an object".to_owned(),
            Some(Value::Array(list)) => format!("a list of {}", list.len()),
            Some(other) => other.to_string(),
        };
        Fault::new(self.path.clone(), expected, found)
    }

    /// The same without what was found: it may name somebody.
    pub fn closed_fault(&self, expected: Expected) -> Fault {
        Fault::new(self.path.clone(), expected, if self.is_there() { "something else" } else { "nothing" })
    }

    /// An instant with its offset.
    pub fn instant(&self, faults: &mut Vec<Fault>) -> Option<Timestamp> {
        let found = self.text().and_then(|text| text.parse().ok());
        if found.is_none() {
            faults.push(self.fault(Expected::Instant));
        }
        found
    }

    /// A whole number from 0 to 10.
    pub fn rating(&self, faults: &mut Vec<Fault>) -> Option<u8> {
        let whole = self.value.and_then(Value::as_u64).and_then(|number| u8::try_from(number).ok());
        let found = whole.filter(|rating| *rating <= crate::Ratings::MOST);
        if found.is_none() {
            faults.push(self.fault(Expected::Rating));
        }
        found
    }

    /// The device's own id of a session.
    pub fn session_id(&self, faults: &mut Vec<Fault>) -> Option<String> {
        let sound = |text: &&str| (8..=80).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        let found = self.text().filter(sound).map(str::to_owned);
        if found.is_none() {
            faults.push(self.fault(Expected::SessionId));
        }
        found
    }

    /// A session code; its content is not repeated in a fault.
    pub fn session_code(&self, faults: &mut Vec<Fault>) -> Option<String> {
        let found = self.text().map(crate::plain_code).filter(|code| (4..=32).contains(&code.len()));
        if found.is_none() {
            faults.push(self.closed_fault(Expected::SessionCode));
        }
        found
    }
}
