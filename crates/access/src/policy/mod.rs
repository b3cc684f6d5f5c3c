//! The policy: one table. A change here shows as a change of `policy-matrix.txt` and of `docs/access.md`.

mod administrators;
mod care;
mod community;
mod emergency;
mod groups;
mod lead;
mod liaison;
mod own;
mod referrals;
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
    community::DISPUTES,
    community::RECEPTIONS,
    lead::CAMPAIGNS,
    care::INTAKE,
    care::CASES,
    care::COUNSELLING,
    emergency::BASIC,
    emergency::CARE,
    referrals::SENDS,
    referrals::TAKES,
    referrals::GIVEN_TO_DESK,
    referrals::AID,
    referrals::GREEN_CHANNEL_TEAM,
    groups::GUIDES,
    EVERYBODY,
];

const THERAPIST: &[Rows] = &[
    warnings::DESK,
    warnings::ANSWERED,
    warnings::CLINICIAN,
    community::REPORTER,
    community::DISPUTES,
    community::RECEPTIONS,
    care::INTAKE,
    care::CASES,
    care::COUNSELLING,
    care::CLINICAL,
    emergency::BASIC,
    emergency::CARE,
    emergency::CLINICAL,
    referrals::SENDS,
    referrals::TAKES,
    referrals::GIVEN_TO_DESK,
    referrals::AID,
    referrals::GREEN_CHANNEL_TEAM,
    EVERYBODY,
];

const PSYCHIATRIST: &[Rows] = &[
    warnings::DESK,
    warnings::ANSWERED,
    warnings::CLINICIAN,
    community::REPORTER,
    care::INTAKE,
    care::CASES,
    care::COUNSELLING,
    care::CLINICAL,
    care::SMD_GUIDANCE,
    emergency::BASIC,
    emergency::CARE,
    emergency::CLINICAL,
    referrals::SENDS,
    referrals::TAKES,
    referrals::GIVEN_TO_DESK,
    referrals::AID,
    referrals::GREEN_CHANNEL_TEAM,
    EVERYBODY,
];

const VILLAGE_DOCTOR: &[Rows] = &[
    warnings::CARRIER,
    warnings::VILLAGE_DOCTOR,
    community::REPORTER,
    community::SMD_CARE,
    care::INTAKE,
    care::CASE_DOCTOR,
    referrals::SENDS_OWN,
    referrals::TAKES,
    referrals::GIVEN_TO_CARRIER,
    groups::KEEPS,
    EVERYBODY,
];

const COMMUNITY_WORKER: &[Rows] = &[
    warnings::CARRIER,
    community::REPORTER,
    community::DISPUTES,
    community::CASE_TEAM,
    care::CASE_SEAT,
    referrals::SENDS_OWN,
    referrals::TAKES,
    referrals::GIVEN_TO_CARRIER,
    referrals::AID,
    groups::KEEPS,
    EVERYBODY,
];

const SOCIAL_WORKER: &[Rows] = &[
    warnings::CARRIER,
    community::REPORTER,
    community::DISPUTES,
    community::RECEPTIONS,
    community::CASE_TEAM,
    community::SOCIAL_WORKER,
    care::INTAKE,
    care::CASES,
    referrals::SENDS_OWN,
    referrals::TAKES,
    referrals::GIVEN_TO_CARRIER,
    referrals::AID,
    groups::GUIDES,
    EVERYBODY,
];

const SCHOOL_COUNSELLOR: &[Rows] = &[
    warnings::SCHOOL_DESK,
    school::SCREENING_WORK,
    school::COUNSELLING,
    emergency::BASIC,
    emergency::CARE,
    referrals::SENDS,
    referrals::TAKES,
    referrals::GIVEN_TO_SCHOOL,
    referrals::GREEN_CHANNEL,
    referrals::AID,
    groups::KEEPS,
    EVERYBODY,
];

const DUTY_OFFICER: &[Rows] = &[
    warnings::DUTY_OFFICER,
    emergency::BASIC,
    referrals::SENDS_ON_DUTY,
    referrals::TAKES_ON_DUTY,
    referrals::LEADS,
    referrals::GREEN_CHANNEL_ON_DUTY,
    referrals::AID_ON_DUTY,
    EVERYBODY,
];

const CRISIS_TEAM: &[Rows] = &[
    warnings::CRISIS_TEAM,
    community::REPORTER,
    care::INTAKE,
    emergency::BASIC,
    emergency::CARE,
    emergency::CLINICAL,
    referrals::SENDS_OWN_ON_DUTY,
    referrals::TAKES_ON_DUTY,
    referrals::GREEN_CHANNEL_ON_DUTY,
    referrals::AID_ON_DUTY_TEAM,
    EVERYBODY,
];

const JUSTICE: &[Rows] = &[
    community::REPORTER,
    community::DISPUTES,
    community::RECEPTIONS,
    community::MEDIATION,
    care::CASE_SEAT,
    referrals::TAKES,
    referrals::AID,
    groups::KEEPS,
    EVERYBODY,
];

/// The groups of rows of a role, the account's own settings last.
const fn rows_of(role: Role) -> &'static [Rows] {
    match role {
        Role::Resident => &[own::RESIDENT, EVERYBODY],
        Role::Guardian => &[own::GUARDIAN, EVERYBODY],
        Role::GridWorker => &[community::REPORTER, community::DISPUTES, community::CASE_TEAM, care::CASE_SEAT, EVERYBODY],
        Role::VillageDoctor => VILLAGE_DOCTOR,
        Role::CommunityWorker => COMMUNITY_WORKER,
        Role::SocialWorker => SOCIAL_WORKER,
        Role::Counsellor => COUNSELLOR,
        Role::Therapist => THERAPIST,
        Role::Psychiatrist => PSYCHIATRIST,
        Role::SchoolCounsellor => SCHOOL_COUNSELLOR,
        Role::ClassTeacher => &[school::CLASS_TEACHER, referrals::TAKES, EVERYBODY],
        Role::EmployerLiaison => &[liaison::EMPLOYER, groups::HANDS_IN, EVERYBODY],
        Role::PoliceLiaison => {
            &[liaison::POLICE, referrals::TAKES_ON_DUTY, referrals::AID_ON_DUTY_TEAM, groups::KEEPS, EVERYBODY]
        }
        Role::CivilAffairs | Role::DisabilityFederation => &[
            community::REPORTER,
            community::CASE_TEAM,
            care::CASE_SEAT,
            referrals::TAKES,
            referrals::AID,
            groups::KEEPS,
            EVERYBODY,
        ],
        Role::Justice => JUSTICE,
        Role::Mediator => &[community::REPORTER, community::DISPUTES, community::MEDIATION, EVERYBODY],
        Role::HotlineSeat => &[liaison::HOTLINE, emergency::BASIC, EVERYBODY],
        Role::DutyOfficer => DUTY_OFFICER,
        Role::CrisisTeam => CRISIS_TEAM,
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
    rows_of(role).iter().flat_map(|group| group.iter())
}

impl Role {
    /// Does the policy open an action to the role somewhere, without an emergency?
    pub fn takes(self, action: Action) -> bool {
        rules(self).any(|rule| rule.is_everyday(action))
    }
}
