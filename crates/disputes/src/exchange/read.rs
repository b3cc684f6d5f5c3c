//! From rows to what can be registered, or to the faults of each row.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Exposure, Field};
use crate::rules::{Named, Rules};
use crate::{Code, Stage};

/// What a row says. Registering it is for somebody who knows the place and who owes the next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    pub reference: String,
    pub kind: Code,
    /// Code of the place.
    pub place: String,
    pub registered_on: Date,
    pub status: Stage,
    pub problems: Vec<Code>,
    /// How many parties, where the file says so.
    pub parties: Option<u8>,
    /// Names, with a basis only; empty otherwise.
    pub names: Vec<String>,
}

/// What would have been right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// The column, in the headers.
    Column,
    /// The column once.
    Once,
    /// A value.
    Filled,
    /// Each reference once; it stood in this line before.
    FirstIn(usize),
    /// One of the words of the pack.
    OneOf(Vec<String>),
    /// A day, in one of the forms of the pack.
    Day(Vec<String>),
    /// A number from 1 to 255.
    Number,
    /// An empty cell: names need a basis.
    NoNames,
}

/// What is wrong: where, what was expected, what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// Line of the file, the headers being line 1.
    pub line: usize,
    /// Header of the column.
    pub column: String,
    pub expected: Expected,
    pub found: String,
}

/// Reads rows under headers. Every row ends as what it says or as its faults; a fault of one row stops no other.
///
/// Errors: faults of the headers: a column that is missing or stands twice. Columns that the pack does not name are passed over.
pub fn from_rows(
    headers: &[String],
    rows: &[Vec<String>],
    exposure: &Exposure,
    rules: &Rules,
) -> Result<Vec<Result<Incoming, Vec<RowFault>>>, Vec<RowFault>> {
    let places = columns(headers, rules)?;
    let mut first_lines: BTreeMap<String, usize> = BTreeMap::new();
    let read = |(line, cells): (usize, &Vec<String>)| {
        let mut row = Row { line, cells, places: &places, rules, faults: Vec::new() };
        let incoming = row.incoming(exposure);
        let reference = row.text(Field::Reference).to_owned();
        if !reference.is_empty()
            && let Some(first) = first_lines.insert(reference.clone(), line)
        {
            row.fault(Field::Reference, Expected::FirstIn(first), reference);
        }
        if row.faults.is_empty() { incoming.ok_or_else(Vec::new) } else { Err(row.faults) }
    };
    Ok((2..).zip(rows).map(read).collect())
}

/// Which cell holds which field.
fn columns(headers: &[String], rules: &Rules) -> Result<BTreeMap<Field, usize>, Vec<RowFault>> {
    let fault = |column: &str, expected, found: usize| RowFault {
        line: 1,
        column: column.to_owned(),
        expected,
        found: found.to_string(),
    };
    let mut places = BTreeMap::new();
    let mut faults = Vec::new();
    for column in &rules.raw().exchange.columns {
        let found: Vec<usize> =
            headers.iter().enumerate().filter(|(_, header)| header.trim() == column.header).map(|(at, _)| at).collect();
        match found.as_slice() {
            [at] => drop(places.insert(column.field, *at)),
            [] if column.required => faults.push(fault(&column.header, Expected::Column, 0)),
            [] => {}
            several => faults.push(fault(&column.header, Expected::Once, several.len())),
        }
    }
    if faults.is_empty() { Ok(places) } else { Err(faults) }
}

struct Row<'a> {
    line: usize,
    cells: &'a [String],
    places: &'a BTreeMap<Field, usize>,
    rules: &'a Rules,
    faults: Vec<RowFault>,
}

impl<'a> Row<'a> {
    fn fault(&mut self, field: Field, expected: Expected, found: impl Into<String>) {
        let column = self.rules.raw().exchange.columns.iter().find(|column| column.field == field);
        let column = column.map(|column| column.header.clone()).unwrap_or_default();
        self.faults.push(RowFault { line: self.line, column, expected, found: found.into() });
    }

