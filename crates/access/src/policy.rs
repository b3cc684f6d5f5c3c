//! The policy: one table. A change here shows as a change of `policy-matrix.txt`.

use std::fmt::Write as _;

use crate::Action::*;
use crate::Purpose::*;
use crate::{Action, Fields, Purpose, Role};
use Reach::*;

/// Which records a role reaches with an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reach {
    /// Records about the account's own person, wherever they belong.
    Own,
    /// Records of the assignment's place and below it.
    Below,
    /// Of those below, the ones that the account owns.
    Owned,
    /// Of those below, the ones that the account reported.
    Reported,
}

/// One row: the role may do the action for any of the purposes to the records in reach, and sees the fields.
#[derive(Debug)]
pub(crate) struct Rule {
    pub action: Action,
    pub purposes: &'static [Purpose],
    pub reach: &'static [Reach],
    pub fields: Fields,
}

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

/// Themselves, and nobody else: the own answers and scores (PIPL 45) in the words of the four attention steps, never a level.
const RESIDENT: &[Rule] = &[
    row(AnswerSelf, &[SelfService], &[Own], ATTENTION),
    row(ReadOwnRecords, &[SelfService], &[Own], WHO.and(EVIDENCE)),
    row(ReadWhoLooked, &[SelfService], &[Own], NONE),
    row(RequestContact, &[SelfService], &[Own], CONTACT),
];

/// The work on a warning is its owner's; answers beyond a signal's evidence open to the owner only.
const COUNSELLOR: &[Rule] = &[
    row(ListSignals, &[Service], &[Below], ATTENTION),
    row(ReadSignal, &[Service], &[Below], EVIDENCE),
    row(ConfirmWarning, &[Service], &[Below], ATTENTION),
    row(SecondWarning, &[Service], &[Below], ATTENTION),
    row(DismissSignal, &[Service], &[Below], ATTENTION),
    row(ListWarnings, &[Service], &[Below], ATTENTION),
    row(ReadWarning, &[Service], &[Below], SCORES),
    row(ReadWarning, &[Service], &[Owned], EVIDENCE.and(NOTES)),
    row(AcknowledgeWarning, &[Service], &[Owned], ATTENTION),
    row(VerifyWarning, &[Service], &[Owned], NOTES),
    row(InterveneWarning, &[Service], &[Owned], NOTES),
    row(FeedbackWarning, &[Service], &[Owned], NOTES),
    row(CloseWarning, &[Service], &[Owned], NOTES),
    row(SecondClose, &[Service], &[Below], NOTES),
    row(HandOverWarning, &[Service], &[Owned], ATTENTION),
    row(ReadPerson, &[Service], &[Below], ATTENTION),
    row(ReadIdentity, &[Service], &[Below], WHO),
    row(ReadScores, &[Service], &[Below], SCORES),
    row(ReadAnswers, &[Service], &[Owned], ANSWERS),
    row(CreateCampaign, &[Screening], &[Below], NONE),
    row(ImportResponses, &[Screening], &[Below], NONE),
    row(ReadCampaign, &[Screening], &[Below], NONE),
    row(ListCampaigns, &[Screening], &[Below], NONE),
    row(ReadAggregates, &[Statistics], &[Below], NONE),
];

/// Steps in for any owner below the place, so that no warning waits; closes only what is theirs.
const DUTY_OFFICER: &[Rule] = &[
    row(ListSignals, &[DutyResponse], &[Below], ATTENTION),
    row(ReadSignal, &[DutyResponse], &[Below], EVIDENCE),
    row(ConfirmWarning, &[DutyResponse], &[Below], ATTENTION),
    row(SecondWarning, &[DutyResponse], &[Below], ATTENTION),
    row(DismissSignal, &[DutyResponse], &[Below], ATTENTION),
    row(ListWarnings, &[DutyResponse], &[Below], ATTENTION),
    row(ReadWarning, &[DutyResponse], &[Below], EVIDENCE.and(NOTES)),
    row(AcknowledgeWarning, &[DutyResponse], &[Below], ATTENTION),
    row(VerifyWarning, &[DutyResponse], &[Below], NOTES),
    row(InterveneWarning, &[DutyResponse], &[Below], NOTES),
    row(FeedbackWarning, &[DutyResponse], &[Below], NOTES),
    row(CloseWarning, &[DutyResponse], &[Owned], NOTES),
    row(SecondClose, &[DutyResponse], &[Below], NOTES),
    row(HandOverWarning, &[DutyResponse], &[Below], ATTENTION),
    row(ReadPerson, &[DutyResponse], &[Below], ATTENTION),
    row(ReadIdentity, &[DutyResponse], &[Below], WHO),
    row(ReadAggregates, &[DutyResponse, Statistics], &[Below], NONE),
];

