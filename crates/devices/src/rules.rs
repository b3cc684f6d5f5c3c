//! The pack of devices: `devices.toml` of `devices/<id>`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

/// A text in each language.
pub type Title = BTreeMap<String, String>;

/// Longest time that a session code may hold, in minutes: a day.
const LONGEST_CODE_MIN: u32 = 1_440;
/// Most measurements that a pack may allow in one session.
const MOST_MEASUREMENTS: u32 = 10_000;
/// Longest time after which a session may still come in, in days.
const OLDEST_DAYS: u32 = 366;

/// `devices.toml`.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DevicesToml {
    pub id: String,
    pub version: String,
    pub valid_from: Date,
    pub source: String,
    pub sessions: SessionsToml,
    pub measurement: Vec<MeasurementToml>,
    pub kind: Vec<KindToml>,
}

/// How sessions are opened and taken.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionsToml {
    /// minutes for which a session code holds
    pub code_min: u32,
    /// days after which a session is not taken any more
    pub oldest_days: u32,
    /// measurements of one session
    pub most_measurements: u32,
    pub source: String,
}

/// One thing that is measured.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasurementToml {
    pub code: String,
    /// where LOINC has it
    #[serde(default)]
    pub loinc: Option<String>,
    /// for staff
    pub title: Title,
    /// UCUM
    pub unit: String,
    /// smallest and largest value that can be; none where no source gives one
    #[serde(default)]
    pub from: Option<f64>,
    #[serde(default)]
    pub to: Option<f64>,
    pub source: String,
}

/// Are there ratings before and after?
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RatingUse {
    None,
    Optional,
    Required,
}

/// One kind of session.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindToml {
    pub code: String,
    /// for staff
    pub title: Title,
    /// for the person: kind and plain
    pub own: Title,
    /// codes of measurements
    pub measurements: Vec<String>,
    pub ratings: RatingUse,
    pub source: String,
}

/// One fault of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFault {
    pub key: String,
    pub expected: String,
    pub found: String,
}

/// A sound pack. Made by [`Rules::compile`].
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    raw: DevicesToml,
}

impl Rules {
    /// The rules of a file, with words in each of `languages`. Errors: all faults at once.
    pub fn compile(raw: DevicesToml, languages: &[&str]) -> Result<Self, Vec<PackFault>> {
        let mut check = Check { faults: Vec::new(), languages };
        check.words("source", &raw.source);
        check.sessions(&raw.sessions);
        let mut seen = BTreeSet::new();
        for measurement in &raw.measurement {
            let key = format!("measurement.{}", measurement.code);
            check.code(&key, &measurement.code);
            if !seen.insert(&measurement.code) {
                check.fault(&key, "each measurement once", "twice");
            }
            check.measurement(&key, measurement);
        }
        let mut kinds = BTreeSet::new();
        for kind in &raw.kind {
            let key = format!("kind.{}", kind.code);
            check.code(&key, &kind.code);
            if !kinds.insert(&kind.code) {
                check.fault(&key, "each kind once", "twice");
            }
            check.title(&format!("{key}.title"), &kind.title);
            check.title(&format!("{key}.own"), &kind.own);
            check.words(&format!("{key}.source"), &kind.source);
            for unknown in kind.measurements.iter().filter(|code| !seen.contains(code)) {
                check.fault(&format!("{key}.measurements"), "codes of measurements of this file", unknown);
            }
            if kind.measurements.is_empty() && kind.ratings == RatingUse::None {
                check.fault(&key, "measurements, ratings or both", "neither");
            }
        }
        if check.faults.is_empty() { Ok(Self { raw }) } else { Err(check.faults) }
    }

    /// The file.
    pub fn raw(&self) -> &DevicesToml {
        &self.raw
    }

    /// How sessions are opened and taken.
    pub fn sessions(&self) -> &SessionsToml {
        &self.raw.sessions
    }

    /// A kind by its code.
    pub fn kind(&self, code: &str) -> Option<&KindToml> {
        self.raw.kind.iter().find(|kind| kind.code == code)
    }

    /// Codes of all kinds.
    pub fn kind_codes(&self) -> Vec<String> {
        self.raw.kind.iter().map(|kind| kind.code.clone()).collect()
    }

    /// A measurement by its code.
    pub fn measurement(&self, code: &str) -> Option<&MeasurementToml> {
        self.raw.measurement.iter().find(|measurement| measurement.code == code)
    }

    /// A measurement by its LOINC code.
    pub fn by_loinc(&self, loinc: &str) -> Option<&MeasurementToml> {
        self.raw.measurement.iter().find(|measurement| measurement.loinc.as_deref() == Some(loinc))
    }
}

struct Check<'a> {
    faults: Vec<PackFault>,
    languages: &'a [&'a str],
}

impl Check<'_> {
    fn fault(&mut self, key: &str, expected: &str, found: &str) {
        self.faults.push(PackFault { key: key.to_owned(), expected: expected.to_owned(), found: found.to_owned() });
    }

    fn words(&mut self, key: &str, text: &str) {
        if text.trim().is_empty() {
            self.fault(key, "a text", "nothing");
        }
    }

    fn title(&mut self, key: &str, title: &Title) {
        for language in self.languages {
            self.words(&format!("{key}.{language}"), title.get(*language).map_or("", String::as_str));
        }
    }

    fn code(&mut self, key: &str, code: &str) {
        let sound = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if !(1..=64).contains(&code.len()) || !code.bytes().all(sound) {
            self.fault(key, "a code of 1–64 small letters, digits and dashes", code);
        }
    }

    fn within(&mut self, key: &str, found: u32, most: u32) {
        if !(1..=most).contains(&found) {
            self.fault(key, &format!("1 to {most}"), &found.to_string());
        }
    }

    fn sessions(&mut self, sessions: &SessionsToml) {
        self.words("sessions.source", &sessions.source);
        self.within("sessions.code_min", sessions.code_min, LONGEST_CODE_MIN);
        self.within("sessions.oldest_days", sessions.oldest_days, OLDEST_DAYS);
        self.within("sessions.most_measurements", sessions.most_measurements, MOST_MEASUREMENTS);
    }

    fn measurement(&mut self, key: &str, found: &MeasurementToml) {
        self.title(&format!("{key}.title"), &found.title);
        self.words(&format!("{key}.unit"), &found.unit);
        self.words(&format!("{key}.source"), &found.source);
        let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && text.contains('-');
        if let Some(loinc) = found.loinc.as_deref().filter(|loinc| !number(loinc)) {
            self.fault(&format!("{key}.loinc"), "a LOINC code such as 8867-4", loinc);
        }
        if let (Some(from), Some(to)) = (found.from, found.to)
            && to <= from
        {
            self.fault(&format!("{key}.to"), "more than from", &to.to_string());
        }
    }
}
