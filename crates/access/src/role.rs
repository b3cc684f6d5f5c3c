//! The closed list of roles.

use crate::closed::closed_list;

closed_list! {
    /// What somebody is in one place. There is no permission editor: a role's rights are rows of the policy.
    ///
    /// The ids R-… are those of `requirements.md` §3, which says what the role is for.
    Role: "role" {
        /// A person with an account, for the own records only.
        Resident = "resident",
        /// Guardian 监护人 of a ward under 18, for the ward's records (R-75; PIPL 31).
        Guardian = "guardian",
        /// Grid worker 网格员: reports concerns, member of case teams.
        GridWorker = "grid_worker",
        /// Village doctor 村医, 精防医生: follows patients up, carries warnings on.
        VillageDoctor = "village_doctor",
        /// Community worker 社区工作者, 社区心理辅导员.
        CommunityWorker = "community_worker",
        /// Social worker 社工.
        SocialWorker = "social_worker",
        /// Psychological counsellor 心理咨询师 of a service site: no diagnosis and no therapy (R-80; MHL 23).
        Counsellor = "counsellor",
        /// Psychotherapist 心理治疗师 in a medical institution.
        Therapist = "therapist",
        /// Psychiatrist 精神科医师.
        Psychiatrist = "psychiatrist",
        /// Counsellor of a school; the place is the school or a part of it.
        SchoolCounsellor = "school_counsellor",
        /// Class teacher 班主任; the place is the class.
        ClassTeacher = "class_teacher",
        /// Liaison of an employer or a union 用人单位、工会联络员.
        EmployerLiaison = "employer_liaison",
        /// Liaison of the police 公安联络员.
        PoliceLiaison = "police_liaison",
        /// Civil affairs 民政干事.
        CivilAffairs = "civil_affairs",
        /// Justice office 司法所.
        Justice = "justice",
        /// People's mediator 人民调解员.
        Mediator = "mediator",
        /// Disabled persons' federation 残联专职委员, 助残员.
        DisabilityFederation = "disability_federation",
        /// Seat of a hotline 热线坐席 (R-50, R-84; `domain_rules` C.6).
        HotlineSeat = "hotline_seat",
        /// Who answers for warnings now: duty officer 值班人员.
        DutyOfficer = "duty_officer",
        /// Member of a crisis team 危机干预队员.
        CrisisTeam = "crisis_team",
        /// Professional supervisor 督导师 of other people's cases.
        Supervisor = "supervisor",
        /// Head of a department, a school or an institution 部门负责人: the person in charge (R-20 … R-40).
        DepartmentHead = "department_head",
        /// Lead group 领导小组: aggregates only.
        Leader = "leader",
        /// Indicator officer 指标管理员: aggregates only.
        IndicatorOfficer = "indicator_officer",
        /// Manager of a service agency 机构负责人: its staff, not its clients.
        AgencyManager = "agency_manager",
        /// Volunteer 志愿者.
        Volunteer = "volunteer",
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
        matches!(self, Self::SystemAdmin | Self::SecurityAdmin | Self::AuditAdmin)
    }

    /// Does somebody hold it for work? Residents and guardians act for themselves and their own.
    pub const fn is_staff(self) -> bool {
        !matches!(self, Self::Resident | Self::Guardian)
    }
}
