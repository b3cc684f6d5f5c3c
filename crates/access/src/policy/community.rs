//! Those who live and work next door.

use super::*;
use Action::*;

/// Whoever notices reports, and hears back that somebody has taken care; not what was found.
pub(super) const REPORTER: Rows = &[
    row(ReportConcern, SERVICE, BELOW, NONE),
    row(ReadFeedback, SERVICE, REPORTED, NONE),
    row(MandatoryReport, EXCHANGE, BELOW, NONE),
];

/// The five kinds of workers who look for disputes (`requirements.md` Z2-14), but for volunteers, mediate them too. A dispute is the place's, and no
/// record about a person: names are masked.
pub(super) const DISPUTES: Rows = &[
    row(RegisterDispute, SERVICE, BELOW, NONE),
    row(ReadDispute, SERVICE, BELOW, NONE),
    row(WorkOnDispute, SERVICE, BELOW, NONE),
];

/// Psychological service for petitioners 信访 (`requirements.md` Z2-97, Z3-97, Z3-119): whoever guides, and the justice office. Nobody is named before
/// they accept.
pub(super) const RECEPTIONS: Rows = &[row(ReadReception, SERVICE, BELOW, NONE), row(WorkOnReception, SERVICE, BELOW, NONE)];

/// Mediation for the people of a place, who are looked up by name before they are described.
pub(super) const MEDIATION: Rows = &[row(SearchPeople, SERVICE, BELOW, NONE), row(ExchangeDisputes, EXCHANGE, BELOW, NONE)];

/// Members of the care team of a patient 关爱帮扶小组 (`domain_rules` A.13): the duty fields of their own patients.
pub(super) const CASE_TEAM: Rows =
    &[row(ListSmdPatients, SERVICE, TEAM, NONE), row(ReadSmdDuty, SERVICE, TEAM, Fields::SMD_DUTY)];

/// Follow-up of the patients of a village (`domain_rules` A.6, A.9–A.11), told to the police where A.10 demands it.
pub(super) const SMD_CARE: Rows = &[
    row(ListSmdPatients, SERVICE, BELOW, NONE),
    row(ReadSmdDuty, SERVICE, BELOW, Fields::SMD_DUTY),
    row(ReadClinical, SERVICE, TEAM, Fields::CLINICAL),
    row(RegisterSmdPatient, SERVICE, BELOW, NONE),
    row(RecordSmdFollowUp, SERVICE, BELOW, Fields::SMD_DUTY),
    row(RecordSmdEmergency, SERVICE, BELOW, NONE),
];

/// Whom the own cases are about.
pub(super) const SOCIAL_WORKER: Rows = &[row(ReadPerson, SERVICE, TEAM, ATTENTION), row(ReadIdentity, SERVICE, TEAM, WHO)];
