//! Who may be asked into a team: colleagues of the place and of the places above it, each with the seats that fit their role.

use jiff::Timestamp;
use xinqiao_access::{Action, Role, rules};
use xinqiao_cases::Seat;
use xinqiao_kernel::id::AccountId;
use xinqiao_kernel::place::PlacePath;

use crate::{App, Result};

/// Most people that one list offers.
const MOST: u32 = 80;

/// Somebody who may have a seat at a case, nearest place first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    pub account: AccountId,
    pub name: String,
    pub place: PlacePath,
    pub role: Role,
}

impl Colleague {
    /// The seat that fits the role.
    pub const fn seat(&self) -> Option<Seat> {
        seat_of(self.role)
    }

    /// May this one answer for a case?
    pub fn may_answer(&self) -> bool {
        rules(self.role).any(|rule| rule.action == Action::OpenCase)
    }

    /// May this one approve the end of a case?
    pub fn may_close(&self) -> bool {
        rules(self.role).any(|rule| rule.action == Action::CloseCase)
    }
}

/// The seat in which somebody of a role works on a case; `None` for roles that have no part in cases.
///
/// Source: requirements Z2-54, F-13 (six kinds of members), R-52, R-70 ….
pub(crate) const fn seat_of(role: Role) -> Option<Seat> {
    match role {
        Role::CommunityWorker => Some(Seat::Committee),
        Role::GridWorker => Some(Seat::GridWorker),
        Role::VillageDoctor => Some(Seat::PreventionDoctor),
        Role::Psychiatrist => Some(Seat::Psychiatrist),
        Role::Counsellor | Role::Therapist | Role::SchoolCounsellor => Some(Seat::Counsellor),
        Role::SocialWorker => Some(Seat::SocialWorker),
        Role::CivilAffairs => Some(Seat::CivilAffairs),
        Role::DisabilityFederation => Some(Seat::DisabilityOfficer),
        Role::Justice => Some(Seat::Justice),
        Role::Resident
        | Role::Guardian
        | Role::ClassTeacher
        | Role::EmployerLiaison
        | Role::PoliceLiaison
        | Role::HotlineSeat
        | Role::DutyOfficer
        | Role::CrisisTeam
        | Role::Supervisor
        | Role::DepartmentHead
        | Role::Leader
        | Role::IndicatorOfficer
        | Role::AgencyManager
        | Role::Volunteer
        | Role::Mediator
        | Role::SystemAdmin
        | Role::SecurityAdmin
        | Role::AuditAdmin => None,
    }
}

/// Does somebody of this role treat, and so sign that a milder grade holds? Source: domain_rules C.1 (a named clinician).
pub(crate) const fn is_clinician(role: Role) -> bool {
    matches!(role, Role::Psychiatrist | Role::Therapist)
}

impl App {
    /// Those who may have a seat at a case, of a place and the places above it. An account stands here once, at its nearest place.
    pub(crate) async fn colleagues(&self, place: &PlacePath, at: Timestamp) -> Result<Vec<Colleague>> {
        let rows = self.inner.db.case_staff_over(place, self.day(at), MOST).await?;
        let mut found: Vec<Colleague> = Vec::with_capacity(rows.len());
        for row in rows {
            let Ok(role) = row.role.parse::<Role>() else { continue };
            if found.iter().all(|known| known.account != row.account) {
                found.push(Colleague { account: row.account, name: row.name, place: row.place, role });
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATEMENT: &str = include_str!("../../../store/src/accounts/case_staff_over.sql");

    #[test]
    fn the_store_offers_for_teams_the_roles_that_work_on_cases_and_each_has_a_seat() {
        for role in Role::ALL {
            let offered = STATEMENT.contains(&format!("'{role}'"));
            let works = rules(*role).any(|rule| rule.action == Action::WorkOnCase);
            assert_eq!(offered, works, "{role}");
            assert_eq!(works, seat_of(*role).is_some(), "{role}");
        }
    }
}
