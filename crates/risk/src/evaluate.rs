//! Evaluating one person.

use jiff::{SignedDuration, Timestamp};

use crate::assessment::{Assessment, Basis, Contribution, Counted, FloorHeld, InteractionHeld};
use crate::change::Asked;
use crate::settle::Held;
use crate::tally::{NEVER, Piece, Pieces, Tally, View, instant, second_of};
use crate::{Evidence, KindId, Level, Model, Points, Repeat, Standing};

impl Model {
    /// The level of attention at `now`, why, and what would change it.
    ///
    /// `previous` is where the person stood; without it a level is reached by the rising thresholds alone. When evidence was withdrawn since,
    /// pass [`Standing::corrected`]. Any order of the evidence gives the same assessment; pieces of kinds that the model does not have are
    /// passed over. For what happens with the same id twice and with dates ahead see [`Evidence`].
    pub fn evaluate(&self, evidence: &[Evidence], previous: Option<Standing>, now: Timestamp) -> Assessment {
        let pieces = Pieces::of(self, evidence);
        let (view, second) = (View::of(&pieces), second_of(now));
        let held = self.settle(view, previous, second);
        let tally = self.tally(view, second);
        let falls_at = self.falls_from(view, held, second);
        let standing = Self::standing_of(held, now);
        let sorted = view.pieces;
        let explain = Explain { model: self, evidence, tally: &tally, now: second };
        let (contributions, protective) = explain.contributions(sorted);
        let asked = Asked { evidence, pieces: &pieces, standing, held, tally: &tally, now: second, falls_at };
        Assessment {
            level: held.level,
            since: standing.since,
            at: now,
            points: Points::from_micro(tally.net()),
            gross: Points::from_micro(tally.gross),
            relief: Points::from_micro(tally.relief),
            is_held: self.reached(tally.net(), tally.floor) < held.level,
            interactions: explain.interactions(),
            floor: explain.floor(sorted),
            changes: self.changes(&asked),
            falls_at: falls_at.map(instant),
            basis: explain.basis(&contributions, &protective),
            gaps: self.gaps(sorted, &tally, second),
            contributions,
            protective,
            version: self.shared_version(),
        }
    }

    /// The level and since when, without the reasons. Allocates nothing for up to 32 pieces of evidence.
    pub fn standing(&self, evidence: &[Evidence], previous: Option<Standing>, now: Timestamp) -> Standing {
        let pieces = Pieces::of(self, evidence);
        let held: Held = self.settle(View::of(&pieces), previous, second_of(now));
        Self::standing_of(held, now)
    }

    /// [`Model::standing`], and when the level falls by itself ([`Assessment::falls_at`]): what is kept of somebody, without the reasons.
    pub fn outlook(&self, evidence: &[Evidence], previous: Option<Standing>, now: Timestamp) -> (Standing, Option<Timestamp>) {
        let (pieces, second) = (Pieces::of(self, evidence), second_of(now));
        let view = View::of(&pieces);
        let held = self.settle(view, previous, second);
        (Self::standing_of(held, now), self.falls_from(view, held, second).map(instant))
    }

    /// The level alone: the same as that of [`Model::evaluate`]. Allocates nothing for up to 32 pieces of evidence.
    pub fn level_only(&self, evidence: &[Evidence], previous: Option<Standing>, now: Timestamp) -> Level {
        self.standing(evidence, previous, now).level
    }

    /// Rules about what ought to be known and is not.
    fn gaps(&self, pieces: &[Piece], tally: &Tally, now: i64) -> Vec<usize> {
        let counts = |id: &KindId| 0 < tally.best(*id);
        let is_known = |ids: &[KindId], within: i64| {
            pieces.iter().any(|piece| ids.contains(&KindId(piece.kind)) && now.saturating_sub(piece.at) < within)
        };
        let is_gap = |(at, rule): (usize, &crate::Missing)| {
            let asked = rule.after.is_empty() || rule.after.iter().any(counts);
            (asked && !is_known(&rule.kinds, rule.within)).then_some(at)
        };
        self.missing.iter().enumerate().filter_map(is_gap).collect()
    }
}

struct Explain<'a> {
    model: &'a Model,
    evidence: &'a [Evidence],
    tally: &'a Tally,
    now: i64,
}

