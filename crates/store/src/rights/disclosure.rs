//! The register of what was given to others.

use jiff::Timestamp;
use xinqiao_access::{Act, Clause, Permit, Scope, act};
use xinqiao_kernel::id::{AccountId, DisclosureId, PersonId};
use xinqiao_kernel::place::PlacePath;

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// Something that was given to another organisation.
#[derive(Debug, Clone)]
pub struct NewDisclosure {
    pub id: DisclosureId,
    pub person: PersonId,
    pub place: PlacePath,
    /// the organisation
    pub recipient: String,
    /// consent, duty or emergency
    pub basis: &'static str,
    /// the clause
    pub law: String,
    pub purpose: String,
    /// codes of kinds of information, joined by commas
    pub fields: String,
    /// why the person is not told, by law
    pub withheld: Option<String>,
    pub given_at: Timestamp,
    pub by: AccountId,
}

/// A row of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    pub id: DisclosureId,
    pub person: PersonId,
    pub place: PlacePath,
    pub recipient: String,
    pub basis: String,
    pub law: String,
    pub purpose: String,
    pub fields: String,
    pub withheld: Option<String>,
    pub given_at: Timestamp,
}

/// Which part of the register.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// rows older than this one
    pub after: (Timestamp, DisclosureId),
    /// consent, duty or emergency; empty for all
    pub basis: &'a str,
    /// the organisation as it was written down; empty for all
    pub recipient: &'a str,
}

impl FromRow for Disclosure {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: DisclosureId::from_uuid(row.uuid(0)?),
            person: PersonId::from_uuid(row.uuid(1)?),
            place: row.parsed(2, "disclosure", "place_path", "a place path")?,
            recipient: row.text(3)?,
            basis: row.text(4)?,
            law: row.text(5)?,
            purpose: row.text(6)?,
            fields: row.text(7)?,
            withheld: row.text_opt(8)?,
            given_at: row.at(9)?,
        })
    }
}

/// The actions that give something to another organisation: writing it down, and every step of a referral that sends a packet.
pub trait Discloses: Act {}

impl Discloses for act::RecordDisclosure {}
impl Discloses for act::ReferCase {}
impl Discloses for act::CarryReferral {}
impl Discloses for act::AnswerReferral {}

impl Tx {
    /// Writes a row of the register about the permit's person; false for a permit about nobody or somebody else.
    pub async fn record_disclosure<A: Discloses>(
        &mut self,
        permit: &Permit<A>,
        new: &NewDisclosure,
        now: Timestamp,
    ) -> Result<bool> {
        if permit.person() != Some(new.person) {
            return Ok(false);
        }
        let row = args![
            new.id.uuid(),
            new.person.uuid(),
            new.place.as_str(),
            &new.recipient,
            new.basis,
            &new.law,
            &new.purpose,
            &new.fields,
            new.withheld.clone(),
            new.given_at,
            new.by.uuid(),
            now
        ];
        Ok(self.exec(include_str!("insert_disclosure.sql"), &row).await? > 0)
    }
}

impl Db {
    /// What was given about the permit's person, newest first, without what law forbids to tell.
    pub async fn disclosures_of<A: Act>(&self, permit: &Permit<A>) -> Result<Vec<Disclosure>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        self.all(include_str!("disclosures_of_person.sql"), &args![person.uuid()]).await
    }

    /// The register in the places of a scope, newest first, after a row.
    pub async fn disclosures(
        &self,
        scope: &Scope<act::ReadDisclosures>,
        wanted: &Wanted<'_>,
        limit: u32,
    ) -> Result<Vec<Disclosure>> {
        let mut found: Vec<Disclosure> = Vec::new();
        let (before, id) = wanted.after;
        for clause in scope.clauses() {
            let Clause::Below(range) = clause else { continue };
            let row = args![&range.from, &range.below, before, id.uuid(), wanted.basis, wanted.recipient, i64::from(limit)];
            found.extend(self.all(include_str!("disclosures_below.sql"), &row).await?);
        }
        found.sort_by_key(|one: &Disclosure| std::cmp::Reverse((one.given_at, one.id)));
        found.dedup_by_key(|one| one.id);
        found.truncate(limit as usize);
        Ok(found)
    }

    /// The organisations in the register of a scope, by name.
    pub async fn disclosure_recipients(&self, scope: &Scope<act::ReadDisclosures>, limit: u32) -> Result<Vec<String>> {
        let mut found: Vec<String> = Vec::new();
        for clause in scope.clauses() {
            let Clause::Below(range) = clause else { continue };
            let row = args![&range.from, &range.below, i64::from(limit)];
            found.extend(self.all(include_str!("recipients_below.sql"), &row).await?);
        }
        found.sort_unstable();
        found.dedup();
        found.truncate(limit as usize);
        Ok(found)
    }
}
