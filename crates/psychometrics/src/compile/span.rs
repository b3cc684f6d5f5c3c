//! The interval in which a value can lie.

/// Smallest and largest possible value, and whether every value is whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    pub lowest: f64,
    pub highest: f64,
    pub whole: bool,
}

impl Span {
    pub(super) fn new(lowest: f64, highest: f64, whole: bool) -> Self {
        Self { lowest, highest, whole }
    }

    pub(super) fn zero() -> Self {
        Self::new(0.0, 0.0, true)
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self::new(self.lowest + other.lowest, self.highest + other.highest, self.whole && other.whole)
    }

    pub(super) fn times(self, factor: f64) -> Self {
        let (one, other) = (self.lowest * factor, self.highest * factor);
        Self::new(one.min(other), one.max(other), self.whole && factor.fract() == 0.0)
    }

    /// The smallest interval around both.
    pub(super) fn hull(self, other: Self) -> Self {
        Self::new(self.lowest.min(other.lowest), self.highest.max(other.highest), self.whole && other.whole)
    }

    pub(super) fn around(values: impl Iterator<Item = f64>) -> Option<Self> {
        values.map(|value| Self::new(value, value, value.fract() == 0.0)).reduce(Self::hull)
    }

    pub(super) fn floor(self) -> Self {
        let floor = |value: f64| (value + crate::TOLERANCE).floor();
        Self::new(floor(self.lowest), floor(self.highest), true)
    }

    pub(super) fn contains(&self, value: f64) -> bool {
        self.lowest - crate::TOLERANCE <= value && value <= self.highest + crate::TOLERANCE
    }
}

impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "[{}, {}]", self.lowest, self.highest)
    }
}
