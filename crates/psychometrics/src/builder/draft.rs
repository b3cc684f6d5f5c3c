//! What somebody typed: fields by name, and lists of rows whose fields are `<list><row>_<column>`, such as `q3_zh`.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// Fields that stand once.
pub const COMMON: [&str; 21] = [
    "name_zh",
    "name_en",
    "title_zh",
    "title_en",
    "instruction_zh",
    "instruction_en",
    "measures",
    "period_days",
    "age_min",
    "age_max",
    "offered",
    "source",
    "citation",
    "whose",
    "holder",
    "document",
    "dated",
    "until",
    "note",
    "proof",
    "purpose",
];

/// A list of rows.
#[derive(Debug, PartialEq, Eq)]
pub struct List {
    /// What its fields begin with.
    pub prefix: &'static str,
    /// Columns in which something is typed: a row without any of them is not there.
    pub typed: &'static [&'static str],
    /// Columns that are chosen or ticked.
    pub chosen: &'static [&'static str],
    /// Most rows.
    pub most: usize,
}

/// The lists: option sets, questions, scores, bands, critical questions, test cases.
pub const LISTS: [List; 6] = [
    List { prefix: "set", typed: &["code", "lines"], chosen: &["drop"], most: 40 },
    List {
        prefix: "q",
        typed: &["zh", "en", "code", "if", "from"],
        chosen: &["set", "reverse", "optional", "place", "drop"],
        most: 300,
    },
    List { prefix: "s", typed: &["code", "zh", "en", "of", "missing"], chosen: &["method", "higher", "drop"], most: 60 },
    List { prefix: "b", typed: &["code", "zh", "en", "from"], chosen: &["score", "attention", "drop"], most: 200 },
    List { prefix: "c", typed: &["question", "from"], chosen: &["kind", "strength", "drop"], most: 60 },
    List { prefix: "t", typed: &["name", "answers", "scores", "bands"], chosen: &["drop"], most: 300 },
];

/// The list of a prefix.
pub fn list(prefix: &str) -> Option<&'static List> {
    LISTS.iter().find(|list| list.prefix == prefix)
}

/// Longest text of a field, in characters.
pub(super) const LONGEST: usize = 4_000;

/// What somebody typed, faults and all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Draft {
    fields: BTreeMap<String, String>,
}

impl Draft {
    /// Takes the fields that a draft has; others are passed over. Ends of lines become one character.
    pub fn of<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let known = pairs.into_iter().map(|(name, value)| (name.into(), value.into().replace("\r\n", "\n")));
        let known = known.filter(|(name, value)| is_known(name) && !value.trim().is_empty());
        Self { fields: known.collect() }
    }

    /// What stands in a field, without blanks around it.
    pub fn text(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", |text| text.trim())
    }

    /// What stands in a column of a row.
    pub fn cell(&self, prefix: &str, row: usize, column: &str) -> &str {
        self.text(&field(prefix, row, column))
    }

    /// Is a box ticked?
    pub fn is_on(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// Puts a text into a field.
    pub fn put(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let (name, value) = (name.into(), value.into());
        if is_known(&name) && !value.trim().is_empty() {
            self.fields.insert(name, value);
        } else {
            self.fields.remove(&name);
        }
    }

    /// Numbers of the rows of a list in which something is typed.
    pub fn rows(&self, prefix: &str) -> Vec<usize> {
        let Some(list) = list(prefix) else { return Vec::new() };
        let numbers: BTreeSet<usize> = self
            .fields
            .keys()
            .filter_map(|name| split(name))
            .filter(|(of, _, column)| of.prefix == prefix && list.typed.contains(column))
            .map(|(_, row, _)| row)
            .collect();
        numbers.into_iter().collect()
    }

    /// The same without the rows that are ticked for taking out, in the order of the column `place`, numbered from 1; each question has a code.
    #[must_use]
    pub fn arranged(&self) -> Self {
        let mut after = Self::default();
        for name in COMMON {
            after.put(name, self.text(name));
        }
        for list in &LISTS {
            let mut rows = self.rows(list.prefix);
            rows.retain(|row| !self.is_on(&field(list.prefix, *row, "drop")));
            // a row that is moved to a place stands before the one that has it; one that moves down, behind it
            let place = |row: &usize| match self.cell(list.prefix, *row, "place").parse::<usize>() {
                Ok(place) if place < *row => (place, 0),
                Ok(place) if *row < place => (place, 2),
                _ => (*row, 1),
            };
            rows.sort_by_key(place);
            for (number, row) in (1..).zip(rows) {
                for column in list.typed.iter().chain(list.chosen).filter(|column| !matches!(**column, "place" | "drop")) {
                    after.put(field(list.prefix, number, column), self.cell(list.prefix, row, column));
                }
            }
        }
        after.name_questions();
        after
    }

    /// Gives a code to the questions that have none: the smallest number that is free.
    fn name_questions(&mut self) {
        let rows = self.rows("q");
        let mut taken: BTreeSet<String> = rows.iter().map(|row| self.cell("q", *row, "code").to_owned()).collect();
        let mut next = 1_usize;
        for row in rows {
            if !self.cell("q", row, "code").is_empty() {
                continue;
            }
            while taken.contains(&next.to_string()) {
                next += 1;
            }
            taken.insert(next.to_string());
            self.put(field("q", row, "code"), next.to_string());
        }
    }

    /// All fields, by name.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }
}

/// Name of a field of a row.
pub(super) fn field(prefix: &str, row: usize, column: &str) -> String {
    format!("{prefix}{row}_{column}")
}

fn split(name: &str) -> Option<(&'static List, usize, &str)> {
    let (head, column) = name.split_once('_')?;
    let digits = head.find(|c: char| c.is_ascii_digit())?;
    let (prefix, number) = head.split_at(digits);
    let row = number.parse().ok().filter(|row: &usize| row.to_string() == number)?;
    let list = list(prefix).filter(|list| (1..=list.most).contains(&row))?;
    (list.typed.contains(&column) || list.chosen.contains(&column)).then_some((list, row, column))
}

fn is_known(name: &str) -> bool {
    COMMON.contains(&name) || split(name).is_some()
}
