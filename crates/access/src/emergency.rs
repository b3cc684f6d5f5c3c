//! Limits of emergencies (break-glass), from a pack, and whether one is still open.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

/// `emergency/<id>.toml`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmergencyRules {
    pub id: String,
    pub version: String,
    pub valid_from: Date,
    pub source: String,
    /// minutes that one may ask for; the first is offered
    pub minutes: Vec<u16>,
    /// codes of reasons
    pub reasons: Vec<String>,
    /// letters of the opener's own words
    pub words_at_least: u16,
    pub words_at_most: u16,
    /// hours within which somebody else reviews it
    pub review_within_h: u16,
    /// misses within an hour after which the search waits
    pub misses_per_h: u16,
    /// emergencies that one account opens within 24 hours
    pub opened_per_day: u16,
    /// days for which telling the person may be held back
    pub hold_at_most_days: u16,
    /// codes of reasons for that
    pub hold_reasons: Vec<String>,
}

/// The longest emergency that a pack may allow: what takes longer is handed over to whoever is responsible.
const LONGEST_MIN: u16 = 240;
/// A clock that stands back by more than this behind what was seen before was set back.
const CLOCK_SLACK: SignedDuration = SignedDuration::from_secs(60);

impl EmergencyRules {
    /// What is wrong: key, expected, found.
    pub fn faults(&self) -> Vec<(&'static str, &'static str, String)> {
        let mut faults = Vec::new();
        if self.minutes.is_empty() || self.minutes.iter().any(|minutes| *minutes == 0 || *minutes > LONGEST_MIN) {
            faults.push(("minutes", "at least one, each from 1 to 240", format!("{:?}", self.minutes)));
        }
        if self.reasons.is_empty() {
            faults.push(("reasons", "at least one", "none".to_owned()));
        }
        if self.words_at_least == 0 || self.words_at_most < self.words_at_least {
            faults.push(("words_at_least", "1 or more, and no more than words_at_most", self.words_at_least.to_string()));
        }
        for (key, value) in [
            ("review_within_h", self.review_within_h),
            ("misses_per_h", self.misses_per_h),
            ("opened_per_day", self.opened_per_day),
        ] {
            if value == 0 {
                faults.push((key, "1 or more", "0".to_owned()));
            }
        }
        faults
    }
}

/// How an emergency stands at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The record is open.
    Open,
    /// Its time is over.
    Over,
    /// The clock was set back: it ends, because nobody knows for how long it was open.
    ClockSetBack,
}

/// Whether an emergency of `from..until`, last seen at `seen`, is open at `now`. A clock that is set back does not lengthen it.
pub fn standing(from: Timestamp, until: Timestamp, seen: Timestamp, now: Timestamp) -> Standing {
    if now < from || seen.duration_since(now) > CLOCK_SLACK {
        Standing::ClockSetBack
    } else if now.max(seen) >= until {
        Standing::Over
    } else {
        Standing::Open
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emergency_ends_at_its_time_and_is_not_lengthened_by_a_clock_set_back() {
        let at = |minute: i64| Timestamp::from_second(1_795_312_800 + minute * 60).unwrap_or_default();
        let check = |seen: i64, now: i64, expected: Standing| assert_eq!(standing(at(0), at(30), at(seen), at(now)), expected);
        check(0, 0, Standing::Open);
        check(10, 29, Standing::Open);
        check(10, 30, Standing::Over);
        check(10, 500, Standing::Over);
        check(25, 24, Standing::Open);
        check(25, 20, Standing::ClockSetBack);
        check(0, -1, Standing::ClockSetBack);
        check(31, 30, Standing::Over);
    }
}
