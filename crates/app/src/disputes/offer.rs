//! Who may do what with disputes: what forms offer.

use jiff::Timestamp;
use xinqiao_access::{Action, Role, rules};
use xinqiao_disputes::{StepId, Worker};
use xinqiao_kernel::id::DisputeId;
use xinqiao_kernel::place::PlacePath;

use crate::warnings::Candidate;
use crate::{App, Caller, Result};

/// Most people that one list of owners offers.
const MOST: u32 = 60;

/// Which of the five kinds of workers a role is (requirements Z2-14); none for the others.
pub const fn worker_of(role: Role) -> Option<Worker> {
    match role {
        Role::Counsellor | Role::Therapist => Some(Worker::Psychological),
        Role::CommunityWorker | Role::SocialWorker => Some(Worker::Social),
        Role::GridWorker => Some(Worker::Grid),
        Role::Mediator | Role::Justice => Some(Worker::Mediator),
        Role::Volunteer => Some(Worker::Volunteer),
        _ => None,
    }
}

impl App {
    /// Ids for a form: of the dispute that it may open, and of its first step.
    pub fn new_dispute_ids(&self) -> (DisputeId, StepId) {
        let now = self.now();
        (DisputeId::new(self.ids(), now), StepId::new(self.ids(), now))
    }

    /// The kinds of workers that the caller is today, each once.
    pub fn own_workers(&self, caller: &Caller) -> Vec<Worker> {
        let mut found: Vec<Worker> = Vec::new();
        for held in caller.actor().in_force(self.day(self.now())) {
            if let Some(worker) = worker_of(held.role).filter(|worker| !found.contains(worker)) {
                found.push(worker);
            }
        }
        found
    }

    /// The places for which the caller registers disputes: those of the roles, and the ones directly below.
    pub async fn dispute_places(&self, caller: &Caller) -> Result<Vec<(PlacePath, String)>> {
        let mut found: Vec<(PlacePath, String)> = Vec::new();
        for place in self.places_with(caller, Action::RegisterDispute) {
            let name = self.place_name(&place).await?;
            let below = self.places_under(&place).await?.into_iter().map(|below| (below.path, below.name));
            for one in std::iter::once((place, name)).chain(below) {
                if !found.contains(&one) {
                    found.push(one);
                }
            }
        }
        Ok(found)
    }

    /// The places whose disputes the caller exchanges with the governance system.
    pub async fn exchange_places(&self, caller: &Caller) -> Result<Vec<(PlacePath, String)>> {
        let mut found = Vec::new();
        for place in self.places_with(caller, Action::ExchangeDisputes) {
            let name = self.place_name(&place).await?;
            found.push((place, name));
        }
        Ok(found)
    }

    /// The places of the caller's roles that have an action today, each once.
    fn places_with(&self, caller: &Caller, action: Action) -> Vec<PlacePath> {
        let mut places: Vec<PlacePath> = Vec::new();
        for held in caller.actor().in_force(self.day(self.now())) {
            if rules(held.role).any(|rule| rule.action == action) && !places.contains(&held.place) {
                places.push(held.place.clone());
            }
        }
        places
    }

    /// Those who may owe a step of a dispute, of a place and the places above it. An account stands here once, at its nearest place.
    pub(super) async fn mediators(&self, place: &PlacePath, at: Timestamp) -> Result<Vec<Candidate>> {
        let rows = self.inner.db.mediators_over(place, self.day(at), MOST).await?;
        let mut found: Vec<Candidate> = Vec::with_capacity(rows.len());
        for row in rows {
            let Ok(role) = row.role.parse::<Role>() else { continue };
            if found.iter().all(|known| known.account != row.account) {
                found.push(Candidate { account: row.account, name: row.name, place: row.place, role });
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_store_offers_as_owners_the_roles_that_work_on_disputes_and_every_role_that_registers_is_a_kind_of_worker() {
        const STATEMENT: &str = include_str!("../../../store/src/disputes/mediators_over.sql");
        for role in Role::ALL {
            let may = |action| rules(*role).any(|rule| rule.action == action);
            assert_eq!(STATEMENT.contains(&format!("'{role}'")), may(Action::WorkOnDispute), "{role}");
            assert_eq!(worker_of(*role).is_some(), may(Action::RegisterDispute), "{role}");
        }
    }
}
