//! A number that may be seen, or none.

/// A count as it may be shown. A hidden one holds no number, so nothing can print it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cell {
    /// Persons.
    Count(u64),
    /// Small, or hidden so that a small one does not follow.
    Hidden,
}

impl Cell {
    /// The number, if it may be seen.
    pub const fn shown(self) -> Option<u64> {
        match self {
            Self::Count(count) => Some(count),
            Self::Hidden => None,
        }
    }

    /// Numerator and denominator of a rate: only where both may be seen and somebody is counted.
    pub const fn share_of(self, whole: Self) -> Option<(u64, u64)> {
        match (self, whole) {
            (Self::Count(part), Self::Count(whole)) if 0 < whole => Some((part, whole)),
            _ => None,
        }
    }
}
