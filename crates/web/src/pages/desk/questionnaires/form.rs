//! The fields of a draft as sections, rows and cells: every list has one empty row more than is filled in.

use std::collections::BTreeMap;

use xinqiao_psychometrics::builder::{Draft, DraftFault, List, list};
use xinqiao_psychometrics::definition::Measure;

use crate::i18n::Lang;
use crate::parts::Choice;

/// How a cell is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellKind {
    /// One line; the value is the `type` of the input.
    Line(&'static str),
    /// Several lines.
    Lines,
    /// One of a list.
    Select(Vec<Choice>),
    /// A box to tick.
    Check,
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub name: String,
    pub label: String,
    pub kind: CellKind,
    pub value: String,
    pub hint: Option<String>,
    pub error: Option<String>,
}

impl Cell {
    pub(super) const fn is_described(&self) -> bool {
        self.hint.is_some() || self.error.is_some()
    }

    pub(super) fn described_by(&self) -> String {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.name));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.name));
        hint.into_iter().chain(error).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn class(&self) -> &'static str {
        if self.error.is_some() { " is-invalid" } else { "" }
    }
}

/// One row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub title: String,
    pub cells: Vec<Cell>,
}

/// Fields that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub id: &'static str,
    pub title: String,
    pub hint: String,
    pub cells: Vec<Cell>,
    pub rows: Vec<Row>,
    /// words of the button that keeps everything and shows more empty rows
    pub more: Option<String>,
}

/// The form of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildForm {
    pub action: String,
    pub revision: i64,
    pub sections: Vec<Section>,
}

/// Common fields by section.
const ABOUT: [&str; 12] = [
    "name_zh",
    "name_en",
    "title_zh",
    "title_en",
    "instruction_zh",
    "instruction_en",
    "purpose",
    "measures",
    "period_days",
    "age_min",
    "age_max",
    "offered",
];
const RIGHT: [&str; 9] = ["whose", "source", "citation", "note", "holder", "document", "dated", "until", "proof"];

/// Rows that a list has from the beginning.
fn begun_with(prefix: &str) -> usize {
    match prefix {
        "q" => 5,
        "b" => 3,
        "t" => 2,
        _ => 1,
    }
}

/// Empty rows that are shown when somebody asks for more.
const MORE: usize = 5;

impl BuildForm {
    /// The form of a draft with its faults; `more` is the list of which more empty rows are wanted.
    pub fn new(lang: Lang, action: String, revision: i64, draft: &Draft, faults: &[DraftFault], more: &str) -> Self {
        let mut errors: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for fault in faults {
            errors.entry(fault.field.as_str()).or_default().push(fault_words(lang, fault));
        }
        let making = Making { lang, draft, errors };
        let about = making.common("about", &ABOUT);
        let right = making.common("right", &RIGHT);
        let lists = ["set", "q", "s", "b", "c", "t"].map(|prefix| making.list(prefix, more));
        let [sets, questions, scores, bands, criticals, cases] = lists;
        Self { action, revision, sections: vec![about, sets, questions, scores, bands, criticals, cases, right] }
    }
}

/// What is wrong in words: what was expected, how to mend it, what is there.
pub fn fault_words(lang: Lang, fault: &DraftFault) -> String {
    // i18n: builder-fault-*
    let key = format!("builder-fault-{}", fault.code);
    if fault.found.is_empty() { lang.t1(&key, "found", lang.t("builder-nothing")) } else { lang.t1(&key, "found", &fault.found) }
}

/// Where a field is, in words: `第3题：选项组`.
pub fn field_label(lang: Lang, field: &str) -> String {
    match placed(field) {
        Some((list, row, column)) => {
            lang.t2("builder-where", "row", row_title(lang, list.prefix, row), "column", column_label(lang, list.prefix, column))
        }
        None if field.is_empty() => lang.t("builder-whole"),
        None => common_label(lang, field),
    }
}

fn common_label(lang: Lang, field: &str) -> String {
    // i18n: builder-*
    lang.t(&format!("builder-{}", field.replace('_', "-")))
}

fn placed(field: &str) -> Option<(&'static List, usize, &str)> {
    let (head, column) = field.split_once('_')?;
    let digits = head.find(|c: char| c.is_ascii_digit())?;
    let (prefix, row) = head.split_at(digits);
    Some((list(prefix)?, row.parse().ok()?, column))
}

fn row_title(lang: Lang, prefix: &str, row: usize) -> String {
    // i18n: builder-row-*
    lang.t1(&format!("builder-row-{prefix}"), "n", row)
}

fn column_label(lang: Lang, prefix: &str, column: &str) -> String {
    // i18n: builder-col-*
    match (prefix, column) {
        (_, "zh" | "en" | "code" | "place" | "drop") => lang.t(&format!("builder-col-{column}")),
        _ => lang.t(&format!("builder-col-{prefix}-{column}")),
    }
}

struct Making<'a> {
    lang: Lang,
    draft: &'a Draft,
    errors: BTreeMap<&'a str, Vec<String>>,
}

