//! Whether a text file says everything that the instrument needs, and nothing that it may not.

use std::collections::BTreeMap;

use crate::definition::{PermissionToml, TextToml, Wording};
use crate::{Accepts, Fault, Instrument};

/// Checks one `text.<language>.toml`: all keys present, none unknown, no wording that is withheld.
/// With a permission the wording may (and must) be there. `file` only names the file in the faults.
/// Source: docs/packs.md.
pub fn check_text(instrument: &Instrument, file: &str, text: &TextToml, permission: Option<&PermissionToml>) -> Vec<Fault> {
    let mut check = Check { file, faults: Vec::new() };
    check.filled("name", &text.name);
    check.filled("title", &text.title);
    if instrument.pack().licence.wording == Wording::Withheld && permission.is_none() {
        check.absent(text);
    } else {
        check.wording(instrument, text);
    }
    check.names(instrument, text);
    check.bands(instrument, text);
    check.faults
}

struct Check<'a> {
    file: &'a str,
    faults: Vec<Fault>,
}

impl Check<'_> {
    fn fault(&mut self, key: impl Into<String>, expected: impl Into<String>, found: impl std::fmt::Display) {
        self.faults.push(Fault::new(self.file, key, expected, found));
    }

    fn filled(&mut self, key: impl Into<String>, text: &str) {
        if text.trim().is_empty() {
            self.fault(key, "a text", "nothing");
        }
    }

    fn absent(&mut self, text: &TextToml) {
        let parts = [
            ("instruction", text.instruction.is_some()),
            ("scale", !text.scale.is_empty()),
            ("item", !text.item.is_empty()),
            ("item_scale", !text.item_scale.is_empty()),
        ];
        for (key, present) in parts {
            if present {
                self.fault(key, "nothing, since the wording is withheld", "wording");
            }
        }
    }

    fn wording(&mut self, instrument: &Instrument, text: &TextToml) {
        self.filled("instruction", text.instruction.as_deref().unwrap_or(""));
        for (code, options) in instrument.scales() {
            match text.scale.get(code) {
                Some(scale) => self.labels(format!("scale.{code}.labels"), options, &scale.labels),
                None => self.fault(format!("scale.{code}"), format!("{options} labels"), "nothing"),
            }
        }
        for code in text.scale.keys() {
            if !instrument.scales().any(|(known, _)| known == code) {
                self.fault(format!("scale.{code}"), "the code of a scale", format!("{code:?}"));
            }
        }
        for item in instrument.items() {
            self.filled(format!("item.{}", item.code()), text.item.get(item.code()).map_or("", String::as_str));
        }
        for code in text.item.keys() {
            if instrument.item_index(code).is_none() {
                self.fault(format!("item.{code}"), "the code of an item", format!("{code:?}"));
            }
        }
        for (code, labels) in &text.item_scale {
            let item = instrument.item_index(code).and_then(|index| instrument.items().get(index));
            match item.map(|item| item.accepts()) {
                Some(Accepts::Choice(values)) => self.labels(format!("item_scale.{code}"), values.len(), labels),
                Some(Accepts::Number { .. } | Accepts::Clock) | None => {
                    self.fault(format!("item_scale.{code}"), "the code of an item with options", format!("{code:?}"));
                }
            }
        }
    }

    fn labels(&mut self, key: String, options: usize, labels: &[String]) {
        if labels.len() != options {
            self.fault(key, format!("{options} labels"), labels.len());
        } else if labels.iter().any(|label| label.trim().is_empty()) {
            self.fault(key, "a text for each option", "an empty label");
        }
    }

    /// Reported scores and decisions must have a name; steps, rules and screens may.
    fn names(&mut self, instrument: &Instrument, text: &TextToml) {
        let scores = instrument.scores().iter().filter(|score| score.is_reported()).map(|score| score.code());
        let decisions = instrument.decisions().iter().map(|decision| decision.code());
        for code in scores.chain(decisions) {
            self.filled(format!("score.{code}"), text.score.get(code).map_or("", String::as_str));
        }
        for code in text.score.keys() {
            let known = instrument.score_index(code).is_some()
                || instrument.decisions().iter().any(|decision| decision.code() == code)
                || instrument.rules().any(|rule| rule == code)
                || instrument.screens().any(|screen| screen == code);
            if !known {
                self.fault(format!("score.{code}"), "the code of a score, decision, rule or screen", format!("{code:?}"));
            }
        }
    }

    fn bands(&mut self, instrument: &Instrument, text: &TextToml) {
        let mut needed: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for band in instrument.bands() {
            if let Some(score) = instrument.scores().get(band.score()) {
                needed.entry(score.code()).or_default().push(band.code());
            }
        }
        for decision in instrument.decisions() {
            needed.entry(decision.code()).or_default().extend(decision.levels().iter().map(|level| level.code()));
        }
        for (of, codes) in &mut needed {
            codes.sort_unstable();
            codes.dedup();
            for code in codes.iter() {
                let name = text.band.get(*of).and_then(|bands| bands.get(*code));
                self.filled(format!("band.{of}.{code}"), name.map_or("", String::as_str));
            }
        }
        for (of, bands) in &text.band {
            let Some(codes) = needed.get(of.as_str()) else {
                self.fault(format!("band.{of}"), "a score with bands, or a decision", format!("{of:?}"));
                continue;
            };
            for code in bands.keys().filter(|code| !codes.contains(&code.as_str())) {
                self.fault(format!("band.{of}.{code}"), "the code of a band", format!("{code:?}"));
            }
        }
    }
}
