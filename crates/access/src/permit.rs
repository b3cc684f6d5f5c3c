//! The right to one action on one record.

use std::marker::PhantomData;

use xinqiao_kernel::PlacePath;
use xinqiao_kernel::id::{AccountId, EmergencyId, PersonId};

use crate::decide::{Grant, Opened, best, grants, refusal};
use crate::{Act, Action, Actor, Fields, Moment, Purpose, Refusal, Resource, Role};

/// The right to one action on one record. Only [`permit`] makes one.
#[derive(Debug)]
pub struct Permit<A: Act> {
    account: AccountId,
    purpose: Purpose,
    role: Role,
    place: PlacePath,
    person: Option<PersonId>,
    fields: Fields,
    withheld: Fields,
    emergency: Option<EmergencyId>,
    action: PhantomData<fn() -> A>,
}

/// Decides whether the actor may do `A` to the record, for the purpose, at the moment (a day, or a [`Moment`] where emergencies count).
///
/// If several roles allow it, the one that shows most fields is used and named. Errors: why not, see [`Refusal`].
pub fn permit<A: Act>(
    actor: &Actor,
    resource: &Resource,
    purpose: Purpose,
    moment: impl Into<Moment>,
) -> Result<Permit<A>, Refusal> {
    let (grant, opened) = decided(actor, A::ACTION, resource, purpose, moment.into())?;
    Ok(Permit {
        account: actor.account(),
        purpose,
        role: grant.role,
        place: resource.place.clone(),
        person: resource.person,
        fields: opened.fields,
        withheld: opened.withheld,
        emergency: grant.emergency,
        action: PhantomData,
    })
}

/// What [`permit`] would say, without giving a right: the fields, or why not. For tests and explanations that walk over all actions.
pub fn would_permit(
    actor: &Actor,
    action: Action,
    resource: &Resource,
    purpose: Purpose,
    moment: impl Into<Moment>,
) -> Result<Fields, Refusal> {
    decided(actor, action, resource, purpose, moment.into()).map(|(_, opened)| opened.fields)
}

fn decided<'a>(
    actor: &'a Actor,
    action: Action,
    resource: &Resource,
    purpose: Purpose,
    moment: Moment,
) -> Result<(Grant<'a>, Opened), Refusal> {
    let approved: Vec<PersonId> = actor.approved(moment.day).collect();
    let found = best(grants(actor, action, purpose, moment), action, resource, &approved)
        .map_err(|why| why.unwrap_or_else(|| refusal(actor, action, purpose, moment)))?;
    // whoever does not reach the record does not learn how it stands
    if resource.restricted && purpose.ends_with_restriction() { Err(Refusal::Restricted) } else { Ok(found) }
}

impl<A: Act> Permit<A> {
    /// Who acts.
    pub const fn account(&self) -> AccountId {
        self.account
    }

    /// What is done.
    pub const fn action(&self) -> Action {
        A::ACTION
    }

    /// What for.
    pub const fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// The role that allows it.
    pub const fn role(&self) -> Role {
        self.role
    }

    /// Where the record belonged when this was decided; the store reads no record of another place with it.
    pub const fn place(&self) -> &PlacePath {
        &self.place
    }

    /// Whom the record is about.
    pub const fn person(&self) -> Option<PersonId> {
        self.person
    }

    /// Which fields may be shown.
    pub const fn fields(&self) -> Fields {
        self.fields
    }

    /// Which fields the approval of the person in charge would add: the person is under 18, or of unknown age.
    pub const fn withheld(&self) -> Fields {
        self.withheld
    }

    /// The emergency that it rests on, if it does: audit and notices name it.
    pub const fn emergency(&self) -> Option<EmergencyId> {
        self.emergency
    }
}
