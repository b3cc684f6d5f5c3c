//! Who calls a use case.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_access::{Actor, ActorFault, Assignment, PersonApproval, Role, Ward};
use xinqiao_kernel::PlacePath;
use xinqiao_kernel::id::{AccountId, PersonId};
use xinqiao_signin::SignInRules;
use xinqiao_store::accounts::SessionRow;
use xinqiao_store::people::Whereabouts;

use crate::accounts::{Held, SecondFactor, Standing, standing};
use crate::{AppError, Result};

/// Somebody who is signed in, with all roles of the account.
#[derive(Debug, Clone)]
pub struct Caller {
    actor: Actor,
    name: String,
    login: String,
    whereabouts: Option<Whereabouts>,
    staff: bool,
    standing: Standing,
    held: Held,
    /// the account's first role and its place, whatever the standing: for audit rows
    first: Option<(Role, PlacePath)>,
}

impl Caller {
    /// The caller of a session's rows. Whose sign-in is not complete has no role and no person here, so that nothing opens.
    ///
    /// Errors: `Broken` when an account holds roles that exclude one another.
    pub(crate) fn of_session(
        rows: &[SessionRow],
        rules: &SignInRules,
        asked: SecondFactor,
        today: Date,
        now: Timestamp,
    ) -> Result<Option<Self>> {
        let Some(first) = rows.first() else { return Ok(None) };
        let mut assignments = Vec::with_capacity(rows.len());
        for row in rows {
            if let Some((role, place, from, until)) = &row.role {
                let role: Role = role.parse().map_err(|fault| AppError::Broken {
                    what: "an assignment has an unknown role".to_owned(),
                    source: Some(Box::new(fault)),
                })?;
                let mut held = Assignment::new(role, place.clone(), *from, *until);
                if let Some((kind, until)) = &row.credential {
                    let kind = kind.parse().map_err(|fault| AppError::Broken {
                        what: "an assignment rests on an unknown kind of credential".to_owned(),
                        source: Some(Box::new(fault)),
                    })?;
                    held = held.backed_by(kind, *until);
                }
                if let Some((by, until)) = row.minors {
                    held = held.approved_for_minors(by, until);
                }
                assignments.push(held);
            }
        }
        let standing = standing(rules, asked, first, &assignments, today, now);
        let staff = assignments.iter().any(|assignment| assignment.role.is_staff());
        let first_role = assignments.first().map(|held| (held.role, held.place.clone()));
        let person = first.person.as_ref().filter(|_| standing == Standing::Full);
        if standing != Standing::Full {
            assignments.clear();
        }
        let actor = Actor::new(first.account, person.map(|person| person.id), assignments).map_err(|fault| AppError::Broken {
            what: "an account holds roles that exclude one another".to_owned(),
            source: Some(Box::new(fault)),
        })?;
        Ok(Some(Self {
            actor,
            name: first.name.clone(),
            login: first.login.clone(),
            whereabouts: person.cloned(),
            staff,
            standing,
            held: Held { id: first.id, proof: first.proof.clone(), proved_at: first.proved_at, factors: first.factors },
            first: first_role,
        }))
    }

    /// Whoever a device was handed to: nobody signed in, and the account is that of whoever handed it over.
    pub(crate) fn at_device(actor: Actor, who: Whereabouts, hand_over: uuid::Uuid) -> Self {
        let first = actor.assignments().first().map(|held| (held.role, held.place.clone()));
        let id = xinqiao_kernel::id::SessionId::from_uuid(hand_over);
        Self {
            actor,
            name: String::new(),
            login: String::new(),
            whereabouts: Some(who),
            staff: false,
            standing: Standing::Full,
            held: Held { id, proof: "program".to_owned(), proved_at: None, factors: 0 },
            first,
        }
    }

    /// How far the sign-in has come.
    pub const fn standing(&self) -> Standing {
        self.standing
    }

    /// The session.
    pub const fn held(&self) -> &Held {
        &self.held
    }

    /// The account's first role and its place, also before the sign-in is complete.
    pub(crate) const fn first(&self) -> Option<&(Role, PlacePath)> {
        self.first.as_ref()
    }

    /// The same, with the emergencies that the account has open.
    pub(crate) fn with_emergencies(self, open: Vec<xinqiao_access::EmergencyGrant>) -> Self {
        Self { actor: self.actor.with_emergencies(open), ..self }
    }

    /// The same, guardian of these wards.
    #[must_use]
    pub(crate) fn guarding(self, wards: Vec<Ward>) -> Self {
        Self { actor: self.actor.with_wards(wards), ..self }
    }

    /// The same, with approvals for records of single people under 18. Errors: an approval by the account itself.
    pub(crate) fn with_approvals(self, approvals: Vec<PersonApproval>) -> Result<Self, ActorFault> {
        Ok(Self { actor: self.actor.with_approvals(approvals)?, ..self })
    }

    /// The same, with the people whose work was given to the account as a whole.
    pub(crate) fn with_given(self, given: Vec<PersonId>) -> Self {
        Self { actor: self.actor.with_given(given), ..self }
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

    /// Does the account hold any role for work (beside those of a resident and a guardian), also before its sign-in is complete?
    pub fn is_staff(&self) -> bool {
        self.staff
    }
}
