use jiff::civil::Date;
use xinqiao_kernel::PlacePath;
use xinqiao_kernel::id::{AccountId, PersonId};

use crate::policy::{Reach, rules};
use crate::{Action, Actor, Fields, Purpose, Refusal, Resource, Role};

/// One row of the policy, applied to one assignment of the actor.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grant<'a> {
    pub role: Role,
    pub fields: Fields,
    pub within: Within<'a>,
}

/// The records that a grant reaches.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Within<'a> {
    Person(PersonId),
    Below(&'a PlacePath),
    Owned(&'a PlacePath, AccountId),
    Reported(&'a PlacePath, AccountId),
}

impl Within<'_> {
    pub fn contains(&self, resource: &Resource) -> bool {
        match *self {
            Self::Person(person) => resource.person == Some(person),
            Self::Below(place) => place.covers(&resource.place),
            Self::Owned(place, account) => resource.owner == Some(account) && place.covers(&resource.place),
            Self::Reported(place, account) => resource.reporter == Some(account) && place.covers(&resource.place),
        }
    }
}

/// Everything that the actor's roles of today give for an action and a purpose.
pub(crate) fn grants(actor: &Actor, action: Action, purpose: Purpose, today: Date) -> impl Iterator<Item = Grant<'_>> {
    actor.in_force(today).flat_map(move |assignment| {
        let role = assignment.role;
        let fitting = move |rule: &&'static crate::policy::Rule| rule.action == action && rule.purposes.contains(&purpose);
        rules(role).iter().filter(fitting).flat_map(move |rule| {
            let within = move |reach: &Reach| match reach {
                Reach::Own => actor.person().map(Within::Person),
                Reach::Below => Some(Within::Below(&assignment.place)),
                Reach::Owned => Some(Within::Owned(&assignment.place, actor.account())),
                Reach::Reported => Some(Within::Reported(&assignment.place, actor.account())),
            };
            rule.reach.iter().filter_map(within).map(move |within| Grant { role, fields: rule.fields, within })
        })
    })
}

/// The grant that opens a record: the one with the most fields; among equals the first.
pub(crate) fn best<'a>(grants: impl Iterator<Item = Grant<'a>>, resource: &Resource) -> Option<Grant<'a>> {
    grants.filter(|grant| grant.within.contains(resource)).reduce(|best, next| {
        if best.fields.count() < next.fields.count() { next } else { best }
    })
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
