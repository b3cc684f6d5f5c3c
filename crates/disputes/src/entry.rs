//! One entry of the history of a dispute or a reception.

use jiff::Timestamp;
use xinqiao_kernel::id::AccountId;

use crate::{Refusal, StepId};

/// Who does what when: what every verb of a person starts with.
///
/// `id` is the idempotency key: the same id a second time changes nothing, whatever else the act says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    pub id: StepId,
    pub at: Timestamp,
    pub by: AccountId,
    /// Free words of staff.
    pub note: Option<String>,
}

/// Whose doing an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", content = "account", rename_all = "snake_case")]
pub enum Actor {
    Account(AccountId),
    /// The program itself: only silence, and whoever is gone.
    System,
}

/// Who did what, when. Entries are never changed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry<S> {
    /// The same id a second time is the same entry.
    pub id: StepId,
    pub at: Timestamp,
    pub by: Actor,
    /// In their own words.
    pub note: Option<String>,
    pub step: S,
}

impl<S> Entry<S> {
    pub(crate) fn of(act: &Act, step: S) -> Self {
        Self { id: act.id, at: act.at, by: Actor::Account(act.by), note: act.note.clone(), step }
    }

    pub(crate) const fn account(&self) -> Result<AccountId, Refusal> {
        match self.by {
            Actor::Account(account) => Ok(account),
            Actor::System => Err(Refusal::NeedsPerson),
        }
    }

    pub(crate) fn worded(&self) -> Result<(), Refusal> {
        let words = self.note.as_deref().unwrap_or_default();
        if words.trim().is_empty() { Err(Refusal::Wordless) } else { Ok(()) }
    }
}

/// What a verb gives: the state after it and the entry to keep; none when it was kept before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed<T, S> {
    pub now: T,
    pub entry: Option<Entry<S>>,
}
