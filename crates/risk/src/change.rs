//! What would raise or lower the level, as data: the page finds the words.

use jiff::Timestamp;

use crate::settle::Held;
use crate::tally::{Piece, Pieces, Tally, View, Without, instant, second_of};
use crate::{Assessment, Evidence, EvidenceId, Kind, KindId, Level, Model, Points, Role, Standing};

/// One thing that would change the level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WouldChange {
    /// One new piece of this kind, of full strength and happening now, would raise the level. `added` is how many points it would bring, cap,
    /// interactions and the weaker relief included.
    RaisedBy { kind: KindId, added: Points, to: Level },
    /// If this piece had to be withdrawn, the level would fall at once.
    LoweredWithout { evidence: EvidenceId, kind: KindId, to: Level },
    /// If all pieces of this kind had to be withdrawn, the level would fall at once.
    LoweredWithoutKind { kind: KindId, to: Level },
    /// Nothing new comes: the level falls by itself.
    FallsAt { at: Timestamp, to: Level },
}

/// One new piece of this protective kind, of full strength and happening now, would let the level fall sooner than it falls by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sooner {
    pub kind: KindId,
    /// At once when it is the second of the evaluation.
    pub falls_at: Timestamp,
}

/// What is asked about.
pub(crate) struct Asked<'a> {
    pub evidence: &'a [Evidence],
    pub pieces: &'a Pieces,
    pub standing: Standing,
    pub held: Held,
    pub tally: &'a Tally,
    pub now: i64,
    pub falls_at: Option<i64>,
}

impl Model {
    /// Raising kinds from the smallest up, then removals, then the fall by itself.
    pub(crate) fn changes(&self, asked: &Asked<'_>) -> Vec<WouldChange> {
        let mut changes = Vec::new();
        if asked.held.level < Level::Red {
            self.raising(asked, &mut changes);
        }
        if asked.held.level == Level::None {
            return changes;
        }
        self.removals(asked, &mut changes);
        if let Some(by_itself) = asked.falls_at {
            let to = asked.held.level.lower();
            changes.push(WouldChange::FallsAt { at: instant(by_itself), to });
        }
        changes
    }

    fn fresh(&self, kind: KindId, now: i64) -> Piece {
        let start = self.kind(kind).map_or(0, |kind| kind.weight.micro());
        Piece { at: now, start, index: usize::MAX, kind: kind.0, speaks: true }
    }

    fn raising(&self, asked: &Asked<'_>, changes: &mut Vec<WouldChange>) {
        for (id, kind) in self.kinds().filter(|(_, kind)| kind.role == Role::Risk) {
            // Never more than its weight, its interactions and all of the relief: most kinds need no further look.
            let together = self.interactions.iter().filter(|rule| rule.kinds.contains(&id)).map(|rule| rule.points.micro());
            let most = asked.tally.net() + kind.weight.micro() + asked.tally.relief + together.sum::<i64>();
            if self.reached(most, asked.tally.floor.max(kind.floor.map_or(Level::None, |floor| floor.level))) <= asked.held.level
            {
                continue;
            }
            let more = asked.pieces.plus(self.fresh(id, asked.now));
            let tally = self.tally(View::of(&more), asked.now);
            let to = self.reached(tally.net(), tally.floor);
            if asked.held.level < to {
                changes.push(WouldChange::RaisedBy { kind: id, added: Points::from_micro(tally.net() - asked.tally.net()), to });
            }
        }
        changes.sort_by_key(|change| match change {
            WouldChange::RaisedBy { kind, added, .. } => (*added, *kind),
            _ => (Points::ZERO, KindId(0)),
        });
    }

    fn removals(&self, asked: &Asked<'_>, changes: &mut Vec<WouldChange>) {
        let level_without = |without: Without| {
            let view = View { without, ..View::of(asked.pieces) };
            Some(self.settle(view, Some(asked.standing.corrected()), asked.now).level).filter(|level| *level < asked.held.level)
        };
        if level_without(Without::Nothing).is_some() {
            // Only its dwell holds the level: no single piece does.
            return;
        }
        let risks = || asked.pieces.all().iter().filter(|piece| self.is_risk(piece.kind));
        let mut singles: Vec<WouldChange> = risks()
            .filter_map(|piece| {
                let (id, to) = (asked.evidence.get(piece.index)?.id, level_without(Without::Piece(piece.index))?);
                Some(WouldChange::LoweredWithout { evidence: id, kind: KindId(piece.kind), to })
            })
            .collect();
        singles.sort_by_key(|change| match change {
            WouldChange::LoweredWithout { evidence, kind, .. } => (*kind, Some(*evidence)),
            _ => (KindId(0), None),
        });
        changes.append(&mut singles);
        for (id, _) in self.kinds().filter(|(id, _)| 1 < risks().filter(|piece| piece.kind == id.0).count()) {
            changes.extend(level_without(Without::Kind(id.0)).map(|to| WouldChange::LoweredWithoutKind { kind: id, to }));
        }
    }

    pub(crate) fn is_risk(&self, kind: u8) -> bool {
        self.kind(KindId(kind)).is_some_and(|kind| kind.role == Role::Risk)
    }

    /// What would help: protective kinds that would let the level of `assessment` fall sooner, in the order of the pack.
    ///
    /// `evidence` is what was evaluated. Apart from [`Model::evaluate`] because it looks for an instant per kind: for one person on a page.
    pub fn sooner_by(&self, evidence: &[Evidence], assessment: &Assessment) -> Vec<Sooner> {
        let (pieces, now) = (Pieces::of(self, evidence), second_of(assessment.at));
        let held = Held { level: assessment.level, since: second_of(assessment.since) };
        let Some(by_itself) = assessment.falls_at.map(second_of) else { return Vec::new() };
        let sooner = |(id, _): (KindId, &Kind)| {
            let more = pieces.plus(self.fresh(id, now));
            let falls_at = self.falls_from(View::of(&more), held, now).filter(|falls_at| *falls_at < by_itself)?;
            Some(Sooner { kind: id, falls_at: instant(falls_at) })
        };
        self.kinds().filter(|(_, kind)| kind.role == Role::Protective).filter_map(sooner).collect()
    }
}
