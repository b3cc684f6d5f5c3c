//! The closed list of roles.

use crate::closed::closed_list;

closed_list! {
    /// What somebody is in one place. There is no permission editor: a role's rights are rows of the policy.
    Role: "role" {
        /// A person with an account, for the own records only.
        Resident = "resident",
        /// Psychological counsellor or psychiatrist of a service site.
        Counsellor = "counsellor",
        /// Who answers for warnings now: duty officer 值班员, hotline seat, crisis team.
        DutyOfficer = "duty_officer",
        /// Counsellor of a school; the place is the school or a part of it.
        SchoolCounsellor = "school_counsellor",
        /// Village doctor 村医.
        VillageDoctor = "village_doctor",
        /// Lead group 领导小组 or head of a department: aggregates only.
        Leader = "leader",
        /// System administrator 系统管理员: runs the program.
        SystemAdmin = "system_admin",
        /// Security administrator 安全管理员: accounts, roles, security events.
        SecurityAdmin = "security_admin",
        /// Audit administrator 审计管理员: reads and verifies the audit.
        AuditAdmin = "audit_admin",
    }
}

impl Role {
    /// Is it one of the three administrators, who exclude one another and see no content?
    ///
    /// Source: GB/T 22239-2019 level 3, separation of admin, security and audit roles (`domain_rules` F.5).
    pub const fn is_administrator(self) -> bool {
        match self {
            Self::SystemAdmin | Self::SecurityAdmin | Self::AuditAdmin => true,
            Self::Resident
            | Self::Counsellor
            | Self::DutyOfficer
            | Self::SchoolCounsellor
            | Self::VillageDoctor
            | Self::Leader => false,
        }
    }
}
