//! Moving work: who sends, who may stand at a receiving desk, who keeps the register of desks.
//!
//! What a packet holds is decided by the rules of referrals, on a basis of its own; these rows decide who may open the referral. The guarded fields
//! of minors are not among them: a packet went out with consent, in danger, or by a duty, and does not wait for a further signature.

use super::*;
use Action::*;

/// Sending about anybody below the place.
const fn sends(purpose: &'static [Purpose]) -> [Rule; 1] {
    [row(ReferCase, purpose, &[Reach::Below, Reach::Given], NONE)]
}

/// Sending about those whose warning one owns.
const fn sends_own(purpose: &'static [Purpose]) -> [Rule; 1] {
    [row(ReferCase, purpose, &[Reach::Owned, Reach::Given], NONE)]
}

/// What one sent or owes, and what came to a desk for which one answers.
const fn takes(purpose: &'static [Purpose]) -> [Rule; 3] {
    [
        row(ReadReferral, purpose, &[Reach::Owned, Reach::Team], NONE),
        row(CarryReferral, purpose, OWNED, NONE),
        row(AnswerReferral, purpose, TEAM, NONE),
    ]
}

/// Work that was given as a whole: a transfer that the account accepted.
const fn given(purpose: &'static [Purpose], seen: Fields) -> [Rule; 10] {
    const GIVEN: &[Reach] = &[Reach::Given];
    [
        row(ListWarnings, purpose, GIVEN, ATTENTION),
        row(ReadWarning, purpose, GIVEN, seen),
        row(AcknowledgeWarning, purpose, GIVEN, ATTENTION),
        row(VerifyWarning, purpose, GIVEN, NOTES),
        row(InterveneWarning, purpose, GIVEN, NOTES),
        row(FeedbackWarning, purpose, GIVEN, NOTES),
        row(CloseWarning, purpose, GIVEN, NOTES),
        row(ReadPerson, purpose, GIVEN, ATTENTION),
        row(ReadAttention, purpose, GIVEN, ATTENTION),
        row(ReadIdentity, purpose, GIVEN, WHO),
    ]
}

pub(super) const SENDS: Rows = &sends(SERVICE);
pub(super) const SENDS_ON_DUTY: Rows = &sends(DUTY);
pub(super) const SENDS_OWN: Rows = &sends_own(SERVICE);
pub(super) const SENDS_OWN_ON_DUTY: Rows = &sends_own(DUTY);
pub(super) const TAKES: Rows = &takes(SERVICE);
pub(super) const TAKES_ON_DUTY: Rows = &takes(DUTY);
/// Counsellors, therapists, psychiatrists: what speaks for it, too.
pub(super) const GIVEN_TO_DESK: Rows = &given(SERVICE, EVIDENCE.and(NOTES));
pub(super) const GIVEN_TO_SCHOOL: Rows = &given(SCREENING, EVIDENCE.and(NOTES));
/// Village doctors, community and social workers: without scores and answers.
pub(super) const GIVEN_TO_CARRIER: Rows = &given(SERVICE, NOTES);

/// Whoever leads steps in for a sender below the place: a leader must be able to take back (features 1.2).
pub(super) const LEADS: Rows = &[row(ReadReferral, DUTY, BELOW, NONE), row(CarryReferral, DUTY, BELOW, NONE)];

/// The green channel of a school (requirements F-07): its crisis team and, once a referral was accepted, the hospital.
pub(super) const GREEN_CHANNEL: Rows = &[row(RunGreenChannel, SERVICE, &[Reach::Below, Reach::Team], NONE)];
/// Counsellors who sit in a school's crisis team, and the hospital's people.
pub(super) const GREEN_CHANNEL_TEAM: Rows = &[row(RunGreenChannel, SERVICE, TEAM, NONE)];
/// The crisis team, and duty officers to whom silence brought a stage.
pub(super) const GREEN_CHANNEL_ON_DUTY: Rows = &[row(RunGreenChannel, DUTY, TEAM, NONE)];

/// One-stop aid for minor victims (requirements F-09): whoever the file names, or who owes a step of it. Reach `team` alone: nobody reads a file
/// for standing above its place.
pub(super) const AID: Rows = &[row(WorkOnAid, SERVICE, TEAM, NONE)];
pub(super) const AID_ON_DUTY: Rows = &[row(OpenAid, DUTY, BELOW, NONE), row(WorkOnAid, DUTY, TEAM, NONE)];
pub(super) const AID_ON_DUTY_TEAM: Rows = &[row(WorkOnAid, DUTY, TEAM, NONE)];
