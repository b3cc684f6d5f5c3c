//! When a place has more than its own past lets expect: a plain limit that anybody can work out again.

use super::missed::Words;
use crate::Code;

words! {
    /// What of a place is counted by week, in persons.
    Measure {
        /// People with a warning that was confirmed in the week.
        Warnings = "warnings",
        /// People about whom words came in: letters, calls, chat.
        Words = "words",
        /// People whose self-test raised a hint.
        Tests = "tests",
    }
}

/// Numbers of the rule about places.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaRules {
    /// Weeks of the past that are the yardstick.
    pub baseline_weeks: u64,
    /// Weeks between them and the week that is judged, so that a slow rise does not lift its own yardstick.
    pub gap_weeks: u64,
    /// Standard deviations above the mean.
    pub deviations: f64,
    /// Below so many persons nothing is said.
    pub least_persons: u64,
    /// Days until somebody has looked.
    pub due_days: i64,
    /// Weeks for which counts are kept.
    pub keep_weeks: i64,
    /// Sources of signals that are words.
    pub words: Vec<Code>,
    pub reasons: Vec<AreaReason>,
}

/// What came of a notice about a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaReason {
    pub code: Code,
    pub title: Words,
}

/// What is expected of a week, and from where on it is more.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    /// Mean of the past.
    pub mean: f64,
    /// The week is more than expected when its count is above.
    pub limit: f64,
}

impl AreaRules {
    /// How many weeks before the one that is judged are needed.
    pub const fn weeks_needed(&self) -> u64 {
        self.baseline_weeks + self.gap_weeks
    }

    /// What is expected after the weeks `past`, the oldest first; none when there are too few.
    ///
    /// The limit is the higher of mean + z·sd (EARS C2, sample standard deviation) and mean + z·√mean: counts scatter at least as Poisson's
    /// law does, and a past that happened to be even must not make the next case an alarm. Source: domain_rules G.5; the second: P.
    pub fn expected(&self, past: &[u64]) -> Option<Expected> {
        let baseline = usize::try_from(self.baseline_weeks).ok()?;
        let end = past.len().checked_sub(usize::try_from(self.gap_weeks).ok()?)?;
        let weeks = past.get(end.checked_sub(baseline)?..end)?;
        let (mean, sd) = mean_and_sd(weeks)?;
        let limit = (mean + self.deviations * sd).max(mean + self.deviations * mean.sqrt());
        Some(Expected { mean, limit })
    }

    /// Is the week more than expected? Never of fewer than the least number of persons.
    pub fn is_more(&self, count: u64, expected: &Expected) -> bool {
        self.least_persons <= count && expected.limit < count as f64
    }

    /// A reason by its code.
    pub fn reason(&self, code: &str) -> Option<&AreaReason> {
        self.reasons.iter().find(|reason| reason.code.as_str() == code)
    }
}

/// Mean and sample standard deviation; none of fewer than two numbers.
pub fn mean_and_sd(numbers: &[u64]) -> Option<(f64, f64)> {
    if numbers.len() < 2 {
        return None;
    }
    let count = numbers.len() as f64;
    let mean = numbers.iter().sum::<u64>() as f64 / count;
    let squares = numbers.iter().map(|number| (*number as f64 - mean).powi(2)).sum::<f64>();
    Some((mean, (squares / (count - 1.0)).sqrt()))
}
