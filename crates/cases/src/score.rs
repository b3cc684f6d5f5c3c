//! Scores of outcome measures.

use std::fmt;

/// A score in whole tenths: visual scales are read to the millimetre. In packs and events a number with at most one decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Score(i32);

/// Why a number is not a score.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("{number} is no score: a number from -10000 to 10000 with at most one decimal")]
pub struct BadScore {
    pub number: f64,
}

impl Score {
    /// Zero points.
    pub const ZERO: Self = Self(0);

    /// A score of whole points.
    pub const fn whole(points: i16) -> Self {
        Self(points as i32 * 10)
    }

    /// A score of tenths of a point.
    pub const fn tenths(tenths: i16) -> Self {
        Self(tenths as i32)
    }

    /// In tenths of a point.
    pub const fn in_tenths(self) -> i32 {
        self.0
    }

    /// The sum of both.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// This less the other.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// The distance from zero.
    #[must_use]
    pub const fn size(self) -> Self {
        Self(self.0.saturating_abs())
    }
}

impl TryFrom<f64> for Score {
    type Error = BadScore;

    fn try_from(number: f64) -> Result<Self, BadScore> {
        let tenths = number * 10.0;
        let is_sound = number.abs() <= 10_000.0 && (tenths - tenths.round()).abs() < 1e-6;
        if is_sound { Ok(Self(tenths.round() as i32)) } else { Err(BadScore { number }) }
    }
}

impl From<Score> for f64 {
    fn from(score: Score) -> Self {
        Self::from(score.0) / 10.0
    }
}

impl fmt::Display for Score {
    /// `27`, `19.5`, `-6`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&f64::from(*self).to_string())
    }
}
