//! Option sets and questions.

use super::{Compiler, ITEMS, Span};
use crate::definition::{ItemKind, ItemToml, ItemsToml};
use crate::instrument::{Accepts, Item};

impl Compiler {
    /// Code and number of options of each scale.
    pub(super) fn scales(&mut self, items: &ItemsToml) -> Vec<(String, usize)> {
        self.check_unique(ITEMS, "scale", items.scale.iter().map(|scale| scale.code.as_str()));
        for scale in &items.scale {
            let key = format!("scale.{}", scale.code);
            self.check_code(ITEMS, &key, &scale.code);
            let mut sorted = scale.values.clone();
            sorted.sort_unstable();
            sorted.dedup();
            if sorted.len() < 2 || sorted.len() != scale.values.len() {
                self.fault(ITEMS, format!("{key}.values"), "at least two different values", format!("{:?}", scale.values));
            }
        }
        items.scale.iter().map(|scale| (scale.code.clone(), scale.values.len())).collect()
    }

    pub(super) fn items(&mut self, items: &ItemsToml) {
        if items.item.is_empty() {
            self.fault(ITEMS, "item", "at least one [[item]]", "none");
        }
        self.check_unique(ITEMS, "item", items.item.iter().map(|item| item.code.as_str()));
        for raw in &items.item {
            let key = format!("item.{}", raw.code);
            self.check_code(ITEMS, &key, &raw.code);
            let scale = self.scale_of(&key, raw, items);
            let accepts = self.accepts(&key, raw, scale.and_then(|index| items.scale.get(index)).map(|scale| &scale.values));
            // Conditions see only the items before: an item is registered after its own condition.
            let ask_if = raw.ask_if.as_ref().and_then(|condition| self.condition(ITEMS, &format!("{key}.ask_if"), condition));
            let span = match &accepts {
                Accepts::Choice(values) => Span::around(values.iter().map(|value| *value as f64)),
                Accepts::Number { min, max, whole } => Some(Span::new(*min, *max, *whole)),
                Accepts::Clock => None,
            };
            let gapless = match (&accepts, span) {
                (Accepts::Choice(values), Some(span)) => (span.highest - span.lowest) as usize + 1 == values.len(),
                (Accepts::Choice(_) | Accepts::Number { .. } | Accepts::Clock, _) => false,
            };
            let (lowest, highest) = span.map_or((0.0, 24.0), |span| (span.lowest, span.highest));
            self.item_index.entry(raw.code.clone()).or_insert(self.items.len());
            self.item_spans.push(span);
            self.items.push(Item {
                code: raw.code.clone(),
                scale,
                accepts,
                lowest,
                highest,
                gapless,
                optional: raw.optional,
                scored: raw.scored,
                ask_if,
            });
        }
    }

    fn scale_of(&mut self, key: &str, raw: &ItemToml, items: &ItemsToml) -> Option<usize> {
        let expected = match raw.kind {
            ItemKind::Choice => "the code of a [[scale]]",
            ItemKind::Number | ItemKind::Clock => "no scale, since it is not a choice",
        };
        let found = raw.scale.as_deref();
        let index = found.and_then(|code| items.scale.iter().position(|scale| scale.code == code));
        match raw.kind {
            ItemKind::Choice if index.is_none() => self.fault(ITEMS, format!("{key}.scale"), expected, format!("{found:?}")),
            ItemKind::Number | ItemKind::Clock if found.is_some() => {
                self.fault(ITEMS, format!("{key}.scale"), expected, format!("{found:?}"));
            }
            ItemKind::Choice | ItemKind::Number | ItemKind::Clock => {}
        }
        index
    }

    fn accepts(&mut self, key: &str, raw: &ItemToml, values: Option<&Vec<i64>>) -> Accepts {
        match raw.kind {
            ItemKind::Number => match (raw.min, raw.max) {
                (Some(min), Some(max)) if min < max => Accepts::Number { min, max, whole: raw.whole.unwrap_or(false) },
                (min, max) => {
                    self.fault(ITEMS, key, "min and max with min < max", format!("{min:?} and {max:?}"));
                    Accepts::Number { min: 0.0, max: 0.0, whole: false }
                }
            },
            ItemKind::Choice | ItemKind::Clock => {
                if raw.min.is_some() || raw.max.is_some() || raw.whole.is_some() {
                    self.fault(ITEMS, key, "min, max and whole only for kind = \"number\"", format!("{:?}", raw.kind));
                }
                match raw.kind {
                    ItemKind::Clock => Accepts::Clock,
                    ItemKind::Choice | ItemKind::Number => Accepts::Choice(values.cloned().unwrap_or_default()),
                }
            }
        }
    }
}
