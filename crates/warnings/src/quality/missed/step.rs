//! One entry of the history of a review.

use std::collections::BTreeSet;

use jiff::Timestamp;
use xinqiao_kernel::Owner;
use xinqiao_kernel::id::{AccountId, StepId};
use xinqiao_kernel::place::PlacePath;

use super::{MissedRefusal, escaped};
use crate::Code;

words! {
    /// Where a review stands.
    Stage {
        /// Somebody looks into it.
        Open = "open",
        /// Somebody would close it, and a second person is to look.
        Proposed = "proposed",
        /// Two persons have closed it.
        Closed = "closed",
    }
}

words! {
    /// How it came to the review.
    Cause {
        /// The program found a confirmed red warning that nothing had led to.
        Warning = "warning",
        /// The program found an emergency access that was justified.
        Emergency = "emergency",
        /// Somebody recorded it.
        Hand = "hand",
    }
}

/// Who does what when. `id` is the idempotency key: the same id a second time changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    pub id: StepId,
    pub at: Timestamp,
    pub by: AccountId,
    /// Free words of staff.
    pub note: Option<String>,
}

/// Whose doing an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    Account(AccountId),
    /// The program itself: it opens reviews and moves them up.
    System,
}

/// Who did what, when. Entries are never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub id: StepId,
    pub at: Timestamp,
    pub by: Actor,
    pub note: Option<String>,
    pub step: Step,
}

impl Entry {
    pub(super) fn of(act: &Act, at: Timestamp, step: Step) -> Self {
        Self { id: act.id, at, by: Actor::Account(act.by), note: act.note.clone(), step }
    }

    pub(super) const fn account(&self) -> Option<AccountId> {
        match self.by {
            Actor::Account(account) => Some(account),
            Actor::System => None,
        }
    }

    pub(super) fn worded(&self) -> Result<(), MissedRefusal> {
        let words = self.note.as_deref().unwrap_or_default();
        if words.trim().is_empty() { Err(MissedRefusal::Wordless) } else { Ok(()) }
    }
}

/// What was to be mended first, by which the review is counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Mark {
    /// A rule that was silent, or whose hint was not taken up.
    Rule { pack: Code, version: Code, code: Code },
    /// A source that told nothing, or too late.
    Source { code: Code },
    /// Neither.
    Neither,
}

impl Mark {
    /// Its node in the tree that is counted; ends with a slash.
    pub fn node(&self) -> String {
        match self {
            Self::Rule { pack, version, code } => {
                format!("rule/{}/{}/{}/", escaped(pack.as_str()), escaped(version.as_str()), escaped(code.as_str()))
            }
            Self::Source { code } => format!("source/{}/", escaped(code.as_str())),
            Self::Neither => "neither/".to_owned(),
        }
    }
}

/// What a review found; the lesson stands in the words of its entry.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Findings {
    /// The one that says most; code of the pack.
    pub finding: Code,
    /// Further ones.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub also: BTreeSet<Code>,
    pub mark: Mark,
}

/// What the first entry says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Opened {
    pub place: PlacePath,
    /// Code of the pack: what happened.
    pub event: Code,
    pub cause: Cause,
    /// When it happened, as far as anybody knows.
    pub event_at: Timestamp,
    pub owner: Owner,
    pub due_at: Timestamp,
}

/// What happened to a review.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Step {
    Opened(Box<Opened>),
    /// Something was written down.
    Noted,
    /// A proposal to whoever keeps the rules; its words name nobody. `about` is the rule or source.
    Advised {
        about: Mark,
    },
    /// The first person would close it.
    Proposed {
        findings: Findings,
        due_at: Timestamp,
    },
    /// The second person agrees: closed.
    Agreed,
    /// The second person does not; the words say why.
    SentBack {
        due_at: Timestamp,
    },
    HandedOver {
        to: Owner,
    },
    /// `missed` passed in silence; `to` is the next owner up, none when there is nobody.
    Silent {
        missed: Timestamp,
        to: Option<Owner>,
        due_at: Timestamp,
    },
}

impl Step {
    /// The word of this kind of step, as in its JSON and in text keys.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Opened(_) => "opened",
            Self::Noted => "noted",
            Self::Advised { .. } => "advised",
            Self::Proposed { .. } => "proposed",
            Self::Agreed => "agreed",
            Self::SentBack { .. } => "sent_back",
            Self::HandedOver { .. } => "handed_over",
            Self::Silent { .. } => "silent",
        }
    }

    /// Has this step words that are not about the person, and may be read by whoever keeps the rules?
    pub const fn is_for_keepers(&self) -> bool {
        matches!(self, Self::Advised { .. })
    }
}