impl Making<'_> {
    fn common(&self, id: &'static str, fields: &[&str]) -> Section {
        let lang = self.lang;
        let cell = |field: &&str| {
            let kind = match *field {
                "instruction_zh" | "instruction_en" | "purpose" | "note" => CellKind::Lines,
                "measures" => {
                    let choice = |one: &Measure| Choice::new(one.code(), lang.t(&format!("builder-measure-{}", one.code())));
                    self.select(field, std::iter::once(self.none()).chain(Measure::ALL.iter().map(choice)))
                }
                "whose" => {
                    // i18n: builder-whose-*
                    let choice = |one: &str| Choice::new(one, lang.t(&format!("builder-whose-{one}")));
                    self.select(field, std::iter::once(self.none()).chain(["own", "public", "free", "permission"].map(choice)))
                }
                "offered" | "proof" => CellKind::Check,
                "dated" | "until" => CellKind::Line("date"),
                _ => CellKind::Line("text"),
            };
            self.cell((*field).to_owned(), common_label(lang, field), kind, self.hint(field))
        };
        let (title, hint) = self.titles(id);
        Section { id, title, hint, cells: fields.iter().map(cell).collect(), rows: Vec::new(), more: None }
    }

    fn titles(&self, id: &str) -> (String, String) {
        // i18n: builder-section-*
        (self.lang.t(&format!("builder-section-{id}")), self.lang.t(&format!("builder-section-{id}-hint")))
    }

    fn hint(&self, field: &str) -> Option<String> {
        // i18n: builder-hint-*
        let has = ["title_zh", "purpose", "offered", "source", "note", "until", "proof"].contains(&field);
        has.then(|| self.lang.t(&format!("builder-hint-{}", field.replace('_', "-"))))
    }

    fn none(&self) -> Choice {
        Choice::new("", self.lang.t("builder-choose"))
    }

    fn select(&self, field: &str, choices: impl IntoIterator<Item = Choice>) -> CellKind {
        let chosen = self.draft.text(field);
        let marked = choices.into_iter().map(|choice| {
            let is_chosen = choice.value == chosen;
            choice.chosen_if(is_chosen)
        });
        CellKind::Select(marked.collect())
    }

    fn cell(&self, name: String, label: String, kind: CellKind, hint: Option<String>) -> Cell {
        let error = self.errors.get(name.as_str()).map(|errors| errors.join(" "));
        Cell { value: self.draft.text(&name).to_owned(), error, name, label, kind, hint }
    }

    fn list(&self, prefix: &'static str, more: &str) -> Section {
        let found = list(prefix);
        let there = self.draft.rows(prefix);
        let most = found.map_or(0, |list| list.most);
        let empty = if more == prefix { MORE } else { 1 };
        let last = there.last().copied().unwrap_or(0);
        let rows = (1..=(last + empty).max(begun_with(prefix)))
            .filter(|row| *row <= most)
            .map(|row| Row { title: row_title(self.lang, prefix, row), cells: self.columns(prefix, row, there.contains(&row)) });
        let (title, hint) = self.titles(prefix);
        let label = self.lang.t1("builder-more", "what", &title);
        Section { id: prefix, title, hint, cells: Vec::new(), rows: rows.collect(), more: Some(label) }
    }

    fn columns(&self, prefix: &'static str, row: usize, is_there: bool) -> Vec<Cell> {
        let columns: &[&str] = match prefix {
            "set" => &["code", "lines", "drop"],
            "q" => &["zh", "en", "set", "reverse", "optional", "code", "if", "from", "place", "drop"],
            "s" => &["code", "zh", "en", "method", "of", "higher", "missing", "drop"],
            "b" => &["score", "code", "zh", "en", "from", "attention", "drop"],
            "c" => &["question", "from", "kind", "strength", "drop"],
            _ => &["name", "answers", "scores", "bands", "drop"],
        };
        // an empty row is not moved and not taken out
        let shown = columns.iter().filter(|column| is_there || !matches!(**column, "place" | "drop"));
        shown
            .map(|column| {
                let name = format!("{prefix}{row}_{column}");
                let kind = self.kind(prefix, column, &name);
                self.cell(name, column_label(self.lang, prefix, column), kind, None)
            })
            .collect()
    }

    fn kind(&self, prefix: &str, column: &str, name: &str) -> CellKind {
        let lang = self.lang;
        // i18n: builder-option-*
        let words = |one: &str| Choice::new(one, lang.t(&format!("builder-option-{}", one.replace('_', "-"))));
        let codes = |of: &str| -> Vec<Choice> {
            let code = |row: usize| self.draft.cell(of, row, "code").to_owned();
            let codes = self.draft.rows(of).into_iter().map(code).filter(|code| !code.is_empty());
            std::iter::once(self.none()).chain(codes.map(|code| Choice::new(code.clone(), code))).collect()
        };
        let typed = |choices: [&str; 3]| choices.into_iter().filter(|one| !one.is_empty()).map(words).collect::<Vec<_>>();
        match (prefix, column) {
            ("set", "lines") => CellKind::Lines,
            (_, "drop" | "reverse" | "optional") => CellKind::Check,
            ("q", "set") => self.select(name, codes("set")),
            ("b", "score") => self.select(name, codes("s")),
            ("s", "method") => self.select(name, typed(["sum", "mean", ""])),
            ("s", "higher") => self.select(name, typed(["worse", "better", "neither"])),
            ("b", "attention") => {
                let level = |number: &str| Choice::new(number, lang.t(&format!("builder-attention-{number}")));
                self.select(name, std::iter::once(self.none()).chain(["1", "2", "3", "4"].map(level)))
            }
            ("c", "kind") => {
                let kinds = ["suicide", "self_harm", "harm_to_others", "psychosis"].map(words);
                self.select(name, std::iter::once(self.none()).chain(kinds))
            }
            ("c", "strength") => self.select(name, std::iter::once(self.none()).chain(typed(["hard", "soft", ""]))),
            _ => CellKind::Line("text"),
        }
    }
}
