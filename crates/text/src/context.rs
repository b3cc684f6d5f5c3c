//! The marks of a text sorted by what they do.

use crate::Subject;
use crate::scan::{Mark, Owner};
use crate::triage::Hit;

/// A range of normalised characters with what it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range<T> {
    pub start: usize,
    pub end: usize,
    pub what: T,
}

/// Ranges in the order of their starts, with the furthest end up to each.
#[derive(Debug, Clone)]
pub(crate) struct Cover {
    ranges: Vec<Range<()>>,
    furthest: Vec<usize>,
}

impl Cover {
    fn of(mut ranges: Vec<Range<()>>) -> Self {
        ranges.sort_by_key(|range| range.start);
        let mut furthest = Vec::with_capacity(ranges.len());
        let mut best = 0;
        for (n, range) in ranges.iter().enumerate() {
            if ranges.get(best).is_some_and(|known| known.end <= range.end) {
                best = n;
            }
            furthest.push(best);
        }
        Self { ranges, furthest }
    }

    /// A range that holds all of `start..end`.
    pub fn over(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        let until = self.ranges.partition_point(|range| range.start <= start);
        let range = self.ranges.get(*self.furthest.get(until.checked_sub(1)?)?)?;
        (end <= range.end).then_some((range.start, range.end))
    }

    /// Does a range that began earlier still run at `start`? 有没有 runs into 没有想过.
    pub fn runs_into(&self, start: usize) -> bool {
        let until = self.ranges.partition_point(|range| range.start < start);
        let furthest = until.checked_sub(1).and_then(|last| self.ranges.get(*self.furthest.get(last)?));
        furthest.is_some_and(|range| start < range.end)
    }
}

/// What stands around the phrases.
#[derive(Debug, Clone)]
pub(crate) struct Context {
    pub idioms: Cover,
    /// `what` is the index of the rule; in the order of starts.
    pub cues: Vec<Range<usize>>,
    pub cancels: Vec<Range<usize>>,
    pub persons: Vec<Range<Subject>>,
    pub speech: Vec<Range<()>>,
}

impl Context {
    /// Cues inside a phrase or inside an expression that is no cue are left out, and so are persons inside a longer word for a person.
    pub fn of(marks: &[Mark], hits: &[Hit]) -> Self {
        let ranges = |wanted: fn(Owner) -> bool| {
            let found = marks.iter().filter(move |mark| wanted(mark.owner));
            found.map(|mark| Range { start: mark.start, end: mark.end, what: () }).collect::<Vec<_>>()
        };
        let no_cues = Cover::of(ranges(|owner| owner == Owner::NoCue));
        let phrases = Cover::of(hits.iter().map(|hit| Range { start: hit.start, end: hit.end, what: () }).collect());
        let mut context = Self {
            idioms: Cover::of(ranges(|owner| owner == Owner::Idiom)),
            cues: Vec::new(),
            cancels: Vec::new(),
            persons: Vec::new(),
            speech: ranges(|owner| owner == Owner::Speech),
        };
        for mark in marks {
            let (start, end) = (mark.start, mark.end);
            match mark.owner {
                Owner::Cue(what)
                    if no_cues.over(start, end).is_none() && !no_cues.runs_into(start) && phrases.over(start, end).is_none() =>
                {
                    context.cues.push(Range { start, end, what });
                }
                Owner::Cancel(what) => context.cancels.push(Range { start, end, what }),
                Owner::Person(what) => context.persons.push(Range { start, end, what }),
                Owner::Class(_)
                | Owner::Break
                | Owner::Phrase(_)
                | Owner::Idiom
                | Owner::NoCue
                | Owner::Cue(_)
                | Owner::Speech => {}
            }
        }
        context.cues.sort_by_key(|range| range.start);
        context.cancels.sort_by_key(|range| range.start);
        context.speech.sort_by_key(|range| range.start);
        context.persons.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        let mut furthest = 0;
        context.persons.retain(|range| {
            let longest = furthest < range.end;
            furthest = furthest.max(range.end);
            longest
        });
        context
    }
}

/// The ranges that start within `from..until`, of a list in the order of starts.
pub(crate) fn starting<T>(list: &[Range<T>], from: usize, until: usize) -> &[Range<T>] {
    let first = list.partition_point(|range| range.start < from);
    let last = list.partition_point(|range| range.start < until);
    list.get(first..last).unwrap_or(&[])
}
