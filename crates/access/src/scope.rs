//! The right to list the records that an action reaches.

use std::marker::PhantomData;

use xinqiao_kernel::PathRange;
use xinqiao_kernel::id::{AccountId, PersonId};

use crate::decide::{Grant, Opened, best, grants, refusal};
use crate::within::{Relation, Within};
use crate::{Act, Action, Actor, Fields, Moment, Purpose, Refusal, Resource, Role};

/// The right to list the records that one action reaches. Only [`scope`] makes one.
#[derive(Debug)]
pub struct Scope<A: Act> {
    account: AccountId,
    purpose: Purpose,
    grants: Vec<Grant<'static>>,
    clauses: Vec<Clause>,
    approved: Vec<PersonId>,
    action: PhantomData<fn() -> A>,
}

/// One alternative of a list's `where`; a record is in the scope if one of the clauses holds for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clause {
    /// The record is about this person, wherever it belongs.
    Person(PersonId),
    /// The record is this account's own, wherever it belongs.
    Account(AccountId),
    /// The record belongs to the range of places.
    Below(PathRange),
    /// The record belongs to the range and has this owner.
    Owned(PathRange, AccountId),
    /// The record belongs to the range and was reported by this account.
    Reported(PathRange, AccountId),
    /// The record is about a patient in the range of danger grade [`Danger::FOR_POLICE`](crate::Danger::FOR_POLICE) or more, or with an incident.
    Endangered(PathRange),
    /// The record is about a pupil of a class in the range.
    Pupils(PathRange),
    /// The record belongs to the range and the account stands in another relation to it.
    Related(PathRange, Relation, AccountId),
}

/// Decides which records the actor may list with `A`, for the purpose, at the moment.
///
/// It holds a record exactly when [`permit`](crate::permit) allows `A` on it. An account that reaches nothing (a resident without a person) gets an empty scope.
/// Errors: no role of the moment has the action for the purpose, or the action opens records one by one; never [`Refusal::OutsideScope`].
pub fn scope<A: Act>(actor: &Actor, purpose: Purpose, moment: impl Into<Moment>) -> Result<Scope<A>, Refusal> {
    let moment = moment.into();
    let grants: Vec<Grant<'static>> = grants(actor, A::ACTION, purpose, moment).map(Grant::into_owned).collect();
    if grants.is_empty() {
        match refusal(actor, A::ACTION, purpose, moment) {
            Refusal::OutsideScope => {}
            why => return Err(why),
        }
    }
    if A::ACTION.opens_guarded() {
        return Err(Refusal::OneByOne);
    }
    let clauses = clauses(&grants);
    let approved = actor.approved(moment.day).collect();
    Ok(Scope { account: actor.account(), purpose, grants, clauses, approved, action: PhantomData })
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
        !self.is_ended(resource) && self.clauses.iter().any(|clause| clause.contains(resource))
    }

    /// Which fields of the record may be shown; `None` outside the scope.
    pub fn fields_of(&self, resource: &Resource) -> Option<Fields> {
        Some(self.best(resource)?.1.fields)
    }

    /// The role that allows the record to be listed; `None` outside the scope.
    pub fn role_for(&self, resource: &Resource) -> Option<Role> {
        Some(self.best(resource)?.0.role)
    }

    fn is_ended(&self, resource: &Resource) -> bool {
        resource.restricted && self.purpose.ends_with_restriction()
    }

    fn best(&self, resource: &Resource) -> Option<(&Grant<'static>, Opened)> {
        best(self.grants.iter(), A::ACTION, resource, &self.approved).ok().filter(|_| !self.is_ended(resource))
    }
}

impl Clause {
    /// Does it hold for the record?
    pub fn contains(&self, resource: &Resource) -> bool {
        let at = &resource.place;
        match self {
            Self::Person(person) => resource.person == Some(*person),
            Self::Account(account) => resource.owner == Some(*account),
            Self::Below(range) => range.contains(at),
            Self::Owned(range, account) => resource.owner == Some(*account) && range.contains(at),
            Self::Reported(range, account) => resource.reporter == Some(*account) && range.contains(at),
            Self::Endangered(range) => resource.danger.is_for_police() && range.contains(at),
            Self::Pupils(range) => resource.class.as_ref().is_some_and(|class| range.contains(class)),
            Self::Related(range, relation, account) => relation.holds(*account, resource) && range.contains(at),
        }
    }
}

impl From<&Within<'_>> for Clause {
    fn from(within: &Within<'_>) -> Self {
        match within {
            Within::Person(person) => Self::Person(*person),
            Within::Account(account) => Self::Account(*account),
            Within::Below(place) => Self::Below(place.range()),
            Within::Endangered(place) => Self::Endangered(place.range()),
            Within::Pupils(place) => Self::Pupils(place.range()),
            Within::Related(place, Relation::Owner, account) => Self::Owned(place.range(), *account),
            Within::Related(place, Relation::Reporter, account) => Self::Reported(place.range(), *account),
            Within::Related(place, relation, account) => Self::Related(place.range(), *relation, *account),
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
