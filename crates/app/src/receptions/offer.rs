//! Who may do what at receptions: what forms offer.

use jiff::Timestamp;
use xinqiao_access::{Action, Role, rules};
use xinqiao_disputes::StepId;
use xinqiao_kernel::id::ReceptionId;
use xinqiao_kernel::place::PlacePath;

use crate::warnings::Candidate;
use crate::{App, Caller, Result};

/// Most people that are asked who may owe a step.
const MOST: u32 = 60;

impl App {
    /// Ids for a form: of the reception that it may open, and of its first step.
    pub fn new_reception_ids(&self) -> (ReceptionId, StepId) {
        let now = self.now();
        (ReceptionId::new(self.ids(), now), StepId::new(self.ids(), now))
    }

    /// The places at which the caller receives people: those of the roles, and the ones directly below.
    pub async fn reception_places(&self, caller: &Caller) -> Result<Vec<(PlacePath, String)>> {
        let mut found: Vec<(PlacePath, String)> = Vec::new();
        for held in caller.actor().in_force(self.day(self.now())) {
            if !rules(held.role).any(|rule| rule.action == Action::WorkOnReception) {
                continue;
            }
            let name = self.place_name(&held.place).await?;
            let below = self.places_under(&held.place).await?.into_iter().map(|below| (below.path, below.name));
            for one in std::iter::once((held.place.clone(), name)).chain(below) {
                if !found.contains(&one) {
                    found.push(one);
                }
            }
        }
        Ok(found)
    }

    /// Those who may owe a step of a reception, of a place and the places above it. An account stands here once, at its nearest place.
    pub(super) async fn receivers_over(&self, place: &PlacePath, at: Timestamp) -> Result<Vec<Candidate>> {
        let rows = self.inner.db.receivers_over(place, self.day(at), MOST).await?;
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
    fn the_store_offers_as_owners_the_roles_that_work_on_receptions_and_each_may_look_for_a_person() {
        const STATEMENT: &str = include_str!("../../../store/src/receptions/receivers_over.sql");
        for role in Role::ALL {
            let may = |action| rules(*role).any(|rule| rule.action == action);
            let works = may(Action::WorkOnReception);
            assert_eq!(STATEMENT.contains(&format!("'{role}'")), works, "{role}");
            assert!(!works || may(Action::SearchPeople) && may(Action::ReportConcern), "{role}");
        }
    }
}
