//! Weighing: many small signs of a text, for and against, that a phrase alone cannot carry.
//!
//! A sign is one or two characters of the normalised text, a word of a class (`{want}`), a category that counts (`ideation`,
//! `ideation:3`), a cue (`cue/game`), or two of these names in one part (`{give}&{occasion}`): what one says of the other.
//! The pack gives points to signs; `examples/fit.rs` works them out from labelled cases.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

use crate::combine::Counted;
use crate::normal::Normal;
use crate::rules::WeighingToml;

/// Longest part of a text that is weighed as one, in characters; a longer one is cut after a sentence.
const LONGEST: usize = 400;

/// A part of a text that is weighed by itself: between empty lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Segment {
    pub start: usize,
    pub end: usize,
}

/// What a segment weighs.
#[derive(Debug, Clone)]
pub(crate) struct Weight {
    /// Hundredths.
    pub points: f64,
    /// Where the signs with the most points stand, in the order of the text.
    pub carried: Vec<(usize, usize)>,
}

/// Signs of words with their points, in hundredths.
#[derive(Debug, Clone, Default)]
pub(crate) struct Weights {
    one: HashMap<char, i32>,
    two: HashMap<(char, char), i32>,
    named: HashMap<String, i32>,
    /// Two names in one part: the one that stands first in the order of names, then the other with the points.
    both: HashMap<String, HashMap<String, i32>>,
}

/// Between the two names of a sign.
const AND: char = '&';

/// Whether a name may stand in a sign of two: a level of a category says no more than the category.
fn pairs(name: &str) -> bool {
    !name.contains(':')
}

impl Weights {
    pub fn of(raw: &[crate::rules::WeightToml]) -> Self {
        let mut weights = Self::default();
        for weight in raw {
            for sign in &weight.list {
                let mut signs = sign.chars();
                match (signs.next(), signs.next(), signs.next()) {
                    (Some(one), None, _) => weights.one.insert(one, weight.points).map_or((), drop),
                    (Some(one), Some(two), None) => weights.two.insert((one, two), weight.points).map_or((), drop),
                    _ if sign.contains(AND) => {
                        let (one, other) = sign.split_once(AND).unwrap_or((sign, ""));
                        weights.both.entry(one.to_owned()).or_default().insert(other.to_owned(), weight.points);
                    }
                    _ => weights.named.insert(sign.clone(), weight.points).map_or((), drop),
                }
            }
        }
        weights
    }
}

/// The segments of a text, in order; together they hold every character that is no line end.
pub(crate) fn segments(chars: &[char], normal: &Normal) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut start = 0;
    for at in 0..chars.len() {
        let empty_line = chars.get(at) == Some(&'\n') && chars.get(at + 1) == Some(&'\n');
        let long = LONGEST <= at - start && normal.sentence(at) != normal.sentence(at + 1);
        if empty_line || long || at + 1 == chars.len() {
            let line_end = |at: &usize| chars.get(*at) == Some(&'\n');
            let first = (start..=at).find(|at| !line_end(at));
            let last = (start..=at).rfind(|at| !line_end(at));
            segments.extend(first.zip(last).map(|(start, last)| Segment { start, end: last + 1 }));
            start = at + 1;
        }
    }
    segments
}

/// The named signs of a text: word, start, end.
pub(crate) type Named<'a> = Vec<(Cow<'a, str>, usize, usize)>;

/// Categories that count, as signs.
pub(crate) fn of_phrases(counted: &[Counted]) -> Named<'static> {
    let live = counted.iter().filter(|counted| counted.live);
    live.flat_map(|counted| {
        let hit = counted.hit;
        let (code, level) = (hit.category.code(), u8::from(hit.level));
        let firm = if hit.firm { "firm" } else { "plain" };
        [Cow::Borrowed(code), Cow::Owned(format!("{code}:{level}")), Cow::Owned(format!("{firm}:{level}"))]
            .map(|name| (name, hit.start, hit.end))
    })
    .collect()
}

/// One character, or two that stand beside each other; digits as 0.
type Gram = (char, Option<char>);

/// The signs of a segment, each once with its first place.
pub(crate) struct Signs<'a> {
    grams: BTreeMap<Gram, (usize, usize)>,
    named: BTreeMap<&'a str, (usize, usize)>,
}

