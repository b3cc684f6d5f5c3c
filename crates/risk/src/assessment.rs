//! What an evaluation says: the level, every contribution to it, and what would change it.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::{EvidenceId, KindId, Level, Points, Standing, WouldChange};

/// The level of one person at one instant, with everything it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    pub level: Level,
    /// Since when the level is held.
    pub since: Timestamp,
    /// The instant of the evaluation.
    pub at: Timestamp,
    /// What the level comes from: risk and interactions less what protects, never below zero.
    pub points: Points,
    /// Risk and interactions alone.
    pub gross: Points,
    /// What protective factors take off; at most the model's share of the gross points.
    pub relief: Points,
    /// The points now, put against the rising thresholds, would give less than the level: it is held by the falling threshold or its dwell.
    pub is_held: bool,
    /// Risk, in the order of the pack, newest first. Every piece of evidence about a risk is here once.
    pub contributions: Vec<Contribution>,
    /// What protects, in the same order.
    pub protective: Vec<Contribution>,
    pub interactions: Vec<InteractionHeld>,
    /// The highest floor that holds now, and of these the one that holds longest.
    pub floor: Option<FloorHeld>,
    /// What would raise or lower the level.
    pub changes: Vec<WouldChange>,
    /// The second at which the level falls by itself if nothing new comes: just before it is as now, from then on the next lower. Nothing for
    /// [`Level::None`].
    pub falls_at: Option<Timestamp>,
    /// What is known at all.
    pub basis: Basis,
    /// Rules of the model about what ought to be known and is not, by their place in [`crate::Model::missing`]. They change no points.
    pub gaps: Vec<usize>,
    /// Of the model.
    pub version: Arc<str>,
}

impl Assessment {
    /// What the store keeps for the next evaluation.
    pub const fn standing(&self) -> Standing {
        Standing { level: self.level, since: self.since, as_of: self.at, corrected: false }
    }
}

/// One piece of evidence and what is left of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contribution {
    pub evidence: EvidenceId,
    pub kind: KindId,
    pub happened: Timestamp,
    /// At the evaluation; zero for a piece dated ahead.
    pub age: SignedDuration,
    /// Weight times strength.
    pub start: Points,
    /// What is left of it by itself. For what protects: at [`Self::weighed_at`].
    pub left: Points,
    /// What of it is in the sum; the counted points of a kind add up to what the kind counts.
    pub counted: Points,
    pub why: Counted,
    /// Now for risk. What protects fades only up to the newest risk, and is held from then on: time alone raises nobody.
    pub weighed_at: Timestamp,
    /// When less than the cutoff is left of it. Nothing for what is held, and for what is gone already.
    pub gone_at: Option<Timestamp>,
    /// Dated after the evaluation: a wrong clock or a slip of the pen.
    pub is_ahead: bool,
}

/// Why a piece counts as it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// All that is left of it.
    Whole,
    /// Its kind has reached its cap: some or nothing of it counts.
    Capped { cap: Points },
    /// A newer reading of the same kind stands for it.
    Replaced { by: EvidenceId },
    /// Another piece of the same kind has as much or more left, and only the greatest counts.
    Outweighed { by: EvidenceId },
    /// Less than the cutoff is left.
    Gone,
}

/// An interaction that holds now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InteractionHeld {
    /// Its place in [`crate::Model::interactions`].
    pub rule: usize,
    pub points: Points,
    /// When the window of its oldest kind closes, if nothing new comes; it may end sooner with its evidence.
    pub until: Timestamp,
}

/// A floor that holds now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FloorHeld {
    pub level: Level,
    pub evidence: EvidenceId,
    pub kind: KindId,
    /// The first second at which this floor no longer holds.
    pub until: Timestamp,
}

/// What is known at all. No evidence is not the same as no need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// There is no evidence of any kind.
    Unknown,
    /// There was, and all of it is gone: nothing speaks for the present.
    Stale { newest: Timestamp },
    /// Some evidence counts.
    Present { newest: Timestamp },
}
