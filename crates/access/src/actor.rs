//! Who acts: an account with its roles.

use jiff::civil::Date;
use xinqiao_kernel::PlacePath;
use xinqiao_kernel::id::{AccountId, PersonId};

use crate::policy::rules;
use crate::{Action, Purpose, Role};

/// One role of an account in one place, for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// What the account is.
    pub role: Role,
    /// Where: it holds at this place and below.
    pub place: PlacePath,
    /// First day.
    pub from: Date,
    /// Last day, inclusive; `None` while no end is known.
    pub until: Option<Date>,
}

/// Who acts: an account, the person it belongs to, and its roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    account: AccountId,
    person: Option<PersonId>,
    assignments: Vec<Assignment>,
}

/// Why an account cannot act with its roles.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ActorFault {
    /// Two of the three administrators in one account, also one after the other.
    #[error("account holds {first} and {second}, which exclude one another")]
    TwoAdministrators { first: Role, second: Role },
    /// An administrator who could see content.
    #[error("account holds {administrator} and {other}: an administrator sees no content")]
    AdministratorWithContent { administrator: Role, other: Role },
    /// The last day lies before the first.
    #[error("assignment of {role} ends on {until}, before it begins on {from}")]
    EndsBeforeItBegins { role: Role, from: Date, until: Date },
}

impl Assignment {
    /// Does it hold on `today`?
    pub fn is_in_force(&self, today: Date) -> bool {
        self.from <= today && self.until.is_none_or(|until| today <= until)
    }
}

impl Actor {
    /// An actor with all assignments of the account, those of the past included.
    ///
    /// An administrator holds that one role for ever, and beside it at most [`Role::Resident`]: whoever ran the system does not come to audit
    /// that work. A person who changes post gets a new account. Errors: the first fault.
    pub fn new(account: AccountId, person: Option<PersonId>, assignments: Vec<Assignment>) -> Result<Self, ActorFault> {
        for assignment in &assignments {
            if let Some(until) = assignment.until.filter(|until| *until < assignment.from) {
                let (role, from) = (assignment.role, assignment.from);
                return Err(ActorFault::EndsBeforeItBegins { role, from, until });
            }
        }
        let roles = || assignments.iter().map(|assignment| assignment.role);
        if let Some(administrator) = roles().find(|role| role.is_administrator()) {
            let other = roles().find(|role| *role != administrator && *role != Role::Resident);
            return match other {
                Some(second) if second.is_administrator() => Err(ActorFault::TwoAdministrators { first: administrator, second }),
                Some(other) => Err(ActorFault::AdministratorWithContent { administrator, other }),
                None => Ok(Self { account, person, assignments }),
            };
        }
        Ok(Self { account, person, assignments })
    }

    /// The account.
    pub const fn account(&self) -> AccountId {
        self.account
    }

    /// The person to whom the account belongs, if it is linked to one.
    pub const fn person(&self) -> Option<PersonId> {
        self.person
    }

    /// All assignments, in the order given.
    pub fn assignments(&self) -> &[Assignment] {
        &self.assignments
    }

    /// The assignments that hold on `today`.
    pub fn in_force(&self, today: Date) -> impl Iterator<Item = &Assignment> {
        self.assignments.iter().filter(move |assignment| assignment.is_in_force(today))
    }

    /// The purposes for which a role of today has the action, somewhere: what a menu offers. Each once, in the order of the roles.
    pub fn purposes(&self, action: Action, today: Date) -> Vec<Purpose> {
        let mut found = Vec::new();
        for assignment in self.in_force(today) {
            for rule in rules(assignment.role).iter().filter(|rule| rule.action == action) {
                let new = rule.purposes.iter().filter(|purpose| !found.contains(*purpose));
                found.extend(new.copied().collect::<Vec<_>>());
            }
        }
        found
    }

    /// Does a role of today have the action, somewhere? For menus only: the decision is [`permit`](crate::permit) or [`scope`](crate::scope).
    pub fn may(&self, action: Action, today: Date) -> bool {
        self.in_force(today).any(|assignment| rules(assignment.role).iter().any(|rule| rule.action == action))
    }
}
