//! Who must prove a second factor: it follows from the policy, so that a new right cannot be forgotten here.

use crate::policy::rules;
use crate::{Fields, Reach, Role};

/// Fields that open only to somebody who has proved a second factor: scores, answers, what was written down, what joint care needs.
const CLINICAL: [Fields; 7] =
    [Fields::SCORES, Fields::ANSWERS, Fields::NOTES, Fields::CLINICAL, Fields::COUNSELLING, Fields::PROCESS, Fields::SMD_DUTY];

/// Reaches that hold nobody else's records: the own ones and those of one's wards.
const OWN: [Reach; 4] = [Reach::Own, Reach::Account, Reach::WardUnder14, Reach::WardAssented];

impl Role {
    /// Must holders sign in with a second factor? The three administrators, and whoever reads clinical fields of others in everyday work.
    /// An emergency, which every member of staff may open, asks for a reason and is looked at afterwards; it is not counted here.
    ///
    /// Source: GB/T 22239-2019 level 3, two factors (`domain_rules` F.5).
    pub fn needs_second_factor(self) -> bool {
        let of_others = |reach: &Reach| !OWN.contains(reach) && *reach != Reach::Emergency;
        let reads = |fields: Fields| CLINICAL.iter().any(|field| fields.contains(*field));
        self.is_administrator() || rules(self).any(|rule| reads(rule.fields) && rule.reach.iter().any(of_others))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn administrators_and_readers_of_clinical_fields_need_a_second_factor_and_residents_do_not() {
        for role in [
            Role::SystemAdmin,
            Role::SecurityAdmin,
            Role::AuditAdmin,
            Role::Counsellor,
            Role::DutyOfficer,
            Role::SchoolCounsellor,
        ] {
            assert!(role.needs_second_factor(), "{role}");
        }
        assert!(!Role::Resident.needs_second_factor());
        assert!(!Role::Guardian.needs_second_factor());
        assert!(!Role::Leader.needs_second_factor());
    }
}
