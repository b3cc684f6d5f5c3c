//! The three administrators 三员: none sees content, none shares an action with another.

use super::*;
use Action::*;

/// Runs the program.
pub(super) const SYSTEM: Rows = &[
    row(ReadJobs, ADMINISTRATION, BELOW, NONE),
    row(RunBackup, ADMINISTRATION, BELOW, NONE),
    row(ManageKeys, ADMINISTRATION, BELOW, NONE),
    row(ManageDevices, ADMINISTRATION, BELOW, NONE),
];

/// Says who has which role, is told of emergencies and incidents.
pub(super) const SECURITY: Rows = &[
    row(ManageAccounts, ADMINISTRATION, BELOW, NONE),
    row(ReadSecurityEvents, ADMINISTRATION, BELOW, NONE),
    row(ListSessions, ADMINISTRATION, BELOW, NONE),
    row(EndSessions, ADMINISTRATION, BELOW, NONE),
    row(ReviewAccess, ADMINISTRATION, &[Reach::Others], NONE),
    row(ReviewBreakGlass, ADMINISTRATION, BELOW, NONE),
    row(RecordIncident, ADMINISTRATION, BELOW, NONE),
    row(ManageRetention, ADMINISTRATION, BELOW, NONE),
    row(ManageReceivers, ADMINISTRATION, BELOW, NONE),
];

/// Checks all others; sees who did what to which record, not the record.
pub(super) const AUDIT: Rows = &[
    row(ReadAudit, &[Purpose::Audit], BELOW, NONE),
    row(VerifyAudit, &[Purpose::Audit], BELOW, NONE),
    row(ExportAudit, &[Purpose::Audit], BELOW, NONE),
    row(ReadDisclosures, &[Purpose::Audit], BELOW, NONE),
];
