//! What happened to a warning. The log of events is the truth; the warning is derived from it.

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, PersonId, SignalId, WarningEventId, WarningId};
use xinqiao_kernel::place::PlacePath;

use crate::{Action, Code, Dismissal, Finding, Hearing, Level, Outcome, Owner, Party, Refusal};

/// Who does what when: what every verb of a person starts with.
///
/// `id` is the idempotency key: the same id a second time changes nothing, whatever else the act says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Act {
    pub id: WarningEventId,
    pub at: Timestamp,
    pub by: AccountId,
}

/// Whose doing an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", content = "account", rename_all = "snake_case")]
pub enum Actor {
    Account(AccountId),
    /// The program itself; only escalation.
    System,
}

/// One event of a warning.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Event {
    pub id: WarningEventId,
    pub at: Timestamp,
    pub by: Actor,
    /// Free words of staff about the step: clinical text, shown only to roles that open notes, never copied into the warning.
    pub note: Option<String>,
    pub what: What,
}

/// What happened. `due_at` is until when the next step is due; it was computed by the rules of that day and stays.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    /// A duty person confirmed signals, or proposed to where a second person must confirm.
    Opened(Opened),
    /// The second person confirmed, perhaps at a lower level.
    Seconded { level: Level, two_to_close: bool, owner: Owner, due_at: Timestamp },
    /// A proposal was set aside before a second person confirmed it.
    Dismissed { reason: Dismissal },
    /// The responsible person took it on.
    Acknowledged { due_at: Timestamp },
    /// Somebody talked with the person, or could not.
    Verified { finding: Finding, due_at: Timestamp },
    /// Support began, or went on.
    Intervened { action: Action, due_at: Timestamp },
    /// A party heard back, or did not wish to, or could not be reached.
    Heard { party: Party, hearing: Hearing, due_at: Timestamp },
    /// The first of two persons would close.
    CloseProposed { outcome: Outcome },
    /// The second person agrees: closed with the proposed outcome.
    CloseSeconded,
    /// Closed by one person.
    Closed { outcome: Outcome },
    /// Another named account owes the next step; the clock runs on.
    HandedOver { to: Owner },
    /// `missed` passed in silence. `to` is the next owner up the tree; `None` when there is nobody further up.
    Escalated { missed: Timestamp, to: Option<Owner>, due_at: Timestamp },
    /// Something was written down; the step and its clock stay as they are.
    Noted,
}

impl What {
    /// The word of this kind of event, as in its JSON and the text key `event.<word>`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Opened(_) => "opened",
            Self::Seconded { .. } => "seconded",
            Self::Dismissed { .. } => "dismissed",
            Self::Acknowledged { .. } => "acknowledged",
            Self::Verified { .. } => "verified",
            Self::Intervened { .. } => "intervened",
            Self::Heard { .. } => "heard",
            Self::CloseProposed { .. } => "close_proposed",
            Self::CloseSeconded => "close_seconded",
            Self::Closed { .. } => "closed",
            Self::HandedOver { .. } => "handed_over",
            Self::Escalated { .. } => "escalated",
            Self::Noted => "noted",
        }
    }

    /// All words that [`Self::word`] gives.
    pub const WORDS: &'static [&'static str] = &[
        "opened",
        "seconded",
        "dismissed",
        "acknowledged",
        "verified",
        "intervened",
        "heard",
        "close_proposed",
        "close_seconded",
        "closed",
        "handed_over",
        "escalated",
        "noted",
    ];
}

/// What the first event says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Opened {
    pub warning: WarningId,
    pub person: PersonId,
    pub place: PlacePath,
    pub level: Level,
    pub signals: Vec<SignalId>,
    /// Pack and version whose clocks the warning runs by.
    pub rules: Code,
    pub rules_version: Code,
    pub two_to_confirm: bool,
    pub two_to_close: bool,
    /// Does somebody other than the person wait to hear back?
    pub has_reporter: bool,
    pub owner: Owner,
    pub due_at: Timestamp,
}

impl Event {
    pub(crate) fn of(act: &Act, note: Option<String>, what: What) -> Self {
        Self { id: act.id, at: act.at, by: Actor::Account(act.by), note, what }
    }

    pub(crate) const fn account(&self) -> Result<AccountId, Refusal> {
        match self.by {
            Actor::Account(account) => Ok(account),
            Actor::System => Err(Refusal::NeedsPerson),
        }
    }
}
