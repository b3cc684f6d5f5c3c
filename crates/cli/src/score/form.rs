//! One row of the file as answers of one person.

use xinqiao_kernel::Sex;
use xinqiao_packs::InstrumentPack;
use xinqiao_psychometrics::{Accepts, AnswerFault, Answers, Expected, Instrument, Subject};
use xinqiao_tables::{CellFault, Row};

use super::columns::Columns;
use super::{ScoreArgs, cell_fault};

/// Reused from row to row.
pub(super) struct Form<'a> {
    instrument: &'a Instrument,
    columns: &'a Columns,
    setting: Option<&'a str>,
    shift: i32,
    kinds: Vec<Kind>,
    /// What the cells say, shifted, not yet turned back.
    values: Vec<Option<f64>>,
    restored: Vec<Option<f64>>,
    answers: Answers,
    sex: Option<Sex>,
    age: Option<u8>,
}

/// How the cell of an item is read.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    /// Shifted; with a mirror turned back from x to mirror − x.
    Choice {
        mirror: Option<f64>,
    },
    Number,
    Clock,
}

impl<'a> Form<'a> {
    pub(super) fn new(pack: &'a InstrumentPack, columns: &'a Columns, args: &'a ScoreArgs) -> Self {
        let instrument = pack.instrument();
        let kinds = instrument.items().iter().enumerate().map(|(index, item)| match item.accepts() {
            Accepts::Choice(options) => {
                let ends = options.iter().min().zip(options.iter().max());
                let turned = args.already_reversed && pack.reversed_items().contains(&index);
                Kind::Choice { mirror: ends.filter(|_| turned).map(|(low, high)| (low + high) as f64) }
            }
            Accepts::Number { .. } => Kind::Number,
            Accepts::Clock => Kind::Clock,
        });
        Self {
            instrument,
            columns,
            setting: args.setting.as_deref(),
            shift: args.shift,
            kinds: kinds.collect(),
            values: Vec::new(),
            restored: Vec::new(),
            answers: Answers::blank(instrument),
            sex: None,
            age: None,
        }
    }

    /// Reads a row; whatever is wrong with it is added to `faults`, and those answers are left blank.
    pub(super) fn read(&mut self, row: &Row, header: &[String], faults: &mut Vec<CellFault>) {
        faults.extend(row.ragged(header.len()));
        self.values.clear();
        for (index, kind) in self.kinds.iter().enumerate() {
            let cell = self.columns.items[index].map_or(&b""[..], |column| row.cell(column));
            let value = match kind {
                Kind::Clock => None,
                Kind::Choice { .. } | Kind::Number if is_missing(cell) => None,
                Kind::Choice { .. } | Kind::Number => {
                    let value = number(cell);
                    if value.is_none() {
                        faults.push(self.fault(row, header, index));
                    }
                    value
                }
            };
            let shift = if matches!(kind, Kind::Choice { .. }) { f64::from(self.shift) } else { 0.0 };
            self.values.push(value.map(|value| value + shift));
        }
        let restored = self.kinds.iter().zip(&self.values).map(|(kind, value)| match kind {
            Kind::Choice { mirror: Some(mirror) } => value.map(|value| mirror - value),
            Kind::Choice { mirror: None } | Kind::Number | Kind::Clock => *value,
        });
        self.restored.clear();
        self.restored.extend(restored);
        if let Err(refused) = self.answers.fill(self.instrument, &self.restored) {
            for fault in refused {
                match fault {
                    AnswerFault::Value { item, .. } => faults.push(self.fault(row, header, item)),
                    AnswerFault::Count { .. } => faults.push(cell_fault(row, "", fault.to_string(), "another number")),
                }
            }
        }
        for index in 0..self.kinds.len() {
            if self.kinds[index] == Kind::Clock {
                self.read_clock(row, header, index, faults);
            }
        }
        self.read_person(row, header, faults);
    }

    fn read_clock(&mut self, row: &Row, header: &[String], index: usize, faults: &mut Vec<CellFault>) {
        let Some(column) = self.columns.items[index] else { return };
        if is_missing(row.cell(column)) {
            return;
        }
        if self.answers.read(self.instrument, index, &row.text(column)).is_err() {
            faults.push(self.fault(row, header, index));
        }
    }

    fn read_person(&mut self, row: &Row, header: &[String], faults: &mut Vec<CellFault>) {
        if let Some(column) = self.columns.sex {
            let found = sex(row.cell(column));
            self.sex = found.unwrap_or(None);
            if found.is_none() {
                let expected = "male, female, m, f, 男, 女, 1, 2, 0, 9 or nothing";
                faults.push(cell_fault(row, &header[column], expected, row.text(column)));
            }
        }
        if let Some(column) = self.columns.age {
            let cell = row.cell(column);
            let found = number(cell).filter(|age| (0.0..=150.0).contains(age));
            self.age = found.map(|age| age as u8);
            if found.is_none() && !is_missing(cell) {
                faults.push(cell_fault(row, &header[column], "an age from 0 to 150", row.text(column)));
            }
        }
    }

    fn fault(&self, row: &Row, header: &[String], index: usize) -> CellFault {
        let (name, found) = match self.columns.items[index] {
            Some(column) => (header[column].as_str(), row.text(column).into_owned()),
            None => ("", String::new()),
        };
        let mut expected = self.instrument.items().get(index).map(|item| Expected(item.accepts().clone()).to_string());
        if self.shift != 0 && matches!(self.kinds[index], Kind::Choice { .. }) {
            expected = expected.map(|expected| format!("{expected} after adding {}", self.shift));
        }
        cell_fault(row, name, expected.unwrap_or_default(), found)
    }

    pub(super) fn answers(&self) -> &Answers {
        &self.answers
    }

    /// What the cells say, shifted; bad ones included.
    pub(super) fn values(&self) -> &[Option<f64>] {
        &self.values
    }

    pub(super) fn subject(&self) -> Subject<'a> {
        Subject { sex: self.sex, age: self.age, setting: self.setting }
    }
}

/// Blank, NA, NaN, `.` or `-`.
pub(crate) fn is_missing(cell: &[u8]) -> bool {
    match cell {
        [] | b"." | b"-" => true,
        [b'0'..=b'9', ..] => false,
        _ => cell.eq_ignore_ascii_case(b"NA") || cell.eq_ignore_ascii_case(b"NaN"),
    }
}

pub(crate) fn number(cell: &[u8]) -> Option<f64> {
    match cell {
        [digit @ b'0'..=b'9'] => Some(f64::from(digit - b'0')),
        _ => std::str::from_utf8(cell).ok()?.parse().ok().filter(|value: &f64| value.is_finite()),
    }
}

/// `None`: no known word; `Some(None)`: not known.
fn sex(cell: &[u8]) -> Option<Option<Sex>> {
    let word = String::from_utf8_lossy(cell).to_lowercase();
    match word.as_str() {
        "male" | "m" | "男" | "男性" | "1" => Some(Some(Sex::Male)),
        "female" | "f" | "女" | "女性" | "2" => Some(Some(Sex::Female)),
        "0" | "9" | "unknown" | "未知" | "未说明" => Some(None),
        _ => is_missing(cell).then_some(None),
    }
}
