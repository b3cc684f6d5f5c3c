//! People close to the person, and what each may be told.

use jiff::civil::Date;
use xinqiao_kernel::closed_list;
use xinqiao_kernel::id::ConsentId;

use crate::event::{Act, Desk, Event, What};
use crate::{Case, Change, ItemId, Refusal};

closed_list! {
    /// What somebody may be told, least first. Source: requirements §7.2 (consent per purpose); features "Family / network links"
    /// ("per-link visibility"); PIPL 23 (domain_rules F.3).
    Telling: "what may be told" {
        /// Nothing, not even that there is a case: only to be asked for in an emergency.
        Nothing = "nothing",
        /// That somebody looks after the person.
        Existence = "existence",
        /// Practical things: days, places, what to watch for.
        Practical = "practical",
        /// All that the person would be told.
        All = "all",
    }
}

/// Somebody close to the person.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    pub name: String,
    /// Sister, neighbour, head of the choir.
    pub relation: String,
    pub phone: String,
    pub telling: Telling,
    /// The record of the consent to tell; without one nothing is told.
    pub consent: Option<ConsentId>,
}

/// A contact with its place in the case.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Known {
    pub id: ItemId,
    pub contact: Contact,
    pub added_on: Date,
    pub ended_on: Option<Date>,
}

impl Known {
    /// What may be told today.
    pub fn may_be_told(&self) -> Telling {
        if self.ended_on.is_some() || self.contact.consent.is_none() { Telling::Nothing } else { self.contact.telling }
    }
}

/// Adds somebody close to the person.
///
/// Errors: [`Refusal::Wordless`] without a name, [`Refusal::NoConsent`] where something may be told, [`Refusal::Closed`].
pub fn add_contact(case: &Case, act: &Act, contact: Contact, note: Option<String>, desk: &Desk<'_>) -> Result<Change, Refusal> {
    once!(case, act);
    crate::said(&contact.name)?;
    case.change(Event::of(act, desk.today(case, act), note, What::ContactAdded(contact)))
}

/// Nothing is told any more: the person took the word back, or the contact is gone.
///
/// Errors: [`Refusal::NoSuchItem`], [`Refusal::Closed`].
pub fn end_contact(case: &Case, act: &Act, contact: ItemId, note: Option<String>, desk: &Desk<'_>) -> Result<Change, Refusal> {
    once!(case, act);
    case.change(Event::of(act, desk.today(case, act), note, What::ContactEnded { contact }))
}

pub(crate) fn apply_add(next: &mut Case, event: &Event, contact: &Contact) -> Result<(), Refusal> {
    next.open_now()?;
    if contact.telling != Telling::Nothing && contact.consent.is_none() {
        return Err(Refusal::NoConsent);
    }
    next.contacts.push(Known { id: event.id.into(), contact: contact.clone(), added_on: event.on, ended_on: None });
    Ok(())
}

pub(crate) fn apply_end(next: &mut Case, event: &Event, contact: ItemId) -> Result<(), Refusal> {
    next.open_now()?;
    let found = next.contacts.iter_mut().find(|one| one.id == contact && one.ended_on.is_none());
    found.ok_or(Refusal::NoSuchItem { item: contact })?.ended_on = Some(event.on);
    Ok(())
}
