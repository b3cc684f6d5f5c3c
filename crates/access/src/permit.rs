//! The right to one action on one record.

use std::marker::PhantomData;

use jiff::civil::Date;
use xinqiao_kernel::PlacePath;
use xinqiao_kernel::id::{AccountId, PersonId};

use crate::decide::{best, grants, refusal};
use crate::{Act, Action, Actor, Fields, Purpose, Refusal, Resource, Role};

/// The right to one action on one record. Only [`permit`] makes one.
#[derive(Debug)]
pub struct Permit<A: Act> {
    account: AccountId,
    purpose: Purpose,
    role: Role,
    place: PlacePath,
    person: Option<PersonId>,
    fields: Fields,
    action: PhantomData<fn() -> A>,
}

/// Decides whether the actor may do `A` to the record, for the purpose, on the day.
///
/// If several roles allow it, the one that shows most fields is used and named. Errors: why not, see [`Refusal`].
pub fn permit<A: Act>(actor: &Actor, resource: &Resource, purpose: Purpose, today: Date) -> Result<Permit<A>, Refusal> {
    let grant =
        best(grants(actor, A::ACTION, purpose, today), resource).ok_or_else(|| refusal(actor, A::ACTION, purpose, today))?;
    Ok(Permit {
        account: actor.account(),
        purpose,
        role: grant.role,
        place: resource.place.clone(),
        person: resource.person,
        fields: grant.fields,
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
}
