//! Who calls a use case.

use xinqiao_access::{Actor, Assignment, Role, Ward};
use xinqiao_kernel::id::{AccountId, PersonId};
use xinqiao_store::accounts::SessionRow;
use xinqiao_store::people::Whereabouts;

use crate::{AppError, Result};

/// Somebody who is signed in, with all roles of the account.
#[derive(Debug, Clone)]
pub struct Caller {
    actor: Actor,
    name: String,
    login: String,
    whereabouts: Option<Whereabouts>,
}

impl Caller {
    /// The caller of a session's rows. Errors: `Broken` when an account holds roles that exclude one another.
    pub(crate) fn of_session(rows: &[SessionRow]) -> Result<Option<Self>> {
        let Some(first) = rows.first() else { return Ok(None) };
        let mut assignments = Vec::with_capacity(rows.len());
        for row in rows {
            if let Some((role, place, from, until)) = &row.role {
                let role: Role = role.parse().map_err(|fault| AppError::Broken {
                    what: "an assignment has an unknown role".to_owned(),
                    source: Some(Box::new(fault)),
                })?;
                assignments.push(Assignment::new(role, place.clone(), *from, *until));
            }
        }
        let actor = Actor::new(first.account, first.person.as_ref().map(|person| person.id), assignments).map_err(|fault| {
            AppError::Broken { what: "an account holds roles that exclude one another".to_owned(), source: Some(Box::new(fault)) }
        })?;
        Ok(Some(Self { actor, name: first.name.clone(), login: first.login.clone(), whereabouts: first.person.clone() }))
    }

    /// The same, guardian of these wards.
    #[must_use]
    pub(crate) fn guarding(self, wards: Vec<Ward>) -> Self {
        Self { actor: self.actor.with_wards(wards), ..self }
    }

    /// The actor that access is decided for.
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The account.
    pub const fn account(&self) -> AccountId {
        self.actor.account()
    }

    /// The person that the account belongs to.
    pub const fn person(&self) -> Option<PersonId> {
        self.actor.person()
    }

    /// Where the account's own person belongs, with sex and day of birth.
    pub const fn whereabouts(&self) -> Option<&Whereabouts> {
        self.whereabouts.as_ref()
    }

    /// How the program addresses the caller.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The login.
    pub fn login(&self) -> &str {
        &self.login
    }

    /// Does the account hold the role, whatever the day?
    pub fn holds(&self, role: Role) -> bool {
        self.actor.assignments().iter().any(|assignment| assignment.role == role)
    }

    /// Does the account hold any role for work: beside those of a resident and a guardian?
    pub fn is_staff(&self) -> bool {
        self.actor.assignments().iter().any(|assignment| assignment.role.is_staff())
    }
}
