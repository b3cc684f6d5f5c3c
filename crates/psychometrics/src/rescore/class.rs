//! What counting again came to, in one word.

use serde::{Deserialize, Serialize};

/// The gravest thing that differs between two results, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// The new version raises a signal that the old one did not, or a graver one.
    NewSignal,
    /// The new version cannot count these answers.
    NotScored,
    /// The sheet counted, and is put aside by the new version.
    PutAside,
    /// The sheet was put aside, and counts by the new version.
    CountsNow,
    /// A graver band.
    BandUp,
    /// A signal of the old result does not follow from the new one.
    NoSignal,
    /// A milder band.
    BandDown,
    /// Another band that asks for as much attention.
    BandOther,
    /// Points, critical answers or flags only.
    ScoreOnly,
    /// The same result; the version has other words for its bands.
    WordsOnly,
    /// The same result in the same words.
    Unchanged,
}

impl Class {
    /// All classes, the gravest first.
    pub const ALL: [Self; 11] = [
        Self::NewSignal,
        Self::NotScored,
        Self::PutAside,
        Self::CountsNow,
        Self::BandUp,
        Self::NoSignal,
        Self::BandDown,
        Self::BandOther,
        Self::ScoreOnly,
        Self::WordsOnly,
        Self::Unchanged,
    ];

    /// The code in rows and addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NewSignal => "new_signal",
            Self::NotScored => "not_scored",
            Self::PutAside => "put_aside",
            Self::CountsNow => "counts_now",
            Self::BandUp => "band_up",
            Self::NoSignal => "no_signal",
            Self::BandDown => "band_down",
            Self::BandOther => "band_other",
            Self::ScoreOnly => "score_only",
            Self::WordsOnly => "words_only",
            Self::Unchanged => "unchanged",
        }
    }

    /// The class of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code() == code)
    }

    /// Does the result of the person differ? Then both are kept.
    pub const fn is_change(self) -> bool {
        !matches!(self, Self::WordsOnly | Self::Unchanged)
    }
}
