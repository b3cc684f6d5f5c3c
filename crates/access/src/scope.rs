use std::marker::PhantomData;

use jiff::civil::Date;
use xinqiao_kernel::id::{AccountId, PersonId};
use xinqiao_kernel::{PathRange, PlacePath};

use crate::decide::{Grant, Within, best, grants, refusal};
use crate::{Act, Action, Actor, Fields, Purpose, Refusal, Resource, Role};

/// The right to list the records that one action reaches. Only [`scope`] makes one.
#[derive(Debug)]
pub struct Scope<A: Act> {
    account: AccountId,
    purpose: Purpose,
    held: Vec<Held>,
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

/// A grant that no longer borrows from the actor.
#[derive(Debug)]
struct Held {
    role: Role,
    fields: Fields,
    within: HeldWithin,
}

#[derive(Debug)]
enum HeldWithin {
    Person(PersonId),
    Below(PlacePath),
    Owned(PlacePath, AccountId),
    Reported(PlacePath, AccountId),
}

/// Decides which records the actor may list with `A`, for the purpose, on the day.
///
/// It holds a record exactly when [`permit`](crate::permit) allows `A` on it. An account that reaches nothing (a resident without a person) gets an empty scope.
/// Errors: no role of today has the action for the purpose; never [`Refusal::OutsideScope`].
pub fn scope<A: Act>(actor: &Actor, purpose: Purpose, today: Date) -> Result<Scope<A>, Refusal> {
    let held: Vec<Held> = grants(actor, A::ACTION, purpose, today).map(Held::from).collect();
    if held.is_empty() {
        match refusal(actor, A::ACTION, purpose, today) {
            Refusal::OutsideScope => {}
            why @ (Refusal::RoleLacksAction | Refusal::PurposeNotAllowed | Refusal::Expired) => return Err(why),
        }
    }
    let clauses = clauses(&held);
    Ok(Scope { account: actor.account(), purpose, held, clauses, action: PhantomData })
}

impl<A: Act> Scope<A> {
    /// Who lists.
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

    fn best(&self, resource: &Resource) -> Option<Grant<'_>> {
        best(self.held.iter().map(Held::grant), resource)
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

impl From<Grant<'_>> for Held {
    fn from(grant: Grant<'_>) -> Self {
        let within = match grant.within {
            Within::Person(person) => HeldWithin::Person(person),
            Within::Below(place) => HeldWithin::Below(place.clone()),
            Within::Owned(place, account) => HeldWithin::Owned(place.clone(), account),
            Within::Reported(place, account) => HeldWithin::Reported(place.clone(), account),
        };
        Self { role: grant.role, fields: grant.fields, within }
    }
}

impl Held {
    fn grant(&self) -> Grant<'_> {
        let within = match &self.within {
            HeldWithin::Person(person) => Within::Person(*person),
            HeldWithin::Below(place) => Within::Below(place),
            HeldWithin::Owned(place, account) => Within::Owned(place, *account),
            HeldWithin::Reported(place, account) => Within::Reported(place, *account),
        };
        Grant { role: self.role, fields: self.fields, within }
    }
}

impl HeldWithin {
    fn clause(&self) -> Clause {
        match self {
            Self::Person(person) => Clause::Person(*person),
            Self::Below(place) => Clause::Below(place.range()),
            Self::Owned(place, account) => Clause::Owned(place.range(), *account),
            Self::Reported(place, account) => Clause::Reported(place.range(), *account),
        }
    }

    /// Does it reach everything that `other` reaches?
    fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Person(a), Self::Person(b)) => a == b,
            (Self::Below(a), Self::Below(b) | Self::Owned(b, _) | Self::Reported(b, _)) => a.covers(b),
            (Self::Owned(a, x), Self::Owned(b, y)) | (Self::Reported(a, x), Self::Reported(b, y)) => x == y && a.covers(b),
            (Self::Person(_) | Self::Below(_) | Self::Owned(..) | Self::Reported(..), _) => false,
        }
    }
}

/// One clause for each grant that lies inside no other; of two alike the first.
fn clauses(held: &[Held]) -> Vec<Clause> {
    let is_inside_another = |at: usize, this: &Held| {
        held.iter().enumerate().any(|(other_at, other)| {
            let alike = this.within.covers(&other.within);
            other_at != at && other.within.covers(&this.within) && (!alike || other_at < at)
        })
    };
    let kept = held.iter().enumerate().filter(|(at, this)| !is_inside_another(*at, this));
    kept.map(|(_, this)| this.within.clause()).collect()
}
