//! The register of what is given to others: recipient, ground, fields.

use jiff::Timestamp;
use xinqiao_access::{Age, Purpose, Resource, act};
use xinqiao_consent::{Basis, DataKind};
use xinqiao_kernel::id::{DisclosureId, PersonId};
use xinqiao_store::rights::{Disclosure, NewDisclosure};

use crate::audit::{done, listed};
use crate::{App, AppError, Caller, Result};

/// Longest name of an organisation and of a clause, in characters.
const LONGEST: usize = 120;

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
    /// Errors: `NotFound` for a person outside the caller's places; `Invalid` on `recipient`, `law`, `fields`, `given_at`.
    pub async fn record_disclosure(&self, caller: &Caller, form: &NewDisclosureForm) -> Result<DisclosureId> {
        let who = self.inner.db.whereabouts(form.person).await?.ok_or(AppError::NotFound)?;
        let now = self.now();
        let age = Age::of(who.birth_on, self.day(now));
        let at = Resource::at(who.place.clone()).of(who.id).aged(age);
        let permit = self.permit::<act::RecordDisclosure>(caller, &at, Purpose::Exchange).await?;
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

    /// The register below the caller's places, newest first, before an instant.
    pub async fn disclosures(&self, caller: &Caller, before: Timestamp, limit: u32) -> Result<Vec<Disclosure>> {
        let purpose = match self.scope::<act::ReadDisclosures>(caller, Purpose::Administration) {
            Ok(_) => Purpose::Administration,
            Err(_) => Purpose::Audit,
        };
        let scope = self.listing(caller, self.scope::<act::ReadDisclosures>(caller, purpose)).await?;
        let found = self.inner.db.disclosures(&scope, before, limit).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, "disclosure", found.len()), self.now()).await?;
        tx.commit().await?;
        Ok(found)
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
    if now < form.given_at {
        return Err(AppError::field("given_at", "fault-disclosure-time", form.given_at.to_string()));
    }
    Ok(())
}
