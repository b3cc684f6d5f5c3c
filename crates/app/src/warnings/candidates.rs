//! Who may own a warning of a place.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_access::{Action, Age, Resource, Role, rules};
use xinqiao_kernel::id::{AccountId, WarningId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::roster::RosterRow;
use xinqiao_store::warnings::Owned;
use xinqiao_warnings::{DutyEntry, Owner, there};

use crate::{App, AppError, Caller, Result};

/// Most people that one list of owners offers.
const MOST: u32 = 60;

/// Lines of rosters that are looked at for one place and those above it.
const MOST_LINES: u32 = 2_000;

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

    /// Where a warning belongs and who owes it; who owes something beside its step (a review, a hand-over to accept, an answer) counts as
    /// its owner for themselves. Errors: `NotFound`.
    pub(crate) async fn warning_owed_by(&self, caller: &Caller, id: WarningId) -> Result<Owned> {
        let owned = self.inner.db.warning_place(id).await?.ok_or(AppError::NotFound)?;
        let account = caller.account();
        if owned.owner == Some(account) || !self.inner.db.owes_beside(id, account).await? {
            return Ok(owned);
        }
        Ok(Owned { owner: Some(account), ..owned })
    }

    /// Those to whom silence escalates and whom the end of a shift hands to: whoever the rosters say is on duty, nearest place first; a place
    /// without a roster has all of its duty officers on duty. Where nobody at all is on duty, all duty officers.
    pub(crate) async fn on_duty(&self, candidates: &[Candidate], place: &PlacePath, at: Timestamp) -> Result<Vec<Owner>> {
        let span = self.rules_for(place).roster().kept;
        let rows = self.inner.db.roster_over(place, at - span, at + span, MOST_LINES).await?;
        let officers = officers(candidates);
        let roster: Vec<DutyEntry> = rows.iter().filter_map(entry).collect();
        let may_answer = |account| candidates.iter().any(|one| one.account == account);
        Ok(there(&roster, &officers, may_answer, place, at))
    }
}

impl App {
    /// Is an account among those whom [`App::on_duty`] names for a place now? A letter to whoever is on duty asks the same as escalation does.
    pub(crate) async fn is_on_duty(&self, account: AccountId, place: &PlacePath, at: Timestamp) -> Result<bool> {
        let there = self.on_duty(&self.candidates(place, at).await?, place, at).await?;
        Ok(there.iter().any(|owner| owner.account == account))
    }
}

/// Those of them who are duty officers, as the rules see them.
pub(crate) fn officers(candidates: &[Candidate]) -> Vec<Owner> {
    candidates.iter().filter(|one| one.role == Role::DutyOfficer).map(Candidate::owner).collect()
}

/// A line of a roster as the rules see it; none when its post is not known.
pub(crate) fn entry(row: &RosterRow) -> Option<DutyEntry> {
    let post = row.post.parse().ok()?;
    Some(DutyEntry { account: row.account, place: row.place.clone(), from: row.from, until: row.until, post })
}

/// The record as access decides about it today.
pub(crate) fn resource(owned: &Owned, today: Date) -> Resource {
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
