//! What all pieces count together at one instant. Nothing is allocated for up to [`FEW`] pieces.

use jiff::Timestamp;

use crate::model::MOST_KINDS;
use crate::{Evidence, Fade, Kind, KindId, Level, Model, Repeat, Role, Strength};

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

impl Piece {
    fn order(&self) -> (u8, std::cmp::Reverse<(i64, i64)>) {
        (self.kind, std::cmp::Reverse((self.at, self.start)))
    }
}

const NO_PIECE: Piece = Piece { at: 0, start: 0, index: 0, kind: 0, speaks: false };

/// All pieces of one person, each record once, by kind, the newest and then the strongest first.
#[derive(Debug, Clone)]
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
        pieces.all_mut().sort_unstable_by_key(|piece| (piece.order(), evidence.get(piece.index).map(|same| same.id)));
        pieces
    }

    /// The same and one more.
    pub(crate) fn plus(&self, piece: Piece) -> Self {
        let mut more = self.clone();
        match more.few.get_mut(more.len) {
            Some(room) if more.many.is_empty() => {
                *room = piece;
                more.len += 1;
            }
            _ => {
                more.many = self.all().to_vec();
                more.many.push(piece);
            }
        }
        more.all_mut().sort_by_key(Piece::order);
        more
    }

    fn all_mut(&mut self) -> &mut [Piece] {
        if self.many.is_empty() { self.few.get_mut(..self.len).unwrap_or_default() } else { &mut self.many }
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
        Self { pieces: pieces.all(), without: Without::Nothing }
    }

    /// Kind by kind, what is thought away left out.
    fn runs(&self) -> impl Iterator<Item = (u8, impl Iterator<Item = &'a Piece>)> {
        let without = self.without;
        let stays = move |piece: &&Piece| match without {
            Without::Nothing => true,
            Without::Piece(index) => piece.index != index,
            Without::Kind(kind) => piece.kind != kind,
        };
        let runs = self.pieces.chunk_by(|one, next| one.kind == next.kind);
        runs.filter_map(move |run| Some((run.first()?.kind, run.iter().filter(stays))))
    }
}

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
    /// Of each kind the most that one counting piece has left.
    best: [i64; MOST_KINDS],
    /// Of each kind when the newest live counting piece happened.
    newest: [i64; MOST_KINDS],
}

/// What the pieces of one kind come to.
struct Sum {
    /// Before the cap.
    points: i64,
    best: i64,
    newest: i64,
}

impl Tally {
    /// The points that the level comes from.
    pub(crate) const fn net(&self) -> i64 {
        self.gross - self.relief
    }

    pub(crate) fn best(&self, kind: KindId) -> i64 {
        self.best.get(usize::from(kind.0)).copied().unwrap_or(0)
    }

    pub(crate) fn newest(&self, kind: KindId) -> i64 {
        self.newest.get(usize::from(kind.0)).copied().unwrap_or(NEVER)
    }

    fn note(&mut self, kind: u8, sum: &Sum) {
        if let (Some(best), Some(newest)) = (self.best.get_mut(usize::from(kind)), self.newest.get_mut(usize::from(kind))) {
            (*best, *newest) = (sum.best, sum.newest);
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
        let (best, newest) = ([0; MOST_KINDS], [NEVER; MOST_KINDS]);
        let mut tally = Tally { gross: 0, relief: 0, floor: Level::None, anchor: None, best, newest };
        let mut protected = false;
        for (id, run) in view.runs() {
            let Some(kind) = self.kinds.get(usize::from(id)) else { continue };
            if kind.role == Role::Protective {
                protected = true;
                continue;
            }
            let watched = run.inspect(|piece| {
                if let Some(floor) = kind.floor.filter(|floor| piece.speaks && now.saturating_sub(piece.at) < floor.seconds) {
                    tally.floor = tally.floor.max(floor.level);
                }
            });
            let sum = self.sum(kind, watched, now);
            tally.gross += sum.points.min(kind.cap.micro());
            tally.anchor = tally.anchor.max((sum.newest != NEVER).then_some(sum.newest));
            tally.note(id, &sum);
        }
        tally.gross += (0..self.interactions.len()).map(|rule| self.together(rule, &tally, now)).sum::<i64>();
        if protected && let Some(anchor) = tally.anchor {
            self.relieve(view, anchor, &mut tally);
        }
        tally
    }

    /// What the pieces of one kind come to at a second, newest first.
    fn sum<'p>(&self, kind: &Kind, run: impl Iterator<Item = &'p Piece>, at: i64) -> Sum {
        let mut sum = Sum { points: 0, best: 0, newest: NEVER };
        for piece in run {
            let left = self.left(kind.fade, piece, at);
            sum.points = if kind.repeat == Repeat::Sum { sum.points.saturating_add(left) } else { sum.points.max(left) };
            sum.best = sum.best.max(left);
            if 0 < left {
                sum.newest = sum.newest.max(piece.at);
            }
            if kind.repeat == Repeat::Replace {
                break;
            }
        }
        sum
    }

    /// What an interaction adds: nothing unless each of its kinds counts and was seen within the window.
    pub(crate) fn together(&self, rule: usize, tally: &Tally, now: i64) -> i64 {
        let Some(rule) = self.interactions.get(rule) else { return 0 };
        let mut points = rule.points.micro();
        for id in &rule.kinds {
            let newest = tally.newest(*id);
            if newest == NEVER || rule.window <= now.saturating_sub(newest) {
                return 0;
            }
            let weight = self.kind(*id).map_or(1, |kind| kind.weight.micro().max(1));
            points = points.min(rule.points.micro() * tally.best(*id) / weight);
        }
        points
    }

    fn relieve(&self, view: View<'_>, anchor: i64, tally: &mut Tally) {
        for (id, run) in view.runs() {
            if let Some(kind) = self.kinds.get(usize::from(id)).filter(|kind| kind.role == Role::Protective) {
                let sum = self.sum(kind, run, anchor);
                tally.relief += sum.points.min(kind.cap.micro());
                tally.note(id, &sum);
            }
        }
        let most = i128::from(tally.gross) * i128::from(self.relief_share) / 1_000_000;
        tally.relief = i128::from(tally.relief).min(most) as i64;
    }
}
