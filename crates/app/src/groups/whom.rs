//! Whom an entry is about: somebody of the index, or somebody who is described well enough to be found again.

use jiff::civil::Date;
use xinqiao_access::{Age, Resource, Scope, act};
use xinqiao_kernel::id::PersonId;
use xinqiao_kernel::identifier::CitizenId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::people::Person;

use crate::intake::{CITIZEN_NUMBERS, Described};
use crate::{App, AppError, Result};

/// Whom an entry is about.
#[derive(Debug, Clone)]
pub enum GroupWhom {
    /// Chosen.
    Person(PersonId),
    /// Found by the citizen number, else by name and day of birth; whoever is not there yet is entered into the index.
    Described(Described),
}

/// Somebody whom an entry is about.
pub(super) struct Subject {
    pub at: Resource,
    /// the record that is to be made, with its number
    pub new: Option<(Person, Option<CitizenId>)>,
}

impl Subject {
    pub const fn known(at: Resource) -> Self {
        Self { at, new: None }
    }
}

impl App {
    /// Somebody within reach, or a new record of the description. Nothing says whether a number is known elsewhere.
    ///
    /// Errors: `NotFound` for a person who is not there, `Invalid` on the fields of a description that cannot be used, that lacks what somebody is
    /// found again by, or that fits several.
    pub(super) async fn group_subject(&self, scope: &Scope<act::RecordGroup>, whom: &GroupWhom) -> Result<Subject> {
        let described = match whom {
            GroupWhom::Person(person) => return Ok(Subject::known(self.person_on_record(*person).await?)),
            GroupWhom::Described(described) => described,
        };
        let mut sound = self.sound(described)?;
        if let Some(number) = &sound.number {
            let mut tx = self.inner.db.begin().await?;
            let found = tx.person_by_identifier(CITIZEN_NUMBERS, number.as_str()).await?;
            drop(tx);
            if let Some(who) = found {
                let inside = scope.contains(&Resource::at(who.place.clone()).of(who.id));
                if inside && !who.lock.is_erased() {
                    return Ok(Subject::known(self.person_on_record(who.id).await?));
                }
                // somebody elsewhere has it: the new record goes without, and nothing tells the caller so
                sound.number = None;
            }
        }
        let birth_on = described.birth_on.or_else(|| described.number.as_deref().and_then(|text| self.birth_of(text)));
        if sound.name.is_empty() {
            return Err(AppError::field("name", "fault-group-name", ""));
        }
        let Some(birth_on) = birth_on else {
            return Err(AppError::field("number", "fault-group-who", ""));
        };
        match self.inner.db.people_called(scope, &sound.name, birth_on).await?.as_slice() {
            [] => {}
            [one] => return Ok(Subject::known(self.person_on_record(*one).await?)),
            [..] => return Err(AppError::field("number", "fault-group-several", sound.name)),
        }
        self.new_subject(scope, described, sound.name, sound.phone, sound.number, birth_on)
    }

    fn new_subject(
        &self,
        scope: &Scope<act::RecordGroup>,
        described: &Described,
        name: String,
        phone: Option<String>,
        number: Option<CitizenId>,
        birth_on: Date,
    ) -> Result<Subject> {
        let place: PlacePath = match &described.place {
            Some(place) if scope.contains(&Resource::at(place.clone())) => place.clone(),
            Some(place) => return Err(AppError::field("place", "fault-group-place", place.as_str())),
            None => return Err(AppError::field("place", "fault-group-place", "")),
        };
        let today = self.day(self.now());
        let id = PersonId::new(self.ids(), self.now());
        let sex = described.sex.or_else(|| number.as_ref().map(CitizenId::sex));
        let at = Resource::at(place.clone()).of(id).aged(Age::of(Some(birth_on), today));
        Ok(Subject { at, new: Some((Person { id, place, name, sex, birth_on: Some(birth_on), phone }, number)) })
    }

    fn birth_of(&self, number: &str) -> Option<Date> {
        CitizenId::parse(number.trim(), self.day(self.now())).ok().map(|number| number.birth())
    }
}
