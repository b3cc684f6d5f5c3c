//! The policy: one table. A change here shows as a change of `policy-matrix.txt` and of `docs/access.md`.

mod administrators;
mod care;
mod community;
mod emergency;
mod lead;
mod liaison;
mod own;
mod school;
mod warnings;

use own::EVERYBODY;

use crate::{Action, Fields, Purpose, Reach, Role};

/// One row: the role may do the action for any of the purposes to the records in reach, and sees the fields.
#[derive(Debug)]
pub struct Rule {
    /// What.
    pub action: Action,
    /// What for.
    pub purposes: &'static [Purpose],
    /// Which records.
    pub reach: &'static [Reach],
    /// What of them.
    pub fields: Fields,
}

impl Rule {
    /// Does the row give the action without an emergency?
    pub(crate) fn is_everyday(&self, action: Action) -> bool {
        self.action == action && !self.reach.contains(&Reach::Emergency)
    }
}

type Rows = &'static [Rule];

const fn row(action: Action, purposes: &'static [Purpose], reach: &'static [Reach], fields: Fields) -> Rule {
    Rule { action, purposes, reach, fields }
}

const NONE: Fields = Fields::NONE;
const CONTACT: Fields = Fields::CONTACT;
const ATTENTION: Fields = Fields::ATTENTION;
const WHO: Fields = Fields::IDENTITY.and(CONTACT);
const SCORES: Fields = ATTENTION.and(Fields::SCORES);
const ANSWERS: Fields = ATTENTION.and(Fields::ANSWERS);
const NOTES: Fields = ATTENTION.and(Fields::NOTES);
const EVIDENCE: Fields = SCORES.and(ANSWERS);

const SERVICE: &[Purpose] = &[Purpose::Service];
const DUTY: &[Purpose] = &[Purpose::DutyResponse];
const SCREENING: &[Purpose] = &[Purpose::Screening];
const STATISTICS: &[Purpose] = &[Purpose::Statistics];
const EXCHANGE: &[Purpose] = &[Purpose::Exchange];
const ADMINISTRATION: &[Purpose] = &[Purpose::Administration];

const BELOW: &[Reach] = &[Reach::Below];
const OWNED: &[Reach] = &[Reach::Owned];
const REPORTED: &[Reach] = &[Reach::Reported];
const TEAM: &[Reach] = &[Reach::Team];

const COUNSELLOR: &[Rows] = &[
    warnings::DESK,
    warnings::ANSWERED,
    community::REPORTER,
    lead::CAMPAIGNS,
    care::INTAKE,
    care::CASES,
    care::COUNSELLING,
    emergency::BASIC,
    emergency::CARE,
    EVERYBODY,
];

const THERAPIST: &[Rows] = &[
    warnings::DESK,
    warnings::ANSWERED,
    community::REPORTER,
    care::INTAKE,
    care::CASES,
    care::COUNSELLING,
    care::CLINICAL,
    emergency::BASIC,
    emergency::CARE,
    emergency::CLINICAL,
    EVERYBODY,
];

const PSYCHIATRIST: &[Rows] = &[
    warnings::DESK,
    warnings::ANSWERED,
    community::REPORTER,
    care::INTAKE,
    care::CASES,
    care::COUNSELLING,
    care::CLINICAL,
    care::SMD_GUIDANCE,
    emergency::BASIC,
    emergency::CARE,
    emergency::CLINICAL,
    EVERYBODY,
];

/// The groups of rows of a role, the account's own settings last.
const fn groups(role: Role) -> &'static [Rows] {
    match role {
        Role::Resident => &[own::RESIDENT, EVERYBODY],
        Role::Guardian => &[own::GUARDIAN, EVERYBODY],
        Role::GridWorker => &[community::REPORTER, community::CASE_TEAM, EVERYBODY],
        Role::VillageDoctor => {
            &[warnings::CARRIER, warnings::VILLAGE_DOCTOR, community::REPORTER, community::SMD_CARE, care::INTAKE, EVERYBODY]
        }
        Role::CommunityWorker => &[warnings::CARRIER, community::REPORTER, community::CASE_TEAM, EVERYBODY],
        Role::SocialWorker => &[
            warnings::CARRIER,
            community::REPORTER,
            community::CASE_TEAM,
            community::SOCIAL_WORKER,
            care::INTAKE,
            care::CASES,
            EVERYBODY,
        ],
        Role::Counsellor => COUNSELLOR,
        Role::Therapist => THERAPIST,
        Role::Psychiatrist => PSYCHIATRIST,
        Role::SchoolCounsellor => {
            &[warnings::SCHOOL_DESK, school::SCREENING_WORK, school::COUNSELLING, emergency::BASIC, emergency::CARE, EVERYBODY]
        }
        Role::ClassTeacher => &[school::CLASS_TEACHER, EVERYBODY],
        Role::EmployerLiaison => &[liaison::EMPLOYER, EVERYBODY],
        Role::PoliceLiaison => &[liaison::POLICE, EVERYBODY],
        Role::CivilAffairs | Role::DisabilityFederation => &[community::REPORTER, community::CASE_TEAM, EVERYBODY],
        Role::Justice => &[community::REPORTER, EVERYBODY],
        Role::HotlineSeat => &[liaison::HOTLINE, emergency::BASIC, EVERYBODY],
        Role::DutyOfficer => &[warnings::DUTY_OFFICER, emergency::BASIC, EVERYBODY],
        Role::CrisisTeam => &[
            warnings::CRISIS_TEAM,
            community::REPORTER,
            care::INTAKE,
            emergency::BASIC,
            emergency::CARE,
            emergency::CLINICAL,
            EVERYBODY,
        ],
        Role::Supervisor => &[care::SUPERVISOR, EVERYBODY],
        Role::DepartmentHead => &[lead::DEPARTMENT_HEAD, EVERYBODY],
        Role::Leader => &[lead::LEADER, EVERYBODY],
        Role::IndicatorOfficer => &[lead::INDICATOR_OFFICER, EVERYBODY],
        Role::AgencyManager => &[lead::AGENCY_MANAGER, EVERYBODY],
        Role::Volunteer => &[liaison::VOLUNTEER, EVERYBODY],
        Role::SystemAdmin => &[administrators::SYSTEM, EVERYBODY],
        Role::SecurityAdmin => &[administrators::SECURITY, EVERYBODY],
        Role::AuditAdmin => &[administrators::AUDIT, EVERYBODY],
    }
}

/// The rows of a role: what is not in them is refused.
pub fn rules(role: Role) -> impl Iterator<Item = &'static Rule> {
    groups(role).iter().flat_map(|group| group.iter())
}
