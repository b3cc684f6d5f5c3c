//! From points to a level: rising at once, falling one level at a time, late enough and not too soon.

use crate::tally::{NEVER, View, instant, second_of};
use crate::{Level, Model, Standing};

/// A level and the second since which it is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Held {
    pub level: Level,
    pub since: i64,
}

impl Model {
    /// The level that points and floor reach by themselves.
    pub(crate) fn reached(&self, points: i64, floor: Level) -> Level {
        let by_points = Level::ALL.into_iter().rev().find(|level| self.rise.of(*level).is_none_or(|rise| *rise <= points));
        by_points.unwrap_or_default().max(floor)
    }

    /// Is nothing left at `now` that holds `level`, but for its dwell?
    fn lets_go(&self, view: View<'_>, level: Level, now: i64) -> bool {
        self.probe(view, level, now).0
    }

    /// Whether the level is let go, and the points.
    fn probe(&self, view: View<'_>, level: Level, now: i64) -> (bool, i64) {
        let tally = self.tally(view, now);
        (tally.floor < level && self.fall.of(level).is_some_and(|fall| tally.net() < *fall), tally.net())
    }

    /// The first second from `from` to `to` at which `level` is let go; it is let go at `to`.
    ///
    /// Halving finds it whatever the points do. Between two halvings a guess is made as if they fell by a constant share each second, with a
    /// probe a little before and a little after.
    fn first_let_go(&self, view: View<'_>, level: Level, from: i64, to: i64) -> i64 {
        let (is_let_go, points) = self.probe(view, level, from);
        if is_let_go || to <= from {
            return from.min(to);
        }
        let threshold = self.fall.of(level).copied().unwrap_or(1) as f64;
        let (mut early, mut late) = ((from, points as f64), (to, 0.0));
        let mut probes = [None; 3];
        while 1 < late.0.saturating_sub(early.0) {
            let middle = early.0.midpoint(late.0);
            probes = match probes {
                [_, Some(next), last] => [Some(next), last, None],
                _ => between(early, late, threshold)
                    .map_or([Some(middle), None, None], |(one, two)| [Some(one), Some(two), Some(middle)]),
            };
            let at =
                probes.first().copied().flatten().filter(|at| early.0 < *at && *at < late.0).unwrap_or(early.0.midpoint(late.0));
            let (is_let_go, points) = self.probe(view, level, at);
            if is_let_go {
                late = (at, points as f64);
            } else {
                early = (at, points as f64);
            }
        }
        late.0
    }

    /// The level at `now`, given where the person stood. Falls between the two are found at their second, so it does not matter who looked when.
    pub(crate) fn settle(&self, view: View<'_>, previous: Option<Standing>, now: i64) -> Held {
        let tally = self.tally(view, now);
        let held = match previous {
            None => Held { level: Level::None, since: now },
            Some(standing) if standing.corrected => self.fallen_at_once(tally.net(), tally.floor, standing, now),
            Some(standing) => self.fallen(view, standing, now),
        };
        let reached = self.reached(tally.net(), tally.floor);
        if held.level < reached { Held { level: reached, since: now } } else { held }
    }

    fn fallen(&self, view: View<'_>, standing: Standing, now: i64) -> Held {
        let mut held = Held { level: standing.level, since: second_of(standing.since) };
        let mut from = second_of(standing.as_of).min(now);
        while held.level != Level::None {
            let earliest = self.dwell_ends(held).max(from);
            if now < earliest || !self.lets_go(view, held.level, now) {
                break;
            }
            from = self.first_let_go(view, held.level, earliest, now);
            held = Held { level: held.level.lower(), since: from };
        }
        held
    }

    fn fallen_at_once(&self, points: i64, floor: Level, standing: Standing, now: i64) -> Held {
        let mut level = standing.level;
        while floor < level && self.fall.of(level).is_some_and(|fall| points < *fall) {
            level = level.lower();
        }
        let since = if level == standing.level { second_of(standing.since) } else { now };
        Held { level, since }
    }

    pub(crate) fn dwell_ends(&self, held: Held) -> i64 {
        held.since.saturating_add(self.dwell.of(held.level).copied().unwrap_or(0))
    }

    /// The first second from `now` on at which a level falls by itself; nothing for no level, or when the calendar ends before.
    pub(crate) fn falls_from(&self, view: View<'_>, held: Held, now: i64) -> Option<i64> {
        if held.level == Level::None {
            return None;
        }
        let newest = view.pieces.iter().map(|piece| piece.at).max().unwrap_or(NEVER);
        let earliest = self.dwell_ends(held).max(now);
        let latest = newest.max(now).saturating_add(self.longest_life).max(earliest).min(second_of(jiff::Timestamp::MAX));
        if latest < earliest || !self.lets_go(view, held.level, latest) {
            return None;
        }
        Some(self.first_let_go(view, held.level, earliest, latest))
    }

    pub(crate) fn standing_of(held: Held, now: jiff::Timestamp) -> Standing {
        Standing { level: held.level, since: instant(held.since), as_of: now, corrected: false }
    }
}

/// Two seconds around the one at which points that fall by a constant share from `early` to `late` reach the threshold. None when they do not.
fn between(early: (i64, f64), late: (i64, f64), threshold: f64) -> Option<(i64, i64)> {
    if !(0.0 < late.1 && late.1 < threshold && threshold < early.1) {
        return None;
    }
    let width = late.0.saturating_sub(early.0);
    let share = (early.1 / threshold).ln() / (early.1 / late.1).ln();
    let guess = early.0.saturating_add((share * width as f64) as i64);
    let margin = (width / 512).max(1);
    Some((guess - margin, guess.saturating_add(margin)))
}
