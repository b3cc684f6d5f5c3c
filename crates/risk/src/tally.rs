//! What all pieces count together at one instant. Nothing is allocated for up to [`FEW`] pieces.

use jiff::Timestamp;

use crate::model::MOST_KINDS;
use crate::{Evidence, Fade, Kind, Level, Model, Repeat, Role, Strength};

/// How many pieces of one person fit without asking for memory.
pub(crate) const FEW: usize = 32;

/// Before everything.
pub(crate) const NEVER: i64 = i64::MIN;

/// One piece, with its points at the start. Times are whole seconds since 1970.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    pub at: i64,
    /// Micropoints.
    pub start: i64,
    /// Its place in the caller's list.
    pub index: usize,
    pub kind: u8,
    /// Its strength is above zero.
    pub speaks: bool,
}

const NO_PIECE: Piece = Piece { at: 0, start: 0, index: 0, kind: 0, speaks: false };

/// All pieces of one person, each record once.
#[derive(Debug)]
pub(crate) struct Pieces {
    few: [Piece; FEW],
    len: usize,
    many: Vec<Piece>,
}

/// The second in which an instant lies.
pub(crate) fn second_of(at: Timestamp) -> i64 {
    at.as_second() - i64::from(at.subsec_nanosecond() < 0)
}

/// The beginning of a second; the ends of the calendar beyond them.
pub(crate) fn instant(second: i64) -> Timestamp {
    let end = if second < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_second(second).unwrap_or(end)
}

impl Pieces {
    pub(crate) fn of(model: &Model, evidence: &[Evidence]) -> Self {
        let mut pieces = Self { few: [NO_PIECE; FEW], len: 0, many: Vec::new() };
        if evidence.len() <= FEW {
            let counts = |index: usize, piece: &Evidence| {
                !evidence.iter().enumerate().any(|(other, same)| same.id == piece.id && rank(index, piece) < rank(other, same))
            };
            for (index, piece) in evidence.iter().enumerate().filter(|(index, piece)| counts(*index, piece)) {
                if let (Some(found), Some(room)) = (model.piece(index, piece), pieces.few.get_mut(pieces.len)) {
                    *room = found;
                    pieces.len += 1;
                }
            }
        } else {
            let mut sorted: Vec<(usize, &Evidence)> = evidence.iter().enumerate().collect();
            sorted.sort_unstable_by_key(|(index, piece)| (piece.id, std::cmp::Reverse(rank(*index, piece))));
            sorted.dedup_by_key(|(_, piece)| piece.id);
            pieces.many = sorted.into_iter().filter_map(|(index, piece)| model.piece(index, piece)).collect();
        }
        pieces
    }

    pub(crate) fn all(&self) -> &[Piece] {
        if self.many.is_empty() { self.few.get(..self.len).unwrap_or_default() } else { &self.many }
    }
}

/// Which of two records with the same id counts: the greater.
fn rank(index: usize, piece: &Evidence) -> (Timestamp, u8, u16, std::cmp::Reverse<usize>) {
    (piece.at, piece.kind.0, piece.strength.permille(), std::cmp::Reverse(index))
}

/// The pieces as they are, or as they would be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'a> {
    pub pieces: &'a [Piece],
    pub without: Without,
    pub with: Option<Piece>,
}

/// What is thought away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Without {
    Nothing,
    Piece(usize),
    Kind(u8),
}

impl<'a> View<'a> {
    pub(crate) fn of(pieces: &'a Pieces) -> Self {
        Self { pieces: pieces.all(), without: Without::Nothing, with: None }
    }

    fn iter(&self) -> impl Iterator<Item = &Piece> {
        let stays = |piece: &&Piece| match self.without {
            Without::Nothing => true,
            Without::Piece(index) => piece.index != index,
            Without::Kind(kind) => piece.kind != kind,
        };
        self.pieces.iter().filter(stays).chain(self.with.as_ref())
    }
}

/// What one kind counts at one instant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slot {
    /// Micropoints before the cap.
    pub points: i64,
    /// The most that one counting piece has left.
    pub best: i64,
    /// When the newest live counting piece happened.
    pub newest: i64,
    /// When the newest piece happened, live or not, and its points at the start: in a kind that replaces it stands for the others.
    pub last: (i64, i64),
}

const EMPTY: Slot = Slot { points: 0, best: 0, newest: NEVER, last: (NEVER, 0) };

/// The sum at one instant. Micropoints.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tally {
    /// Risk and interactions.
    pub gross: i64,
    /// What protective factors take off.
    pub relief: i64,
    pub floor: Level,
    /// The second at which protective factors are weighed: that of the newest live risk.
    pub anchor: Option<i64>,
    slots: [Slot; MOST_KINDS],
}

