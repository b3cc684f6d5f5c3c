//! The decision itself: which grants of an actor reach a record.

use std::borrow::{Borrow, Cow};

use jiff::civil::Date;
use xinqiao_kernel::PlacePath;
use xinqiao_kernel::id::{AccountId, PersonId};

use crate::policy::{Reach, rules};
use crate::{Action, Actor, Fields, Purpose, Refusal, Resource, Role};

/// One row of the policy, applied to one assignment of the actor.
#[derive(Debug, Clone)]
pub(crate) struct Grant<'a> {
    pub role: Role,
    pub fields: Fields,
    pub within: Within<'a>,
}

/// The records that a grant reaches.
#[derive(Debug, Clone)]
pub(crate) enum Within<'a> {
    Person(PersonId),
    Below(Cow<'a, PlacePath>),
    Owned(Cow<'a, PlacePath>, AccountId),
    Reported(Cow<'a, PlacePath>, AccountId),
}

impl Grant<'_> {
    /// The same, no longer borrowing from the actor.
    pub fn into_owned(self) -> Grant<'static> {
        let owned = |place: Cow<'_, PlacePath>| Cow::Owned(place.into_owned());
        let within = match self.within {
            Within::Person(person) => Within::Person(person),
            Within::Below(place) => Within::Below(owned(place)),
            Within::Owned(place, account) => Within::Owned(owned(place), account),
            Within::Reported(place, account) => Within::Reported(owned(place), account),
        };
        Grant { role: self.role, fields: self.fields, within }
    }
}

impl Within<'_> {
    pub fn contains(&self, resource: &Resource) -> bool {
        match self {
            Self::Person(person) => resource.person == Some(*person),
            Self::Below(place) => place.covers(&resource.place),
            Self::Owned(place, account) => resource.owner == Some(*account) && place.covers(&resource.place),
            Self::Reported(place, account) => resource.reporter == Some(*account) && place.covers(&resource.place),
        }
    }

    /// Does it reach everything that `other` reaches?
    pub fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Person(a), Self::Person(b)) => a == b,
            (Self::Below(a), Self::Below(b) | Self::Owned(b, _) | Self::Reported(b, _)) => a.covers(b),
            (Self::Owned(a, x), Self::Owned(b, y)) | (Self::Reported(a, x), Self::Reported(b, y)) => x == y && a.covers(b),
            (Self::Person(_) | Self::Below(_) | Self::Owned(..) | Self::Reported(..), _) => false,
        }
    }
}

/// Everything that the actor's roles of today give for an action and a purpose.
pub(crate) fn grants(actor: &Actor, action: Action, purpose: Purpose, today: Date) -> impl Iterator<Item = Grant<'_>> {
    actor.in_force(today).flat_map(move |assignment| {
        let role = assignment.role;
        let fitting = move |rule: &&'static crate::policy::Rule| rule.action == action && rule.purposes.contains(&purpose);
        rules(role).iter().filter(fitting).flat_map(move |rule| {
            let place = || Cow::Borrowed(&assignment.place);
            let within = move |reach: &Reach| match reach {
                Reach::Own => actor.person().map(Within::Person),
                Reach::Below => Some(Within::Below(place())),
                Reach::Owned => Some(Within::Owned(place(), actor.account())),
                Reach::Reported => Some(Within::Reported(place(), actor.account())),
            };
            rule.reach.iter().filter_map(within).map(move |within| Grant { role, fields: rule.fields, within })
        })
    })
}

/// The grant that opens a record: the one with the most fields; among equals the first.
pub(crate) fn best<'a, G: Borrow<Grant<'a>>>(grants: impl Iterator<Item = G>, resource: &Resource) -> Option<G> {
    let fitting = grants.filter(|grant| grant.borrow().within.contains(resource));
    fitting.reduce(|best, next| if best.borrow().fields.count() < next.borrow().fields.count() { next } else { best })
}

/// Why no grant fits.
pub(crate) fn refusal(actor: &Actor, action: Action, purpose: Purpose, today: Date) -> Refusal {
    let has = |role: Role| rules(role).iter().any(|rule| rule.action == action);
    let has_for = |role: Role| rules(role).iter().any(|rule| rule.action == action && rule.purposes.contains(&purpose));
    if actor.in_force(today).any(|assignment| has_for(assignment.role)) {
        Refusal::OutsideScope
    } else if actor.in_force(today).any(|assignment| has(assignment.role)) {
        Refusal::PurposeNotAllowed
    } else if actor.assignments().iter().any(|assignment| has(assignment.role)) {
        Refusal::Expired
    } else {
        Refusal::RoleLacksAction
    }
}
