//! Waiting after failed tries: the wait doubles with each failure and is the same whether the login exists or not.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

/// How failures of one login, or from one address, make the next try wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lockout {
    /// failures that cost nothing
    pub free: u32,
    /// wait after the first failure beyond those, in seconds
    pub first_s: u32,
    /// longest wait, in seconds
    pub most_s: u32,
    /// failures older than so many hours are forgotten
    pub window_h: u32,
}

impl Lockout {
    /// From when on failures count.
    pub fn since(&self, now: Timestamp) -> Timestamp {
        now.checked_sub(SignedDuration::from_hours(i64::from(self.window_h))).unwrap_or(Timestamp::MIN)
    }

    /// The wait that so many failures cost, in seconds.
    pub fn cost_s(&self, failures: u32) -> u32 {
        let Some(doublings) = failures.checked_sub(self.free) else { return 0 };
        self.first_s
            .checked_shl(doublings.min(31))
            .filter(|cost| cost >> doublings.min(31) == self.first_s)
            .unwrap_or(self.most_s)
            .min(self.most_s)
    }

    /// How many seconds are left to wait; `None` when a try is allowed. A clock that was set back leaves the whole wait.
    pub fn wait_s(&self, failures: u32, last: Option<Timestamp>, now: Timestamp) -> Option<u32> {
        let cost = self.cost_s(failures);
        let last = last.filter(|_| cost > 0)?;
        let left = i64::from(cost) - now.duration_since(last).as_secs().max(0);
        u32::try_from(left).ok().filter(|left| *left > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: Lockout = Lockout { free: 5, first_s: 60, most_s: 900, window_h: 24 };

    #[test]
    fn the_wait_doubles_with_each_failure_up_to_the_longest() {
        let costs: Vec<u32> = [0, 4, 5, 6, 7, 8, 9, 40, u32::MAX].into_iter().map(|failures| RULES.cost_s(failures)).collect();
        assert_eq!(costs, [0, 0, 60, 120, 240, 480, 900, 900, 900]);
    }

    #[test]
    fn the_wait_runs_from_the_last_failure() {
        let last: Timestamp = "2026-11-22T02:00:00Z".parse().unwrap();
        let after = |seconds| RULES.wait_s(6, Some(last), last + SignedDuration::from_secs(seconds));
        assert_eq!((after(0), after(119), after(120)), (Some(120), Some(1), None));
        assert_eq!(RULES.wait_s(4, Some(last), last), None);
        assert_eq!(RULES.wait_s(9, None, last), None);
    }

    #[test]
    fn a_clock_that_is_set_back_shortens_no_wait() {
        let last: Timestamp = "2026-11-22T02:00:00Z".parse().unwrap();
        assert_eq!(RULES.wait_s(6, Some(last), last - SignedDuration::from_hours(30)), Some(120));
    }
}
