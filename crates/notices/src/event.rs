//! What happens to a dispatch.

use jiff::Timestamp;

use crate::{Reason, RefusedKind};

/// What the other side gave when it took a letter.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Receipt {
    /// Its own name for the letter: the queue id of a mail server, the message id of a gateway.
    pub reference: Option<String>,
}

/// The other side did not take a letter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[error("{kind}: {what}")]
pub struct Refused {
    pub kind: RefusedKind,
    /// For the operator; holds no address and no text of a letter.
    pub what: String,
    /// The line broke when everything had been said: the letter may lie there all the same. Keep it among [`crate::Facts::sent`].
    #[serde(default)]
    pub may_have_arrived: bool,
}

impl Refused {
    /// A refusal after which the letter is surely not there.
    pub fn new(kind: RefusedKind, what: impl Into<String>) -> Self {
        Self { kind, what: what.into(), may_have_arrived: false }
    }
}

/// One entry of the history of a dispatch.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A courier sets out. Written before it does, so that a crash in between is seen.
    Began { at: Timestamp },
    /// The other side took it.
    HandedOver { at: Timestamp, receipt: Receipt },
    /// The other side did not take it.
    Refused { at: Timestamp, refused: Refused },
    /// The courier did not come back in its time. What it carried may have arrived.
    Lost { at: Timestamp },
    /// The other side reports that it arrived.
    Delivered { at: Timestamp },
    /// The recipient has seen it.
    Read { at: Timestamp },
    /// It is not right to send it any more.
    Superseded { at: Timestamp, reason: Reason },
    /// Later: a quiet hour, a limit.
    Postponed { at: Timestamp, until: Timestamp },
    /// Sooner: another way failed.
    Hastened { at: Timestamp },
    /// The recipient has no address for this way any more.
    NoAddress { at: Timestamp },
}

impl Event {
    /// When it happened.
    pub const fn at(&self) -> Timestamp {
        match self {
            Self::Began { at }
            | Self::HandedOver { at, .. }
            | Self::Refused { at, .. }
            | Self::Lost { at }
            | Self::Delivered { at }
            | Self::Read { at }
            | Self::Superseded { at, .. }
            | Self::Postponed { at, .. }
            | Self::Hastened { at }
            | Self::NoAddress { at } => *at,
        }
    }
}

/// An event that cannot follow on what happened before; nothing has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the event cannot follow on the state of the dispatch")]
pub struct OutOfTurn;