impl Explain<'_> {
    /// Risk and protective contributions of pieces sorted by kind, newest first.
    fn contributions(&self, sorted: &[Piece]) -> (Vec<Contribution>, Vec<Contribution>) {
        let risks = sorted.iter().filter(|piece| self.model.is_risk(piece.kind)).count();
        let (mut risk, mut protective) = (Vec::with_capacity(risks), Vec::with_capacity(sorted.len() - risks));
        for run in sorted.chunk_by(|one, next| one.kind == next.kind) {
            let into = if run.first().is_some_and(|piece| self.model.is_risk(piece.kind)) { &mut risk } else { &mut protective };
            self.of_kind(run, into);
        }
        (risk, protective)
    }

    /// The pieces of one kind, newest first.
    fn of_kind(&self, run: &[Piece], into: &mut Vec<Contribution>) {
        let Some(kind) = run.first().and_then(|piece| self.model.kind(KindId(piece.kind))) else { return };
        let is_risk = run.first().is_some_and(|piece| self.model.is_risk(piece.kind));
        let weighed_at = if is_risk { self.now } else { self.tally.anchor.unwrap_or(self.now) };
        let left = |piece: &Piece| self.model.left(kind.fade, piece, weighed_at);
        let first = match kind.repeat {
            Repeat::Replace => run.first(),
            Repeat::Sum => None,
            Repeat::Max => run.iter().rev().max_by_key(|piece| left(piece)),
        };
        let by = first.and_then(|piece| self.evidence.get(piece.index)).map(|piece| piece.id);
        let mut room = kind.cap.micro();
        for piece in run {
            let Some(evidence) = self.evidence.get(piece.index) else { continue };
            let own = left(piece);
            let (counted, why) = match (kind.repeat, by) {
                (Repeat::Replace, Some(by)) if by != evidence.id => (0, Counted::Replaced { by }),
                _ if own == 0 => (0, Counted::Gone),
                (Repeat::Max, Some(by)) if by != evidence.id => (0, Counted::Outweighed { by }),
                _ if room < own => (room, Counted::Capped { cap: kind.cap }),
                _ => (own, Counted::Whole),
            };
            room -= counted;
            let gone = || piece.at.saturating_add(kind.fade.gone_after(piece.start, self.model.cutoff));
            into.push(Contribution {
                evidence: evidence.id,
                kind: evidence.kind,
                happened: evidence.at,
                age: SignedDuration::from_secs(self.now.saturating_sub(piece.at).max(0)),
                start: Points::from_micro(piece.start),
                left: Points::from_micro(own),
                counted: Points::from_micro(counted),
                why,
                weighed_at: instant(weighed_at),
                gone_at: (is_risk && own != 0).then(|| instant(gone())),
                is_ahead: self.now < piece.at,
            });
        }
    }

    fn interactions(&self) -> Vec<InteractionHeld> {
        let held = |(at, rule): (usize, &crate::Interaction)| {
            let points = self.model.together(at, self.tally, self.now);
            let oldest = rule.kinds.iter().map(|id| self.tally.newest(*id)).min().unwrap_or(NEVER);
            let until = instant(oldest.saturating_add(rule.window));
            (0 < points).then_some(InteractionHeld { rule: at, points: Points::from_micro(points), until })
        };
        self.model.interactions.iter().enumerate().filter_map(held).collect()
    }

    fn floor(&self, sorted: &[Piece]) -> Option<FloorHeld> {
        let held = |piece: &Piece| {
            let (kind, evidence) = (self.model.kind(KindId(piece.kind))?, self.evidence.get(piece.index)?);
            let floor = kind.floor.filter(|_| piece.speaks)?;
            let until = piece.at.saturating_add(floor.seconds);
            let found = FloorHeld { level: floor.level, evidence: evidence.id, kind: evidence.kind, until: instant(until) };
            (self.now < until).then_some(found)
        };
        sorted.iter().filter_map(held).max_by_key(|floor| (floor.level, floor.until, std::cmp::Reverse(floor.evidence)))
    }

    fn basis(&self, risk: &[Contribution], protective: &[Contribution]) -> Basis {
        let all = || risk.iter().chain(protective);
        let newest =
            |counting: bool| all().filter(|piece| !counting || piece.left != Points::ZERO).map(|piece| piece.happened).max();
        match (newest(true), newest(false)) {
            (Some(newest), _) => Basis::Present { newest },
            (None, Some(newest)) => Basis::Stale { newest },
            (None, None) => Basis::Unknown,
        }
    }
}
