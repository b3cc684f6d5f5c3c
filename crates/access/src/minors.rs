//! Which roles need the approval of the person in charge to open records of minors.

use crate::{Fields, Role, rules};

impl Role {
    /// Does the role open guarded fields of others in everyday work? Only then is there anything for the person in charge to approve.
    ///
    /// Source: 未成年人网络保护条例 36 (`domain_rules` F.3).
    pub fn opens_guarded(self) -> bool {
        rules(self).any(|rule| {
            !rule.fields.within(Fields::GUARDED).is_none() && rule.reach.iter().any(|reach| !reach.needs_no_approval())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_that_see_who_somebody_is_need_an_approval_for_minors_and_leaders_and_residents_do_not() {
        for role in [Role::DutyOfficer, Role::Counsellor, Role::SchoolCounsellor, Role::VillageDoctor, Role::CrisisTeam] {
            assert!(role.opens_guarded(), "{role}");
        }
        for role in [Role::Resident, Role::Leader, Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin] {
            assert!(!role.opens_guarded(), "{role}");
        }
    }
}
