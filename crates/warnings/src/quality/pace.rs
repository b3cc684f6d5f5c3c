//! How long something took for most: median and ninth decile of counted steps of time.

/// Minutes of one step: times are counted in quarters of an hour.
pub const STEP_MINUTES: u64 = 15;

/// How long it took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// How often it was measured.
    pub times: u64,
    /// Half of them took at most so many minutes.
    pub median: u64,
    /// Nine in ten of them took at most so many minutes.
    pub p90: u64,
}

/// Median and ninth decile of `(step, how often)`, where step n is from n to n + 1 quarters of an hour.
///
/// Unit: minutes, rounded up to the end of the step. Missing: none when nothing was measured.
pub fn pace(steps: &[(u64, u64)]) -> Option<Pace> {
    let mut steps: Vec<(u64, u64)> = steps.iter().copied().filter(|(_, often)| 0 < *often).collect();
    steps.sort_unstable();
    let times = steps.iter().fold(0_u64, |sum, (_, often)| sum.saturating_add(*often));
    let at = |tenths: u64| {
        // the smallest step at which that many tenths are reached
        let needed = u128::from(times) * u128::from(tenths);
        let mut sum = 0_u128;
        steps.iter().find_map(|(step, often)| {
            sum += u128::from(*often) * 10;
            (needed <= sum).then(|| step.saturating_add(1).saturating_mul(STEP_MINUTES))
        })
    };
    Some(Pace { times, median: at(5)?, p90: at(9)? })
}
