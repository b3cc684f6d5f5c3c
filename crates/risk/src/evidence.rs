//! Evidence: one dated fact about one person that a model knows how to weigh.

use jiff::Timestamp;
use uuid::Uuid;

use crate::KindId;

/// Which record a piece of evidence is. The same id twice counts once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct EvidenceId(pub Uuid);

/// How strongly a piece speaks: thousandths of its kind's weight, 0–1000. Zero is a reading that shows nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Strength(u16);

impl Strength {
    /// The whole weight.
    pub const FULL: Self = Self(1000);

    /// A reading that shows nothing.
    pub const NONE: Self = Self(0);

    /// From thousandths; nothing above 1000.
    pub const fn from_permille(permille: u16) -> Option<Self> {
        if permille <= 1000 { Some(Self(permille)) } else { None }
    }

    /// In thousandths.
    pub const fn permille(self) -> u16 {
        self.0
    }
}

/// One dated fact. What it may be is closed: the kinds of the model.
///
/// Of two pieces with the same id the later one counts (then the kind later in the pack, then the stronger), whatever their order.
/// A piece dated after the instant of evaluation counts as if it happened now and is marked ([`crate::Contribution::is_ahead`]): a clock that
/// runs fast must not hide a crisis, and the level must not rise when the clock catches up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence {
    pub id: EvidenceId,
    /// Of the model that evaluates; ids of another model mean nothing here, and one out of range is passed over.
    pub kind: KindId,
    /// When it happened, not when it was written down. Whole seconds count.
    pub at: Timestamp,
    pub strength: Strength,
}

impl Evidence {
    /// A piece with the whole weight of its kind.
    pub const fn new(id: EvidenceId, kind: KindId, at: Timestamp) -> Self {
        Self { id, kind, at, strength: Strength::FULL }
    }
}
