//! One row of the file as the answer sheet of one person.

use std::borrow::Cow;
use std::collections::HashMap;

use jiff::civil::{Date, date};
use xinqiao_kernel::Sex;
use xinqiao_kernel::text::is_hidden;
use xinqiao_packs::InstrumentPack;
use xinqiao_psychometrics::{Accepts, AnswerFault, Answers, Instrument};
use xinqiao_tables::Row;

use super::columns::Columns;
use super::day::day;
use super::ledger::RowDetail;
use super::options::ImportOptions;
use crate::assessment::answers_json;

/// Longest external id and name, and how much of a cell a message shows, in characters.
const LONGEST_ID: usize = 64;
const LONGEST_NAME: usize = 100;
const SHOWN: usize = 60;
/// Nobody is born before.
const FIRST_BIRTH: Date = date(1900, 1, 1);

/// A row of the file, read.
#[derive(Debug)]
pub(super) struct FileRow {
    /// from 1
    pub number: i64,
    pub external_id: Option<String>,
    pub read: Result<RowSheet, RowFault>,
}

/// What a row says about a person.
#[derive(Debug)]
pub(super) struct RowSheet {
    pub name: Option<String>,
    pub sex: Option<Sex>,
    pub birth_on: Option<Date>,
    pub answered_on: Option<Date>,
    pub answers: Answers,
    /// the answers as they are kept
    pub json: String,
}

/// Why a row cannot be used.
#[derive(Debug)]
pub(super) struct RowFault {
    pub reason: &'static str,
    pub detail: Option<RowDetail>,
}

/// What rows are read by.
pub(super) struct Form<'a> {
    pub instrument: &'a Instrument,
    pub columns: &'a Columns,
    pub header: &'a [String],
    /// external ids that stand in two rows
    pub doubled: &'a HashMap<String, (u64, u64)>,
    pub today: Date,
    /// first and last day of answers
    pub window: (Date, Date),
    shift: i32,
    kinds: Vec<Kind>,
}

/// How the cell of an item is read.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Shifted; with a mirror turned back from x to mirror − x.
    Choice {
        mirror: Option<f64>,
    },
    Number,
    Clock,
}

