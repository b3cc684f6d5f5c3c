//! Those whom others meet first, and those of other bodies.

use super::*;
use Action::*;

/// Counts of the own unit, small cells hidden, and nothing about a person (`requirements.md` D-05; product principle 3). They may hand in what
/// they noticed, and hear that somebody takes care.
pub(super) const EMPLOYER: Rows = &[
    row(ReadAggregates, STATISTICS, BELOW, NONE),
    row(ReportConcern, SERVICE, BELOW, NONE),
    row(ReadFeedback, SERVICE, REPORTED, NONE),
];

/// Duty fields of patients from danger grade 3 or an incident on (`domain_rules` A.7, A.11, A.13), and nothing else about anybody. The police
/// open no emergency: in danger to life those who care call them, and the register of disclosures says what was told.
pub(super) const POLICE: Rows = &[
    row(ListSmdPatients, EXCHANGE, &[Reach::Endangered], NONE),
    row(ReadSmdDuty, EXCHANGE, &[Reach::Endangered], Fields::SMD_DUTY),
    row(ReportSmdIncident, EXCHANGE, BELOW, NONE),
    row(ReportConcern, DUTY, BELOW, NONE),
    row(ReadFeedback, DUTY, REPORTED, NONE),
];

/// Calls (`domain_rules` C.6) and what follows from them.
pub(super) const HOTLINE: Rows = &[
    row(RecordCall, DUTY, BELOW, NONE),
    row(ReadCalls, DUTY, BELOW, Fields::NOTES),
    row(ReportConcern, DUTY, BELOW, NONE),
    row(ReadFeedback, DUTY, REPORTED, NONE),
    row(MandatoryReport, EXCHANGE, BELOW, NONE),
    row(RecordDisclosure, EXCHANGE, BELOW, NONE),
];

/// Whom to contact for the tasks that were given to them.
pub(super) const VOLUNTEER: Rows = &[
    row(ReadTaskContact, SERVICE, OWNED, CONTACT),
    row(RecordTask, SERVICE, OWNED, NONE),
    row(RegisterDispute, SERVICE, BELOW, NONE),
    row(MandatoryReport, EXCHANGE, OWNED, NONE),
];
