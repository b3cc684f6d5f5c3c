//! How soon a person should look.

use serde::{Deserialize, Serialize};

/// Proposed attention, 0–4, higher is more urgent. Written as a number.
/// Source: domain_rules C.1; free text cannot be asked back, so ideation alone stands one step higher than in an interview.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub enum AttentionLevel {
    /// 0: nothing found. The text is read all the same.
    #[default]
    None,
    /// 1: a note for whoever reads it.
    Note,
    /// 2: counsel within days.
    Counsel,
    /// 3: human contact the same day.
    SameDay,
    /// 4: immediately.
    Immediate,
}

impl AttentionLevel {
    /// All levels, lowest first.
    pub const ALL: [Self; 5] = [Self::None, Self::Note, Self::Counsel, Self::SameDay, Self::Immediate];
}

impl From<AttentionLevel> for u8 {
    fn from(level: AttentionLevel) -> Self {
        level as Self
    }
}

impl TryFrom<u8> for AttentionLevel {
    type Error = String;

    fn try_from(number: u8) -> Result<Self, String> {
        Self::ALL.get(usize::from(number)).copied().ok_or_else(|| format!("{number} is no level from 0 to 4"))
    }
}
