//! Reading a text.

use std::collections::BTreeSet;

use crate::combine::{Counted, combined};
use crate::context::Context;
use crate::damp::{Damped, damp};
use crate::normal::Normaliser;
use crate::reading::{Combined, Cue, Reading, RulesRef, Span};
use crate::rules::RulesToml;
use crate::scan::{Owner, Scanner};
use crate::subject::subject;
use crate::{AttentionLevel, Category};

/// Compiled rules. Reading keeps nothing of a text.
#[derive(Debug, Clone)]
pub struct Triage {
    pub(crate) normaliser: Normaliser,
    pub(crate) scanner: Scanner,
    pub(crate) phrases: Vec<Phrase>,
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
        let normal = self.normaliser.read(text);
        let marks = self.scanner.marks(&normal);
        let hits = self.hits(&marks);
        let context = Context::of(&marks, &hits);
        let damped = damp(&hits, &context, &normal, &self.rules);
        let counted: Vec<Counted> =
            hits.iter().zip(&damped).map(|(hit, damped)| Counted { hit: *hit, live: damped.level == hit.level }).collect();
        let combinations = combined(&counted, &self.rules.combinations);
        let spans: Vec<Span> = hits
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
        self.reading(spans, combinations)
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
            let inside =
                kept.last().is_some_and(|last| last.category == hit.category && hit.end <= last.end && hit.level <= last.level);
            if !inside {
                kept.push(hit);
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
        let categories = listed.iter().map(|span| span.category).filter(|category| seen.insert(*category)).collect();
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
