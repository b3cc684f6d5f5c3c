//! A case begins.

use jiff::civil::Date;
use xinqiao_kernel::closed_list;
use xinqiao_kernel::id::{AccountId, CaseId, PersonId, WarningId};
use xinqiao_kernel::place::PlacePath;

use crate::event::{Act, Desk, Event, What};
use crate::rules::ahead;
use crate::{Case, Change, Code, Refusal};

closed_list! {
    /// What the case came from.
    Origin: "origin of a case" {
        /// One or more warnings (requirements F-01, Z4-57).
        Warning = "warning",
        /// Somebody referred the person (F-06).
        Referral = "referral",
        /// The person asked.
        OwnRequest = "own_request",
        /// A call or a visit to a station (F-10).
        Hotline = "hotline",
        /// Family or a grid observer noticed a change (F-43).
        Reported = "reported",
        /// Release from custody (F-20).
        Release = "release",
        /// A screening.
        Screening = "screening",
        /// Staff opened it by hand.
        Staff = "staff",
    }
}

/// The account that answers for a case, and the place for which it does.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Responsible {
    pub account: AccountId,
    pub place: PlacePath,
}

/// What is said when a case is opened.
#[derive(Debug, Clone)]
pub struct Opening {
    pub case: CaseId,
    pub person: PersonId,
    /// Where the person belongs.
    pub place: PlacePath,
    /// A kind of the pack: says who must be in the team.
    pub kind: Code,
    pub origin: Origin,
    /// The warnings it came from; may be empty for every other origin.
    pub warnings: Vec<WarningId>,
    pub responsible: Responsible,
    /// Why. Needed unless warnings say it.
    pub note: Option<String>,
}

/// What the first event says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    pub case: CaseId,
    pub person: PersonId,
    pub place: PlacePath,
    pub kind: Code,
    pub origin: Origin,
    pub warnings: Vec<WarningId>,
    pub responsible: Responsible,
    /// Pack and version by which it was opened.
    pub rules: Code,
    pub rules_version: Code,
    pub review_on: Date,
    pub contact_on: Date,
}

/// Opens a case: from now on the responsible account owes the first review of the risk and the first contact.
///
/// Errors: [`Refusal::NotOffered`], [`Refusal::NoWarning`], [`Refusal::Wordless`].
pub fn open(opening: Opening, act: &Act, desk: &Desk<'_>) -> Result<Change, Refusal> {
    let rules = desk.rules;
    rules.kind(&opening.kind)?;
    if opening.warnings.is_empty() {
        crate::worded(&opening.note)?;
    }
    let today = desk.day(act.at);
    let opened = Opened {
        case: opening.case,
        person: opening.person,
        place: opening.place,
        kind: opening.kind,
        origin: opening.origin,
        warnings: opening.warnings,
        responsible: opening.responsible,
        rules: rules.id().clone(),
        rules_version: rules.version().clone(),
        review_on: ahead(today, rules.limits().first_review_days.is),
        contact_on: ahead(today, rules.limits().first_contact_days.is),
    };
    let event = Event::of(act, today, opening.note, What::Opened(opened));
    Ok(Change { case: Case::open(&event)?, event: Some(event) })
}