type Faults = Vec<(&'static str, RowDetail)>;

impl<'a> Form<'a> {
    pub fn new(
        pack: &'a InstrumentPack,
        columns: &'a Columns,
        header: &'a [String],
        doubled: &'a HashMap<String, (u64, u64)>,
        options: &ImportOptions,
        days: (Date, (Date, Date)),
    ) -> Self {
        let instrument = pack.instrument();
        let kinds = instrument.items().iter().enumerate().map(|(index, item)| match item.accepts() {
            Accepts::Choice(choices) => {
                let ends = choices.iter().min().zip(choices.iter().max());
                let is_turned = options.already_reversed && pack.reversed_items().contains(&index);
                Kind::Choice { mirror: ends.filter(|_| is_turned).map(|(low, high)| (low + high) as f64) }
            }
            Accepts::Number { .. } => Kind::Number,
            Accepts::Clock => Kind::Clock,
        });
        let kinds = kinds.collect();
        Self { instrument, columns, header, doubled, today: days.0, window: days.1, shift: options.shift, kinds }
    }

    /// Reads a row: a sheet, or its first fault and how many more there are.
    pub fn read(&self, row: &Row) -> FileRow {
        let mut faults = Faults::new();
        let external_id = self.external_id(row, &mut faults);
        let sheet = if row.ragged(self.header.len()).is_some() {
            let fault = detail("", "cells", self.header.len().to_string(), &row.len().to_string());
            faults.insert(0, ("ragged", fault));
            None
        } else {
            Some(self.sheet(row, &mut faults))
        };
        let more = faults.len().saturating_sub(1);
        let first = faults.into_iter().next();
        let read = match (first, sheet) {
            (None, Some(sheet)) => Ok(sheet),
            (first, _) => Err(RowFault {
                reason: first.as_ref().map_or("ragged", |(reason, _)| reason),
                detail: first.map(|(_, detail)| RowDetail { more, ..detail }),
            }),
        };
        FileRow { number: i64::try_from(row.number()).unwrap_or(i64::MAX), external_id, read }
    }

    fn external_id(&self, row: &Row, faults: &mut Faults) -> Option<String> {
        let mut fault = |reason, expected, values: String, found: &str| {
            faults.push((reason, detail(&self.header[self.columns.id], expected, values, found)));
        };
        let found = plain(row.text(self.columns.id));
        match external_id(row, self.columns.id) {
            None if found.is_empty() => fault("no-id", "id", String::new(), ""),
            None => fault("bad-id", "id", String::new(), &found),
            Some(id) => {
                if let Some((first, second)) = self.doubled.get(&id) {
                    let other = if *first == row.number() { second } else { first };
                    fault("duplicate-id", "unique-id", other.to_string(), &id);
                }
                return Some(id);
            }
        }
        None
    }

    fn sheet(&self, row: &Row, faults: &mut Faults) -> RowSheet {
        let name = self.columns.name.and_then(|column| self.name(row, column, faults));
        let sex = self.columns.sex.and_then(|column| self.sex(row, column, faults));
        let birth_on = self.columns.birth.and_then(|column| self.day(row, column, (FIRST_BIRTH, self.today), "day", faults));
        let answered_on = self.columns.answered_on.and_then(|column| self.day(row, column, self.window, "day-within", faults));
        let before = faults.len();
        let answers = self.answers(row, faults);
        let mut scored = self.instrument.items().iter().zip(answers.values()).filter(|(item, _)| item.is_scored());
        if faults.len() == before && scored.all(|(_, value)| value.is_none()) {
            let column = self.columns.items.iter().flatten().next().map_or("", |first| self.header[*first].as_str());
            faults.push(("no-answers", detail(column, "answers", String::new(), "")));
        }
        RowSheet { name, sex, birth_on, answered_on, json: answers_json(answers.values()), answers }
    }

    fn answers(&self, row: &Row, faults: &mut Faults) -> Answers {
        let mut values = Vec::with_capacity(self.kinds.len());
        for (index, kind) in self.kinds.iter().enumerate() {
            let cell = self.cell(row, index);
            let value = match kind {
                Kind::Clock => None,
                Kind::Choice { .. } | Kind::Number if is_missing(&cell) => None,
                Kind::Choice { .. } | Kind::Number => {
                    let value = number(&cell);
                    if value.is_none() {
                        faults.push(self.answer_fault(index, &cell));
                    }
                    value
                }
            };
            values.push(match kind {
                Kind::Choice { mirror } => value.map(|value| {
                    let value = value + f64::from(self.shift);
                    mirror.map_or(value, |mirror| mirror - value)
                }),
                Kind::Number | Kind::Clock => value,
            });
        }
        let mut answers = Answers::blank(self.instrument);
        for fault in answers.fill(self.instrument, &values).err().unwrap_or_default() {
            let index = match fault {
                AnswerFault::Value { item, .. } => item,
                AnswerFault::Count { .. } => 0,
            };
            faults.push(self.answer_fault(index, &self.cell(row, index)));
        }
        for index in (0..self.kinds.len()).filter(|index| self.kinds[*index] == Kind::Clock) {
            let cell = self.cell(row, index);
            if !is_missing(&cell) && answers.read(self.instrument, index, &cell).is_err() {
                faults.push(self.answer_fault(index, &cell));
            }
        }
        answers
    }

    fn cell<'r>(&self, row: &'r Row, item: usize) -> Cow<'r, str> {
        self.columns.items[item].map_or(Cow::Borrowed(""), |column| plain(row.text(column)))
    }

    /// What the item takes, in the numbers of the file.
    fn answer_fault(&self, item: usize, cell: &str) -> (&'static str, RowDetail) {
        let (expected, values) = match self.instrument.items()[item].accepts() {
            Accepts::Choice(choices) => {
                let mut choices: Vec<i64> = choices.iter().map(|choice| choice - i64::from(self.shift)).collect();
                choices.sort_unstable();
                ("choice", choices.iter().map(i64::to_string).collect::<Vec<_>>().join(", "))
            }
            Accepts::Number { min, max, whole: true } => ("whole", format!("{min}–{max}")),
            Accepts::Number { min, max, whole: false } => ("number", format!("{min}–{max}")),
            Accepts::Clock => ("time", "00:00–23:59".to_owned()),
        };
        let column = self.columns.items[item].map_or("", |column| self.header[column].as_str());
        ("bad-answer", detail(column, expected, values, cell))
    }

    fn name(&self, row: &Row, column: usize, faults: &mut Faults) -> Option<String> {
        let name = row.text(column).into_owned();
        if LONGEST_NAME < name.chars().count() || name.chars().any(is_unseen) {
            faults.push(("bad-name", detail(&self.header[column], "name", LONGEST_NAME.to_string(), &name)));
        }
        Some(name).filter(|name| !name.is_empty())
    }

    fn sex(&self, row: &Row, column: usize, faults: &mut Faults) -> Option<Sex> {
        let cell = plain(row.text(column));
        match cell.to_lowercase().as_str() {
            "male" | "m" | "男" | "男性" | "1" => return Some(Sex::Male),
            "female" | "f" | "女" | "女性" | "2" => return Some(Sex::Female),
            "0" | "9" | "unknown" | "未知" | "未说明" => {}
            other if is_missing(other) => {}
            _ => faults.push(("bad-sex", detail(&self.header[column], "sex", "男, 女, male, female, 1, 2".to_owned(), &cell))),
        }
        None
    }

    fn day(&self, row: &Row, column: usize, window: (Date, Date), expected: &'static str, faults: &mut Faults) -> Option<Date> {
        let cell = plain(row.text(column));
        if is_missing(&cell) {
            return None;
        }
        let found = day(&cell);
        if found.is_none_or(|day| day < window.0 || window.1 < day) {
            let expected = if found.is_some() { expected } else { "day" };
            faults.push(("bad-day", detail(&self.header[column], expected, format!("{}–{}", window.0, window.1), &cell)));
        }
        found
    }
}

