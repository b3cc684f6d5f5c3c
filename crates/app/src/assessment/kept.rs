//! What is kept of a scored sheet: everything by its code, so that it can be read without the pack's order.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Scored;
use crate::adaptive::KeptEstimate;
use crate::{AppError, Result};

/// A critical answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptCritical {
    pub item: String,
    pub value: f64,
    /// codes of the pack vocabulary
    pub kind: String,
    pub strength: String,
}

/// The code of a word of the pack vocabulary.
fn word(word: impl Serialize) -> String {
    serde_json::to_value(word).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The column `outcome` of a response. The default is a sheet without any answers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct KeptOutcome {
    /// scores that have a value, by code
    pub scores: BTreeMap<String, f64>,
    /// by score: band code and attention
    pub bands: BTreeMap<String, (String, u8)>,
    /// by decision: level code
    pub decisions: BTreeMap<String, String>,
    pub critical: Vec<KeptCritical>,
    pub flags: Vec<String>,
    pub complete: bool,
    pub valid: bool,
    /// codes of the rules that put the sheet aside; empty where it counts
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed_by: Vec<String>,
    /// θ by the bank of the instrument, where it has one
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimate: Option<KeptEstimate>,
}

impl KeptOutcome {
    /// The outcome of a scored sheet by codes.
    pub fn of(scored: &Scored<'_>) -> Self {
        let instrument = scored.pack.instrument();
        let outcome = &scored.outcome;
        let mut scores = BTreeMap::new();
        let mut bands = BTreeMap::new();
        for (index, score) in instrument.scores().iter().enumerate().filter(|(_, score)| score.is_reported()) {
            if let Some(value) = outcome.scores.get(index).copied().flatten() {
                scores.insert(score.code().to_owned(), value);
            }
            if let Some(hit) = outcome.bands.get(index).copied().flatten()
                && let Some(code) = outcome.band_code(instrument, index)
            {
                bands.insert(score.code().to_owned(), (code.to_owned(), hit.attention.number()));
            }
        }
        let decisions = instrument.decisions().iter().enumerate().filter_map(|(index, decision)| {
            Some((decision.code().to_owned(), outcome.level_code(instrument, index)?.to_owned()))
        });
        let critical = outcome.critical.iter().map(|hit| KeptCritical {
            item: instrument.items().get(hit.item).map_or_else(String::new, |item| item.code().to_owned()),
            value: hit.value,
            kind: word(hit.kind),
            strength: word(hit.strength),
        });
        Self {
            scores,
            bands,
            decisions: decisions.collect(),
            critical: critical.collect(),
            flags: outcome
                .flag_texts(instrument)
                .map(str::to_owned)
                .chain(scored.judgement.noted.iter().map(|code| format!("general:{code}")))
                .collect(),
            complete: outcome.complete,
            valid: outcome.valid,
            removed_by: scored.judgement.removed_by.clone(),
            estimate: scored.estimate.clone(),
        }
    }

    /// Reads the column. Errors: `Broken` for what the program never writes.
    pub fn parse(text: &str) -> Result<Self> {
        serde_json::from_str(text)
            .map_err(|fault| AppError::Broken { what: "a kept outcome cannot be read".to_owned(), source: Some(Box::new(fault)) })
    }

    /// As JSON.
    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string(self)
            .map_err(|fault| AppError::Broken { what: "an outcome cannot be written".to_owned(), source: Some(Box::new(fault)) })
    }
}
