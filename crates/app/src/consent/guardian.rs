//! Guardians: who consents for whom, as staff have verified it.

use jiff::civil::Date;
use xinqiao_access::{Age, Permit, Purpose as Why, Resource, Role, Ward, act};
use xinqiao_consent::{Proof, Relation, Unfit, bond};
use xinqiao_kernel::id::{AccountId, AssignmentId, GuardianshipId, PersonId};
use xinqiao_store::accounts::AssignmentRow;
use xinqiao_store::consent::{Guardianship, NewGuardianship};
use xinqiao_store::people::Whereabouts;

use super::ConsentItem;
use crate::audit::done;
use crate::{App, AppError, Caller, Person, Result};

/// The guardianship that is meant, as the account or the person of the guardian.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GuardianIs {
    /// login of an account that belongs to a person
    Login(String),
    /// somebody whom the caller may find
    Person(PersonId),
}

/// A guardianship as staff write it down.
#[derive(Debug, Clone)]
pub struct Binding {
    pub guardian: GuardianIs,
    pub ward: PersonId,
    pub relation: Relation,
    /// what was shown
    pub proof: Proof,
    /// last day, where it is sooner than the age of majority
    pub until: Option<Date>,
}

/// A guardianship as staff see it.
#[derive(Debug, Clone)]
pub struct GuardianRow {
    pub bond: Guardianship,
    /// masked; empty for somebody who was erased
    pub name: String,
    pub is_in_force: bool,
}

/// The guardians of a person.
#[derive(Debug, Clone)]
pub struct Guardians {
    /// masked
    pub ward: Person,
    pub rows: Vec<GuardianRow>,
}

/// A ward under 14 as the guardian sees it.
#[derive(Debug, Clone)]
pub struct WardConsents {
    pub person: PersonId,
    pub name: String,
    pub consents: Vec<ConsentItem>,
}

