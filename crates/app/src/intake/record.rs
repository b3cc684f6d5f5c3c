//! A concern as other systems send it: one object of the interface, one row of a file.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_kernel::Sex;
use xinqiao_kernel::id::PersonId;

use super::{Concern, Described, Teller, Whom};
use crate::{App, AppError, Caller, FieldFault, Result};

/// One concern in words and codes. Names of fields are those of the form; what is not known is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConcernRecord {
    /// kind of the pack of sources
    pub source: String,
    /// what the sender calls it, 8–80 visible ASCII characters: sending it again raises nothing new
    pub reference: String,
    /// RFC 3339, `2026-11-22T09:30:00+08:00`
    pub noticed_at: String,
    /// codes of the pack of sources
    #[serde(default)]
    pub observations: Vec<String>,
    /// verbatim
    #[serde(default)]
    pub words: Option<String>,
    /// id of a person of the index; the other fields about the person are left out then
    #[serde(default)]
    pub person: Option<String>,
    /// code of a division, or `CODE NAME` of a unit in it
    #[serde(default)]
    pub place: Option<String>,
    #[serde(default)]
    pub name: Option<String>,
    /// `female` or `male`
    #[serde(default)]
    pub sex: Option<String>,
    /// `1990-05-31`
    #[serde(default)]
    pub birth_on: Option<String>,
    #[serde(default)]
    pub phone: Option<String>,
    /// citizen number
    #[serde(default)]
    pub number: Option<String>,
    #[serde(default)]
    pub told_by: Option<Teller>,
}

/// Reads fields and keeps what is wrong.
#[derive(Default)]
struct Reading {
    faults: Vec<FieldFault>,
}

impl Reading {
    fn parsed<T: std::str::FromStr>(&mut self, field: &'static str, expected: &'static str, text: Option<&String>) -> Option<T> {
        let text = text.map(|text| text.trim()).filter(|text| !text.is_empty())?;
        let found = text.parse().ok();
        if found.is_none() {
            self.faults.push(FieldFault { field, expected, found: text.to_owned() });
        }
        found
    }
}

impl App {
    /// What a record says. Errors: `Invalid` with every field that cannot be read.
    pub async fn concern_of(&self, record: &ConcernRecord) -> Result<Concern> {
        let mut reading = Reading::default();
        let noticed_at: Option<Timestamp> = reading.parsed("noticed_at", "fault-report-noticed", Some(&record.noticed_at));
        if record.noticed_at.trim().is_empty() {
            reading.faults.push(FieldFault { field: "noticed_at", expected: "fault-report-noticed", found: String::new() });
        }
        let person: Option<PersonId> = reading.parsed("person", "fault-report-person", record.person.as_ref());
        let birth_on: Option<Date> = reading.parsed("birth_on", "fault-person-birth", record.birth_on.as_ref());
        let sex: Option<Sex> = reading.parsed("sex", "fault-report-sex", record.sex.as_ref());
        let place = match record.place.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            None => None,
            Some(typed) => match self.place_typed(typed).await? {
                Some(place) => Some(place.path),
                None => {
                    reading.faults.push(FieldFault { field: "place", expected: "fault-place", found: typed.to_owned() });
                    None
                }
            },
        };
        let whom = match person {
            Some(person) => Whom::Person(person),
            None => Whom::Described(Described {
                place,
                name: record.name.clone(),
                sex,
                birth_on,
                phone: record.phone.clone(),
                number: record.number.clone(),
            }),
        };
        match noticed_at {
            Some(noticed_at) if reading.faults.is_empty() => Ok(Concern {
                source: record.source.clone(),
                whom,
                noticed_at,
                observations: record.observations.clone(),
                words: record.words.clone(),
                told_by: record.told_by.clone().filter(|told| !told.is_empty()),
                reference: record.reference.clone(),
            }),
            _ => Err(AppError::Invalid(reading.faults)),
        }
    }

    /// Hands in what a record says. Errors: as [`App::concern_of`] and [`App::report_concern`].
    pub async fn report_record(&self, caller: &Caller, record: &ConcernRecord) -> Result<super::Received> {
        let concern = self.concern_of(record).await?;
        self.report_concern(caller, &concern).await
    }
}
