//! One thing that one account is told.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_kernel::id::{AccountId, NoticeId};

use crate::{Level, Saying, Subject};

/// The id of what a notice is about: a warning, a case, a referral, a signal. Nothing is known about it here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct About(pub Uuid);

/// A notice as it lies inside the program.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Notice {
    pub id: NoticeId,
    /// The recipient.
    pub account: AccountId,
    /// A kind of the pack, such as `notice-yours`.
    pub kind: String,
    pub about: About,
    /// Which step of what it is about, so that the same kind may be told again for a later one: the number of escalations, of entries.
    pub step: u32,
    /// For staff only; none where urgency has no meaning.
    pub level: Option<Level>,
    pub made_at: Timestamp,
    /// By when something is due.
    pub due_at: Option<Timestamp>,
}

/// What makes two notices the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    pub account: AccountId,
    pub kind: String,
    pub about: About,
    pub step: u32,
}

impl Notice {
    /// Kind, about, step and recipient.
    pub fn key(&self) -> Key {
        Key { account: self.account, kind: self.kind.clone(), about: self.about, step: self.step }
    }

    /// Does it wait for no hour and no limit?
    pub fn is_red(&self) -> bool {
        self.level == Some(Level::Red)
    }

    /// What a reader learns from it outside: its kind does not show there.
    pub fn saying(&self, subject: Subject) -> Saying {
        Saying { about: self.about, subject, due_at: self.due_at }
    }
}
