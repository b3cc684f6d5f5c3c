//! Answers of many people, as they stand in a file.

use std::collections::BTreeSet;

use thiserror::Error;

/// Codes of answers: a row for each person, a column for each item.
#[derive(Debug, Clone)]
pub struct Responses {
    ids: Vec<String>,
    rows: Vec<Vec<Option<i32>>>,
}

/// Why answers are no table.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ResponsesFault {
    /// Two columns of one name.
    #[error("item {0} stands in two columns: expected each item once")]
    Twice(String),
    /// A row that is too short or too long.
    #[error("person {row}: expected {expected} answers, found {found}")]
    Length {
        /// The person, from 1.
        row: usize,
        /// How many items there are.
        expected: usize,
        /// How many answers there are.
        found: usize,
    },
}

impl Responses {
    /// The answers of people to the items `ids`; `None` where there is none. Codes are whole numbers in rising order of what is measured.
    ///
    /// Errors: an item twice, a row of another length.
    pub fn new(ids: Vec<String>, rows: Vec<Vec<Option<i32>>>) -> Result<Self, ResponsesFault> {
        let mut seen = BTreeSet::new();
        if let Some(twice) = ids.iter().find(|id| !seen.insert(id.as_str())) {
            return Err(ResponsesFault::Twice(twice.clone()));
        }
        if let Some(at) = rows.iter().position(|row| row.len() != ids.len()) {
            return Err(ResponsesFault::Length { row: at + 1, expected: ids.len(), found: rows[at].len() });
        }
        Ok(Self { ids, rows })
    }

    /// The items.
    pub fn ids(&self) -> &[String] {
        &self.ids
    }

    /// The people.
    pub fn rows(&self) -> &[Vec<Option<i32>>] {
        &self.rows
    }
}
