//! What happened to an aid file, as its history keeps it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, DutyId, PersonId};

use super::{Answer, Owing, Step};
use crate::{AidId, Code, Owner};

/// The record of the one inquiry.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inquiry {
    /// Where the record is kept: a reference of the authority that asked.
    pub reference: String,
    /// Is there a recording of picture and sound, so that nobody needs to ask again?
    pub recorded: bool,
    /// A legal guardian or another adult of the child's trust was there.
    pub adult_present: bool,
}

/// One entry of its history.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum What {
    Opened {
        aid: AidId,
        person: PersonId,
        keeper: Owner,
        named: BTreeSet<AccountId>,
        due: BTreeMap<Step, Timestamp>,
    },
    /// Another owner of a step; its clock runs on.
    Assigned {
        step: Step,
        owner: Owner,
    },
    /// A step was done; the mandatory report for the first.
    Done {
        step: Step,
        report: Option<DutyId>,
    },
    /// The one inquiry.
    Inquired {
        inquiry: Inquiry,
    },
    /// Somebody wants to leave a step out, with words. It stays owed until somebody else agrees.
    WaiverAsked {
        step: Step,
        reason: Code,
    },
    /// Somebody else agreed: the step is left out.
    Waived {
        step: Step,
    },
    /// Somebody else keeps the file from now on: the keeper hands it over, or a named account takes it when the keeper has left. What the former
    /// keeper owed goes along, and its clocks run on.
    Kept {
        keeper: Owner,
    },
    /// Somebody wants to ask again; the words say what and why.
    FurtherAsked {
        due_at: Timestamp,
    },
    FurtherApproved {
        due_at: Timestamp,
    },
    FurtherRefused,
    /// The further question was put and answered.
    FurtherAnswered {
        reference: String,
    },
    Named {
        account: AccountId,
    },
    Unnamed {
        account: AccountId,
    },
    /// A named account opened the sealed file; the words say what for.
    FileOpened,
    Service {
        service: Code,
        answer: Answer,
    },
    Silent {
        owing: Owing,
        missed: Timestamp,
        to: Option<Owner>,
        due_at: Timestamp,
    },
}

impl What {
    /// The entry as a code.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Assigned { .. } => "assigned",
            Self::Done { .. } => "done",
            Self::Inquired { .. } => "inquired",
            Self::WaiverAsked { .. } => "waiver_asked",
            Self::Waived { .. } => "waived",
            Self::Kept { .. } => "kept",
            Self::FurtherAsked { .. } => "further_asked",
            Self::FurtherApproved { .. } => "further_approved",
            Self::FurtherRefused => "further_refused",
            Self::FurtherAnswered { .. } => "further_answered",
            Self::Named { .. } => "named",
            Self::Unnamed { .. } => "unnamed",
            Self::FileOpened => "file_opened",
            Self::Service { .. } => "service",
            Self::Silent { .. } => "silent",
        }
    }
}
