//! Intervals of a share and of a difference of two shares.

/// How sure an interval is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    Ninety,
    NinetyFive,
    NinetyNine,
}

impl Confidence {
    /// The quantile of the standard normal distribution at (1 + confidence) / 2.
    pub const fn z(self) -> f64 {
        match self {
            Self::Ninety => 1.644_853_626_951_472_2,
            Self::NinetyFive => 1.959_963_984_540_054,
            Self::NinetyNine => 2.575_829_303_548_901,
        }
    }
}

/// From `low` to `high`, in the unit of the estimate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

/// The score interval of a share `hits` / `total`, within 0–1 and never of width zero.
///
/// Missing: none of a total of zero, nor when there are more hits than trials.
/// Source: Wilson EB (1927), J Am Stat Assoc 22:209–212.
pub fn wilson(hits: u64, total: u64, confidence: Confidence) -> Option<Interval> {
    if total == 0 || total < hits {
        return None;
    }
    let (n, z) = (total as f64, confidence.z());
    let share = hits as f64 / n;
    let middle = share + z * z / (2.0 * n);
    let spread = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    let low = if hits == 0 { 0.0 } else { (middle - spread) / scale };
    let high = if hits == total { 1.0 } else { (middle + spread) / scale };
    Some(Interval { low, high })
}

/// The interval of a difference of two independent shares, first less second, within −1–1.
///
/// Missing: none when one of the totals is zero.
/// Source: Newcombe RG (1998), Stat Med 17:873–890, method 10 (from two score intervals, without continuity correction).
pub fn newcombe(first: (u64, u64), second: (u64, u64), confidence: Confidence) -> Option<Interval> {
    let (one, two) = (wilson(first.0, first.1, confidence)?, wilson(second.0, second.1, confidence)?);
    let (p, q) = (first.0 as f64 / first.1 as f64, second.0 as f64 / second.1 as f64);
    let low = p - q - ((p - one.low).powi(2) + (two.high - q).powi(2)).sqrt();
    let high = p - q + ((one.high - p).powi(2) + (q - two.low).powi(2)).sqrt();
    Some(Interval { low, high })
}
