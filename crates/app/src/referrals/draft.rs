//! What a sender fills in.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use xinqiao_kernel::id::{AccountId, ConsentId, DutyId, PersonId, WarningId};
use xinqiao_referrals::{Basis, Code, Facts, Giver, Kind, ReceiverId, Urgency};

use crate::App;

/// To whom it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// a desk of the register
    Desk(ReceiverId),
    /// somebody of the same team; for assignments only
    Colleague(AccountId),
}

/// What the packet may be given for, as the sender says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// it stays within the team, or names nobody
    Inside,
    /// separate consent to give it to this receiver
    Consent { by: Giver, until: Option<Date> },
    /// danger to life or health: a ground of the pack
    Emergency { ground: Code },
    /// a duty by law of the pack
    Statutory { duty: Code },
}

/// A referral before it is sent. Preview and sending take the same, so that what was looked at is what goes.
#[derive(Debug, Clone)]
pub struct Draft {
    pub person: PersonId,
    /// the warning whose work moves; none: a person without one
    pub warning: Option<WarningId>,
    pub kind: Kind,
    pub urgency: Urgency,
    pub to: To,
    /// words by field of the pack
    pub fields: BTreeMap<Code, String>,
    /// what the person asked to leave out
    pub withheld: BTreeSet<Code>,
    pub ground: Ground,
    /// does somebody suspect harm to a minor, or a danger of it?
    pub harm: bool,
}

impl Draft {
    pub(super) fn facts(&self) -> Facts {
        Facts { fields: self.fields.clone(), attachments: Vec::new(), withheld: self.withheld.clone() }
    }

    /// The basis; the report is the one that was made about the person, where there is one.
    pub(super) fn basis(&self, app: &App, report: Option<DutyId>) -> Basis {
        match &self.ground {
            Ground::Inside => Basis::Inside,
            Ground::Consent { by, until } => {
                Basis::Consent { consent: ConsentId::new(app.ids(), app.now()), by: *by, until: *until }
            }
            Ground::Emergency { ground } => Basis::Emergency { ground: ground.clone() },
            Ground::Statutory { duty } => {
                let is_report =
                    app.rules_of_referrals().ok().and_then(|rules| rules.duty(duty)).is_some_and(|duty| duty.is_report);
                Basis::Statutory { duty: duty.clone(), report: report.filter(|_| is_report) }
            }
        }
    }
}
