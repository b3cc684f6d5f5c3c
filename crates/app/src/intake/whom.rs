//! Whom a concern is about: somebody of the index, or a description that stands until somebody says who it is.

use xinqiao_access::{Age, Resource, act};
use xinqiao_kernel::id::PersonId;
use xinqiao_kernel::identifier::CitizenId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::people::{Person, Whereabouts};
use xinqiao_store::{StoreError, Tx};

use super::{Described, Whom};
use crate::{App, AppError, Caller, Result};

/// The system under which citizen numbers are kept.
pub(crate) const CITIZEN_NUMBERS: &str = "gb11643";
/// The longest name and phone.
const LONGEST_NAME: usize = 60;

/// Somebody whom a concern is about.
pub(super) struct Found {
    pub at: Resource,
    /// the record that is to be made, for a description that fits nobody
    pub new: Option<Person>,
    /// the number that the new record gets
    pub number: Option<CitizenId>,
}

impl App {
    /// Somebody of the caller's reach, or a new record of the description. Nothing says whether a number is known.
    ///
    /// Errors: `NotFound` for a person out of reach, `Invalid` on the fields of the description.
    pub(super) async fn whom(&self, caller: &Caller, whom: &Whom) -> Result<Found> {
        match whom {
            Whom::Person(id) => {
                let who = self.inner.db.whereabouts(*id).await?.ok_or(AppError::NotFound)?;
                Ok(Found { at: self.somebody(&who), new: None, number: None })
            }
            Whom::Described(described) => self.described(caller, described).await,
        }
    }

    /// Somebody of the index, as access decides about them. For the teacher of a class, the place where a pupil studies is the class.
    pub(super) fn somebody(&self, who: &Whereabouts) -> Resource {
        let age = Age::of(who.birth_on, self.day(self.now()));
        Resource::at(who.place.clone()).of(who.id).aged(age).in_class(who.place.clone())
    }

    async fn described(&self, caller: &Caller, described: &Described) -> Result<Found> {
        let today = self.day(self.now());
        let mut known = self.sound(described)?;
        let scope = self.listing(caller, self.staff_scope::<act::ReportConcern>(caller)).await?;
        if let Some(number) = &known.number {
            let mut tx = self.inner.db.begin().await?;
            let found = tx.person_by_identifier(CITIZEN_NUMBERS, number.as_str()).await?;
            drop(tx);
            if let Some(who) = found {
                let at = self.somebody(&who);
                if scope.contains(&at) {
                    return Ok(Found { at, new: None, number: None });
                }
                // somebody elsewhere has it: the number stays with the description, and nothing tells the caller so
                known.number = None;
            }
        }
        let place = match &described.place {
            Some(place) => place.clone(),
            None => self.usual_place(caller)?,
        };
        let id = PersonId::new(self.ids(), self.now());
        let birth_on = described.birth_on.or_else(|| known.number.as_ref().map(CitizenId::birth));
        let at = Resource::at(place.clone()).of(id).aged(Age::of(birth_on, today)).in_class(place.clone());
        let sex = described.sex.or_else(|| known.number.as_ref().map(CitizenId::sex));
        let new = Person { id, place, name: known.name, sex, birth_on, phone: known.phone };
        Ok(Found { at, new: Some(new), number: known.number })
    }

    /// Where the caller's role of reporting holds.
    fn usual_place(&self, caller: &Caller) -> Result<PlacePath> {
        let today = self.day(self.now());
        let reports = |role: xinqiao_access::Role| {
            xinqiao_access::rules(role).any(|rule| rule.action == xinqiao_access::Action::ReportConcern)
        };
        let held = caller.actor().in_force(today).find(|held| reports(held.role));
        held.map(|held| held.place.clone()).ok_or(AppError::NotFound)
    }

    /// What of a description can be kept. Errors: `Invalid` with everything that cannot.
    pub(crate) fn sound(&self, described: &Described) -> Result<Sound> {
        let today = self.day(self.now());
        let mut faults = Vec::new();
        let fault = |field, expected, found: &str| crate::FieldFault { field, expected, found: found.to_owned() };
        let filled = |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let name = filled(&described.name).unwrap_or_default();
        if LONGEST_NAME < name.chars().count() {
            faults.push(fault("name", "fault-person-name", &name));
        }
        let phone = filled(&described.phone);
        if let Some(phone) = &phone {
            let digits = phone.chars().filter(char::is_ascii_digit).count();
            if !(7..=15).contains(&digits) || !phone.chars().all(|sign| sign.is_ascii_digit() || " -+()".contains(sign)) {
                faults.push(fault("phone", "contact-phone-wrong", phone));
            }
        }
        let number = match filled(&described.number) {
            None => None,
            Some(text) => match CitizenId::parse(&text, today) {
                Ok(number) => Some(number),
                Err(_) => {
                    faults.push(fault("number", "fault-search-number", &text));
                    None
                }
            },
        };
        if described.birth_on.is_some_and(|day| today < day || day.year() < 1900) {
            faults.push(fault(
                "birth_on",
                "fault-person-birth",
                &described.birth_on.map(|day| day.to_string()).unwrap_or_default(),
            ));
        }
        if faults.is_empty() { Ok(Sound { name, phone, number }) } else { Err(AppError::Invalid(faults)) }
    }

    /// Keeps a new record, with its number where nobody has it.
    pub(crate) async fn keep_person(&self, tx: &mut Tx, person: &Person, number: Option<&CitizenId>) -> Result<()> {
        let now = self.now();
        tx.add_person(person, now).await?;
        if let Some(number) = number {
            self.keep_number(tx, person.id, number).await?;
        }
        Ok(())
    }

    /// Keeps a citizen number. Errors: `Conflict` `number_taken`.
    pub(super) async fn keep_number(&self, tx: &mut Tx, person: PersonId, number: &CitizenId) -> Result<()> {
        // the row needs a name of its own, whatever kind of id gives it
        let row = PersonId::new(self.ids(), self.now()).uuid();
        match tx.add_identifier(row, CITIZEN_NUMBERS, number.as_str(), person, self.now()).await {
            Err(StoreError::Duplicate { .. }) => Err(AppError::conflict("number_taken")),
            other => Ok(other?),
        }
    }
}

/// The sound parts of a description.
pub(crate) struct Sound {
    pub name: String,
    pub phone: Option<String>,
    pub number: Option<CitizenId>,
}
