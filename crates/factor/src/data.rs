//! Persons × items of ordered categories, with blanks.

use std::collections::BTreeSet;

use crate::{Fault, Matrix};

/// Most categories that an item may have; beyond it a column is no ordered item.
pub const MOST_CATEGORIES: usize = 101;

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Code, unique in the table.
    pub code: String,
    /// Lowest and highest category; `None`: the lowest and highest answer that is there.
    pub ends: Option<(i32, i32)>,
    /// Whether an answer x counts as lowest + highest − x.
    pub is_reversed: bool,
}

impl Item {
    /// An item whose ends are taken from the answers.
    pub fn named(code: &str) -> Self {
        Self { code: code.to_owned(), ends: None, is_reversed: false }
    }
}

/// Answers after reversal; checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Data {
    items: Vec<Item>,
    ends: Vec<(i32, i32)>,
    persons: usize,
    /// row by row
    values: Vec<Option<i32>>,
}

impl Data {
    /// Checks the rows and turns reversed items round.
    /// Errors: fewer than two items, one code twice, a row of another length, an answer outside of its item's ends, more than
    /// [`MOST_CATEGORIES`] categories. An item without variation is no fault here: the statistics that need variation say so.
    pub fn new<'a>(items: Vec<Item>, rows: impl IntoIterator<Item = &'a [Option<i32>]>) -> Result<Self, Fault> {
        if items.len() < 2 {
            return Err(Fault::TooFewItems { needed: 2, found: items.len() });
        }
        let mut seen = BTreeSet::new();
        if let Some(twice) = items.iter().find(|item| !seen.insert(item.code.as_str())) {
            return Err(Fault::Twice { item: twice.code.clone() });
        }
        let (mut values, mut persons) = (Vec::new(), 0);
        for row in rows {
            persons += 1;
            if row.len() != items.len() {
                return Err(Fault::RowLength { row: persons, expected: items.len(), found: row.len() });
            }
            values.extend_from_slice(row);
        }
        let mut data = Self { ends: vec![(0, 0); items.len()], items, persons, values };
        for item in 0..data.items.len() {
            data.settle(item)?;
        }
        Ok(data)
    }

    /// Finds the ends of an item, checks its answers and reverses them.
    fn settle(&mut self, item: usize) -> Result<(), Fault> {
        let width = self.items.len();
        let answers = || self.values.iter().skip(item).step_by(width).copied();
        let (lowest, highest) = match self.items[item].ends {
            Some(ends) => ends,
            None => (answers().flatten().min().unwrap_or(0), answers().flatten().max().unwrap_or(0)),
        };
        let categories = highest.abs_diff(lowest) as usize + 1;
        if MOST_CATEGORIES < categories || highest < lowest {
            return Err(Fault::TooManyCategories {
                item: self.items[item].code.clone(),
                most: MOST_CATEGORIES,
                found: categories,
            });
        }
        for (row, answer) in answers().enumerate() {
            if let Some(found) = answer.filter(|answer| !(lowest..=highest).contains(answer)) {
                let item = self.items[item].code.clone();
                return Err(Fault::OutOfRange { row: row + 1, item, found, lowest, highest });
            }
        }
        self.ends[item] = (lowest, highest);
        if self.items[item].is_reversed {
            for answer in self.values.iter_mut().skip(item).step_by(width).flatten() {
                *answer = lowest + highest - *answer;
            }
        }
        Ok(())
    }

    /// The same persons with some of the items, in the order given; indices beyond the table are left out.
    /// Errors: fewer than two items.
    pub fn select(&self, items: &[usize]) -> Result<Self, Fault> {
        let kept: Vec<usize> = items.iter().copied().filter(|item| *item < self.items.len()).collect();
        if kept.len() < 2 {
            return Err(Fault::TooFewItems { needed: 2, found: kept.len() });
        }
        let values = (0..self.persons).flat_map(|person| kept.iter().map(move |item| self.value(person, *item)));
        Ok(Self {
            items: kept.iter().map(|item| self.items[*item].clone()).collect(),
            ends: kept.iter().map(|item| self.ends[*item]).collect(),
            persons: self.persons,
            values: values.collect(),
        })
    }

    /// Number of rows.
    pub fn persons(&self) -> usize {
        self.persons
    }

    /// Columns in order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Number of columns.
    pub fn width(&self) -> usize {
        self.items.len()
    }

    /// Lowest and highest category of an item.
    pub fn ends(&self, item: usize) -> (i32, i32) {
        self.ends[item]
    }

    /// An answer after reversal; `None`: blank.
    pub fn value(&self, person: usize, item: usize) -> Option<i32> {
        self.values[person * self.items.len() + item]
    }

    /// The answers to an item that are there.
    pub fn answers(&self, item: usize) -> impl Iterator<Item = i32> {
        self.values.iter().skip(item).step_by(self.items.len()).flatten().copied()
    }

    /// Blank cells.
    pub fn blanks(&self) -> usize {
        self.values.iter().filter(|value| value.is_none()).count()
    }

    /// Rows without a blank.
    pub fn complete(&self) -> impl Iterator<Item = &[Option<i32>]> {
        self.values.chunks_exact(self.items.len()).filter(|row| row.iter().all(Option::is_some))
    }

    /// The rows without a blank, as numbers: persons × items.
    /// Errors: fewer than `needed` of them, for `what`.
    pub fn complete_rows(&self, needed: usize, what: &'static str) -> Result<Matrix, Fault> {
        let values: Vec<f64> = self.complete().flat_map(|row| row.iter().flatten().map(|value| f64::from(*value))).collect();
        let rows = values.len() / self.items.len();
        if rows < needed {
            return Err(Fault::TooFewPersons { what, needed, found: rows });
        }
        Ok(Matrix::from_row_slice(rows, self.items.len(), &values))
    }
}