impl<'a> Signs<'a> {
    pub fn of(segment: Segment, chars: &[char], named: &'a Named<'_>) -> Self {
        let mut signs = Self { grams: BTreeMap::new(), named: BTreeMap::new() };
        let digit = |sign: char| if sign.is_ascii_digit() { '0' } else { sign };
        let part = chars.get(segment.start..segment.end).unwrap_or(&[]);
        for (offset, sign) in part.iter().enumerate().filter(|(_, sign)| **sign != '\n') {
            let at = segment.start + offset;
            signs.grams.entry((digit(*sign), None)).or_insert((at, at + 1));
            if let Some(next) = part.get(offset + 1).filter(|next| **next != '\n') {
                signs.grams.entry((digit(*sign), Some(digit(*next)))).or_insert((at, at + 2));
            }
        }
        for (name, start, end) in named.iter().filter(|(_, start, _)| segment.start <= *start && *start < segment.end) {
            signs.named.entry(name.as_ref()).or_insert((*start, *end));
        }
        signs
    }

    /// The signs as the pack writes them.
    pub fn written(&self) -> impl Iterator<Item = String> {
        let grams = self.grams.keys().map(|(one, two)| [Some(*one), *two].into_iter().flatten().collect());
        let names: Vec<&str> = self.named.keys().copied().filter(|name| pairs(name)).collect();
        let both = (1..names.len()).flat_map(|at| {
            let (before, from) = names.split_at(at);
            let one = before.last().copied().unwrap_or_default();
            from.iter().map(move |other| format!("{one}{AND}{other}")).collect::<Vec<_>>()
        });
        grams.chain(self.named.keys().map(|name| (*name).to_owned())).chain(both.collect::<Vec<_>>())
    }

    /// Two names that have points together: points, place of each.
    fn both<'b>(&'b self, weights: &'b Weights) -> impl Iterator<Item = (f64, [(usize, usize); 2])> + 'b {
        let known = self.named.iter().filter_map(|(one, place)| Some((one, place, weights.both.get(*one)?)));
        known.flat_map(|(one, place, others)| {
            let later = self.named.range::<&str, _>((Bound::Excluded(*one), Bound::Unbounded));
            later.filter_map(|(other, second)| Some((f64::from(*others.get(*other)?), [*place, *second])))
        })
    }
}

/// How much grams weigh: the more different ones a segment has, the less each. One at this many grams.
const USUAL: f64 = 49.0;

/// Below so many different grams a segment counts as if it had so many.
const FEWEST: usize = 10;

/// What each gram of a segment counts for, with these signs in it.
pub fn factor<'a>(signs: impl Iterator<Item = &'a str>) -> f64 {
    share(signs.filter(|sign| sign.chars().nth(2).is_none()).count())
}

fn share(grams: usize) -> f64 {
    (USUAL / f64::from(u32::try_from(grams.max(FEWEST)).unwrap_or(u32::MAX))).sqrt()
}

/// What a segment weighs, and the signs that carry it.
pub(crate) fn weigh(signs: &Signs<'_>, weights: &Weights, weighing: &WeighingToml) -> Weight {
    let factor = share(signs.grams.len());
    let of_gram = |(one, two): &Gram| {
        let points = two.map_or_else(|| weights.one.get(one), |two| weights.two.get(&(*one, two)));
        f64::from(points.copied().unwrap_or(0)) * factor
    };
    let of_name = |name: &str| f64::from(weights.named.get(name).copied().unwrap_or(0));
    let both: Vec<(f64, [(usize, usize); 2])> = signs.both(weights).collect();
    let alone = signs.grams.keys().map(of_gram).sum::<f64>() + signs.named.keys().map(|name| of_name(name)).sum::<f64>();
    let sum = alone + both.iter().map(|(points, _)| points).sum::<f64>();
    let grams = signs.grams.iter().map(|(gram, place)| (of_gram(gram), *place));
    // a single character carries something and shows nothing
    let grams = grams.filter(|(_, (start, end))| 1 < end - start);
    let named = signs.named.iter().map(|(name, place)| (of_name(name), *place));
    let shown = |(points, _): &(f64, (usize, usize))| f64::from(weighing.shown) <= *points;
    let together = both.iter().flat_map(|(points, places)| places.map(|place| (*points, place)));
    let mut carried: Vec<(f64, (usize, usize))> = grams.chain(named).chain(together).filter(shown).collect();
    carried.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    carried.truncate(SHOWN);
    let mut places: Vec<(usize, usize)> = carried.into_iter().map(|(_, place)| place).collect();
    places.sort_unstable();
    places.dedup();
    Weight { points: f64::from(weighing.start) + sum, carried: places }
}

/// So many places carry a weight at most.
const SHOWN: usize = 8;
