//! One session with a device, as every way in gives it.

use jiff::Timestamp;

/// What a device sends about one session.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Session {
    /// the device's own id of the session, 8–80 visible ASCII characters: the same one is the same result
    pub id: String,
    /// whom it is about: the code that a counsellor or the person gave the device; none where the person is known otherwise
    #[serde(skip)]
    pub code: Option<String>,
    /// code of a kind of the pack
    pub kind: String,
    pub started_at: Timestamp,
    pub ended_at: Timestamp,
    pub measurements: Vec<Measured>,
    pub ratings: Option<Ratings>,
}

/// One measurement.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Measured {
    /// code of a measurement of the pack
    pub code: String,
    pub value: f64,
    /// UCUM, as the pack has it
    pub unit: String,
    /// when; none: of the whole session
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
}

/// How tense the person felt, in their own judgement.
/// Range: 0–10, whole; higher is more tense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Ratings {
    pub before: u8,
    pub after: u8,
}

impl Ratings {
    /// Highest rating.
    pub const MOST: u8 = 10;
}

impl Session {
    /// The same text for the same content, whatever way it came: what "the same result" is decided by.
    pub fn content(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// A code as it was typed: letters of either size, with or without the dash.
pub fn plain_code(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_uppercase()).collect()
}
