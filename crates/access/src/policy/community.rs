//! Those who live and work next door.

use super::*;
use Action::*;

/// Whoever notices reports, and hears back that somebody has taken care; not what was found.
pub(super) const REPORTER: Rows = &[
    row(ReportConcern, SERVICE, BELOW, NONE),
    row(ReadFeedback, SERVICE, REPORTED, NONE),
    row(MandatoryReport, EXCHANGE, BELOW, NONE),
];

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
