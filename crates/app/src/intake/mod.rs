//! What others notice comes in: letters, calls, observations, other bodies. One use case for the form, the interface and files.

mod answer;
mod file;
mod identify;
mod read;
mod record;
mod report;
mod whom;

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_access::{Action, Role, act, rules};
use xinqiao_kernel::Sex;
use xinqiao_kernel::id::{PersonId, SignalId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::people::Person;
use xinqiao_warnings::intake::{SourceKind, Sources};

use crate::audit::done;
use crate::{App, AppError, Caller, Result};

pub use answer::{OwnReport, ReportState};
pub use file::{COLUMNS, FileReport, RowFault};
pub use identify::Identity;
pub use record::ConcernRecord;
pub(crate) use whom::CITIZEN_NUMBERS;

/// The pack of sources that is in force.
pub const SOURCES: &str = "default";
/// The pack of rules by which free words are read.
pub const TRIAGE: &str = "default";
/// The longest words that are taken at once, in characters.
pub const LONGEST: usize = 20_000;

/// What somebody hands in about one person.
#[derive(Debug, Clone)]
pub struct Concern {
    /// kind of the pack of sources
    pub source: String,
    pub whom: Whom,
    /// when it was noticed; not after now
    pub noticed_at: Timestamp,
    /// codes of the pack of sources
    pub observations: Vec<String>,
    /// free words, verbatim
    pub words: Option<String>,
    /// whoever told it, where that is not the caller
    pub told_by: Option<Teller>,
    /// chosen by the sender: the same account sending it again raises nothing new
    pub reference: String,
}

/// Whom a concern is about.
#[derive(Debug, Clone)]
pub enum Whom {
    /// Chosen from the search.
    Person(PersonId),
    /// Described: taken for somebody who is known by the citizen number, or else kept until somebody says who it is.
    Described(Described),
}

/// A person as somebody describes them.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Described {
    /// where the person lives or studies, as far as known
    pub place: Option<PlacePath>,
    pub name: Option<String>,
    pub sex: Option<Sex>,
    pub birth_on: Option<Date>,
    pub phone: Option<String>,
    /// citizen number
    pub number: Option<String>,
}

/// Whoever told it and is no account: kept sealed with the evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Teller {
    /// who they are to the person: mother, colleague
    #[serde(default)]
    pub relation: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub phone: String,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received {
    pub signal: SignalId,
    /// by when a duty person decides
    pub due_at: Timestamp,
    /// false: it was handed in before
    pub is_new: bool,
    /// may the caller open it?
    pub may_open: bool,
}

impl App {
    /// The pack of sources. Errors: `Broken` when it is missing.
    pub fn sources(&self) -> Result<&Sources> {
        self.inner.library.sources(SOURCES).ok_or_else(|| AppError::broken("the pack sources/default is missing"))
    }

    /// The kinds of sources that the caller's roles hand in; empty for whoever hands in none.
    pub fn own_sources(&self, caller: &Caller) -> Result<Vec<&SourceKind>> {
        let sources = self.sources()?;
        if self.staff_scope::<act::ReportConcern>(caller).is_err() {
            return Ok(Vec::new());
        }
        let today = self.day(self.now());
        let roles: Vec<&str> = caller.actor().in_force(today).map(|held| held.role.code()).collect();
        let offered = |kind: &&SourceKind| kind.offered_to.iter().any(|role| roles.contains(&role.as_str()));
        Ok(sources.kinds().iter().filter(offered).collect())
    }

    /// Whom a concern is to be about, masked; leaves an audit row that the person can see. Errors: `NotFound` out of reach, and for whoever may not search.
    pub async fn concerned(&self, caller: &Caller, person: PersonId) -> Result<Person> {
        if !self.may_pick(caller) {
            return Err(AppError::NotFound);
        }
        let found = self.whom(caller, &Whom::Person(person)).await?;
        let permit = self.staff_permit::<act::ReportConcern>(caller, &found.at).await?;
        let found = self.inner.db.person_of_concern(&permit).await?.ok_or(AppError::NotFound)?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "person", Some(person.uuid()), "chosen"), self.now()).await?;
        tx.commit().await?;
        Ok(found)
    }

    /// The places that the caller may name as somebody's: those where they report, and the ones directly below.
    pub async fn report_places(&self, caller: &Caller) -> Result<Vec<(PlacePath, String)>> {
        let today = self.day(self.now());
        let mut found: Vec<(PlacePath, String)> = Vec::new();
        let reports = |role: Role| rules(role).any(|rule| rule.action == Action::ReportConcern);
        let held: Vec<PlacePath> =
            caller.actor().in_force(today).filter(|held| reports(held.role)).map(|held| held.place.clone()).collect();
        for place in held {
            let name = self.place_name(&place).await?;
            found.push((place.clone(), name));
            for below in self.places_under(&place).await? {
                found.push((below.path, below.name));
            }
        }
        Ok(found)
    }

    /// May the caller search for whom a concern is about, instead of describing them?
    pub fn may_pick(&self, caller: &Caller) -> bool {
        self.staff_scope::<act::SearchPeople>(caller).is_ok()
    }
}
