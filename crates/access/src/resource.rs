//! A record as access decides about it.

use xinqiao_kernel::PlacePath;
use xinqiao_kernel::id::{AccountId, PersonId};

/// What access to a record depends on: ids only, loaded before the record itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// Where it belongs: the person's place, the campaign's, the place of the counted.
    pub place: PlacePath,
    /// Whom it is about.
    pub person: Option<PersonId>,
    /// Who owes the next step: the owner of the warning. For a person: the owner of an open warning about them.
    pub owner: Option<AccountId>,
    /// Who reported what the warning came from.
    pub reporter: Option<AccountId>,
}

impl Resource {
    /// A record of a place, about nobody.
    pub const fn at(place: PlacePath) -> Self {
        Self { place, person: None, owner: None, reporter: None }
    }

    /// The same, about a person.
    #[must_use]
    pub fn of(self, person: PersonId) -> Self {
        Self { person: Some(person), ..self }
    }

    /// The same, with its owner.
    #[must_use]
    pub fn owned_by(self, owner: AccountId) -> Self {
        Self { owner: Some(owner), ..self }
    }

    /// The same, with its reporter.
    #[must_use]
    pub fn reported_by(self, reporter: AccountId) -> Self {
        Self { reporter: Some(reporter), ..self }
    }
}
