//! The register of what is given to others: recipient, ground, fields.

use jiff::Timestamp;
use xinqiao_access::{Age, Permit, Purpose, Resource, act};
use xinqiao_consent::{Basis, DataKind};
use xinqiao_kernel::id::{DisclosureId, PersonId};
use xinqiao_store::people::Whereabouts;
use xinqiao_store::rights::{Disclosure, NewDisclosure, Wanted};

use crate::audit::{done, listed};
use crate::{App, AppError, Caller, Person, Result};

/// Longest name of an organisation and of a clause, in characters.
const LONGEST: usize = 120;

/// Organisations that the list can be narrowed to.
const RECIPIENTS: u32 = 200;

/// A page of the register.
#[derive(Debug, Clone)]
pub struct Register {
    /// newest first
    pub rows: Vec<Disclosure>,
    /// whom the caller's part of the register names
    pub recipients: Vec<String>,
}

/// What was given, as it is written down.
#[derive(Debug, Clone)]
pub struct NewDisclosureForm {
    pub person: PersonId,
    /// the organisation, never a natural person
    pub recipient: String,
    pub basis: Basis,
    /// the clause: "PIPL 13(1)(4)"
    pub law: String,
    pub fields: Vec<DataKind>,
    /// the clause that forbids to tell the person, if there is one
    pub withheld: Option<String>,
    pub given_at: Timestamp,
}

impl App {
    /// Writes down what was given to another organisation. The person sees it, unless a clause forbids.
    ///
    /// Errors: `NotFound` for a person outside the caller's places and for somebody who was erased; `Invalid` on `recipient`, `law`, `fields`, `at`,
    /// `withheld`.
    pub async fn record_disclosure(&self, caller: &Caller, form: &NewDisclosureForm) -> Result<DisclosureId> {
        let (permit, who) = self.disclosure_permit(caller, form.person).await?;
        let now = self.now();
        check(form, now)?;
        let id = DisclosureId::new(self.ids(), now);
        let fields: Vec<&str> = form.fields.iter().map(|field| field.code()).collect();
        let new = NewDisclosure {
            id,
            person: who.id,
            place: who.place,
            recipient: form.recipient.trim().to_owned(),
            basis: form.basis.code(),
            law: form.law.trim().to_owned(),
            purpose: permit.purpose().code().to_owned(),
            fields: fields.join(","),
            withheld: form.withheld.clone(),
            given_at: form.given_at,
            by: caller.account(),
        };
        let mut tx = self.inner.db.begin().await?;
        tx.record_disclosure(&permit, &new, now).await?;
        tx.audit(&done(self, &permit, "disclosure", Some(id.uuid()), format!("{} {}", new.basis, new.fields)), now).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// About whom something would be written down: name and phone masked. Leaves an audit row that the person can see.
    ///
    /// Errors: `NotFound` for a person outside the caller's places and for somebody who was erased.
    pub async fn disclosure_about(&self, caller: &Caller, person: PersonId) -> Result<Person> {
        let (permit, _) = self.disclosure_permit(caller, person).await?;
        let found = self.inner.db.person_of_disclosure(&permit).await?.ok_or(AppError::NotFound)?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "person", Some(person.uuid()), "disclosure"), self.now()).await?;
        tx.commit().await?;
        Ok(found)
    }

    async fn disclosure_permit(&self, caller: &Caller, person: PersonId) -> Result<(Permit<act::RecordDisclosure>, Whereabouts)> {
        // a role without the action is refused before anything is looked up
        self.listing(caller, self.scope::<act::RecordDisclosure>(caller, Purpose::Exchange)).await?;
        let who = self.inner.db.whereabouts(person).await?.filter(|who| !who.lock.is_erased()).ok_or(AppError::NotFound)?;
        let age = Age::of(who.birth_on, self.day(self.now()));
        let at = Resource::at(who.place.clone()).of(who.id).aged(age);
        Ok((self.permit::<act::RecordDisclosure>(caller, &at, Purpose::Exchange).await?, who))
    }

    /// A page of the register below the caller's places, newest first.
    pub async fn disclosures(&self, caller: &Caller, wanted: &Wanted<'_>, limit: u32) -> Result<Register> {
        let purpose = match self.scope::<act::ReadDisclosures>(caller, Purpose::Administration) {
            Ok(_) => Purpose::Administration,
            Err(_) => Purpose::Audit,
        };
        let scope = self.listing(caller, self.scope::<act::ReadDisclosures>(caller, purpose)).await?;
        let found = self.inner.db.disclosures(&scope, wanted, limit).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, "disclosure", found.len()), self.now()).await?;
        tx.commit().await?;
        Ok(Register { rows: found, recipients: self.inner.db.disclosure_recipients(&scope, RECIPIENTS).await? })
    }
}

fn check(form: &NewDisclosureForm, now: Timestamp) -> Result<()> {
    let sound = |text: &str| (1..=LONGEST).contains(&text.trim().chars().count());
    if !sound(&form.recipient) {
        return Err(AppError::field("recipient", "fault-disclosure-recipient", form.recipient.clone()));
    }
    if !sound(&form.law) {
        return Err(AppError::field("law", "fault-disclosure-law", form.law.clone()));
    }
    if form.fields.is_empty() {
        return Err(AppError::field("fields", "fault-disclosure-fields", ""));
    }
    if form.withheld.as_ref().is_some_and(|law| !sound(law)) {
        return Err(AppError::field("withheld", "fault-disclosure-law", form.withheld.clone().unwrap_or_default()));
    }
    if now < form.given_at {
        return Err(AppError::field("at", "fault-disclosure-time", form.given_at.to_string()));
    }
    Ok(())
}
