//! The right to list the records that an action reaches.

use std::marker::PhantomData;

use jiff::civil::Date;
use xinqiao_kernel::PathRange;
use xinqiao_kernel::id::{AccountId, PersonId};

use crate::decide::{Grant, Within, best, grants, refusal};
use crate::{Act, Action, Actor, Fields, Purpose, Refusal, Resource, Role};

/// The right to list the records that one action reaches. Only [`scope`] makes one.
#[derive(Debug)]
pub struct Scope<A: Act> {
    account: AccountId,
    purpose: Purpose,
    grants: Vec<Grant<'static>>,
    clauses: Vec<Clause>,
    action: PhantomData<fn() -> A>,
}

/// One alternative of a list's `where`; a record is in the scope if one of the clauses holds for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clause {
    /// The record is about this person, wherever it belongs.
    Person(PersonId),
    /// The record belongs to the range of places.
    Below(PathRange),
    /// The record belongs to the range and has this owner.
    Owned(PathRange, AccountId),
    /// The record belongs to the range and was reported by this account.
    Reported(PathRange, AccountId),
}

/// Decides which records the actor may list with `A`, for the purpose, on the day.
///
/// It holds a record exactly when [`permit`](crate::permit) allows `A` on it. An account that reaches nothing (a resident without a person) gets an empty scope.
/// Errors: no role of today has the action for the purpose; never [`Refusal::OutsideScope`].
pub fn scope<A: Act>(actor: &Actor, purpose: Purpose, today: Date) -> Result<Scope<A>, Refusal> {
    let grants: Vec<Grant<'static>> = grants(actor, A::ACTION, purpose, today).map(Grant::into_owned).collect();
    if grants.is_empty() {
        match refusal(actor, A::ACTION, purpose, today) {
            Refusal::OutsideScope => {}
            why @ (Refusal::RoleLacksAction | Refusal::PurposeNotAllowed | Refusal::Expired) => {
                return Err(why);
            }
        }
    }
    let clauses = clauses(&grants);
    Ok(Scope { account: actor.account(), purpose, grants, clauses, action: PhantomData })
}

impl<A: Act> Scope<A> {
    /// Who lists.
    pub const fn account(&self) -> AccountId {
        self.account
    }

    /// The first role of the account that allows the list.
    pub fn role(&self) -> Option<Role> {
        self.grants.first().map(|grant| grant.role)
    }

    /// What is done.
    pub const fn action(&self) -> Action {
        A::ACTION
    }

    /// What for.
    pub const fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// The alternatives, none of which lies inside another; usually one. A record may still fulfil two (owned here, below there).
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// Is the record in the scope?
    pub fn contains(&self, resource: &Resource) -> bool {
        self.clauses.iter().any(|clause| clause.contains(resource))
    }

    /// Which fields of the record may be shown; `None` outside the scope.
    pub fn fields_of(&self, resource: &Resource) -> Option<Fields> {
        Some(self.best(resource)?.fields)
    }

    /// The role that allows the record to be listed; `None` outside the scope.
    pub fn role_for(&self, resource: &Resource) -> Option<Role> {
        Some(self.best(resource)?.role)
    }

    fn best(&self, resource: &Resource) -> Option<&Grant<'static>> {
        best(self.grants.iter(), resource)
    }
}

impl Clause {
    /// Does it hold for the record?
    pub fn contains(&self, resource: &Resource) -> bool {
        match self {
            Self::Person(person) => resource.person == Some(*person),
            Self::Below(range) => range.contains(&resource.place),
            Self::Owned(range, account) => resource.owner == Some(*account) && range.contains(&resource.place),
            Self::Reported(range, account) => resource.reporter == Some(*account) && range.contains(&resource.place),
        }
    }
}

impl From<&Within<'_>> for Clause {
    fn from(within: &Within<'_>) -> Self {
        match within {
            Within::Person(person) => Self::Person(*person),
            Within::Below(place) => Self::Below(place.range()),
            Within::Owned(place, account) => Self::Owned(place.range(), *account),
            Within::Reported(place, account) => Self::Reported(place.range(), *account),
        }
    }
}

/// One clause for each grant that lies inside no other; of two alike the first.
fn clauses(grants: &[Grant<'_>]) -> Vec<Clause> {
    let is_inside_another = |at: usize, this: &Within<'_>| {
        grants.iter().enumerate().any(|(other_at, Grant { within: other, .. })| {
            let alike = this.covers(other);
            other_at != at && other.covers(this) && (!alike || other_at < at)
        })
    };
    let kept = grants.iter().enumerate().filter(|(at, grant)| !is_inside_another(*at, &grant.within));
    kept.map(|(_, grant)| Clause::from(&grant.within)).collect()
}
