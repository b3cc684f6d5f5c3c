//! What people do with their own records, guardians with those of their wards, and everybody with the own account.

use super::*;
use Action::*;

const SELF: &[Purpose] = &[Purpose::SelfService];
const OWN: &[Reach] = &[Reach::Own];
const UNDER_14: &[Reach] = &[Reach::WardUnder14];
const WARD: &[Reach] = &[Reach::WardUnder14, Reach::WardAssented];

/// Themselves, and nobody else: the own answers and scores (PIPL 45) in the words of the four attention steps, never a level.
pub(super) const RESIDENT: Rows = &[
    row(AnswerSelf, SELF, OWN, ATTENTION),
    row(ReadOwnRecords, SELF, OWN, WHO.and(EVIDENCE)),
    row(ReadWhoLooked, SELF, OWN, NONE),
    row(RequestContact, SELF, OWN, CONTACT),
    row(ManageConsent, SELF, OWN, NONE),
    row(RequestOwnData, SELF, OWN, NONE),
    row(ReadOwnExport, SELF, OWN, WHO.and(EVIDENCE)),
    row(AnswerAsInformant, SELF, &[Reach::Account], NONE),
];

/// A ward under 14 wholly (PIPL 31): the guardian consents and asks in their place. From 14 on the young person does, and the guardian sees
/// what they assented to: of the fields here, those of the assent.
pub(super) const GUARDIAN: Rows = &[
    row(ReadOwnRecords, SELF, WARD, WHO.and(EVIDENCE)),
    row(RequestContact, SELF, WARD, CONTACT),
    row(ReadWhoLooked, SELF, UNDER_14, NONE),
    row(ManageConsent, SELF, UNDER_14, NONE),
    row(RequestOwnData, SELF, UNDER_14, NONE),
    row(ReadOwnExport, SELF, UNDER_14, WHO.and(EVIDENCE)),
    row(AnswerAsInformant, SELF, &[Reach::Account], NONE),
];

/// The own account.
pub(super) const EVERYBODY: Rows = &[
    row(ManageOwnSecondFactors, ADMINISTRATION, &[Reach::Account], NONE),
    row(ManageOwnSessions, ADMINISTRATION, &[Reach::Account], NONE),
];