impl Tally {
    /// The points that the level comes from.
    pub(crate) const fn net(&self) -> i64 {
        self.gross - self.relief
    }

    pub(crate) fn slot(&self, kind: u8) -> &Slot {
        self.slots.get(usize::from(kind)).unwrap_or(&EMPTY)
    }

    fn add(&mut self, kind: &Kind, piece: &Piece, left: i64) {
        let Some(slot) = self.slots.get_mut(usize::from(piece.kind)) else { return };
        let is_last = slot.last < (piece.at, piece.start);
        slot.last = slot.last.max((piece.at, piece.start));
        match kind.repeat {
            Repeat::Replace if !is_last => return,
            Repeat::Replace => *slot = Slot { points: left, best: left, newest: NEVER, ..*slot },
            Repeat::Sum => slot.points = slot.points.saturating_add(left),
            Repeat::Max => slot.points = slot.points.max(left),
        }
        slot.best = slot.best.max(left);
        if 0 < left {
            slot.newest = slot.newest.max(piece.at);
        }
    }
}

impl Model {
    fn piece(&self, index: usize, evidence: &Evidence) -> Option<Piece> {
        let kind = self.kind(evidence.kind)?;
        let start = kind.weight.micro() * i64::from(evidence.strength.permille()) / 1000;
        Some(Piece {
            at: second_of(evidence.at),
            start,
            index,
            kind: evidence.kind.0,
            speaks: evidence.strength != Strength::NONE,
        })
    }

    /// What is left of a piece at a second: nothing once it is below the cutoff.
    pub(crate) fn left(&self, fade: Fade, piece: &Piece, at: i64) -> i64 {
        let left = fade.left(piece.start, at.saturating_sub(piece.at).max(0));
        if left < self.cutoff { 0 } else { left }
    }

    /// Everything at the second `now`. Gross points, net points and floor never rise with `now`.
    pub(crate) fn tally(&self, view: View<'_>, now: i64) -> Tally {
        let mut tally = Tally { gross: 0, relief: 0, floor: Level::None, anchor: None, slots: [EMPTY; MOST_KINDS] };
        let mut protected = false;
        for piece in view.iter() {
            let Some(kind) = self.kinds.get(usize::from(piece.kind)) else { continue };
            if kind.role == Role::Protective {
                protected = true;
                continue;
            }
            tally.add(kind, piece, self.left(kind.fade, piece, now));
            if let Some(floor) = kind.floor
                && now.saturating_sub(piece.at) < floor.seconds
                && piece.speaks
            {
                tally.floor = tally.floor.max(floor.level);
            }
        }
        for (kind, slot) in self.kinds.iter().zip(&tally.slots) {
            tally.gross += slot.points.min(kind.cap.micro());
            tally.anchor = tally.anchor.max((slot.newest != NEVER).then_some(slot.newest));
        }
        tally.gross += (0..self.interactions.len()).map(|rule| self.together(rule, &tally, now)).sum::<i64>();
        if protected && let Some(anchor) = tally.anchor {
            self.relieve(view, anchor, &mut tally);
        }
        tally
    }

    /// What an interaction adds: nothing unless each of its kinds counts and was seen within the window.
    pub(crate) fn together(&self, rule: usize, tally: &Tally, now: i64) -> i64 {
        let Some(rule) = self.interactions.get(rule) else { return 0 };
        let mut points = rule.points.micro();
        for id in &rule.kinds {
            let slot = tally.slot(id.0);
            let weight = self.kind(*id).map_or(1, |kind| kind.weight.micro().max(1));
            if slot.newest == NEVER || rule.window <= now.saturating_sub(slot.newest) {
                return 0;
            }
            points = points.min(rule.points.micro() * slot.best / weight);
        }
        points
    }

    fn relieve(&self, view: View<'_>, anchor: i64, tally: &mut Tally) {
        for piece in view.iter() {
            if let Some(kind) = self.kinds.get(usize::from(piece.kind)).filter(|kind| kind.role == Role::Protective) {
                tally.add(kind, piece, self.left(kind.fade, piece, anchor));
            }
        }
        for (kind, slot) in self.kinds.iter().zip(&tally.slots).filter(|(kind, _)| kind.role == Role::Protective) {
            tally.relief += slot.points.min(kind.cap.micro());
        }
        let most = i128::from(tally.gross) * i128::from(self.relief_share) / 1_000_000;
        tally.relief = i128::from(tally.relief).min(most) as i64;
    }
}