/// Signs that nobody sees: a name with them is not what it looks like.
fn is_unseen(sign: char) -> bool {
    sign.is_control() || is_hidden(sign)
}

/// The row's external id, if it has a sound one.
pub(super) fn external_id(row: &Row, column: usize) -> Option<String> {
    let id = plain(row.text(column)).into_owned();
    let is_sound = !id.is_empty() && id.chars().count() <= LONGEST_ID && !id.chars().any(is_unseen);
    is_sound.then_some(id)
}

fn detail(column: &str, expected: &str, values: String, found: &str) -> RowDetail {
    let mut shown: String = found.chars().take(SHOWN).map(|letter| if is_unseen(letter) { ' ' } else { letter }).collect();
    if found.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    RowDetail { column: column.to_owned(), expected: expected.to_owned(), values, found: shown, more: 0 }
}

/// Full-width letters, digits and blanks as their ASCII counterparts: input methods leave them behind.
fn plain(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_wide = |letter: char| matches!(letter, '\u{ff01}'..='\u{ff5e}' | '\u{3000}');
    if text.is_ascii() || !text.contains(is_wide) {
        return text;
    }
    let narrow = |letter: char| match letter {
        '\u{3000}' => ' ',
        wide if is_wide(wide) => char::from_u32(u32::from(wide) - 0xfee0).unwrap_or(wide),
        other => other,
    };
    Cow::Owned(text.chars().map(narrow).collect::<String>().trim().to_owned())
}

/// Blank, NA, NaN, `.` or `-`.
fn is_missing(cell: &str) -> bool {
    matches!(cell, "" | "." | "-") || cell.eq_ignore_ascii_case("NA") || cell.eq_ignore_ascii_case("NaN")
}

fn number(cell: &str) -> Option<f64> {
    cell.parse().ok().filter(|value: &f64| value.is_finite())
}
