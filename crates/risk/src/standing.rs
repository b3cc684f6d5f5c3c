//! Where a person stood when somebody last looked.

use jiff::Timestamp;

use crate::Level;

/// The level held, since when, and when that was worked out. What the store keeps between two evaluations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Standing {
    pub level: Level,
    /// Since when the level is held without a break.
    pub since: Timestamp,
    /// The instant of the evaluation.
    pub as_of: Timestamp,
    /// Evidence was withdrawn or corrected since: no level is held only because of its dwell.
    #[serde(default)]
    pub corrected: bool,
}

impl Standing {
    /// The same standing after evidence was withdrawn or corrected: a wrong level must not be held for its dwell.
    #[must_use]
    pub const fn corrected(self) -> Self {
        Self { corrected: true, ..self }
    }
}
