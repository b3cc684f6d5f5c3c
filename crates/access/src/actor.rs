//! Who acts: an account with its roles.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_kernel::PlacePath;
use xinqiao_kernel::id::{AccountId, EmergencyId, PersonId};

use crate::policy::rules;
use crate::resource::years;
use crate::{Action, Approval, Assignment, Fields, Moment, Purpose, Role};

/// Who acts: an account, the person it belongs to, its roles and what was given to it beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    account: AccountId,
    person: Option<PersonId>,
    assignments: Vec<Assignment>,
    emergencies: Vec<EmergencyGrant>,
    wards: Vec<Ward>,
    approvals: Vec<PersonApproval>,
    given: Vec<PersonId>,
}

/// An emergency that the account has open: one person's records, for a short time (break-glass).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmergencyGrant {
    /// Which one, for audit, notices and review.
    pub id: EmergencyId,
    /// Whose records.
    pub person: PersonId,
    /// From this instant on.
    pub from: Timestamp,
    /// Before this instant.
    pub until: Timestamp,
}

/// Somebody under 18 for whom the account's person is guardian.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ward {
    /// Who.
    pub person: PersonId,
    /// Day of birth: rights change at 14 and end at 18.
    pub born: Date,
    /// From 14 on: what the ward assented to, withdrawn as easily.
    pub assent: Fields,
    /// Last day of the guardianship, inclusive; `None` while no end is known.
    pub until: Option<Date>,
}

/// The approval to open the records of one person under 18 or of unknown age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonApproval {
    /// Whose records.
    pub person: PersonId,
    /// By whom, until when.
    pub approval: Approval,
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
    /// An approval that the account gave itself.
    #[error("account approved of its own access to records of minors")]
    ApprovedItself,
}

impl EmergencyGrant {
    /// Is it open at the instant?
    pub fn is_live(&self, at: Timestamp) -> bool {
        self.from <= at && at < self.until
    }
}

impl Ward {
    /// Until this year of life the guardian consents and asks in the ward's place (PIPL 28, 31).
    pub const CHILD_UNDER: i16 = 14;

    /// Full years of life on a day of the guardianship, below 18; `None` afterwards.
    fn age(&self, today: Date) -> Option<i16> {
        let in_force = self.until.is_none_or(|until| today <= until);
        years(self.born, today).filter(|years| in_force && *years < crate::Age::OF_AGE)
    }

    /// Is the ward under 14?
    pub fn is_child(&self, today: Date) -> bool {
        self.age(today).is_some_and(|years| years < Self::CHILD_UNDER)
    }

    /// Of a ward of 14 to 17: what they assented to.
    pub fn assented(&self, today: Date) -> Option<Fields> {
        self.age(today).filter(|years| *years >= Self::CHILD_UNDER).map(|_| self.assent)
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
            if assignment.minors.is_some_and(|approval| approval.by == account) {
                return Err(ActorFault::ApprovedItself);
            }
        }
        let roles = || assignments.iter().map(|assignment| assignment.role);
        let fault = roles().find(|role| role.is_administrator()).and_then(|administrator| {
            let other = roles().find(|role| *role != administrator && *role != Role::Resident);
            other.map(|other| match other.is_administrator() {
                true => ActorFault::TwoAdministrators { first: administrator, second: other },
                false => ActorFault::AdministratorWithContent { administrator, other },
            })
        });
        match fault {
            Some(fault) => Err(fault),
            None => {
                Ok(Self { account, person, assignments, emergencies: vec![], wards: vec![], approvals: vec![], given: vec![] })
            }
        }
    }

    /// The same, with the emergencies that this account has opened.
    #[must_use]
    pub fn with_emergencies(self, emergencies: Vec<EmergencyGrant>) -> Self {
        Self { emergencies, ..self }
    }

    /// The same, with the wards of the account's person.
    #[must_use]
    pub fn with_wards(self, wards: Vec<Ward>) -> Self {
        Self { wards, ..self }
    }

    /// The same, with approvals to open records of single people under 18. Errors: an approval by the account itself.
    pub fn with_approvals(self, approvals: Vec<PersonApproval>) -> Result<Self, ActorFault> {
        match approvals.iter().any(|one| one.approval.by == self.account) {
            true => Err(ActorFault::ApprovedItself),
            false => Ok(Self { approvals, ..self }),
        }
    }

    /// The same, with the people whose work was given to the account as a whole.
    #[must_use]
    pub fn with_given(self, given: Vec<PersonId>) -> Self {
        Self { given, ..self }
    }

    /// The people whose work was given to the account as a whole.
    pub fn given(&self) -> &[PersonId] {
        &self.given
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

    /// The emergencies that are open at the moment; none without an instant.
    pub fn emergencies(&self, moment: Moment) -> impl Iterator<Item = &EmergencyGrant> {
        self.emergencies.iter().filter(move |grant| moment.at.is_some_and(|at| grant.is_live(at)))
    }

    /// The wards of the account's person, those of the past included.
    pub fn wards(&self) -> &[Ward] {
        &self.wards
    }

    /// The approvals for single people that hold on `today`.
    pub fn approved(&self, today: Date) -> impl Iterator<Item = PersonId> + '_ {
        self.approvals.iter().filter(move |one| today <= one.approval.until).map(|one| one.person)
    }

    /// The purposes for which a role of today has the action, somewhere and without an emergency: what a menu offers. Each once, in the order of the roles.
    pub fn purposes(&self, action: Action, today: Date) -> Vec<Purpose> {
        let mut found = Vec::new();
        for assignment in self.in_force(today) {
            for rule in rules(assignment.role).filter(|rule| rule.is_everyday(action)) {
                let new = rule.purposes.iter().filter(|purpose| !found.contains(*purpose));
                found.extend(new.copied().collect::<Vec<_>>());
            }
        }
        found
    }

    /// The places at which a role of today has the action without an emergency: whose changes concern the account.
    pub fn places(&self, action: Action, today: Date) -> impl Iterator<Item = &PlacePath> {
        let has = move |assignment: &&Assignment| rules(assignment.role).any(|rule| rule.is_everyday(action));
        self.in_force(today).filter(has).map(|assignment| &assignment.place)
    }

    /// Does a role of today have the action, somewhere and without an emergency? For menus only: the decision is [`permit`](crate::permit) or [`scope`](crate::scope).
    pub fn may(&self, action: Action, today: Date) -> bool {
        self.in_force(today).any(|assignment| rules(assignment.role).any(|rule| rule.is_everyday(action)))
    }
}
