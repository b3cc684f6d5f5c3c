//! The right to one action on one record.

use std::marker::PhantomData;

use xinqiao_kernel::PlacePath;
use xinqiao_kernel::id::{AccountId, EmergencyId, PersonId};

use crate::decide::{best, grants, refusal};
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
    let moment = moment.into();
    let approved: Vec<PersonId> = actor.approved(moment.day).collect();
    let (grant, opened) = best(grants(actor, A::ACTION, purpose, moment), A::ACTION, resource, &approved)
        .map_err(|why| why.unwrap_or_else(|| refusal(actor, A::ACTION, purpose, moment)))?;
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
