//! Work on signals and warnings.

use super::*;
use Action::*;

/// Deciding about signals and carrying warnings on. The work on a warning is its owner's.
const fn desk(purpose: &'static [Purpose]) -> [Rule; 19] {
    [
        row(ListSignals, purpose, BELOW, ATTENTION),
        row(ReadSignal, purpose, BELOW, EVIDENCE),
        row(ConfirmWarning, purpose, BELOW, ATTENTION),
        row(SecondWarning, purpose, BELOW, ATTENTION),
        row(DismissSignal, purpose, BELOW, ATTENTION),
        row(ListWarnings, purpose, BELOW, ATTENTION),
        row(ReadWarning, purpose, BELOW, SCORES),
        row(ReadWarning, purpose, OWNED, EVIDENCE.and(NOTES)),
        row(AcknowledgeWarning, purpose, OWNED, ATTENTION),
        row(VerifyWarning, purpose, OWNED, NOTES),
        row(InterveneWarning, purpose, OWNED, NOTES),
        row(FeedbackWarning, purpose, OWNED, NOTES),
        row(CloseWarning, purpose, OWNED, NOTES),
        row(SecondClose, purpose, BELOW, NOTES),
        row(HandOverWarning, purpose, OWNED, ATTENTION),
        row(ReadRoster, purpose, BELOW, NONE),
        row(ReadPerson, purpose, BELOW, ATTENTION),
        row(ReadAttention, purpose, BELOW, ATTENTION),
        row(ReadIdentity, purpose, BELOW, WHO),
    ]
}

/// Counsellors, therapists, psychiatrists.
pub(super) const DESK: Rows = &desk(SERVICE);

/// Answers beyond a signal's evidence open to the owner only.
pub(super) const ANSWERED: Rows = &[
    row(ReadScores, SERVICE, BELOW, SCORES),
    row(ReadAnswers, SERVICE, OWNED, ANSWERS),
    row(AskAgain, SERVICE, BELOW, NONE),
    row(CompareInformants, SERVICE, BELOW, SCORES),
];

/// Two assessments and a clinician's signature lower a level (`domain_rules` C.1).
pub(super) const CLINICIAN: Rows = &[row(SignLevel, SERVICE, BELOW, NOTES)];

/// The care that follows from a screening of the own school; no answers beyond a signal's evidence.
pub(super) const SCHOOL_DESK: Rows = &desk(SCREENING);

/// The warnings that they own, with what the next step needs.
const fn carrier(purpose: &'static [Purpose], seen: Fields) -> [Rule; 12] {
    [
        row(ListWarnings, purpose, OWNED, ATTENTION),
        row(ReadWarning, purpose, OWNED, seen),
        row(AcknowledgeWarning, purpose, OWNED, ATTENTION),
        row(VerifyWarning, purpose, OWNED, NOTES),
        row(InterveneWarning, purpose, OWNED, NOTES),
        row(FeedbackWarning, purpose, OWNED, NOTES),
        row(CloseWarning, purpose, OWNED, NOTES),
        row(HandOverWarning, purpose, OWNED, ATTENTION),
        row(ReadRoster, purpose, BELOW, NONE),
        row(ReadPerson, purpose, OWNED, ATTENTION),
        row(ReadAttention, purpose, OWNED, ATTENTION),
        row(ReadIdentity, purpose, OWNED, WHO),
    ]
}

/// Village doctors, community and social workers: without scores and answers.
pub(super) const CARRIER: Rows = &carrier(SERVICE, NOTES);

/// What came of the warnings that a village doctor reported, and who lives in the village.
pub(super) const VILLAGE_DOCTOR: Rows = &[
    row(ListWarnings, SERVICE, REPORTED, ATTENTION),
    row(ReadWarning, SERVICE, REPORTED, ATTENTION),
    row(ReadPerson, SERVICE, BELOW, NONE),
];

/// Crisis teams work on what was given to them; what else they need in danger to life, an emergency opens.
pub(super) const CRISIS_TEAM: Rows = &carrier(DUTY, EVIDENCE.and(NOTES));

/// Steps in for any owner below the place, so that no warning waits; closes only what is theirs.
pub(super) const DUTY_OFFICER: Rows = &[
    row(ListSignals, DUTY, BELOW, ATTENTION),
    row(ReadSignal, DUTY, BELOW, EVIDENCE),
    row(ConfirmWarning, DUTY, BELOW, ATTENTION),
    row(SecondWarning, DUTY, BELOW, ATTENTION),
    row(DismissSignal, DUTY, BELOW, ATTENTION),
    row(ListWarnings, DUTY, BELOW, ATTENTION),
    row(ReadWarning, DUTY, BELOW, EVIDENCE.and(NOTES)),
    row(AcknowledgeWarning, DUTY, BELOW, ATTENTION),
    row(VerifyWarning, DUTY, BELOW, NOTES),
    row(InterveneWarning, DUTY, BELOW, NOTES),
    row(FeedbackWarning, DUTY, BELOW, NOTES),
    row(CloseWarning, DUTY, OWNED, NOTES),
    row(SecondClose, DUTY, BELOW, NOTES),
    row(HandOverWarning, DUTY, BELOW, ATTENTION),
    row(ReadRoster, DUTY, BELOW, NONE),
    row(KeepRoster, DUTY, BELOW, NONE),
    row(ReadPerson, DUTY, BELOW, ATTENTION),
    row(ReadAttention, DUTY, BELOW, ATTENTION),
    row(ReadIdentity, DUTY, BELOW, WHO),
    row(SearchPeople, DUTY, BELOW, NONE),
    row(IdentifyPerson, DUTY, BELOW, NONE),
    row(ReportConcern, DUTY, BELOW, NONE),
    row(ReadAggregates, &[Purpose::DutyResponse, Purpose::Statistics], BELOW, NONE),
    row(ReadQuality, DUTY, BELOW, NONE),
    row(ReviewMissed, DUTY, BELOW, NOTES),
    row(WatchAreas, DUTY, BELOW, NONE),
    row(MandatoryReport, EXCHANGE, BELOW, NONE),
    row(RecordDisclosure, EXCHANGE, BELOW, NONE),
];
