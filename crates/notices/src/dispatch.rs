//! One way by which one notice is told, as a state machine.

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, NoticeId};

use crate::{Channel, Event, Level, OutOfTurn, Reason, Receipt, Refused, RefusedKind, Rules};

/// Where a dispatch stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "state", rename_all = "snake_case", deny_unknown_fields)]
pub enum State {
    /// It waits.
    Queued { next_at: Timestamp },
    /// A courier is under way; looked at again when it does not come back until then.
    Sending { until: Timestamp },
    /// The other side took it.
    HandedOver { at: Timestamp, receipt: Receipt },
    /// It arrived.
    Delivered { at: Timestamp },
    /// It was seen.
    Read { at: Timestamp },
    /// It was given up.
    Failed { at: Timestamp, why: Refused },
    /// It is not right to send it any more.
    Superseded { at: Timestamp, reason: Reason },
}

/// A dispatch. Made by [`crate::plan`], changed by [`Dispatch::apply`] alone.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Dispatch {
    pub notice: NoticeId,
    pub account: AccountId,
    pub channel: Channel,
    pub level: Option<Level>,
    /// When its turn comes on the ladder.
    pub planned_for: Timestamp,
    /// How often a courier set out.
    pub attempts: u32,
    /// When one set out for the first time.
    pub first_at: Option<Timestamp>,
    pub state: State,
}

impl Dispatch {
    /// What is left to do about it: none when it has ended.
    pub const fn next_at(&self) -> Option<Timestamp> {
        match &self.state {
            State::Queued { next_at } => Some(*next_at),
            State::Sending { until } => Some(*until),
            State::HandedOver { .. }
            | State::Delivered { .. }
            | State::Read { .. }
            | State::Failed { .. }
            | State::Superseded { .. } => None,
        }
    }

    /// Will nothing be sent any more?
    pub const fn is_over(&self) -> bool {
        self.next_at().is_none()
    }

    /// Did the other side take it?
    pub const fn is_taken(&self) -> bool {
        matches!(self.state, State::HandedOver { .. } | State::Delivered { .. } | State::Read { .. })
    }

    /// With all events that happened to it.
    ///
    /// Errors: [`OutOfTurn`] when an event cannot follow.
    pub fn replay<'a>(self, rules: &Rules, events: impl IntoIterator<Item = &'a Event>) -> Result<Self, OutOfTurn> {
        events.into_iter().try_fold(self, |dispatch, event| dispatch.apply(rules, event))
    }

    /// With one more event.
    ///
    /// Errors: [`OutOfTurn`]; nothing has changed.
    pub fn apply(mut self, rules: &Rules, event: &Event) -> Result<Self, OutOfTurn> {
        self.state = match (&self.state, event) {
            (State::Queued { .. }, Event::Postponed { until, .. }) => State::Queued { next_at: *until },
            (State::Queued { next_at }, Event::Hastened { at }) => {
                self.planned_for = self.planned_for.min(*at);
                State::Queued { next_at: (*next_at).min(*at) }
            }
            (State::Queued { next_at }, Event::Began { at }) if next_at <= at => {
                self.attempts += 1;
                self.first_at.get_or_insert(*at);
                State::Sending { until: rules.lease_ends(*at) }
            }
            (State::Queued { .. }, Event::Superseded { at, reason }) => State::Superseded { at: *at, reason: *reason },
            (State::Queued { .. }, Event::NoAddress { at }) => {
                State::Failed { at: *at, why: Refused::new(RefusedKind::Permanent, "no address for this way") }
            }
            // a courier under way cannot be called back: what it brings decides, or the end of its time
            (State::Sending { .. }, Event::HandedOver { at, receipt }) => State::HandedOver { at: *at, receipt: receipt.clone() },
            (State::Sending { .. }, Event::Refused { at, refused }) => self.refused(rules, *at, refused),
            // waits as after a refusal, so that a fault in keeping what couriers bring never sends without end
            (State::Sending { until }, Event::Lost { at }) if until <= at => {
                let what = "no word from the courier".to_owned();
                self.refused(rules, *at, &Refused { kind: RefusedKind::Temporary, what, may_have_arrived: true })
            }
            (State::HandedOver { .. }, Event::Delivered { at }) => State::Delivered { at: *at },
            // taken, and then it turned out that it cannot be delivered
            (State::HandedOver { .. }, Event::Refused { at, refused }) => State::Failed { at: *at, why: refused.clone() },
            (State::HandedOver { .. } | State::Delivered { .. }, Event::Read { at }) => State::Read { at: *at },
            _ => return Err(OutOfTurn),
        };
        Ok(self)
    }

    fn refused(&self, rules: &Rules, at: Timestamp, refused: &Refused) -> State {
        let next = match refused.kind {
            RefusedKind::Permanent => None,
            RefusedKind::Temporary => rules.next_try(self.level, self.attempts, at),
            RefusedKind::Unreachable => rules.next_reach(self.level, self.attempts, self.first_at.unwrap_or(at), at),
        };
        match next {
            Some(next_at) => State::Queued { next_at },
            None => State::Failed { at, why: refused.clone() },
        }
    }
}