/// Screening in the own school and the care that follows from it; no answers beyond a signal's evidence.
const SCHOOL_COUNSELLOR: &[Rule] = &[
    row(ListSignals, &[Screening], &[Below], ATTENTION),
    row(ReadSignal, &[Screening], &[Below], EVIDENCE),
    row(ConfirmWarning, &[Screening], &[Below], ATTENTION),
    row(SecondWarning, &[Screening], &[Below], ATTENTION),
    row(DismissSignal, &[Screening], &[Below], ATTENTION),
    row(ListWarnings, &[Screening], &[Below], ATTENTION),
    row(ReadWarning, &[Screening], &[Below], SCORES),
    row(ReadWarning, &[Screening], &[Owned], EVIDENCE.and(NOTES)),
    row(AcknowledgeWarning, &[Screening], &[Owned], ATTENTION),
    row(VerifyWarning, &[Screening], &[Owned], NOTES),
    row(InterveneWarning, &[Screening], &[Owned], NOTES),
    row(FeedbackWarning, &[Screening], &[Owned], NOTES),
    row(CloseWarning, &[Screening], &[Owned], NOTES),
    row(SecondClose, &[Screening], &[Below], NOTES),
    row(HandOverWarning, &[Screening], &[Owned], ATTENTION),
    row(ReadPerson, &[Screening], &[Below], ATTENTION),
    row(ReadIdentity, &[Screening], &[Below], WHO),
    row(ReadScores, &[Screening], &[Below], SCORES),
    row(CreateCampaign, &[Screening], &[Below], NONE),
    row(ImportResponses, &[Screening], &[Below], NONE),
    row(ReadCampaign, &[Screening], &[Below], NONE),
    row(ListCampaigns, &[Screening], &[Below], NONE),
    row(ReadAggregates, &[Screening], &[Below], NONE),
];

/// The warnings that they own, and what came of those that they reported.
const VILLAGE_DOCTOR: &[Rule] = &[
    row(ListWarnings, &[Service], &[Owned, Reported], ATTENTION),
    row(ReadWarning, &[Service], &[Reported], ATTENTION),
    row(ReadWarning, &[Service], &[Owned], NOTES),
    row(AcknowledgeWarning, &[Service], &[Owned], ATTENTION),
    row(VerifyWarning, &[Service], &[Owned], NOTES),
    row(InterveneWarning, &[Service], &[Owned], NOTES),
    row(FeedbackWarning, &[Service], &[Owned], NOTES),
    row(CloseWarning, &[Service], &[Owned], NOTES),
    row(HandOverWarning, &[Service], &[Owned], ATTENTION),
    row(ReadPerson, &[Service], &[Below], NONE),
    row(ReadPerson, &[Service], &[Owned], ATTENTION),
    row(ReadIdentity, &[Service], &[Owned], WHO),
];

/// Aggregates, no person.
const LEADER: &[Rule] = &[row(ReadAggregates, &[Supervision, Statistics], &[Below], NONE)];

/// Runs the program; sees no content.
const SYSTEM_ADMIN: &[Rule] =
    &[row(ReadJobs, &[Administration], &[Below], NONE), row(RunBackup, &[Administration], &[Below], NONE)];

/// Says who has which role; sees no content.
const SECURITY_ADMIN: &[Rule] =
    &[row(ManageAccounts, &[Administration], &[Below], NONE), row(ReadSecurityEvents, &[Administration], &[Below], NONE)];

/// Checks all others; sees who did what to which record, not the record.
const AUDIT_ADMIN: &[Rule] = &[row(ReadAudit, &[Audit], &[Below], NONE), row(VerifyAudit, &[Audit], &[Below], NONE)];

/// The rows of a role.
pub(crate) const fn rules(role: Role) -> &'static [Rule] {
    match role {
        Role::Resident => RESIDENT,
        Role::Counsellor => COUNSELLOR,
        Role::DutyOfficer => DUTY_OFFICER,
        Role::SchoolCounsellor => SCHOOL_COUNSELLOR,
        Role::VillageDoctor => VILLAGE_DOCTOR,
        Role::Leader => LEADER,
        Role::SystemAdmin => SYSTEM_ADMIN,
        Role::SecurityAdmin => SECURITY_ADMIN,
        Role::AuditAdmin => AUDIT_ADMIN,
    }
}

impl Reach {
    /// The word in the matrix.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Below => "below",
            Self::Owned => "owned",
            Self::Reported => "reported",
        }
    }
}

/// The whole policy as text, a line for each role, action, purpose and reach; what is not listed is refused.
pub fn policy_matrix() -> String {
    let mut matrix = String::new();
    let mut line = |cells: [&str; 5]| {
        let [role, action, purpose, reach, fields] = cells;
        let _infallible = writeln!(matrix, "{role:<18} {action:<20} {purpose:<15} {reach:<9} {fields}");
    };
    line(["role", "action", "purpose", "reach", "fields"]);
    for role in Role::ALL.iter().copied() {
        for rule in rules(role) {
            let fields = rule.fields.to_string();
            for purpose in rule.purposes {
                for reach in rule.reach {
                    line([role.code(), rule.action.code(), purpose.code(), reach.code(), &fields]);
                }
            }
        }
    }
    matrix
}
