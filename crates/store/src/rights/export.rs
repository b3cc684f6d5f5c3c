//! What a person takes along, beside what other capabilities read.

use jiff::Timestamp;
use xinqiao_access::{Permit, act};

use crate::arg::args;
use crate::assessment::KeptResponse;
use crate::fields::EVIDENCE;
use crate::people::Person;
use crate::row::{FromRow, Row};
use crate::{Db, Result};

/// A hint that rules raised about the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnHint {
    /// pack, version and code of the rule
    pub rule: (String, String, String),
    /// JSON: the facts that the rule spoke of
    pub evidence: String,
    pub raised_at: Timestamp,
    pub expires_at: Timestamp,
    pub dismissed_at: Option<Timestamp>,
    pub became_help: bool,
    /// `assessment`, `self_request` or a kind of the pack of sources
    pub source: String,
}

/// Help that people gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnHelp {
    pub number: String,
    pub opened_at: Timestamp,
    pub closed_at: Option<Timestamp>,
}

impl FromRow for OwnHint {
    fn from_row(row: &Row) -> Result<Self> {
        let key = row.person_key(10, row.uuid(9)?)?;
        Ok(Self {
            rule: (row.text(1)?, row.text(2)?, row.text(3)?),
            evidence: row.own_text(4, key.as_ref(), &EVIDENCE.of(row.uuid(0)?))?.unwrap_or_default(),
            raised_at: row.at(5)?,
            expires_at: row.at(6)?,
            dismissed_at: row.at_opt(7)?,
            became_help: row.uuid_opt(8)?.is_some(),
            source: row.text(11)?,
        })
    }
}

impl FromRow for OwnHelp {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { number: row.text(0)?, opened_at: row.at(1)?, closed_at: row.at_opt(2)? })
    }
}

impl Db {
    /// The register entry of the permit's person, unmasked: it is their own.
    pub async fn own_entry(&self, permit: &Permit<act::ReadOwnExport>) -> Result<Option<Person>> {
        let Some(person) = permit.person() else { return Ok(None) };
        self.opt(include_str!("../people/by_id.sql"), &args![person.uuid()]).await
    }

    /// All sheets of the permit's person, newest first.
    pub async fn all_own_responses(&self, permit: &Permit<act::ReadOwnExport>) -> Result<Vec<KeptResponse>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        self.all(include_str!("../assessment/of_person.sql"), &args![person.uuid(), Timestamp::MAX, 5_000_i64]).await
    }

    /// All hints about the permit's person, newest first.
    pub async fn own_hints(&self, permit: &Permit<act::ReadOwnExport>) -> Result<Vec<OwnHint>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        self.all(include_str!("signals_of_person.sql"), &args![person.uuid()]).await
    }

    /// All help for the permit's person, newest first.
    pub async fn own_help(&self, permit: &Permit<act::ReadOwnExport>) -> Result<Vec<OwnHelp>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        self.all(include_str!("warnings_of_person.sql"), &args![person.uuid()]).await
    }
}
