//! Break-glass: danger to life or health, and the record lies outside one's reach.
//!
//! Who may open one: those who are called when somebody is in danger, and cannot wait for another place to answer. Counsellors, therapists and
//! psychiatrists meet clients of another district; a school counsellor meets a pupil of another school on the roof; the duty officer, the hotline
//! seat and the crisis team are called first. Not the police, who are told what they need and entered into the register of disclosures; not
//! village doctors, community and grid workers, who know their people and call the duty officer; no leader, no administrator.
//!
//! It is one person's records for a short time, with a reason, told to owner and security officer at once, reviewed, and told to the person
//! (PIPL 18). Process notes stay closed: what is needed in danger belongs into the counselling notes.

use super::*;
use Action::*;

const EMERGENCY: &[Purpose] = &[Purpose::Emergency];
const OPEN: &[Reach] = &[Reach::Emergency];

/// Opening one, and who it is, what they said of themselves, what is being done.
pub(super) const BASIC: Rows = &[
    row(BreakGlass, EMERGENCY, &[Reach::Anyone], NONE),
    row(ReadPerson, EMERGENCY, OPEN, ATTENTION),
    row(ReadIdentity, EMERGENCY, OPEN, WHO),
    row(ReadScores, EMERGENCY, OPEN, SCORES),
    row(ReadAnswers, EMERGENCY, OPEN, ANSWERS),
    row(ReadSignal, EMERGENCY, OPEN, EVIDENCE),
    row(ListWarnings, EMERGENCY, OPEN, ATTENTION),
    row(ReadWarning, EMERGENCY, OPEN, EVIDENCE.and(NOTES)),
    row(ReadCase, EMERGENCY, OPEN, NOTES),
    row(ReadSmdDuty, EMERGENCY, OPEN, Fields::SMD_DUTY),
];

/// What counsellors agreed with the person: a plan for bad days stands there.
pub(super) const CARE: Rows = &[row(ReadCounsellingNotes, EMERGENCY, OPEN, Fields::COUNSELLING)];

/// Diagnosis and medication, for those who treat.
pub(super) const CLINICAL: Rows = &[row(ReadClinical, EMERGENCY, OPEN, Fields::CLINICAL)];
