//! Who is on duty.

use jiff::Timestamp;
use xinqiao_kernel::id::AccountId;
use xinqiao_kernel::place::PlacePath;

use crate::Owner;

words! {
    /// What somebody is on duty as, in the order in which they are asked.
    Post {
        /// 值班: at the desk.
        Duty = "duty",
        /// 备班: called when the desk is empty or silent.
        Standby = "standby",
    }
}

/// One line of a roster: `from <= t < until`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DutyEntry {
    pub account: AccountId,
    pub place: PlacePath,
    pub from: Timestamp,
    pub until: Timestamp,
    pub post: Post,
}

/// A half-open span of time: `from <= t < until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub from: Timestamp,
    pub until: Timestamp,
}

impl DutyEntry {
    /// Is this line's account on duty at `at`?
    pub fn covers(&self, at: Timestamp) -> bool {
        self.from <= at && at < self.until
    }
}

/// Who is on duty for `place` at `at`: its own desk first, then the places above it; at one place by post, then who has been there
/// longest, then by account. Each account once, at its nearest place. Ready to be the candidates of [`crate::escalate()`].
pub fn on_duty(roster: &[DutyEntry], place: &PlacePath, at: Timestamp) -> Vec<Owner> {
    let mut found: Vec<Owner> = Vec::new();
    for above in place.upwards() {
        let mut here: Vec<&DutyEntry> = roster.iter().filter(|entry| entry.place == above && entry.covers(at)).collect();
        here.sort_by_key(|entry| (entry.post, entry.from, entry.account));
        for entry in here {
            if !found.iter().any(|known| known.account == entry.account) {
                found.push(Owner { account: entry.account, place: entry.place.clone() });
            }
        }
    }
    found
}