    /// The trimmed text of a cell; nothing where the row is too short.
    fn text(&self, field: Field) -> &'a str {
        self.places.get(&field).and_then(|at| self.cells.get(*at)).map_or("", |text| text.trim())
    }

    /// A cell that must be filled.
    fn filled(&mut self, field: Field) -> Option<&'a str> {
        let text = self.text(field);
        if text.is_empty() {
            self.fault(field, Expected::Filled, "");
            return None;
        }
        Some(text)
    }

    fn incoming(&mut self, exposure: &Exposure) -> Option<Incoming> {
        // every cell is looked at before the row is given up, so that all faults are told
        let reference = self.filled(Field::Reference);
        let kind = self.filled(Field::Kind).and_then(|text| self.code(Field::Kind, &self.rules.raw().kinds, text));
        let place = self.filled(Field::Place);
        let registered_on = self.filled(Field::RegisteredOn).and_then(|text| self.day(Field::RegisteredOn, text));
        let status = self.filled(Field::Status).and_then(|text| self.status(text));
        let problems = self.problems();
        let parties = self.parties();
        let names = self.names(exposure);
        Some(Incoming {
            reference: reference?.to_owned(),
            kind: kind?,
            place: place?.to_owned(),
            registered_on: registered_on?,
            status: status?,
            problems,
            parties,
            names,
        })
    }

    fn code(&mut self, field: Field, list: &[Named], text: &str) -> Option<Code> {
        let known = list.iter().find(|named| named.title.zh_cn == text || named.code.as_str() == text);
        if known.is_none() {
            let titles = list.iter().map(|named| named.title.zh_cn.clone()).collect();
            self.fault(field, Expected::OneOf(titles), text);
        }
        known.map(|named| named.code.clone())
    }

    fn day(&mut self, field: Field, text: &str) -> Option<Date> {
        let forms = &self.rules.raw().exchange.dates;
        let day = forms.iter().find_map(|form| Date::strptime(form, text).ok());
        if day.is_none() {
            self.fault(field, Expected::Day(forms.clone()), text);
        }
        day
    }

    fn status(&mut self, text: &str) -> Option<Stage> {
        let statuses = &self.rules.raw().exchange.statuses;
        let known = statuses.iter().find(|status| status.texts.iter().any(|known| known == text));
        if known.is_none() {
            let texts = statuses.iter().flat_map(|status| status.texts.iter().cloned()).collect();
            self.fault(Field::Status, Expected::OneOf(texts), text);
        }
        known.map(|status| status.stage)
    }

    fn parts(&self, field: Field) -> Vec<&'a str> {
        let parts = self.text(field).split(self.rules.raw().exchange.joined_by.as_str());
        parts.map(str::trim).filter(|part| !part.is_empty()).collect()
    }

    fn problems(&mut self) -> Vec<Code> {
        let parts = self.parts(Field::Problems);
        parts.into_iter().filter_map(|part| self.code(Field::Problems, &self.rules.raw().problems, part)).collect()
    }

    fn parties(&mut self) -> Option<u8> {
        let text = self.text(Field::Parties);
        let number = text.parse::<u8>().ok().filter(|number| 0 < *number);
        if !text.is_empty() && number.is_none() {
            self.fault(Field::Parties, Expected::Number, text);
        }
        number
    }

    fn names(&mut self, exposure: &Exposure) -> Vec<String> {
        let parts = self.parts(Field::PartyNames);
        match exposure {
            Exposure::Named { .. } => parts.into_iter().map(str::to_owned).collect(),
            Exposure::DeIdentified => {
                if !parts.is_empty() {
                    // the names themselves are not repeated in the fault
                    self.fault(Field::PartyNames, Expected::NoNames, parts.len().to_string());
                }
                Vec::new()
            }
        }
    }
}
