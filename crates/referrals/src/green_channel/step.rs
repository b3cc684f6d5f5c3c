//! The steps of a green channel as its history keeps them.

use std::collections::BTreeSet;

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, DutyId, PersonId};

use super::{Cause, ReturnPlan, Review, Treatment};
use crate::{ChannelId, Code, Owner, ReferralId};

/// One step of its history. `due_at`: until when the next stage is due.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    Opened {
        channel: ChannelId,
        person: PersonId,
        school: Owner,
        cause: Cause,
        due_at: Timestamp,
    },
    /// The team met: at least two.
    Met {
        present: BTreeSet<AccountId>,
        due_at: Timestamp,
    },
    ParentsInformed {
        due_at: Timestamp,
    },
    /// Somebody holds, with words, that parents should not be told; the mandatory report where the reason needs one. Nothing changes before
    /// somebody else agrees.
    LeaveOutAsked {
        reason: Code,
        report: Option<DutyId>,
    },
    /// Somebody else agreed to what was asked last.
    ParentsLeftOut {
        due_at: Timestamp,
    },
    /// The referral to the hospital on which the slot will be given; another one replaces it until then. From now on the hospital owes the slot.
    Referred {
        referral: ReferralId,
        hospital: Owner,
    },
    /// Somebody else of the school leads from now on; what the school owes goes along, and its clock runs on.
    Led {
        school: Owner,
    },
    SlotGiven {
        referral: ReferralId,
        hospital: Owner,
        slot_at: Timestamp,
        due_at: Timestamp,
    },
    Treated {
        state: Treatment,
        due_at: Timestamp,
    },
    FedBack {
        result: Code,
        due_at: Timestamp,
    },
    Planned {
        plan: ReturnPlan,
        due_at: Timestamp,
    },
    Reviewed {
        review: Review,
        due_at: Option<Timestamp>,
    },
    /// It ends before its end; the words say why.
    Stopped,
    Silent {
        missed: Timestamp,
        to: Option<Owner>,
        due_at: Timestamp,
    },
}

/// How the parents were dealt with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parents {
    Informed { at: Timestamp },
    LeftOut { reason: Code, report: Option<DutyId> },
}

/// A wish not to tell the parents that waits for somebody else to agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaveOut {
    pub reason: Code,
    pub by: AccountId,
    pub report: Option<DutyId>,
}

impl Step {
    /// The step as a code.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Met { .. } => "met",
            Self::ParentsInformed { .. } => "parents_informed",
            Self::LeaveOutAsked { .. } => "leave_out_asked",
            Self::ParentsLeftOut { .. } => "parents_left_out",
            Self::Referred { .. } => "referred",
            Self::Led { .. } => "led",
            Self::SlotGiven { .. } => "slot_given",
            Self::Treated { .. } => "treated",
            Self::FedBack { .. } => "fed_back",
            Self::Planned { .. } => "planned",
            Self::Reviewed { .. } => "reviewed",
            Self::Stopped => "stopped",
            Self::Silent { .. } => "silent",
        }
    }
}
