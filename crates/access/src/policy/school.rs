//! Schools.

use super::*;
use Action::*;

/// Screening in the own school.
pub(super) const SCREENING_WORK: Rows = &[
    row(ReadScores, SCREENING, BELOW, SCORES),
    row(CreateCampaign, SCREENING, BELOW, NONE),
    row(ImportResponses, SCREENING, BELOW, NONE),
    row(ReadCampaign, SCREENING, BELOW, NONE),
    row(ListCampaigns, SCREENING, BELOW, NONE),
    row(RunCampaign, SCREENING, BELOW, NONE),
    row(ReadCompletion, SCREENING, BELOW, Fields::IDENTITY),
    row(ReadAggregates, SCREENING, BELOW, NONE),
    row(AskAgain, SCREENING, BELOW, NONE),
    row(PlanRescore, SCREENING, BELOW, ATTENTION),
    row(ReadRescore, SCREENING, BELOW, NONE),
    row(CompareInformants, SCREENING, BELOW, SCORES),
    row(BuildQuestionnaire, SCREENING, BELOW, NONE),
    row(ReadQuestionnaires, SCREENING, BELOW, NONE),
];

/// Counselling of pupils, and the one sentence that a class teacher is told.
pub(super) const COUNSELLING: Rows = &[
    row(SearchPeople, SERVICE, BELOW, NONE),
    row(RegisterPerson, SERVICE, BELOW, NONE),
    row(IdentifyPerson, SERVICE, BELOW, NONE),
    row(OpenCase, SERVICE, BELOW, NONE),
    row(ListCases, SERVICE, TEAM, ATTENTION),
    row(ReadCase, SERVICE, TEAM, NOTES),
    row(WorkOnCase, SERVICE, TEAM, NOTES),
    row(CloseCase, SERVICE, TEAM, NOTES),
    row(ReferCase, SERVICE, TEAM, NOTES),
    row(ReadCounsellingNotes, SERVICE, TEAM, Fields::COUNSELLING),
    row(WriteCounsellingNotes, SERVICE, TEAM, Fields::COUNSELLING),
    row(ReadProcessNotes, SERVICE, &[Reach::Author], Fields::PROCESS),
    row(WriteProcessNotes, SERVICE, TEAM, NONE),
    row(PairDevice, SERVICE, BELOW, NONE),
    row(ReadDeviceResults, SERVICE, BELOW, SCORES),
    row(GiveReferralAdvice, SERVICE, BELOW, Fields::ADVICE),
    row(ReportConcern, SERVICE, BELOW, NONE),
    row(ReadFeedback, SERVICE, REPORTED, NONE),
    row(MandatoryReport, EXCHANGE, BELOW, NONE),
    row(RecordDisclosure, EXCHANGE, BELOW, NONE),
];

/// "Please point this pupil to the school counsellor", about pupils of the own class: no attention, no score, no answer.
pub(super) const CLASS_TEACHER: Rows = &[
    row(ReadReferralAdvice, SERVICE, &[Reach::Pupils], Fields::ADVICE),
    row(ReportConcern, SERVICE, &[Reach::Pupils], NONE),
    row(ReadFeedback, SERVICE, REPORTED, NONE),
    row(MandatoryReport, EXCHANGE, &[Reach::Pupils], NONE),
    row(ReadCompletion, SCREENING, &[Reach::Pupils], Fields::IDENTITY),
    row(AnswerAsInformant, SERVICE, &[Reach::Account], NONE),
];