impl App {
    /// Who is or was guardian of a person, for staff who may bind one. Leaves an audit row that the person can see.
    ///
    /// Errors: `NotFound` for a ward outside the caller's places.
    pub async fn guardians(&self, caller: &Caller, ward: PersonId) -> Result<Guardians> {
        let (permit, _) = self.ward_permit(caller, ward).await?;
        let person = self.inner.db.ward(&permit).await?.ok_or(AppError::NotFound)?;
        let today = self.day(self.now());
        let mut rows = Vec::new();
        for bond in self.inner.db.guardians_of(ward).await? {
            let name = self.inner.db.guardian_name(&permit, &bond).await?;
            rows.push(GuardianRow { is_in_force: bond.is_in_force(today), name, bond });
        }
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "person", Some(ward.uuid()), "guardians"), self.now()).await?;
        tx.commit().await?;
        Ok(Guardians { ward: person, rows })
    }

    /// Binds a guardian to a ward until the day before the ward is of age, or without end for an adult who cannot decide alone, and gives
    /// the guardian's account its role.
    ///
    /// Errors: `NotFound` for a ward outside the caller's places; `Invalid` on `guardian`, `proof`, `until`; `Conflict` `bound_already`.
    pub async fn bind_guardian(&self, caller: &Caller, binding: &Binding) -> Result<GuardianshipId> {
        let (permit, ward) = self.ward_permit(caller, binding.ward).await?;
        let now = self.now();
        let today = self.day(now);
        let (person, account, holds) = self.guardian_meant(caller, &binding.guardian, ward.id).await?;
        let bonds = self.inner.db.guardians_of(ward.id).await?;
        if bonds.iter().any(|bond| bond.guardian == person && bond.is_in_force(today)) {
            return Err(AppError::conflict("bound_already"));
        }
        let bound = bond(ward.birth_on, binding.proof, binding.until, today).map_err(|why| match why {
            Unfit::Proof => AppError::field("proof", "fault-guardian-adult", binding.proof.code()),
            Unfit::Until => AppError::field("until", "fault-guardian-until", ""),
        })?;
        let id = GuardianshipId::new(self.ids(), now);
        let new = NewGuardianship {
            id,
            guardian: person,
            ward: ward.id,
            relation: binding.relation.code().to_owned(),
            ground: bound.care.code().to_owned(),
            verified_by: caller.account(),
            verified_how: binding.proof.code().to_owned(),
            from: today,
            until: bound.until,
        };
        let mut tx = self.inner.db.begin().await?;
        tx.add_guardianship(&new, now).await?;
        if !holds {
            tx.add_assignment(&self.guardian_role(account, today), now).await?;
        }
        let detail = format!("{} {} {}", new.ground, new.relation, new.verified_how);
        tx.audit(&done(self, &permit, "guardianship", Some(id.uuid()), detail), now).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Ends a guardianship at once: today it holds no more.
    ///
    /// Errors: `NotFound` for a ward outside the caller's places and for another's guardianship; `Conflict` `bond_ended`.
    pub async fn end_guardian(&self, caller: &Caller, ward: PersonId, id: GuardianshipId) -> Result<()> {
        let (permit, _) = self.ward_permit(caller, ward).await?;
        let now = self.now();
        let today = self.day(now);
        let bonds = self.inner.db.guardians_of(ward).await?;
        let bond = bonds.into_iter().find(|bond| bond.id == id).ok_or(AppError::NotFound)?;
        if !bond.is_in_force(today) {
            return Err(AppError::conflict("bond_ended"));
        }
        let mut tx = self.inner.db.begin().await?;
        if !tx.end_guardianship(id, today.yesterday().unwrap_or(today)).await? {
            return Err(AppError::conflict("bond_ended"));
        }
        tx.audit(&done(self, &permit, "guardianship", Some(id.uuid()), "ended"), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The permit to write down who speaks for a ward. A role without the action is refused before anything is looked up.
    pub(crate) async fn ward_permit(
        &self,
        caller: &Caller,
        ward: PersonId,
    ) -> Result<(Permit<act::RegisterPerson>, Whereabouts)> {
        self.listing(caller, self.scope::<act::RegisterPerson>(caller, Why::Service)).await?;
        let who = self.inner.db.whereabouts(ward).await?.filter(|who| !who.lock.is_erased()).ok_or(AppError::NotFound)?;
        let age = Age::of(who.birth_on, self.day(self.now()));
        let restricted = self.inner.db.restricted_at(ward).await?.is_some();
        let at = Resource::at(who.place.clone()).of(who.id).aged(age).restricted(restricted);
        Ok((self.permit::<act::RegisterPerson>(caller, &at, Why::Service).await?, who))
    }

    /// Person and account of the guardian who is meant, and whether the account has the role. Errors: `Invalid` on `guardian`.
    async fn guardian_meant(&self, caller: &Caller, is: &GuardianIs, ward: PersonId) -> Result<(PersonId, AccountId, bool)> {
        let wrong = |found: &str| AppError::field("guardian", "fault-guardian-login", found);
        let found = match is {
            GuardianIs::Login(login) => {
                let guardian = self.caller_of_login(login).await?.ok_or_else(|| wrong(login))?;
                let person = guardian.person().ok_or_else(|| wrong(login))?;
                (person, guardian.account(), guardian.holds(Role::Guardian))
            }
            GuardianIs::Person(person) if *person == ward => return Err(AppError::field("guardian", "fault-guardian-self", "")),
            GuardianIs::Person(person) => {
                // only somebody whom the caller could have found
                let scope = self.scope::<act::SearchPeople>(caller, Why::Service)?;
                let who = self.inner.db.whereabouts(*person).await?.filter(|who| !who.lock.is_erased());
                let who = who.filter(|who| scope.contains(&Resource::at(who.place.clone()).of(who.id)));
                let who = who.ok_or_else(|| wrong(""))?;
                if Age::of(who.birth_on, self.day(self.now())) == Age::Minor {
                    return Err(AppError::field("guardian", "fault-guardian-minor", ""));
                }
                let account = self.inner.db.guardian_account(who.id, self.day(self.now())).await?;
                let (account, holds) = account.ok_or_else(|| AppError::field("guardian", "fault-guardian-account", ""))?;
                (who.id, account, holds)
            }
        };
        if found.0 == ward { Err(AppError::field("guardian", "fault-guardian-self", "")) } else { Ok(found) }
    }

    fn guardian_role(&self, account: AccountId, today: Date) -> AssignmentRow {
        AssignmentRow {
            id: AssignmentId::new(self.ids(), self.now()),
            account,
            role: Role::Guardian.code().to_owned(),
            place: self.place().clone(),
            from: today,
            until: None,
        }
    }

    /// The caller's wards under 14, each with what is asked about them. Older wards decide for themselves.
    pub async fn ward_consents(&self, caller: &Caller) -> Result<Vec<WardConsents>> {
        let today = self.day(self.now());
        let mut found = Vec::new();
        for ward in caller.actor().wards().iter().filter(|ward| ward.is_child(today)) {
            let who = self.inner.db.whereabouts(ward.person).await?.ok_or(AppError::NotFound)?;
            let at = Resource::at(who.place).of(ward.person);
            let permit = self.permit::<act::ReadOwnExport>(caller, &at, Why::SelfService).await?;
            let entry = self.inner.db.own_entry(&permit).await?.ok_or(AppError::NotFound)?;
            let consents = self.consents(caller, Some(ward.person)).await?;
            found.push(WardConsents { person: ward.person, name: entry.name, consents });
        }
        Ok(found)
    }

    /// The caller with the wards that staff have bound to their person. Of a ward without a day of birth nobody knows when the guardianship
    /// of a minor ends: none of those.
    pub(crate) async fn with_wards(&self, caller: Option<Caller>) -> Result<Option<Caller>> {
        let Some(caller) = caller else { return Ok(None) };
        let Some(person) = caller.person().filter(|_| caller.holds(Role::Guardian)) else { return Ok(Some(caller)) };
        let today = self.day(self.now());
        let bonds = self.inner.db.wards_of(person).await?;
        let wards = bonds.iter().filter(|bond| bond.is_in_force(today)).filter_map(|bond| {
            // what a ward of 14 to 17 lets the guardian see is asked for nowhere yet: nothing
            let assent = xinqiao_access::Fields::NONE;
            Some(Ward { person: bond.ward, born: bond.born?, assent, until: bond.until })
        });
        Ok(Some(caller.guarding(wards.collect())))
    }
}
