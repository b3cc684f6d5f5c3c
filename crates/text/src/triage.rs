//! Reading a text.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::combine::{Counted, combined};
use crate::context::Context;
use crate::damp::{Damped, damp};
use crate::normal::{Normal, Normaliser};
use crate::reading::{Combined, Cue, Reading, RulesRef, Span};
use crate::rules::RulesToml;
use crate::scan::{Owner, Scanner};
use crate::subject::subject;
use crate::weigh::{Named, Segment, Signs, Weight, Weights, of_phrases, segments, weigh};
use crate::{AttentionLevel, Category, CueKind};

/// Compiled rules. Reading keeps nothing of a text.
#[derive(Debug, Clone)]
pub struct Triage {
    pub(crate) normaliser: Normaliser,
    pub(crate) scanner: Scanner,
    pub(crate) phrases: Vec<Phrase>,
    /// Classes that have a name, as signs.
    pub(crate) names: BTreeMap<usize, String>,
    pub(crate) weights: Weights,
    pub(crate) reference: RulesRef,
    pub(crate) rules: RulesToml,
}

/// One entry of a list of phrases.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Phrase {
    pub category: Category,
    pub level: AttentionLevel,
    pub jest: bool,
    pub firm: bool,
    /// Index of the concept.
    pub concept: usize,
}

/// What stands in a text before anything is weighed.
struct Found<'a> {
    normal: Normal,
    chars: Vec<char>,
    context: Context,
    hits: Vec<Hit>,
    damped: Vec<Damped>,
    named: Named<'a>,
}

/// What a weight proposes: level, code, places that carry it.
type Proposed<'a> = (AttentionLevel, &'static str, &'a [(usize, usize)]);

/// A sign that carries a weight, without its place.
const SIGN: Hit = Hit {
    start: 0,
    end: 0,
    entry: 0,
    category: Category::Signs,
    level: AttentionLevel::None,
    jest: false,
    firm: false,
    concept: 0,
};

fn counted(hits: &[Hit], damped: &[Damped]) -> Vec<Counted> {
    hits.iter().zip(damped).map(|(hit, damped)| Counted { hit: *hit, live: damped.level == hit.level }).collect()
}

/// A phrase found, in normalised characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub start: usize,
    pub end: usize,
    /// Index of the entry.
    pub entry: usize,
    pub category: Category,
    pub level: AttentionLevel,
    pub jest: bool,
    pub firm: bool,
    /// Index of the concept.
    pub concept: usize,
}

impl Triage {
    /// The proposal for a text of any length. Time grows with the length; no text is an error.
    pub fn read(&self, text: &str) -> Reading {
        let found = self.find(text);
        let Found { normal, context, hits, mut damped, .. } = found;
        let weighed = self.weighed(&normal, &found.chars, &found.named);
        for (hit, damped) in hits.iter().zip(&mut damped) {
            self.harmless(hit, damped, &weighed);
        }
        let counted = counted(&hits, &damped);
        let mut combinations = combined(&counted, &self.rules.combinations);
        let mut spans: Vec<Span> = hits
            .iter()
            .zip(&damped)
            .map(|(hit, damped)| {
                let (start, end) = normal.original_range(hit.start, hit.end);
                let cue = damped.by.map(|(kind, from, until)| {
                    let (start, end) = normal.original_range(from, until);
                    Cue { kind, start, end }
                });
                let subject = subject(hit, &context, &normal, &self.rules.subject);
                Span { start, end, category: hit.category, weight: hit.level, counted: damped.level, subject, damped_by: cue }
            })
            .collect();
        for (level, code, places) in self.proposed(&weighed) {
            let first = spans.len();
            spans.extend(places.iter().map(|(start, end)| {
                let hit = Hit { start: *start, end: *end, ..SIGN };
                let (start, end) = normal.original_range(*start, *end);
                let subject = subject(&hit, &context, &normal, &self.rules.subject);
                Span { start, end, category: SIGN.category, weight: SIGN.level, counted: SIGN.level, subject, damped_by: None }
            }));
            combinations.push(Combined { code: code.to_owned(), level, spans: (first..spans.len()).collect() });
        }
        self.reading(spans, combinations)
    }

    /// The signs that may be weighed, part by part, for working out their points: docs/triage.md.
    pub fn signs(&self, text: &str) -> Vec<Vec<String>> {
        let found = self.find(text);
        let parts = segments(&found.chars, &found.normal).into_iter();
        parts.map(|segment| Signs::of(segment, &found.chars, &found.named).written().collect()).collect()
    }

