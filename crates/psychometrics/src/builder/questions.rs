//! Option sets and questions of a draft.

use std::collections::BTreeMap;

use super::LANGUAGES;
use super::definition::Making;
use super::draft::field;
use crate::definition::{ConditionToml, ItemKind, ItemToml, LabelsToml, ScaleToml};

impl Making<'_> {
    /// The option sets: a line for each option, `value | 中文 | English`.
    pub(super) fn sets(&mut self) {
        for row in self.draft.rows("set") {
            let code = self.code("set", row);
            let lines = field("set", row, "lines");
            let mut values = Vec::new();
            let mut labels = LANGUAGES.map(|_| Vec::new());
            for line in self.draft.text(&lines).lines().map(str::trim).filter(|line| !line.is_empty()) {
                let mut parts = line.split(['|', '｜']).map(str::trim);
                let value = parts.next().and_then(|value| value.parse::<i64>().ok()).filter(|value| value.abs() <= 1_000);
                let (chinese, english) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
                let Some(value) = value.filter(|_| !chinese.is_empty() && parts.next().is_none()) else {
                    self.fault(&lines, "option-line", line);
                    continue;
                };
                values.push(value);
                let english = if english.is_empty() { chinese } else { english };
                labels.iter_mut().zip([chinese, english]).for_each(|(labels, label)| labels.push(label.to_owned()));
            }
            let mut different = values.clone();
            different.sort_unstable();
            different.dedup();
            if different.len() < 2 || different.len() != values.len() {
                self.fault(&lines, "options", values.len());
            }
            for (text, labels) in self.texts.iter_mut().zip(labels) {
                text.scale.insert(code.clone(), LabelsToml { labels });
            }
            self.items.scale.push(ScaleToml { code, values });
        }
        self.unique("set", "code");
    }

    /// The questions in their order.
    pub(super) fn questions(&mut self) {
        let rows = self.draft.rows("q");
        if rows.is_empty() {
            self.fault("q1_zh", "no-question", "");
        }
        let mut before: Vec<String> = Vec::new();
        for row in rows {
            let code = self.code("q", row);
            let words = self.words("q", row);
            for (text, words) in self.texts.iter_mut().zip(words) {
                text.item.insert(code.clone(), words);
            }
            let set = match self.draft.cell("q", row, "set") {
                // with one set there is nothing to choose
                "" if self.items.scale.len() == 1 => self.items.scale.first().map(|set| set.code.clone()).unwrap_or_default(),
                set => set.to_owned(),
            };
            if !self.items.scale.iter().any(|known| known.code == set) {
                self.fault(field("q", row, "set"), "set", &set);
            }
            let ask_if = self.condition(row, &before);
            if self.draft.is_on(&field("q", row, "reverse")) {
                self.reversed.push(code.clone());
            }
            self.items.item.push(ItemToml {
                code: code.clone(),
                scale: Some(set),
                optional: self.draft.is_on(&field("q", row, "optional")),
                scored: true,
                ask_if,
                kind: ItemKind::Choice,
                min: None,
                max: None,
                whole: None,
            });
            before.push(code);
        }
        self.unique("q", "code");
    }

    /// Asked only from a value of an earlier question on.
    fn condition(&mut self, row: usize, before: &[String]) -> Option<ConditionToml> {
        let (earlier, from) = (self.draft.cell("q", row, "if"), self.draft.cell("q", row, "from"));
        if earlier.is_empty() && from.is_empty() {
            return None;
        }
        if !before.iter().any(|code| code == earlier) {
            self.fault(field("q", row, "if"), "earlier", earlier);
            return None;
        }
        let at_least = self.number(field("q", row, "from"))?;
        Some(ConditionToml { item: Some(earlier.to_owned()), at_least: Some(at_least), ..ConditionToml::default() })
    }

    /// Codes of questions as they are typed: `1 2 5-8`; nothing: all.
    pub(super) fn named(&mut self, name: &str) -> Vec<String> {
        let order: Vec<String> = self.items.item.iter().map(|item| item.code.clone()).collect();
        let places: BTreeMap<&str, usize> = order.iter().enumerate().map(|(at, code)| (code.as_str(), at)).collect();
        let mut found = Vec::new();
        let typed = self.draft.text(name).to_owned();
        if typed.is_empty() {
            return order;
        }
        for word in typed.split([' ', ',', '，', '、', ';', '；', '\n']).filter(|word| !word.is_empty()) {
            let ends = match places.get(word) {
                Some(at) => Some((*at, *at)),
                None => word
                    .split_once(['-', '–', '~'])
                    .and_then(|(one, other)| Some((*places.get(one)?, *places.get(other)?)))
                    .filter(|(one, other)| one <= other),
            };
            match ends {
                Some((one, other)) => found.extend(order.iter().take(other + 1).skip(one).cloned()),
                None => self.fault(name, "question", word),
            }
        }
        found
    }
}
