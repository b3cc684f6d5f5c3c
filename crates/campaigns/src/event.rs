//! What happens to a campaign.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use xinqiao_kernel::id::AccountId;

use crate::Window;
use crate::capacity::Figures;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// It was planned: nobody is asked yet.
    Planned {
        /// The days on which it is to ask.
        window: Window,
    },
    /// It ran already when sign-offs came into use: the program says so, nobody signed.
    TakenOver,
    /// A second person looked at instruments, consent text, cohort and staff, and agreed.
    SignedOff,
    /// The second person did not agree, and said why; it can be planned anew.
    SentBack,
    /// Nobody begins any more until it goes on; who had begun may finish.
    Paused,
    /// The same, because more talks are to be expected than the staff of the coming days can hold.
    PausedByCapacity {
        /// What it was computed from.
        figures: Figures,
    },
    /// It goes on.
    Resumed,
    /// It asks nobody any more.
    Closed,
    /// It asks again, until another last day.
    Reopened {
        /// The days on which it asks now.
        window: Window,
    },
}

impl Act {
    /// The word for rows and pages.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Planned { .. } => "planned",
            Self::TakenOver => "taken_over",
            Self::SignedOff => "signed_off",
            Self::SentBack => "sent_back",
            Self::Paused => "paused",
            Self::PausedByCapacity { .. } => "paused_by_capacity",
            Self::Resumed => "resumed",
            Self::Closed => "closed",
            Self::Reopened { .. } => "reopened",
        }
    }
}

/// An act with who did it and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// What happened.
    #[serde(flatten)]
    pub act: Act,
    /// Who did it; `None`: the program itself.
    pub by: Option<AccountId>,
    /// When.
    pub at: Timestamp,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}
