//! How much attention a result asks for: the only grading that residents see.

/// Attention that a result asks for, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attention {
    /// 1: steady.
    Steady = 1,
    /// 2: some burden.
    SomeBurden = 2,
    /// 3: take more care.
    MoreCare = 3,
    /// 4: talk soon.
    TalkSoon = 4,
}

impl Attention {
    /// The number that packs write, 1–4.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The attention for a number; `None` outside 1–4.
    pub fn from_number(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::Steady),
            2 => Some(Self::SomeBurden),
            3 => Some(Self::MoreCare),
            4 => Some(Self::TalkSoon),
            _ => None,
        }
    }
}
