//! Guardians: who consents for whom, as staff have verified it.

use jiff::ToSpan;
use jiff::civil::Date;
use xinqiao_access::{Age, Purpose as Why, Resource, Role, Ward, act};
use xinqiao_kernel::id::{AssignmentId, GuardianshipId, PersonId};
use xinqiao_store::accounts::AssignmentRow;
use xinqiao_store::consent::NewGuardianship;

use super::ConsentItem;
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// Age of majority (民法典 17), in completed years.
const OF_AGE: i32 = 18;
const RELATIONS: [&str; 7] = ["parent", "grandparent", "sibling", "spouse", "child", "other_relative", "organisation"];
const PROOFS: [&str; 4] = ["household_book", "birth_certificate", "court_order", "committee_letter"];

/// A guardianship as staff write it down.
#[derive(Debug, Clone)]
pub struct Binding {
    /// login of the guardian's account, which belongs to a person
    pub guardian: String,
    pub ward: PersonId,
    /// parent, grandparent, sibling, spouse, child, other_relative or organisation
    pub relation: String,
    /// what was shown: household_book, birth_certificate, court_order or committee_letter
    pub proof: String,
}

/// A ward under 14 as the guardian sees it.
#[derive(Debug, Clone)]
pub struct WardConsents {
    pub person: PersonId,
    pub name: String,
    pub consents: Vec<ConsentItem>,
}

impl App {
    /// Binds a guardian to a ward until the day before the ward is of age, or without end for an adult without capacity, and gives the
    /// guardian's account its role.
    ///
    /// Errors: `NotFound` for a ward outside the caller's places; `Invalid` on `guardian`, `relation`, `proof`; `Conflict` `bound_already`.
    pub async fn bind_guardian(&self, caller: &Caller, binding: &Binding) -> Result<GuardianshipId> {
        let ward = self.inner.db.whereabouts(binding.ward).await?.ok_or(AppError::NotFound)?;
        let now = self.now();
        let today = self.day(now);
        let at = Resource::at(ward.place.clone()).of(ward.id).aged(Age::of(ward.birth_on, today));
        let at = at.restricted(self.inner.db.restricted_at(ward.id).await?.is_some());
        let permit = self.permit::<act::RegisterPerson>(caller, &at, Why::Service).await?;
        if !RELATIONS.contains(&binding.relation.as_str()) {
            return Err(AppError::field("relation", "fault-guardian-relation", binding.relation.clone()));
        }
        if !PROOFS.contains(&binding.proof.as_str()) {
            return Err(AppError::field("proof", "fault-guardian-proof", binding.proof.clone()));
        }
        let wrong = || AppError::field("guardian", "fault-guardian-login", binding.guardian.clone());
        let guardian = self.caller_of_login(&binding.guardian).await?.ok_or_else(wrong)?;
        let person = guardian.person().filter(|person| *person != ward.id).ok_or_else(wrong)?;
        let bonds = self.inner.db.guardians_of(ward.id).await?;
        if bonds.iter().any(|bond| bond.guardian == person && bond.is_in_force(today)) {
            return Err(AppError::conflict("bound_already"));
        }
        let last = ward.birth_on.and_then(|born| born.checked_add(OF_AGE.years()).ok()).and_then(|day| day.yesterday().ok());
        let until = last.filter(|last| today <= *last);
        let id = GuardianshipId::new(self.ids(), now);
        let new = NewGuardianship {
            id,
            guardian: person,
            ward: ward.id,
            relation: binding.relation.clone(),
            ground: if until.is_some() { "minor" } else { "adult_in_care" }.to_owned(),
            verified_by: caller.account(),
            verified_how: binding.proof.clone(),
            from: today,
            until,
        };
        let mut tx = self.inner.db.begin().await?;
        tx.add_guardianship(&new, now).await?;
        if !guardian.holds(Role::Guardian) {
            let role = self.guardian_role(&guardian, today);
            tx.add_assignment(&role, now).await?;
        }
        let detail = format!("{} {} {}", new.ground, new.relation, new.verified_how);
        tx.audit(&done(self, &permit, "guardianship", Some(id.uuid()), detail), now).await?;
        tx.commit().await?;
        Ok(id)
    }

    fn guardian_role(&self, guardian: &Caller, today: Date) -> AssignmentRow {
        AssignmentRow {
            id: AssignmentId::new(self.ids(), self.now()),
            account: guardian.account(),
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
