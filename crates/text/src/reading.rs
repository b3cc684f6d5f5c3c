//! What a text was read as.

use serde::Serialize;

use crate::{AttentionLevel, Category, CueKind, Subject};

/// A proposal for the people who read the text. It holds places in the text, no words of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reading {
    pub level: AttentionLevel,
    /// Whom the gravest phrases are about; nothing at level 0.
    pub subject: Option<Subject>,
    /// What counted, gravest first; without categories that speak only beside others.
    pub categories: Vec<Category>,
    /// Every phrase found, in the order of the text, also those that did not count.
    pub spans: Vec<Span>,
    /// Codes of the combinations that raised the level, with the spans that carry them.
    pub combinations: Vec<Combined>,
    /// Which rules read it.
    pub rules: RulesRef,
}

/// A phrase found. Offsets count characters of the original text from 0; `end` is one past the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Span {
    pub start: usize,
    pub end: usize,
    pub category: Category,
    /// The level of the phrase by itself.
    pub weight: AttentionLevel,
    /// What it counted for, at most `weight`.
    pub counted: AttentionLevel,
    pub subject: Subject,
    /// Why it counted for less.
    pub damped_by: Option<Cue>,
}

impl Span {
    /// The words in `text`, which must be the text that was read; otherwise whatever stands there, or nothing.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        let mut starts = text.char_indices().map(|(at, _)| at).chain(std::iter::once(text.len()));
        let Some(from) = starts.nth(self.start) else { return "" };
        let until = match self.end.checked_sub(self.start + 1) {
            Some(further) => starts.nth(further),
            None => Some(from),
        };
        until.and_then(|until| text.get(from..until)).unwrap_or("")
    }
}

/// What took weight from a phrase, and where it stands in the original text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Cue {
    pub kind: CueKind,
    pub start: usize,
    pub end: usize,
}

/// A combination that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Combined {
    pub code: String,
    pub level: AttentionLevel,
    /// Indices into `spans`.
    pub spans: Vec<usize>,
}

/// Which rules were used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RulesRef {
    pub id: String,
    pub version: String,
}
