//! What would raise or lower the level, as data: the page finds the words.

use jiff::Timestamp;

use crate::settle::Held;
use crate::tally::{Piece, Pieces, View, Without, instant};
use crate::{Evidence, EvidenceId, KindId, Level, Model, Points, Role, Standing};

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
    /// One new piece of this protective kind would let the level fall sooner than it falls by itself; at once when
    /// `falls_at` is the second of the evaluation.
    SoonerBy { kind: KindId, falls_at: Timestamp },
    /// Nothing new comes: the level falls by itself.
    FallsAt { at: Timestamp, to: Level },
}

/// What is asked about.
pub(crate) struct Asked<'a> {
    pub evidence: &'a [Evidence],
    pub pieces: &'a Pieces,
    pub standing: Standing,
    pub held: Held,
    pub points: i64,
    pub now: i64,
    pub falls_at: Option<i64>,
}

impl Model {
    /// Raising kinds from the smallest up, then removals, then what would help sooner, then the fall by itself.
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
            self.sooner(asked, by_itself, &mut changes);
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
        for (id, _) in self.kinds().filter(|(_, kind)| kind.role == Role::Risk) {
            let more = asked.pieces.plus(self.fresh(id, asked.now));
            let tally = self.tally(View::of(&more), asked.now);
            let to = self.reached(tally.net(), tally.floor);
            if asked.held.level < to {
                changes.push(WouldChange::RaisedBy { kind: id, added: Points::from_micro(tally.net() - asked.points), to });
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

    fn sooner(&self, asked: &Asked<'_>, by_itself: i64, changes: &mut Vec<WouldChange>) {
        for (id, _) in self.kinds().filter(|(_, kind)| kind.role == Role::Protective) {
            let more = asked.pieces.plus(self.fresh(id, asked.now));
            if let Some(falls_at) =
                self.falls_from(View::of(&more), asked.held, asked.now).filter(|falls_at| *falls_at < by_itself)
            {
                changes.push(WouldChange::SoonerBy { kind: id, falls_at: instant(falls_at) });
            }
        }
    }
}
