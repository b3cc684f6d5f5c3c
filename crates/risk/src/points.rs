//! Points of attention.

use std::fmt;

/// Points of attention, kept as whole millionths so that sums do not depend on their order.
///
/// Written with one decimal. Higher means more attention; points that protect are written positive and taken off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(i64);

impl Points {
    pub const ZERO: Self = Self(0);

    /// From millionths of a point.
    pub const fn from_micro(micro: i64) -> Self {
        Self(micro)
    }

    /// In millionths of a point.
    pub const fn micro(self) -> i64 {
        self.0
    }

    /// The nearest millionth of a number of points; nothing when it is not finite or beyond a million points.
    pub fn of(points: f64) -> Option<Self> {
        (points.is_finite() && points.abs() <= 1e6).then(|| Self((points * 1e6).round() as i64))
    }

    /// As a number of points.
    pub fn value(self) -> f64 {
        self.0 as f64 / 1e6
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1}", self.value())
    }
}
