//! Who may own a warning of a place.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_access::{Action, Age, Resource, Role, rules};
use xinqiao_kernel::id::AccountId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_warnings::Owner;

use crate::{App, Result};

/// Most people that one list of owners offers.
const MOST: u32 = 60;

/// Somebody who may own a warning, nearest place first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub account: AccountId,
    pub name: String,
    pub place: PlacePath,
    pub role: Role,
}

impl Candidate {
    /// May this one decide about signals? Village doctors and others carry on what somebody has confirmed.
    pub fn may_decide(&self) -> bool {
        rules(self.role).any(|rule| rule.action == Action::ConfirmWarning)
    }

    /// As the state machine sees it.
    pub fn owner(&self) -> Owner {
        Owner { account: self.account, place: self.place.clone() }
    }
}

impl App {
    /// Those who may own a warning, of a place and the places above it. An account stands here once, at its nearest place.
    pub(crate) async fn candidates(&self, place: &PlacePath, at: Timestamp) -> Result<Vec<Candidate>> {
        let rows = self.inner.db.staff_over(place, self.day(at), MOST).await?;
        let mut found: Vec<Candidate> = Vec::with_capacity(rows.len());
        for row in rows {
            let Ok(role) = row.role.parse::<Role>() else { continue };
            if found.iter().all(|known| known.account != row.account) {
                found.push(Candidate { account: row.account, name: row.name, place: row.place, role });
            }
        }
        Ok(found)
    }

    /// Those of the candidates to whom silence escalates: duty officers.
    pub(crate) fn on_duty(candidates: &[Candidate]) -> Vec<Owner> {
        candidates.iter().filter(|one| one.role == Role::DutyOfficer).map(Candidate::owner).collect()
    }
}

/// The record as access decides about it today.
pub(crate) fn resource(owned: &xinqiao_store::warnings::Owned, today: Date) -> Resource {
    // an unsigned letter must be read before anybody knows who wrote it: until somebody says who it is, an unknown age is no minor's
    let is_unknown = owned.provisional && owned.birth_on.is_none();
    let age = if is_unknown { Age::Adult } else { Age::of(owned.birth_on, today) };
    let found = Resource::at(owned.place.clone()).of(owned.person).aged(age).restricted(owned.restricted);
    match owned.owner {
        Some(owner) => found.owned_by(owner),
        None => found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_store_offers_as_owners_the_roles_that_can_take_a_warning_on() {
        const STATEMENT: &str = include_str!("../../../store/src/accounts/staff_over.sql");
        for role in Role::ALL {
            let offered = STATEMENT.contains(&format!("'{role}'"));
            let takes_on = rules(*role).any(|rule| rule.action == Action::AcknowledgeWarning);
            assert_eq!(offered, takes_on, "{role}");
        }
    }
}
