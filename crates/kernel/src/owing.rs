//! Who owes a step, and who comes next when nothing is heard.

use crate::id::AccountId;
use crate::place::PlacePath;
use jiff::Timestamp;

/// The account that owes a step, and the place for which it does.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Owner {
    pub account: AccountId,
    /// Silence goes to the places above this one.
    pub place: PlacePath,
}

/// Something owed: somebody named owes it by a time.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Open {
    pub owner: Owner,
    /// When the clock of the step, or of its last escalation, started.
    pub since: Timestamp,
    /// Never before `since`.
    pub due_at: Timestamp,
}

impl Open {
    /// Due times of damaged or misdated events are never before the start of their clock.
    pub fn new(owner: Owner, since: Timestamp, due_at: Timestamp) -> Self {
        Self { owner, since, due_at: due_at.max(since) }
    }

    /// One missed time: the next owner above has a new clock; without anybody above, the present owner keeps it.
    pub fn escalate(&mut self, to: Option<&Owner>, at: Timestamp, due_at: Timestamp) {
        let owner = to.unwrap_or(&self.owner).clone();
        *self = Self::new(owner, at, due_at);
    }
}

/// The first candidate of the nearest place above `owner`'s that has one other than the owner.
///
/// `candidates`: who is on duty in which place, in order of preference; places that are not above the owner's are passed over.
pub fn next_up(owner: &Owner, candidates: &[Owner]) -> Option<Owner> {
    let above = owner.place.upwards().skip(1);
    above
        .filter_map(|place| candidates.iter().find(|candidate| candidate.place == place && candidate.account != owner.account))
        .next()
        .cloned()
}
