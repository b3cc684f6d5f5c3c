//! The records that one grant reaches.

use std::borrow::Cow;

use xinqiao_kernel::PlacePath;
use xinqiao_kernel::id::{AccountId, PersonId};

use crate::Resource;

/// The records that a grant reaches.
#[derive(Debug, Clone)]
pub(crate) enum Within<'a> {
    Person(PersonId),
    Account(AccountId),
    Below(Cow<'a, PlacePath>),
    Endangered(Cow<'a, PlacePath>),
    Pupils(Cow<'a, PlacePath>),
    Related(Cow<'a, PlacePath>, Relation, AccountId),
}

/// What an account is to a record below its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// It owes the next step.
    Owner,
    /// It reported what the record came from.
    Reporter,
    /// It is in the case team.
    Team,
    /// It supervises the case.
    Supervisor,
    /// It wrote the record.
    Author,
    /// Somebody else wrote the record.
    NotAuthor,
}

impl Relation {
    /// Does the account stand in this relation to the record?
    pub(crate) fn holds(self, account: AccountId, resource: &Resource) -> bool {
        match self {
            Self::Owner => resource.owner == Some(account),
            Self::Reporter => resource.reporter == Some(account),
            Self::Team => resource.team.contains(&account),
            Self::Supervisor => resource.supervisor == Some(account),
            Self::Author => resource.author == Some(account),
            // of an unknown author nobody is known to be another
            Self::NotAuthor => resource.author.is_some_and(|author| author != account),
        }
    }
}

impl Within<'_> {
    /// The same, no longer borrowing from the actor.
    pub fn into_owned(self) -> Within<'static> {
        let owned = |place: Cow<'_, PlacePath>| Cow::Owned(place.into_owned());
        match self {
            Self::Person(person) => Within::Person(person),
            Self::Account(account) => Within::Account(account),
            Self::Below(place) => Within::Below(owned(place)),
            Self::Endangered(place) => Within::Endangered(owned(place)),
            Self::Pupils(place) => Within::Pupils(owned(place)),
            Self::Related(place, relation, account) => Within::Related(owned(place), relation, account),
        }
    }

    pub fn contains(&self, resource: &Resource) -> bool {
        match self {
            Self::Person(person) => resource.person == Some(*person),
            Self::Account(account) => resource.owner == Some(*account),
            Self::Below(place) => place.covers(&resource.place),
            Self::Endangered(place) => resource.danger.is_for_police() && place.covers(&resource.place),
            Self::Pupils(place) => resource.class.as_ref().is_some_and(|class| place.covers(class)),
            Self::Related(place, relation, account) => relation.holds(*account, resource) && place.covers(&resource.place),
        }
    }

    /// Does it reach everything that `other` reaches?
    pub fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Person(a), Self::Person(b)) => a == b,
            (Self::Account(a), Self::Account(b)) => a == b,
            (Self::Below(a), Self::Below(b) | Self::Endangered(b) | Self::Related(b, ..)) => a.covers(b),
            (Self::Endangered(a), Self::Endangered(b)) | (Self::Pupils(a), Self::Pupils(b)) => a.covers(b),
            (Self::Related(a, ours, x), Self::Related(b, theirs, y)) => ours == theirs && x == y && a.covers(b),
            (
                Self::Person(_) | Self::Account(_) | Self::Below(_) | Self::Endangered(_) | Self::Pupils(_) | Self::Related(..),
                _,
            ) => false,
        }
    }
}