    fn find(&self, text: &str) -> Found<'_> {
        let normal = self.normaliser.read(text);
        let marks = self.scanner.marks(&normal);
        let hits = self.hits(&marks);
        let context = Context::of(&marks, &hits);
        let damped = damp(&hits, &context, &normal, &self.rules);
        let named = self.named(&marks, &context, &counted(&hits, &damped));
        let chars: Vec<char> = normal.text.chars().collect();
        Found { normal, chars, context, hits, damped, named }
    }

    /// Each part of the text with its weight; nothing where the rules weigh nothing.
    fn weighed(&self, normal: &Normal, chars: &[char], named: &Named<'_>) -> Vec<(Segment, Weight)> {
        let Some(weighing) = &self.rules.weighing else { return Vec::new() };
        let least = usize::try_from(weighing.chars).unwrap_or(usize::MAX);
        let parts = segments(chars, normal).into_iter().filter(|segment| least <= segment.end - segment.start);
        parts.map(|segment| (segment, weigh(&Signs::of(segment, chars, named), &self.weights, weighing))).collect()
    }

    /// Takes weight from a phrase in a part that weighs next to nothing.
    fn harmless(&self, hit: &Hit, damped: &mut Damped, weighed: &[(Segment, Weight)]) {
        let Some(weighing) = &self.rules.weighing else { return };
        let around = weighed.iter().find(|(segment, _)| segment.start <= hit.start && hit.start < segment.end);
        let light = |(_, weight): &&(Segment, Weight)| weight.points <= f64::from(weighing.harmless);
        let Some((segment, _)) = around.filter(light) else { return };
        let cap = self.rules.caps.iter().find(|cap| cap.cue == CueKind::Harmless);
        if let Some(cap) = cap.filter(|cap| cap.level < damped.level && !hit.firm) {
            *damped = Damped { level: cap.level, by: Some((CueKind::Harmless, segment.start, segment.end)) };
        }
    }

    /// What the weights propose: level, code, places that carry it.
    fn proposed<'a>(&self, weighed: &'a [(Segment, Weight)]) -> Vec<Proposed<'a>> {
        let Some(weighing) = &self.rules.weighing else { return Vec::new() };
        let propose = |(_, weight): &'a (Segment, Weight)| {
            let places = weight.carried.as_slice();
            if f64::from(weighing.same_day) <= weight.points {
                Some((AttentionLevel::SameDay, "weighed-same-day", places))
            } else if f64::from(weighing.counsel) <= weight.points {
                Some((AttentionLevel::Counsel, "weighed-counsel", places))
            } else {
                None
            }
        };
        weighed.iter().filter_map(propose).collect()
    }

    fn named(&self, marks: &[crate::scan::Mark], context: &Context, counted: &[Counted]) -> Named<'_> {
        let mut named = of_phrases(counted);
        named.extend(marks.iter().filter_map(|mark| {
            let Owner::Class(class) = mark.owner else { return None };
            Some((Cow::Borrowed(self.names.get(&class)?.as_str()), mark.start, mark.end))
        }));
        named.extend(context.cues.iter().filter_map(|cue| {
            let rule = self.rules.cues.get(cue.what)?;
            Some((Cow::Owned(format!("cue/{}", rule.kind)), cue.start, cue.end))
        }));
        named
    }

    /// Which rules these are.
    pub const fn rules(&self) -> &RulesRef {
        &self.reference
    }

    /// Phrases in the order of the text; of one category the longer one stands for those inside it, unless they are graver.
    fn hits(&self, marks: &[crate::scan::Mark]) -> Vec<Hit> {
        let mut hits: Vec<Hit> = marks
            .iter()
            .filter_map(|mark| {
                let Owner::Phrase(entry) = mark.owner else { return None };
                let phrase = self.phrases.get(entry)?;
                let Phrase { category, level, jest, firm, concept } = *phrase;
                Some(Hit { start: mark.start, end: mark.end, entry, category, level, jest, firm, concept })
            })
            .collect();
        hits.sort_by_key(|hit| (hit.category, hit.start, std::cmp::Reverse(hit.end), std::cmp::Reverse(hit.level)));
        let mut kept: Vec<Hit> = Vec::with_capacity(hits.len());
        for hit in hits {
            let inside = |last: &&mut Hit| last.category == hit.category && hit.end <= last.end && hit.level <= last.level;
            match kept.last_mut().filter(inside) {
                // a firm phrase stays firm inside a longer one that is not
                Some(last) => last.firm |= hit.firm,
                None => kept.push(hit),
            }
        }
        kept.sort_by_key(|hit| (hit.start, hit.end, hit.category));
        kept
    }

    fn reading(&self, spans: Vec<Span>, combinations: Vec<Combined>) -> Reading {
        let alone = spans.iter().map(|span| span.counted).max().unwrap_or_default();
        let level = combinations.iter().map(|combined| combined.level).max().unwrap_or_default().max(alone);
        let mut listed: Vec<&Span> = spans.iter().filter(|span| AttentionLevel::None < span.counted).collect();
        listed.sort_by_key(|span| (std::cmp::Reverse(span.counted), span.category));
        let mut seen = BTreeSet::new();
        let weighed = combinations.iter().any(|combined| {
            combined.spans.iter().any(|index| spans.get(*index).is_some_and(|span| span.category == Category::Signs))
        });
        let categories = listed
            .iter()
            .map(|span| span.category)
            .chain(weighed.then_some(Category::Signs))
            .filter(|category| seen.insert(*category))
            .collect();
        let subject = (AttentionLevel::None < level)
            .then(|| {
                let carrying = |span: &&Span| span.counted == alone && AttentionLevel::None < alone;
                let by_combination = combinations.iter().filter(|combined| combined.level == level && alone < level);
                let first = by_combination.flat_map(|combined| &combined.spans).filter_map(|index| spans.get(*index)).next();
                first.or_else(|| spans.iter().find(carrying)).map(|span| span.subject)
            })
            .flatten();
        Reading { level, subject, categories, spans, combinations, rules: self.reference.clone() }
    }
}

impl Damped {
    /// A hit that nothing damps.
    pub(crate) const fn free(level: AttentionLevel) -> Self {
        Self { level, by: None }
    }
}
