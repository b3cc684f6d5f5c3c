//! From the raw files of a pack to a checked [`Instrument`].

mod bands;
mod checks;
mod conditions;
mod items;
mod pack;
mod scores;
mod span;

use std::collections::HashMap;

use crate::condition::{Condition, Source};
use crate::definition::{ConditionToml, ItemsToml, PackToml, ScoringToml};
use crate::instrument::{Item, Primary, Score};
use crate::{Fault, Instrument};
use span::Span;

const PACK: &str = "pack.toml";
const ITEMS: &str = "items.toml";
const SCORING: &str = "scoring.toml";

/// Resolves every name and checks every number of an instrument pack.
/// Errors: all faults that could be found, in the order of the files.
/// Source: docs/packs.md.
pub fn compile(pack: &PackToml, items: &ItemsToml, scoring: &ScoringToml) -> Result<Instrument, Vec<Fault>> {
    let mut compiler = Compiler::default();
    compiler.pack(pack, scoring);
    let scales = compiler.scales(items);
    compiler.items(items);
    compiler.scores(scoring);
    let bands = compiler.bands(scoring);
    let decisions = compiler.decisions(scoring);
    let rules = compiler.rules(scoring);
    let screens = compiler.screens(scoring);
    let criticals = compiler.criticals(scoring);
    let validities = compiler.validities(scoring);
    let total = compiler.scores.iter().position(|score| score.code == "total");
    let primary = compiler.primary(scoring, total);
    if !compiler.faults.is_empty() {
        return Err(compiler.faults);
    }
    let has_skips = compiler.items.iter().any(|item| item.ask_if.is_some());
    Ok(Instrument {
        pack: pack.clone(),
        scales,
        items: compiler.items,
        scores: compiler.scores,
        bands,
        rules,
        decisions,
        screens,
        criticals,
        validities,
        total,
        primary,
        has_skips,
    })
}

/// What has been resolved so far.
#[derive(Default)]
struct Compiler {
    faults: Vec<Fault>,
    items: Vec<Item>,
    item_index: HashMap<String, usize>,
    item_spans: Vec<Option<Span>>,
    scores: Vec<Score>,
    score_index: HashMap<String, usize>,
    score_spans: Vec<Option<Span>>,
}

impl Compiler {
    fn fault(&mut self, file: &str, key: impl Into<String>, expected: impl Into<String>, found: impl std::fmt::Display) {
        self.faults.push(Fault::new(file, key, expected, found));
    }

    /// A code is short and without the marks that mean something elsewhere (`@`, `;`, `=`, blanks).
    fn check_code(&mut self, file: &str, key: &str, code: &str) {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        if code.is_empty() || !code.chars().all(plain) {
            self.fault(file, key, "a code of letters, digits, `_`, `-`, `.`", format!("{code:?}"));
        }
    }

    /// Faults for codes that occur twice in one list.
    fn check_unique<'a>(&mut self, file: &str, list: &str, codes: impl Iterator<Item = &'a str>) {
        let mut seen = Vec::new();
        for code in codes {
            if seen.contains(&code) {
                self.fault(file, format!("{list}.{code}"), "a code that is used once", format!("{code:?} again"));
            }
            seen.push(code);
        }
    }

    fn check_attention(&mut self, key: String, number: u8) -> crate::Attention {
        crate::Attention::from_number(number).unwrap_or_else(|| {
            self.fault(SCORING, key, "attention 1–4", number);
            crate::Attention::Steady
        })
    }

    fn check_source(&mut self, key: String, source: Option<&str>) {
        if source.is_none_or(|text| text.trim().is_empty()) {
            self.fault(SCORING, key, "a source (document and clause)", "none");
        }
    }

    /// A score or decision as `primary`; by default the total where it has bands.
    fn primary(&mut self, scoring: &ScoringToml, total: Option<usize>) -> Option<Primary> {
        let Some(code) = scoring.primary.as_deref() else {
            let banded = |index: &usize| self.scores.get(*index).is_some_and(|score| score.has_bands());
            return total.filter(banded).map(Primary::Score);
        };
        if let Some(index) = self.score_index.get(code) {
            return Some(Primary::Score(*index));
        }
        if let Some(index) = scoring.decision.iter().position(|decision| decision.code == code) {
            return Some(Primary::Decision(index));
        }
        self.fault(SCORING, "primary", "the code of a score or decision", format!("{code:?}"));
        None
    }

    fn span(&self, source: Source) -> Option<Span> {
        match source {
            Source::Item(index) => self.item_spans.get(index).copied().flatten(),
            Source::Score(index) => self.score_spans.get(index).copied().flatten(),
        }
    }

    fn condition_of_scoring(&mut self, key: &str, raw: &ConditionToml) -> Condition {
        self.condition(SCORING, key, raw).unwrap_or(Condition::All(Vec::new()))
    }
}
