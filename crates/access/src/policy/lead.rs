//! Those who plan, lead and answer for the work of others.

use super::*;
use Action::*;

/// Planning a screening and bringing in its answers.
pub(super) const CAMPAIGNS: Rows = &[
    row(CreateCampaign, SCREENING, BELOW, NONE),
    row(ImportResponses, SCREENING, BELOW, NONE),
    row(ReadCampaign, SCREENING, BELOW, NONE),
    row(ListCampaigns, SCREENING, BELOW, NONE),
    row(RunCampaign, SCREENING, BELOW, NONE),
    row(ReadCompletion, SCREENING, BELOW, NONE),
    row(PlanRescore, SCREENING, BELOW, ATTENTION),
    row(ReadRescore, SCREENING, BELOW, NONE),
    row(BuildQuestionnaire, SCREENING, BELOW, NONE),
    row(ReadQuestionnaires, SCREENING, BELOW, NONE),
];

/// Aggregates, no person.
pub(super) const LEADER: Rows = &[
    row(ReadAggregates, &[Purpose::Supervision, Purpose::Statistics], BELOW, NONE),
    row(ReadQuality, &[Purpose::Supervision], BELOW, NONE),
];

/// Aggregates and what they mean.
pub(super) const INDICATOR_OFFICER: Rows = &[
    row(ReadAggregates, STATISTICS, BELOW, NONE),
    row(ExportAggregates, STATISTICS, BELOW, NONE),
    row(ManageIndicators, STATISTICS, BELOW, NONE),
    row(ReadQuality, STATISTICS, BELOW, NONE),
    row(ReplayRules, STATISTICS, BELOW, NONE),
];

/// The person in charge (PIPL 52; 未成年人网络保护条例 36): approves, answers requests, assesses, reviews what others opened; sees of people who
/// asks for their data, and no record.
pub(super) const DEPARTMENT_HEAD: Rows = &[
    row(ReadAggregates, &[Purpose::Supervision, Purpose::Statistics], BELOW, NONE),
    row(ReadQuality, &[Purpose::Supervision], BELOW, NONE),
    row(ApproveMinorAccess, ADMINISTRATION, &[Reach::Others], NONE),
    row(ReviewBreakGlass, ADMINISTRATION, &[Reach::Others], NONE),
    row(ReviewAccess, ADMINISTRATION, &[Reach::Others], NONE),
    row(HandleDataRequest, ADMINISTRATION, BELOW, WHO),
    row(PlaceLegalHold, ADMINISTRATION, BELOW, NONE),
    row(AssessImpact, ADMINISTRATION, BELOW, NONE),
    row(RecordIncident, ADMINISTRATION, BELOW, NONE),
    row(ReadDisclosures, ADMINISTRATION, BELOW, NONE),
    row(RecordDisclosure, EXCHANGE, BELOW, NONE),
    row(ReadRoster, DUTY, BELOW, NONE),
    row(KeepRoster, DUTY, BELOW, NONE),
    row(WatchAreas, DUTY, BELOW, NONE),
    row(ReadCampaign, SCREENING, BELOW, NONE),
    row(ListCampaigns, SCREENING, BELOW, NONE),
    row(SignCampaign, ADMINISTRATION, &[Reach::Others], NONE),
    row(ReadRescore, SCREENING, BELOW, NONE),
    row(ApproveRescore, ADMINISTRATION, &[Reach::Others], NONE),
    row(ReadQuestionnaires, SCREENING, BELOW, NONE),
    row(ReleaseQuestionnaire, ADMINISTRATION, &[Reach::Others], NONE),
];

/// The staff of the own agency and counts of its work, not its clients (`requirements.md` D-04).
pub(super) const AGENCY_MANAGER: Rows = &[
    row(ReadAggregates, STATISTICS, BELOW, NONE),
    row(ManageAgencyStaff, ADMINISTRATION, BELOW, NONE),
    row(ManageDevices, ADMINISTRATION, BELOW, NONE),
    row(ApproveMinorAccess, ADMINISTRATION, &[Reach::Others], NONE),
    row(ReviewAccess, ADMINISTRATION, &[Reach::Others], NONE),
];
