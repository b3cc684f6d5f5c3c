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
        let tally = self.tally(view, now);
        tally.floor < level && self.fall.of(level).is_some_and(|fall| tally.net() < *fall)
    }

    /// The first second from `from` to `to` at which `level` is let go; it is let go at `to`.
    fn first_let_go(&self, view: View<'_>, level: Level, from: i64, to: i64) -> i64 {
        let (mut early, mut late) = (from, to);
        while early < late {
            let middle = early.midpoint(late);
            if self.lets_go(view, level, middle) {
                late = middle;
            } else {
                early = middle.saturating_add(1);
            }
        }
        late
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
