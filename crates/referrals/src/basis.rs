//! What a packet may be given for: consent, danger to life, or a duty by law (PIPL 13, 18, 23, 29, 31, 34; domain_rules F.3).

use jiff::civil::Date;
use xinqiao_kernel::closed_list;
use xinqiao_kernel::id::{ConsentId, DutyId};

use crate::rules::holds;
use crate::{Age, Code, Kind, Refusal, Rules, Urgency};

closed_list! {
    /// Who consented.
    Giver: "giver of a consent" {
        /// The person.
        Person = "person",
        /// The guardian.
        Guardian = "guardian",
    }
}

/// The legal basis of one packet.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Basis {
    /// It stays within the team that has the record, or names nobody.
    Inside,
    /// Separate consent to give it to this receiver, until a day where it was limited.
    Consent { consent: ConsentId, by: Giver, until: Option<Date> },
    /// Danger to life or health, without time to ask; the person hears of it afterwards (PIPL 18).
    Emergency { ground: Code },
    /// A duty by law; the mandatory report that it follows, where there is one (crate `duties`).
    Statutory { duty: Code, report: Option<DutyId> },
}

impl Basis {
    /// Does the person, or the guardian, have to hear of it afterwards?
    pub const fn owes_information(&self) -> bool {
        matches!(self, Self::Emergency { .. })
    }

    /// The mandatory report that it cites.
    pub const fn report(&self) -> Option<DutyId> {
        match self {
            Self::Statutory { report, .. } => *report,
            _ => None,
        }
    }
}

/// Does the guardian consent for somebody of this age?
pub fn needs_guardian(rules: &Rules, age: Age) -> bool {
    match age {
        Age::Child | Age::Unknown => true,
        Age::Minor => rules.raw().basis.guardian_until_18,
        Age::Adult => false,
    }
}

/// May a packet of this kind about somebody of this age go out on `basis` on the local day `today`?
///
/// Errors: [`Refusal::NoBasis`], [`Refusal::NeedsGuardian`], [`Refusal::ConsentOver`], [`Refusal::NotOffered`]. An emergency ground needs an urgency
/// that says so: nobody is in danger to life in its turn.
pub fn check_basis(rules: &Rules, kind: Kind, urgency: Urgency, age: Age, basis: &Basis, today: Date) -> Result<(), Refusal> {
    match basis {
        Basis::Inside if rules.raw().basis.needed_for.contains(&kind) => Err(Refusal::NoBasis),
        Basis::Inside => Ok(()),
        Basis::Consent { until: Some(until), .. } if *until < today => Err(Refusal::ConsentOver),
        Basis::Consent { by, .. } if needs_guardian(rules, age) && *by != Giver::Guardian => Err(Refusal::NeedsGuardian),
        Basis::Consent { .. } => Ok(()),
        Basis::Emergency { ground } if !holds(&rules.raw().basis.grounds, ground) => {
            Err(Refusal::NotOffered { code: ground.clone() })
        }
        Basis::Emergency { .. } if urgency != Urgency::Emergency => Err(Refusal::NoBasis),
        Basis::Emergency { .. } => Ok(()),
        Basis::Statutory { duty, .. } if rules.duty(duty).is_none() => Err(Refusal::NotOffered { code: duty.clone() }),
        Basis::Statutory { .. } => Ok(()),
    }
}
