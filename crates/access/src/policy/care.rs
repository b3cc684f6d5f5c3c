//! Care of people: cases, counselling, clinical work, supervision.

use super::*;
use Action::*;

/// Finding or entering a person, writing down what was told to whom.
pub(super) const INTAKE: Rows = &[
    row(SearchPeople, SERVICE, BELOW, NONE),
    row(RegisterPerson, SERVICE, BELOW, NONE),
    row(IdentifyPerson, SERVICE, BELOW, NONE),
    row(RecordDisclosure, EXCHANGE, BELOW, NONE),
];

/// Cases are their team's, not the place's. Whoever answers a proposal to close is asked, and so of the team for that time; that nobody answers
/// the own proposal is a rule of the crate `cases`.
pub(super) const CASES: Rows = &[
    row(OpenCase, SERVICE, BELOW, NONE),
    row(ListCases, SERVICE, TEAM, ATTENTION),
    row(ReadCase, SERVICE, TEAM, NOTES),
    row(WorkOnCase, SERVICE, TEAM, NOTES),
    row(CloseCase, SERVICE, TEAM, NOTES),
    row(ReferCase, SERVICE, TEAM, NOTES),
];

/// Members of a case team 个案管理团队 (`requirements.md` Z2-54, F-13): the cases at which they have a seat. What a seat sees of a case is a table of
/// the pack of cases, which only takes away from this.
pub(super) const CASE_SEAT: Rows =
    &[row(ListCases, SERVICE, TEAM, NONE), row(ReadCase, SERVICE, TEAM, NONE), row(WorkOnCase, SERVICE, TEAM, NONE)];

/// The same for doctors for prevention 精防医生, who treat and read what the team wrote (`domain_rules` A.13).
pub(super) const CASE_DOCTOR: Rows =
    &[row(ListCases, SERVICE, TEAM, ATTENTION), row(ReadCase, SERVICE, TEAM, NOTES), row(WorkOnCase, SERVICE, TEAM, NOTES)];

/// Counselling notes are the case team's, process notes their author's alone: no emergency, no head and no supervisor opens them.
pub(super) const COUNSELLING: Rows = &[
    row(ReadCounsellingNotes, SERVICE, TEAM, Fields::COUNSELLING),
    row(WriteCounsellingNotes, SERVICE, TEAM, Fields::COUNSELLING),
    row(ReadProcessNotes, SERVICE, &[Reach::Author], Fields::PROCESS),
    row(WriteProcessNotes, SERVICE, TEAM, NONE),
    row(PairDevice, SERVICE, BELOW, NONE),
    row(ReadDeviceResults, SERVICE, BELOW, SCORES),
    row(ReadAggregates, STATISTICS, BELOW, NONE),
];

/// Diagnosis and treatment: not for counsellors (MHL 23).
pub(super) const CLINICAL: Rows =
    &[row(ReadClinical, SERVICE, TEAM, Fields::CLINICAL), row(WriteClinical, SERVICE, TEAM, Fields::CLINICAL)];

/// The hospital's side of severe mental disorders: register, guide, treat (R-50, R-53; `domain_rules` A.2).
pub(super) const SMD_GUIDANCE: Rows = &[
    row(ListSmdPatients, SERVICE, TEAM, NONE),
    row(ReadSmdDuty, SERVICE, TEAM, Fields::SMD_DUTY),
    row(RegisterSmdPatient, SERVICE, BELOW, NONE),
    row(RecordSmdFollowUp, SERVICE, TEAM, Fields::SMD_DUTY),
    row(RecordSmdEmergency, SERVICE, BELOW, NONE),
];

/// The cases that were brought to supervision: what was done, not who it is.
pub(super) const SUPERVISOR: Rows = &[
    row(ListSupervisedCases, &[Purpose::Supervision], &[Reach::Supervised], NONE),
    row(ReadSupervisedCase, &[Purpose::Supervision], &[Reach::Supervised], SCORES.and(Fields::COUNSELLING)),
    row(GiveSupervision, &[Purpose::Supervision], &[Reach::Supervised], NONE),
];
